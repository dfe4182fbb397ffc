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
  /** Whether its END has been sent, on whatever transport. */
  hasEnded = false;
  /** Whether its frames go in turn with those of others; not what was sent to its end once, and is sent again. */
  inOrder = true;
  /** Whether frames may go that are not full. */
  early = false;
  /** Stops the wait after which early is set. @type {(() => void) | null} */
  waiting = null;
  /** The MAX_MESSAGE that it was begun under, which it keeps. */
  maxMessage = 0;
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

  /** @param {number} maxMessage */
  begun(maxMessage) {
    this.#go('queued', 'begun');
    this.maxMessage = maxMessage;
  }

  ended() {
    this.#go(this.#state === 'queued' ? 'queued' : 'begun', 'ended');
    this.hasEnded = true;
  }

  /**
   * @param {State} from
   * @param {State} to
   */
  #go(from, to) {
    if (this.#state !== from) throw new Error(`A message that is ${this.#state} cannot become ${to}`);
    this.#state = to;
  }

  /**
   * The transport was lost, and what follows offset has not been processed.
   * @param {number} offset
   * @param {boolean} begun whether its BEGIN has been
   */
  rewind(offset, begun) {
    this.#mustBeSent();
    this.#state = begun ? 'begun' : 'queued';
    this.hasEnded &&= begun;
    this.framer.rewind(offset, begun);
  }

  /**
   * The session was lost, and the peer has it up to offset.
   * @param {number} offset
   */
  continueFrom(offset) {
    this.#mustBeSent();
    this.#state = 'queued';
    this.hasEnded = false;
    this.framer.continueFrom(offset);
  }

  #mustBeSent() {
    if (this.#state === 'begun' || this.#state === 'ended') return;
    throw new Error(`A message that is ${this.#state} cannot be sent again`);
  }

  /** @param {number} offset up to which the peer has it; what is sent a second time counts once */
  acknowledge(offset) {
    if (offset <= this.acknowledged || this.#state === 'settled') return;
    this.acknowledged = offset;
    this.source.release(offset);
    this.#listener.progressed();
  }

  delivered() {
    if (this.source.length !== null) this.acknowledge(this.source.length);
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
 * What becomes of a message that was sent, in part or whole, in a session that has ended.
 * @param {OutgoingMessage} message
 * @param {string} why
 */
export const lostMessage = ({ state, acknowledged }, why) =>
  state === 'ended'
    ? new TransferError('UNKNOWN_OUTCOME', `${why} before the peer said whether it has the message: ask it before sending again`)
    : new TransferError('CLOSED', `${why} before all of the message was sent (${acknowledged} bytes were acknowledged): send it again`);

/**
 * What the sending of a message failed with, as the peer is told it.
 * @param {TransferError} error
 */
export const abortCode = (error) => Outcome[/** @type {import('./protocol.js').OutcomeName} */ (error.code)] ?? Outcome.FAILED;
