/**
 * The ways in which this client exchanges messages, as the contenders in Java: each connects to a URL and has
 * upload(description), which resolves with the server's receipt, download(description), which resolves with the fingerprint
 * of what came, and close().
 */

import { once } from 'node:events';
import { LighterageSocket } from 'lighterage';
import { io, NodeWebSocket } from 'socket.io-client';
import WebSocket from 'ws';
import { fingerprint, payload } from './payload.js';

const GIB = 1 << 30;

/** ws without compression and without its limit of 100 MiB. */
class UnlimitedSocket extends WebSocket {
  constructor(url, protocols) {
    super(url, protocols, { perMessageDeflate: false, maxPayload: 2 * GIB - 1 });
  }
}

/** The transport of Socket.IO in Node, which has no option for this. */
class UnlimitedTransport extends NodeWebSocket {
  createSocket(uri, protocols, options) {
    return super.createSocket(uri, protocols, { ...options, maxPayload: 2 * GIB - 1 });
  }
}

/** Bytes, or UTF-16 code units. Tyrus takes no longer frames than 4 MiB. */
const FRAME = 1_000_000;

function sendInFrames(socket, data) {
  let at = 0;
  do {
    // No pair of surrogates is cut.
    const whole = typeof data !== 'string' || (data.codePointAt(at + FRAME - 1) ?? 0) <= 0xffff;
    const end = whole ? at + FRAME : at + FRAME - 1;
    const frame = data.slice(at, end);
    at = end;
    socket.send(frame, { binary: typeof data !== 'string', fin: at >= data.length });
  } while (at < data.length);
}

const isText = (description) => !description.startsWith('BINARY');

/** Waits for the next event of a socket; what fails the socket fails that. */
function next(socket, type) {
  return new Promise((resolve, reject) => {
    socket.onmessage = ({ data }) => resolve(data);
    socket.onerror = (event) => reject(event.error ?? new Error(event.message));
    socket.onclose = ({ code, reason }) => reject(new Error(`closed with ${code} ${reason}`));
    if (type === 'open') socket.onopen = resolve;
  });
}

/**
 * What the sockets have in common that look like WebSocket, apart from how a message is sent. What is asked for and answered is
 * of the other kind.
 */
async function overSocket(socket, send) {
  socket.binaryType = 'arraybuffer';
  await next(socket, 'open');
  return {
    async upload(description) {
      const receipt = next(socket);
      send(socket, payload(description));
      const data = await receipt;
      return typeof data === 'string' ? data : Buffer.from(data).toString();
    },
    async download(description) {
      const message = next(socket);
      socket.send(isText(description) ? Buffer.from(description) : description);
      return fingerprint(await message);
    },
    close() {
      socket.onclose = null;
      socket.onerror = null;
      socket.close();
    },
  };
}

export const links = {
  ordinary: (url) => overSocket(new UnlimitedSocket(url, []), sendInFrames),

  lighterage: (url) =>
    overSocket(
      new LighterageSocket(url, [], { WebSocket: UnlimitedSocket, required: true, maxMessageSize: GIB }),
      (socket, data) => socket.send(data),
    ),

  async 'socket.io'(url) {
    const socket = io(url, { transports: [UnlimitedTransport], perMessageDeflate: false, forceNew: true, reconnection: false });
    await once(socket, 'connect');
    const asked = (...message) =>
      new Promise((resolve, reject) => {
        socket.once('disconnect', (reason) => reject(new Error(reason)));
        socket.emit(...message, (answer) => {
          socket.removeAllListeners('disconnect');
          resolve(answer);
        });
      });
    return {
      upload: (description) => asked('upload', payload(description)),
      download: async (description) => fingerprint(await asked('download', description)),
      close: () => socket.close(),
    };
  },
};
