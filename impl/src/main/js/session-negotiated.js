import { Engine } from './engine.js';
import { realClock, random } from './environment.js';
import { CloseCode } from './protocol.js';
import { Transfer } from './transfer.js';

/**
 * A connection as LighterageSocket uses it, whether its peer negotiated the protocol or is a plain one.
 * @typedef {object} Session
 * @property {boolean} negotiated
 * @property {number} bufferedAmount
 * @property {(data: string | ArrayBuffer) => void} receive
 * @property {(source: import('./source.js').Source, data: unknown, metadata: Uint8Array | null) => Transfer} send
 * @property {(code: number | undefined, reason: string | undefined) => void} close once all that was sent is away
 * @property {() => void} end the connection has closed
 */

/**
 * A peer that negotiated the protocol.
 * @implements {Session}
 */
export class NegotiatedSession {
  #connection;
  #engine;
  negotiated = true;

  /**
   * @param {import('./connection.js').Connection} connection which is open
   * @param {import('./limits.js').Limits} limits
   * @param {import('./engine.js').Application} application
   */
  constructor(connection, limits, application) {
    this.#connection = connection;
    this.#engine = new Engine({ role: 'client', limits, clock: realClock, random, transport: connection, application });
  }

  start() {
    this.#engine.start();
  }

  get bufferedAmount() {
    return this.#engine.bufferedAmount;
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
    const { transfer, progress, settle, onabort } = Transfer.control(source.length);
    const message = this.#engine.send(source, metadata, {
      progressed: () => progress(message.acknowledged, source.length),
      settled: settle,
    });
    onabort((reason) => this.#engine.abort(message, reason));
    return transfer;
  }

  /**
   * @param {number | undefined} code
   * @param {string | undefined} reason
   */
  close(code, reason) {
    // Without a code the server would see 1005, which is a lost transport, and keep the session for its client to come back.
    this.#engine.drain(() => this.#connection.close(code ?? CloseCode.NORMAL, reason));
  }

  end() {
    this.#engine.end();
  }
}
