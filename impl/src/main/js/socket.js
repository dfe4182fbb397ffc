import { Dialer } from './dialer.js';
import { argumentError } from './errors.js';
import { limitsOf } from './limits.js';
import { MessageSocket } from './message-socket.js';
import { isNegotiated } from './negotiation.js';
import { normalizedUrl } from './outcomes.js';

/** What a client that resumes says in RESUME_SECONDS, of which the server only needs to know that it is not 0. */
const WILL_COME_BACK = 60;

/**
 * The interface of WebSocket, for messages of any size: see lighterage.d.ts for what it adds.
 */
export class LighterageSocket extends MessageSocket {
  /**
   * @param {string | URL} url
   * @param {string | string[]} [protocols]
   * @param {import('./lighterage.js').LighterageOptions} [options]
   */
  constructor(url, protocols = [], options = {}) {
    const WebSocket = options.WebSocket ?? globalThis.WebSocket;
    if (!WebSocket) {
      const message = "There is no WebSocket here: give one as options.WebSocket, such as that of 'ws'";
      throw argumentError(TypeError, 'WEBSOCKET_MISSING', message);
    }
    const own = typeof protocols === 'string' ? [protocols] : [...protocols];
    const reserved = own.find(isNegotiated);
    if (reserved !== undefined) {
      throw new DOMException(`The subprotocol ${reserved} is Lighterage's: give those of the application`, 'SyntaxError');
    }
    const { resume = true, required = false, ...given } = options;
    const dialOptions = {
      WebSocket: /** @type {typeof globalThis.WebSocket} */ (WebSocket),
      url: normalizedUrl(url),
      protocols: own,
      limits: limitsOf({ ...given, resumeSeconds: resume ? WILL_COME_BACK : 0 }),
      required,
    };
    super((recipient, listener) => new Dialer(dialOptions, recipient, listener), 'blob');
  }
}
