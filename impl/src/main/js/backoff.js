const FIRST_DELAY = 100;
const MOST_DELAY = 10000;

/** How long a client waits before it connects again: PROTOCOL.md, section 8. */
export class Backoff {
  #random;
  attempts = 0;

  /** @param {() => number} random from 0 to 1 */
  constructor(random) {
    this.#random = random;
  }

  /** The milliseconds before the next attempt: half of them at random, so that clients lost together do not come back together. */
  next() {
    const most = Math.min(MOST_DELAY, FIRST_DELAY * 2 ** this.attempts++);
    return Math.round((most * (1 + this.#random())) / 2);
  }

  /** A transport was of use. */
  reset() {
    this.attempts = 0;
  }
}
