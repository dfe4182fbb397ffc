import { Fifo } from './fifo.js';

/**
 * In which order the frames of several messages go.
 * @typedef {import('./outgoing.js').OutgoingMessage} OutgoingMessage
 * @typedef {object} Order
 * @property {(message: OutgoingMessage, frameLimit: number) => void} add
 * @property {(message: OutgoingMessage) => void} remove it goes no further
 * @property {(concurrent: number, frameLimit: number) => OutgoingMessage[]} candidates
 *   whose frame may be next, the best first, where so many may have begun at once
 * @property {(message: OutgoingMessage) => void} sent one more of its frames has been, and not its last
 */

/**
 * @param {'strict' | 'interleaved'} ordering
 * @returns {Order}
 */
export const orderOf = (ordering) => (ordering === 'interleaved' ? new InterleavedOrder() : new StrictOrder());

/**
 * The next message begins after the END of the one before, for applications that rely on order: PROTOCOL.md, section 5.
 * @implements {Order}
 */
class StrictOrder {
  /** @type {Fifo<OutgoingMessage>} */
  #messages = new Fifo();

  /** @param {OutgoingMessage} message */
  add(message) {
    this.#messages.push(message);
  }

  /** @param {OutgoingMessage} message */
  remove(message) {
    if (this.#messages.peek() === message) this.#messages.shift();
    else this.#messages.delete(message);
  }

  candidates() {
    const first = this.#messages.peek();
    return first ? [first] : [];
  }

  sent() {}
}

/**
 * Messages take turns frame by frame, so that a short one does not wait for the end of a long one.
 * @implements {Order}
 */
class InterleavedOrder {
  /** Those that fit into one frame and take no place among the begun. @type {Fifo<OutgoingMessage>} */
  #whole = new Fifo();
  /** @type {Fifo<OutgoingMessage>} */
  #long = new Fifo();
  /** Those that have begun or will next, in the order of their turns. @type {OutgoingMessage[]} */
  #active = [];
  /** Whether a whole one went last, and so an active one is next. */
  #wholeWent = false;

  /**
   * @param {OutgoingMessage} message
   * @param {number} frameLimit
   */
  add(message, frameLimit) {
    (message.framer.isWhole(frameLimit) ? this.#whole : this.#long).push(message);
  }

  /** @param {OutgoingMessage} message */
  remove(message) {
    const active = this.#active.indexOf(message);
    if (active >= 0) {
      this.#active.splice(active, 1);
    } else if (this.#whole.peek() === message) {
      this.#whole.shift();
      this.#wholeWent = true;
    } else {
      this.#whole.delete(message);
      this.#long.delete(message);
    }
  }

  /**
   * @param {number} concurrent
   * @param {number} frameLimit
   */
  candidates(concurrent, frameLimit) {
    // The limit may have shrunk since it was added.
    for (let whole; (whole = this.#whole.peek()) && !whole.framer.isWhole(frameLimit); ) {
      this.#whole.shift();
      this.#long.push(whole);
    }
    for (let long; this.#active.length < concurrent && (long = this.#long.shift()); ) this.#active.push(long);
    const whole = this.#whole.peek();
    if (!whole) return [...this.#active];
    return this.#wholeWent ? [...this.#active, whole] : [whole, ...this.#active];
  }

  /** @param {OutgoingMessage} message */
  sent(message) {
    this.#active.splice(this.#active.indexOf(message), 1);
    this.#active.push(message);
    this.#wholeWent = false;
  }
}
