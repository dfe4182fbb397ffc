import { Engine } from './engine.js';
import { random, realClock } from './environment.js';
import { LighterageError } from './errors.js';
import { CloseCode } from './protocol.js';
import { Reconnector } from './reconnector.js';
import { Transfer } from './transfer.js';

/**
 * A connection as LighterageSocket uses it, whether its peer negotiated the protocol or is a plain one.
 * @typedef {object} Session
 * @property {boolean} negotiated
 * @property {boolean} attached whether there is a connection
 * @property {number} bufferedAmount
 * @property {(data: string | ArrayBuffer) => void} receive
 * @property {(source: import('./source.js').Source, data: unknown, metadata: Uint8Array | null) => Transfer} send
 * @property {(code: number | undefined, reason: string | undefined) => void} close once all that was sent is away
 * @property {(end: import('./connection.js').End) => boolean} lost the connection has closed; whether the session goes on without
 * @property {() => void} end nothing comes any more
 */

/**
 * What a session that outlives its connections tells beside what the engine does.
 * @typedef {object} Journey
 * @property {(reconnecting: import('./reconnector.js').Reconnecting) => void} reconnecting
 * @property {(end: import('./connection.js').End) => void} ended it goes on no longer
 */

/**
 * A peer that negotiated the protocol. Where both are willing, its session goes on with another connection when one is lost.
 * @implements {Session}
 */
export class NegotiatedSession {
  #connection;
  /** The subprotocol, with our prefix, in which the session is the same on every connection. */
  #protocol;
  #connect;
  #journey;
  #engine;
  #reconnector;
  /** Whether the close frame of the application has been sent, which ends the session however the connection does. */
  #closing = false;
  /** Of the connection or attempt before. @type {LighterageError | null} */
  #lastError = null;
  negotiated = true;

  /**
   * @param {import('./connection.js').Connection} connection which is open
   * @param {(listener: import('./connection.js').ConnectionListener) => import('./connection.js').Connection} connect
   * @param {import('./limits.js').Limits} limits
   * @param {import('./routes.js').Route} route
   * @param {import('./engine.js').Application & Journey} application
   */
  constructor(connection, connect, limits, route, application) {
    this.#connection = connection;
    this.#protocol = connection.protocol;
    this.#connect = connect;
    this.#journey = application;
    const watched = this.#watch(application);
    this.#engine = new Engine({ role: 'client', limits, clock: realClock, random, application: watched, route });
    this.#reconnector = new Reconnector(realClock, Math.random, {
      connect: () => this.#reconnect(),
      reconnecting: (reconnecting) => application.reconnecting(reconnecting),
      gaveUp: (seconds) => {
        this.#giveUp('RESUME_EXPIRED', `No connection could be had for ${seconds} s, as long as the server keeps the session`);
      },
    });
  }

  /**
   * @param {import('./engine.js').Application} application
   * @returns {import('./engine.js').Application}
   */
  #watch(application) {
    const attached = () => this.#reconnector.attached(this.#engine.progress);
    return {
      ...application,
      get binaryType() {
        return application.binaryType;
      },
      opened() {
        attached();
        application.opened();
      },
      resumed(isNew) {
        attached();
        application.resumed(isNew);
      },
    };
  }

  start() {
    this.#engine.start(this.#connection);
  }

  get bufferedAmount() {
    return this.#engine.bufferedAmount;
  }

  get attached() {
    return this.#engine.attached;
  }

  /** @param {string | ArrayBuffer} data */
  receive(data) {
    if (typeof data === 'string') this.#engine.receiveText();
    else this.#engine.receive(new Uint8Array(data));
  }

  /**
   * @param {import('./source.js').Source} source
   * @param {unknown} _data
   * @param {Uint8Array | null} metadata
   */
  send(source, _data, metadata) {
    return sendBy(this.#engine, source, metadata);
  }

  /**
   * @param {number | undefined} code
   * @param {string | undefined} reason
   */
  close(code, reason) {
    this.#engine.drain((attached) => {
      this.#closing = true;
      if (!attached) {
        return this.#giveUp('CLOSE_UNSENT', 'Closed without a connection, and none could be had within closeTimeout to tell the server');
      }
      // Without a code the server would see 1005, which is a lost transport, and keep the session for its client to come back.
      this.#connection.close(code ?? CloseCode.NORMAL, reason);
    });
  }

  /** @param {import('./connection.js').End} end */
  lost({ code, error }) {
    this.#lastError = error;
    if (this.#closing || !this.#engine.lost(code)) return false;
    this.#reconnector.lost(code, this.#engine.progress, this.#engine.resumeSeconds);
    return true;
  }

  #reconnect() {
    try {
      this.#dial();
    } catch (error) {
      // An application's own WebSocket may refuse, such as one that finds no credentials now.
      const failure = new LighterageError('CONNECTION_FAILED', `No WebSocket could be made: ${error}`, { cause: error });
      const end = { code: CloseCode.ABNORMAL, reason: '', wasClean: false, error: failure };
      if (!this.lost(end)) this.#over(end);
    }
  }

  #dial() {
    const connection = this.#connect({
      opened: () => {
        // A server that no longer negotiates, or otherwise, cannot have the session; perhaps another one answers the next time.
        if (connection.protocol === this.#protocol) this.#engine.resume(connection);
        else connection.drop(`The subprotocol is ${connection.protocol || 'none'} now, and was ${this.#protocol}`);
      },
      received: (data) => this.receive(data),
      closed: (end) => this.lost(end) || this.#over(end),
    });
    this.#connection = connection;
  }

  /**
   * @param {string} code
   * @param {string} message
   */
  #giveUp(code, message) {
    this.#connection.abandon();
    const error = new LighterageError(code, message, { cause: this.#lastError });
    this.#over({ code: CloseCode.ABNORMAL, reason: '', wasClean: false, error });
  }

  /** @param {import('./connection.js').End} end */
  #over(end) {
    this.end();
    this.#journey.ended(end);
  }

  end() {
    this.#reconnector.stop();
    this.#engine.end();
  }
}

/**
 * @param {Engine} engine
 * @param {import('./source.js').Source} source
 * @param {Uint8Array | null} metadata
 */
export function sendBy(engine, source, metadata) {
  const { transfer, progress, settle, onabort } = Transfer.control(source.length);
  const message = engine.send(source, metadata, {
    progressed: () => progress(message.acknowledged, source.length),
    settled: settle,
  });
  onabort((reason) => engine.abort(message, reason));
  return transfer;
}
