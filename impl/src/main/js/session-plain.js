import { TransferError } from './errors.js';
import { noop } from './noop.js';
import { Transfer } from './transfer.js';
import { decodeUtf8 } from './utf8.js';

/**
 * What the WebSocket is given.
 * @typedef {string | Uint8Array | Blob} Payload
 * @typedef {object} Job
 * @property {import('./transfer.js').TransferControl} control
 * @property {import('./source.js').Source} source
 * @property {() => Promise<Payload> | Payload} load
 */

/** Bytes that are asked of a source at a time. */
const PIECE = 262144;

/**
 * A peer that did not negotiate the protocol, PROTOCOL.md, section 9: ordinary messages, each sent as one. A stream is
 * gathered whole, and so is a Blob where the WebSocket does not take one, since there is no other way. A transfer completes when
 * its message is handed to the WebSocket, and metadata does not travel.
 * @implements {Session}
 * @typedef {import('./session-negotiated.js').Session} Session
 */
export class PlainSession {
  #connection;
  #limits;
  #clock;
  #received;
  #takesBlobs;
  /** In the order of sending. @type {Job[]} */
  #jobs = [];
  /** Whether the first job is being loaded or sent. */
  #busy = false;
  /** Closes the connection, once that is wanted. */
  #finish = noop;
  /** Bytes that waited here when the connection ended. */
  #unsent = 0;
  negotiated = false;
  attached = true;

  /**
   * @param {import('./connection.js').Connection} connection which is open
   * @param {import('./limits.js').Limits} limits
   * @param {import('./engine.js').Clock} clock
   * @param {(data: string | ArrayBuffer) => void} received
   * @param {boolean} takesBlobs whether the WebSocket sends a Blob without our reading it
   */
  constructor(connection, limits, clock, received, takesBlobs) {
    this.#connection = connection;
    this.#limits = limits;
    this.#clock = clock;
    this.#received = received;
    this.#takesBlobs = takesBlobs;
  }

  get bufferedAmount() {
    return this.#unsent + this.#connection.bufferedAmount + this.#jobs.reduce((sum, { source }) => sum + source.held, 0);
  }

  /** @param {string | ArrayBuffer} data */
  receive(data) {
    this.#received(data);
  }

  /**
   * @param {import('./source.js').Source} source
   * @param {unknown} data
   */
  send(source, data) {
    const control = Transfer.control(source.length);
    const asItIs = typeof data === 'string' || (data instanceof Blob && this.#takesBlobs);
    /** @type {Job} */
    const job = { control, source, load: asItIs ? () => data : () => gather(source) };
    control.onabort((reason) => {
      this.#fail(job, new TransferError('CANCELLED', `The application gave the message up: ${reason}`, { cause: reason }));
      return true;
    });
    this.#jobs.push(job);
    this.#run();
    return control.transfer;
  }

  /** Sends the jobs one after the other; what is in memory goes before this returns, as with WebSocket. */
  #run() {
    for (let job; !this.#busy && (job = this.#jobs[0]); ) {
      this.#busy = true;
      const payload = job.load();
      if (payload instanceof Promise) this.#await(job, payload);
      else this.#hand(job, payload);
    }
    if (this.#jobs.length === 0) this.#finish();
  }

  /**
   * @param {Job} job
   * @param {Promise<Payload>} payload
   */
  async #await(job, payload) {
    try {
      const loaded = await payload;
      // It may have failed meanwhile, and the next one is at its place.
      if (this.#jobs[0] !== job) return;
      this.#hand(job, loaded);
      this.#run();
    } catch (error) {
      this.#fail(job, new TransferError('FAILED', `The message could not be read to its end: ${error}`, { cause: error }));
    }
  }

  /**
   * @param {Job} job the first
   * @param {Payload} payload
   */
  #hand({ control, source }, payload) {
    this.#connection.send(payload);
    this.#jobs.shift();
    control.progress(source.length ?? 0, source.length);
    control.settle(null);
    source.cancel(null);
    this.#busy = false;
  }

  /**
   * @param {Job} job
   * @param {TransferError} error
   */
  #fail(job, error) {
    const at = this.#jobs.indexOf(job);
    if (at < 0) return;
    this.#jobs.splice(at, 1);
    job.source.cancel(error);
    job.control.settle(error);
    if (at === 0) this.#busy = false;
    this.#run();
  }

  /**
   * @param {number | undefined} code
   * @param {string | undefined} reason
   */
  close(code, reason) {
    const cancel = this.#clock.after(this.#limits.closeTimeout, () => this.#finish());
    this.#finish = () => {
      this.#finish = noop;
      cancel();
      this.#connection.close(code, reason);
    };
    this.#run();
  }

  /** Nothing of an ordinary WebSocket outlives its connection. */
  lost() {
    return false;
  }

  end() {
    this.attached = false;
    this.#finish = noop;
    // Nothing more is loaded.
    this.#busy = true;
    for (const { control, source } of this.#jobs.splice(0)) {
      const error = new TransferError('CLOSED', 'The connection ended before the message was sent');
      this.#unsent += source.held;
      source.cancel(error);
      control.settle(error);
    }
  }
}

/**
 * The whole of a source, at once where it is in memory.
 * @param {import('./source.js').Source} source
 * @returns {Promise<Payload> | Payload}
 */
function gather(source) {
  const { length } = source;
  if (length !== null && source.request(0, length) === length) {
    const bytes = new Uint8Array(length);
    source.copy(0, bytes);
    return bytes;
  }
  return new Promise((resolve, reject) => {
    /** @type {Uint8Array[]} */
    const parts = [];
    let offset = 0;
    source.onready = () => {
      for (let there; (there = source.request(offset, PIECE)) > 0; offset += there) {
        const part = new Uint8Array(there);
        source.copy(offset, part);
        source.release(offset + there);
        parts.push(part);
      }
      if (source.length === offset) resolve(join(parts, offset, source.text));
    };
    source.onerror = reject;
    source.onready();
  });
}

/**
 * @param {Uint8Array[]} parts
 * @param {number} length
 * @param {boolean} text
 */
function join(parts, length, text) {
  const whole = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  // What a text source encodes is valid.
  return text ? /** @type {string} */ (decodeUtf8(whole)) : whole;
}
