import { LighterageSocket } from '../../../main/js/lighterage.js';

/** The next event of a type; an error before it, of which nobody asked, fails the test. */
export const event = (target, type) =>
  new Promise((resolve, reject) => {
    target.addEventListener(type, resolve, { once: true });
    if (type !== 'error' && type !== 'close') target.addEventListener('error', ({ error }) => reject(error), { once: true });
  });

/** Opens sockets over a WebSocket class, which the test closes at its end. */
export const connectingWith =
  (WebSocket) =>
  async (t, url, protocols = [], options = {}) => {
    const socket = new LighterageSocket(url, protocols, { WebSocket, ...options });
    t.after(() => socket.close());
    socket.binaryType = 'arraybuffer';
    await event(socket, 'open');
    return socket;
  };
