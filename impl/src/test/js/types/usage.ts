/* Never run: tsc says whether the declarations are what the sources are, and serve those who use them. */
import * as declared from '../../../main/js/lighterage.js';
import * as errors from '../../../main/js/errors.js';
import { forgetOutcomes } from '../../../main/js/outcomes.js';
import { LighterageSocket } from '../../../main/js/socket.js';
import type { Transfer } from '../../../main/js/transfer.js';

export const socketIsAsDeclared: typeof declared.LighterageSocket = LighterageSocket;
export const transferIsAsDeclared = (transfer: Transfer): declared.Transfer => transfer;
export const errorsAreAsDeclared: Pick<typeof declared, 'LighterageError' | 'TransferError' | 'ProtocolError'> = errors;
export const forgetIsAsDeclared: typeof declared.forgetOutcomes = forgetOutcomes;

/** Whoever works with a WebSocket can be given this one. */
type Common = Pick<WebSocket, 'url' | 'protocol' | 'extensions' | 'readyState' | 'bufferedAmount' | 'binaryType' | 'close' | 'dispatchEvent'>;
export const isLikeWebSocket = (socket: declared.LighterageSocket): Common => socket;

export async function use(file: File, signal: AbortSignal) {
  const socket = new declared.LighterageSocket('/x', ['app'], { ordering: 'interleaved', chunkSize: 16000, required: true });
  socket.onmessage = ({ data, metadata }) => console.log(data, metadata?.name);
  socket.onclose = ({ code, wasClean }) => console.log(code.toFixed(), wasClean);
  socket.addEventListener('messageprogress', ({ received, length }) => console.log(received / (length ?? 1)));
  socket.addEventListener('error', ({ error }) => console.log(error.code));
  const transfer = socket.send(file, { metadata: { name: file.name }, signal });
  transfer.addEventListener('progress', () => console.log(transfer.acknowledged));
  socket.send(new ReadableStream<string>());
  try {
    await transfer.delivered;
  } catch (error) {
    if (error instanceof declared.TransferError) console.log(error.code);
  }
  // @ts-expect-error only the library makes transfers
  new declared.Transfer();
  // @ts-expect-error metadata has string values
  socket.send('x', { metadata: { n: 1 } });
}
