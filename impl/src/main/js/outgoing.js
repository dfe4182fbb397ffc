import { TransferError } from './errors.js';
import { Framer } from './framer.js';
import { Outcome } from './protocol.js';

/**
 * Who waits for the outcome of a message.
 * @typedef {object} TransferListener
 * @property {() => void} progressed more of it has been acknowledged
 * @property {(error: TransferError | null) => void} settled called once; null for delivered
 */

/** @typedef {'queued' | 'begun' | 'ended' | 'settled'} State ended: all of it has been sent, and the answer has not come */

/** One message on its way to the peer, and the only place where its state changes. */
export class OutgoingMessage {
  #listener;
  /** @type {State} */
  #state = 'queued';
  /** Whether frames may go that are not full. */
  early = false;
  /** Stops the wait after which early is set. @type {(() => void) | null} */
  waiting = null;
  /** Bytes of payload that the peer has acknowledged. */
  acknowledged = 0;
  /** What bufferedAmount counts of it. */
  buffered = 0;

  /**
   * @param {import('./source.js').Source} source
   * @param {Uint8Array | null} metadata encoded
   * @param {TransferListener} listener
   */
  constructor(source, metadata, listener) {
    this.source = source;
    this.framer = new Framer(source, metadata);
    this.#listener = listener;
  }

  get state() {
    return this.#state;
  }

  get id() {
    return this.framer.id;
  }

  begun() {
    this.#go('queued', 'begun');
  }

  ended() {
    this.#go(this.#state === 'queued' ? 'queued' : 'begun', 'ended');
  }

  /**
   * @param {State} from
   * @param {State} to
   */
  #go(from, to) {
    if (this.#state !== from) throw new Error(`A message that is ${this.#state} cannot become ${to}`);
    this.#state = to;
  }

  /** @param {number} bytes */
  acknowledge(bytes) {
    if (bytes === 0 || this.#state === 'settled') return;
    this.acknowledged += bytes;
    this.source.release(this.acknowledged);
    this.#listener.progressed();
  }

  delivered() {
    if (this.source.length !== null) this.acknowledge(this.source.length - this.acknowledged);
    this.#settle(null);
  }

  /** @param {TransferError} error */
  failed(error) {
    this.#settle(error);
  }

  /** @param {TransferError | null} error */
  #settle(error) {
    if (this.#state === 'settled') return;
    this.#state = 'settled';
    this.waiting?.();
    this.source.cancel(error);
    this.#listener.settled(error);
  }
}

/**
 * @param {number} length
 * @param {number} limit
 */
export const tooLarge = (length, limit) =>
  new TransferError(
    'TOO_LARGE',
    `The message has ${length} bytes, and the peer accepts at most ${limit}: raise its max-message-size, or send less`,
  );

/**
 * What the sending of a message failed with, as the peer is told it.
 * @param {TransferError} error
 */
export const abortCode = (error) => Outcome[/** @type {import('./protocol.js').OutcomeName} */ (error.code)] ?? Outcome.FAILED;
