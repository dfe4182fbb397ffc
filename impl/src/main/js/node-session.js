import { Engine } from './engine.js';
import { random, realClock } from './environment.js';
import { LighterageError, ProtocolError } from './errors.js';
import { CloseCode } from './protocol.js';
import { logOnce } from './routes.js';
import { sendBy } from './session-negotiated.js';

/**
 * What a server's session tells.
 * @typedef {object} ServerListener
 * @property {() => void} opened
 * @property {(code: number) => void} detached the connection is lost, and the session waits for its client
 * @property {() => void} resumed
 * @property {(limit: number) => void} pathLimited
 * @property {(error: LighterageError) => void} failed
 * @property {(end: import('./connection.js').End) => void} closed
 *
 * @typedef {import('./connection.js').Connection} Connection
 */

/**
 * A server's session with a peer that negotiated the protocol. It has one connection after the other, and ignores what still
 * comes on those before.
 * @implements {Session}
 * @implements {Kept}
 * @typedef {import('./session-negotiated.js').Session} Session
 * @typedef {import('./node-sessions.js').Kept} Kept
 */
export class ServerSession {
  #connection;
  #kept;
  #tokens;
  #listener;
  #engine;
  #closing = false;
  /** @type {LighterageError | null} */
  #error = null;
  #over = false;
  negotiated = true;
  identity;

  /**
   * @param {object} parts
   * @param {Connection} parts.connection which is open
   * @param {import('./limits.js').Limits} parts.limits
   * @param {import('./routes.js').Route} parts.route
   * @param {string} parts.name of the route, for the log
   * @param {string} parts.identity
   * @param {import('./node-sessions.js').KeptSessions<ServerSession>} parts.kept
   * @param {import('./receiver.js').Recipient} recipient
   * @param {ServerListener} listener
   */
  constructor({ connection, limits, route, name, identity, kept }, recipient, listener) {
    this.#connection = connection;
    this.#kept = kept;
    this.#listener = listener;
    this.identity = identity;
    this.#tokens = kept.tokens();
    this.#tokens.owner = this;
    this.#engine = new Engine({
      role: 'server',
      limits,
      clock: realClock,
      random,
      route,
      tokens: this.#tokens,
      application: {
        get binaryType() {
          return recipient.binaryType;
        },
        received: recipient.received,
        progressed: recipient.progressed,
        opened: listener.opened,
        resumed: listener.resumed,
        pathLimited(limit) {
          logOnce(route, `${name}: this path lets frames of at most ${limit} bytes through`);
          listener.pathLimited(limit);
        },
        failed: (error) => this.#failed(error),
      },
    });
  }

  start() {
    this.#engine.start(this.#connection);
  }

  /** It is not to be, because its connection belongs to another session. */
  discard() {
    this.#over = true;
    this.#engine.end();
  }

  get bufferedAmount() {
    return this.#engine.bufferedAmount;
  }

  get attached() {
    return this.#engine.attached;
  }

  get bytes() {
    return this.#engine.kept;
  }

  get acknowledged() {
    return this.#engine.acknowledged;
  }

  /** @param {string | ArrayBuffer} data */
  receive(data) {
    if (typeof data === 'string') this.#engine.receiveText();
    else this.#engine.receive(new Uint8Array(data));
  }

  /**
   * Goes on with another connection of its client.
   * @param {Connection} connection
   * @param {Uint8Array} bytes its HELLO
   * @returns {boolean} false where the session has just ended for that
   */
  takeOver(connection, bytes) {
    this.#kept.remove(this);
    this.#connection = connection;
    if (this.#engine.takeOver(connection, bytes)) return true;
    this.#end({ code: CloseCode.ABNORMAL, reason: '', wasClean: false, error: this.#error });
    return false;
  }

  /** @param {Connection} connection */
  isOn(connection) {
    return this.#connection === connection;
  }

  /**
   * @param {import('./source.js').Source} source
   * @param {unknown} _data
   * @param {Uint8Array | null} metadata
   */
  send(source, _data, metadata) {
    const transfer = sendBy(this.#engine, source, metadata);
    if (!this.attached) this.#kept.makeRoom();
    return transfer;
  }

  /**
   * @param {number | undefined} code
   * @param {string | undefined} reason
   */
  close(code, reason) {
    this.#engine.drain((attached) => {
      this.#closing = true;
      if (attached) this.#connection.close(code ?? CloseCode.NORMAL, reason);
      else this.giveUp('CLOSE_UNSENT', 'Closed while the client was away, which did not come back within closeTimeout');
    });
  }

  /** @param {import('./connection.js').End} end of the connection */
  lost(end) {
    if (!this.#closing && this.#engine.lost(end.code)) {
      this.#kept.detach(this);
      // There may have been no room for it.
      if (!this.#over) this.#listener.detached(end.code);
      return true;
    }
    this.#end(end);
    return false;
  }

  /** @param {LighterageError} error */
  #failed(error) {
    this.#error = error;
    this.#listener.failed(error);
  }

  /**
   * @param {string} code
   * @param {string} reason
   */
  giveUp(code, reason) {
    if (this.attached) this.#connection.close(CloseCode.GOING_AWAY, reason);
    this.#end({ code: CloseCode.ABNORMAL, reason: '', wasClean: false, error: new LighterageError(code, reason) });
  }

  /** @param {import('./connection.js').End} end */
  #end(end) {
    this.end();
    if (this.#over) return;
    this.#over = true;
    const error = this.#error ?? end.error;
    const told = error instanceof ProtocolError ? { code: error.closeCode, reason: error.message } : {};
    this.#listener.closed({ ...end, ...told, error });
  }

  end() {
    this.#kept.remove(this);
    this.#tokens.forget();
    this.#engine.end();
  }
}
