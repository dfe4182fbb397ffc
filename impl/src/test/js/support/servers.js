import { createRequire } from 'node:module';
import { once } from 'node:events';
import { Engine } from '../../../main/js/engine.js';
import { random, realClock } from '../../../main/js/environment.js';
import { limitsOf } from '../../../main/js/limits.js';
import { answer } from '../../../main/js/negotiation.js';
import { encodeMetadata } from '../../../main/js/metadata.js';
import { sourceOf } from '../../../main/js/source.js';

const require = createRequire(new URL('../../../main/js/package.json', import.meta.url));
export const { WebSocket, WebSocketServer } = require('ws');

/** A server on a port of its own, which the test closes at its end. */
export async function listen(t, options, connected) {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0, ...options });
  t.after(() => {
    for (const socket of server.clients) socket.terminate();
    return new Promise((resolve) => server.close(resolve));
  });
  server.on('connection', (socket) => {
    // Every error is followed by a close; without a listener it would be thrown.
    socket.on('error', () => {});
    connected(socket);
  });
  await once(server, 'listening');
  return `ws://127.0.0.1:${server.address().port}/`;
}

/** The session of a server's side over ws. */
export function serve(socket, limits, handlers) {
  socket.binaryType = 'arraybuffer';
  const session = {
    errors: [],
    send: (data, { metadata } = {}) =>
      new Promise((resolve, reject) => {
        const listener = { progressed() {}, settled: (error) => (error ? reject(error) : resolve()) };
        engine.send(sourceOf(data), metadata ? encodeMetadata(Object.entries(metadata)) : null, listener);
      }),
  };
  const engine = new Engine({
    role: 'server',
    limits: limitsOf(limits),
    clock: realClock,
    random,
    application: {
      binaryType: 'arraybuffer',
      opened: () => handlers.opened?.(session),
      failed: (error) => session.errors.push(error),
      received: (message) => handlers.received?.(session, message),
      progressed() {},
    },
  });
  socket.on('message', (data, isBinary) => (isBinary ? engine.receive(new Uint8Array(data)) : engine.receiveText()));
  socket.on('close', () => engine.end());
  engine.start({
    send: (frame) => socket.send(frame),
    writable: () => socket.bufferedAmount < 1048576,
    close: (code, reason) => socket.close(code, reason),
    drop: () => socket.terminate(),
  });
  return session;
}

/** A server that speaks the protocol. */
export function listenWithEngine(t, handlers, { limits = {}, own = [], ...options } = {}) {
  const handleProtocols = (offered) => answer(offered, own) ?? false;
  return listen(t, { perMessageDeflate: false, ...options, handleProtocols }, (socket) => {
    handlers.connected?.(socket);
    serve(socket, limits, handlers);
  });
}
