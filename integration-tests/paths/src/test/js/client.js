/*
 * The JavaScript client in Node: says whether it negotiated, sends so many bytes as a stream, and prints the length and the
 * SHA-256 of what it sent, then what the server answers: a text, or of bytes the same two.
 *
 *   node client.js --url ws://127.0.0.1:8080/cargo/node --length 50000000
 */
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { parseArgs } from 'node:util';
import WebSocket from 'ws';
import { LighterageSocket } from '../../../../../impl/src/main/js/lighterage.js';

const PIECE = 1 << 16;
const { values } = parseArgs({ options: { url: { type: 'string' }, length: { type: 'string' } } });
const length = Number(values.length);

class Uncompressed extends WebSocket {
  constructor(url, protocols) {
    super(url, protocols, { perMessageDeflate: false });
  }
}

const sent = createHash('sha256');
let made = 0;
const stream = new ReadableStream({
  pull(controller) {
    if (made === length) return controller.close();
    const bytes = randomBytes(Math.min(PIECE, length - made));
    made += bytes.length;
    sent.update(bytes);
    controller.enqueue(bytes);
  },
});

const socket = new LighterageSocket(values.url, [], { WebSocket: Uncompressed });
socket.binaryType = 'arraybuffer';
socket.onerror = ({ error }) => console.log(`error ${error.code} ${error.message}`);
await once(socket, 'open');
console.log(`negotiated ${socket.negotiated}`);
const answer = once(socket, 'message');
const transfer = socket.send(stream);
let progress = 0;
transfer.addEventListener('progress', () => {
  if (transfer.acknowledged < progress) console.log(`progress went back from ${progress} to ${transfer.acknowledged}`);
  progress = transfer.acknowledged;
});
await transfer.delivered;
console.log(`sent ${length} ${sent.digest('hex')}`);
const [{ data }] = await answer;
console.log(
  typeof data === 'string'
    ? `answer ${data}`
    : `answer ${data.byteLength} ${createHash('sha256').update(new Uint8Array(data)).digest('hex')}`,
);
socket.close();
await once(socket, 'close');
console.log('closed');
