import { Connection } from './connection.js';
import { LighterageError, ProtocolError } from './errors.js';
import { realClock } from './environment.js';
import { applicationProtocol, isNegotiated, offer } from './negotiation.js';
import { forgetOutcomes, recall, remember } from './outcomes.js';
import { CloseCode } from './protocol.js';
import { logOnce, routeOf } from './routes.js';
import { NegotiatedSession } from './session-negotiated.js';
import { PlainSession } from './session-plain.js';

/**
 * Who is told what becomes of the connection.
 * @typedef {object} DialListener
 * @property {(session: import('./session-negotiated.js').Session, connection: Connection, protocol: string) => void} opened
 * @property {(reconnecting: import('./reconnector.js').Reconnecting) => void} reconnecting
 * @property {(isNew: boolean) => void} resumed
 * @property {(limit: number) => void} pathLimited
 * @property {(error: LighterageError) => void} failed before closed, where there is more to tell than the close code
 * @property {(end: import('./connection.js').End) => void} closed the last call
 *
 * @typedef {object} DialOptions
 * @property {typeof WebSocket} WebSocket
 * @property {string} url
 * @property {string[]} protocols of the application
 * @property {import('./limits.js').Limits} limits
 * @property {boolean} required whether a plain peer will not do
 */

/**
 * Connects, negotiates, and where that fails tries once more as an ordinary WebSocket: PROTOCOL.md, section 2.
 */
export class Dialer {
  #options;
  #listener;
  #recipient;
  #known;
  #mayFallBack;
  /** @type {Connection} */
  #connection;
  /** @type {import('./session-negotiated.js').Session | null} */
  #session = null;
  /** What the session failed with, until the connection has closed. @type {LighterageError | null} */
  #error = null;

  /**
   * @param {DialOptions} options
   * @param {import('./receiver.js').Recipient} recipient
   * @param {DialListener} listener
   */
  constructor(options, recipient, listener) {
    this.#options = options;
    this.#recipient = recipient;
    this.#listener = listener;
    this.#known = options.required ? undefined : recall(options.url);
    this.#mayFallBack = !options.required && this.#known !== 'plain';
    this.#connection = this.#known === 'plain' ? this.#connectPlain() : this.#connect();
  }

  get url() {
    return this.#connection.url;
  }

  #connect() {
    return this.#dial(offer(this.#options.protocols), () => this.#negotiated());
  }

  #connectPlain() {
    return this.#dial(this.#options.protocols, () => this.#plain());
  }

  /**
   * @param {string[]} protocols
   * @param {() => void} opened
   */
  #dial(protocols, opened) {
    return this.#open(protocols, {
      opened,
      received: (data) => this.#session?.receive(data),
      closed: (end) => this.#closed(end),
    });
  }

  /**
   * @param {string[]} protocols
   * @param {import('./connection.js').ConnectionListener} listener
   */
  #open(protocols, listener) {
    const { WebSocket, url } = this.#options;
    return new Connection(new WebSocket(url, protocols), url, listener);
  }

  #negotiated() {
    const connection = this.#connection;
    if (!isNegotiated(connection.protocol)) {
      if (this.#options.required) return this.#refusePlain();
      return this.#plain();
    }
    const recipient = this.#recipient;
    const { limits, url, protocols } = this.#options;
    /** @param {import('./connection.js').ConnectionListener} listener */
    const connect = (listener) => this.#open(offer(protocols), listener);
    const { origin } = new URL(url);
    const route = routeOf(origin);
    const session = new NegotiatedSession(connection, connect, limits, route, {
      get binaryType() {
        return recipient.binaryType;
      },
      received: recipient.received,
      progressed: recipient.progressed,
      opened: () => this.#opened(session, 'negotiated'),
      failed: (error) => this.#failed(error),
      reconnecting: this.#listener.reconnecting,
      resumed: this.#listener.resumed,
      pathLimited: (limit) => {
        logOnce(route, `${origin}: this path lets frames of at most ${limit} bytes through`);
        this.#listener.pathLimited(limit);
      },
      ended: (end) => this.#ended(end),
    });
    this.#session = session;
    session.start();
  }

  #plain() {
    const { WebSocket, limits } = this.#options;
    const received = (/** @type {string | ArrayBuffer} */ data) => {
      const asBlob = typeof data !== 'string' && this.#recipient.binaryType === 'blob';
      this.#recipient.received({ id: null, data: asBlob ? new Blob([data]) : data, metadata: null });
    };
    // One that was handed in may not know what a Blob is.
    const takesBlobs = WebSocket === globalThis.WebSocket;
    const session = new PlainSession(this.#connection, limits, realClock, received, takesBlobs);
    this.#session = session;
    this.#opened(session, 'plain');
  }

  /**
   * @param {import('./session-negotiated.js').Session} session
   * @param {import('./outcomes.js').Found} found
   */
  #opened(session, found) {
    this.#mayFallBack = false;
    remember(this.#options.url, found);
    this.#listener.opened(session, this.#connection, applicationProtocol(this.#connection.protocol));
  }

  #refusePlain() {
    const message = `${this.#options.url} does not speak Lighterage, which is required: install it there, or leave required out`;
    this.#listener.failed(new LighterageError('NOT_NEGOTIATED', message));
    this.#connection.close(CloseCode.NORMAL, 'Lighterage is required');
  }

  /** @param {LighterageError} error */
  #failed(error) {
    if (error.code === 'NO_HELLO' && this.#mayFallBack) return this.#fallBack();
    this.#mayFallBack = false;
    this.#error = error;
    this.#listener.failed(error);
  }

  /** @param {import('./connection.js').End} end */
  #closed(end) {
    if (this.#mayFallBack && this.#known !== 'negotiated') return this.#fallBack();
    // Of a server that did negotiate it is rather the network that failed, and plain is not tried, which would be remembered if
    // the network came back meanwhile. Should the server have changed, the next connection finds that out.
    if (this.#mayFallBack) forgetOutcomes(this.#options.url);
    if (!this.#session?.lost(end)) this.#ended(end);
  }

  /** @param {import('./connection.js').End} end of the last connection */
  #ended(end) {
    this.#session?.end();
    const error = this.#error;
    if (!error) return this.#listener.closed(end);
    // Where a rule was broken the code of that is told, though a browser could not put it into the close frame.
    const told = error instanceof ProtocolError ? { code: error.closeCode, reason: error.message } : {};
    this.#listener.closed({ ...end, ...told, error });
  }

  #fallBack() {
    this.#mayFallBack = false;
    this.#session?.end();
    this.#session = null;
    this.#connection.abandon();
    this.#connection = this.#connectPlain();
  }

  /** Gives up before the connection is open. */
  cancel() {
    this.#mayFallBack = false;
    // A HELLO that is on its way would open what has been given up.
    this.#session?.end();
    this.#connection.close(CloseCode.NORMAL);
  }
}
