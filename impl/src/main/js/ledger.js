import { CongestionWindow } from './congestion.js';
import { limitExceeded, malformed } from './errors.js';
import { Fifo } from './fifo.js';
import { DEFAULT_SETTINGS } from './protocol.js';

/**
 * @typedef {import('./outgoing.js').OutgoingMessage} OutgoingMessage
 *
 * A frame that takes no window and goes ahead of all that do.
 * @typedef {import('./decode.js').AbortOrReject | import('./decode.js').Delivered} Answer
 *
 * A counted frame that was sent and is not acknowledged: what it carried, as a slice of its source, so that it can be cut anew.
 * @typedef {{ type: number, size: number, message: OutgoingMessage, offset: number, payload: number, at: number }} SentSlice
 * @typedef {SentSlice | { type: number, size: 0, answer: Answer }} Sent
 */

/**
 * The peer may have so many answers unacknowledged. It acknowledges within 50 ms, so this is met only by one that never does;
 * answers take no window, and nothing else would bound what is kept for them.
 */
const MOST_ANSWERS = 131072;

/** The counted frames that were sent on this transport and are not acknowledged: PROTOCOL.md, section 6. */
export class Ledger {
  /** @type {Fifo<Sent>} */
  #entries = new Fifo();
  #answers = 0;
  /** The sum of the lengths of those that take window. */
  #inFlight = 0;
  #congestion;
  /** The peer's WINDOW. */
  window = DEFAULT_SETTINGS.window;
  sent = 0;
  acknowledged = 0;

  /** @param {import('./engine.js').Clock} clock */
  constructor(clock) {
    this.#congestion = new CongestionWindow(clock);
  }

  get isEmpty() {
    return this.#entries.size === 0;
  }

  /** The number of the first frame that was sent on this transport and is not acknowledged; 0 for none. */
  get first() {
    return this.isEmpty ? 0 : this.acknowledged + 1;
  }

  /** The length of the longest frame that is not acknowledged; that of an answer, which no path refuses, counts as 0. */
  get longest() {
    let longest = 0;
    for (const { size } of this.#entries) longest = Math.max(longest, size);
    return longest;
  }

  /**
   * Whether the windows let a frame go; where nothing takes window, one may always go.
   * @param {number} size
   */
  fits(size) {
    const fits = this.#inFlight === 0 || this.#inFlight + size <= Math.min(this.window, this.#congestion.bytes);
    if (!fits) this.#congestion.full(this.sent, this.#entries.size);
    return fits;
  }

  /** @param {Sent} entry */
  add(entry) {
    if ('answer' in entry && ++this.#answers > MOST_ANSWERS) {
      throw limitExceeded(`More than ${MOST_ANSWERS} answers sent and not acknowledged`);
    }
    this.#entries.push(entry);
    this.#inFlight += entry.size;
    this.sent++;
  }

  /**
   * Whether a session can go on from what the peer says it has processed.
   * @param {number} received the count of its HELLO
   */
  checkResumption(received) {
    this.#check(received, 'HELLO');
    if (received >= this.acknowledged) return;
    throw malformed(`HELLO resumes after ${received} counted frames, of which ${this.acknowledged} were acknowledged`);
  }

  /**
   * @param {number} received
   * @param {string} frame
   */
  #check(received, frame) {
    if (received > this.sent) throw malformed(`${frame} of ${received} counted frames, of which ${this.sent} were sent`);
  }

  /**
   * @param {number} received what the peer has processed
   * @returns {SentSlice[]} what that acknowledges, but for answers
   */
  acknowledge(received) {
    this.#check(received, 'ACK');
    const slices = [];
    const before = this.#inFlight;
    for (; this.acknowledged < received; this.acknowledged++) {
      const entry = /** @type {Sent} */ (this.#entries.shift());
      this.#inFlight -= entry.size;
      if ('answer' in entry) this.#answers--;
      else slices.push(entry);
    }
    const last = slices.at(-1);
    if (last) this.#congestion.acknowledged(received, last.at, before - this.#inFlight, this.window);
    return slices;
  }

  /** The transport is another: takes out what is not acknowledged and counts as not sent from now on. */
  rewind() {
    this.#congestion.restart();
    const entries = [...this.#entries];
    this.#entries.clear();
    this.#answers = 0;
    this.#inFlight = 0;
    this.sent = this.acknowledged;
    return entries;
  }

  /** A new session, with counts from the start. */
  restart() {
    this.rewind();
    this.sent = this.acknowledged = 0;
  }
}
