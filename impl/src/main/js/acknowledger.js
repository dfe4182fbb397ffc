import { limitExceeded } from './errors.js';
import { ACKNOWLEDGE_WITHIN } from './protocol.js';

/** Acknowledged earlier than the window asks for, so that a peer need not keep many small frames. */
const MOST_FRAMES = 256;
/** And so many bytes. Peers have twice as much under way from the beginning. */
const MOST_BYTES = 458752;
/** The same where the path is slow: a peer finds out by acknowledgements how fast it is, and has less wait on it. */
const LEAST_BYTES = 65536;
/** Between acknowledgements, in milliseconds: where it takes longer they come after fewer bytes, and after more where it does not. */
const LONG = 8;
const SHORT = 2;

/** Counts what came, holds the peer to our WINDOW, and says when to acknowledge: PROTOCOL.md, section 6. */
export class Acknowledger {
  #window;
  #clock;
  #wake;
  #processed = 0;
  #acknowledged = 0;
  /** Bytes of frames that take window, and are not acknowledged. */
  #bytes = 0;
  /** Bytes after which an ACK is due: at first, and where the path is fast, the most. */
  #step;
  #mostStep;
  /** When the last was given. */
  #lastAt;
  #due = false;
  /** @type {(() => void) | null} */
  #cancelTimer = null;

  /**
   * @param {number} window
   * @param {import('./engine.js').Clock} clock
   * @param {() => void} wake called when an ACK has become due by time
   */
  constructor(window, clock, wake) {
    this.#window = window;
    this.#clock = clock;
    this.#wake = wake;
    this.#mostStep = Math.min(window / 2, MOST_BYTES);
    this.#step = this.#mostStep;
    this.#lastAt = clock.now();
  }

  /** @param {number} bytes of a counted frame, 0 for one that takes no window */
  received(bytes) {
    // One frame alone may be longer than the window.
    if (this.#bytes > 0 && bytes > 0 && this.#bytes + bytes > this.#window) {
      throw limitExceeded(`${this.#bytes + bytes} bytes unacknowledged, where WINDOW is ${this.#window}`);
    }
    this.#bytes += bytes;
  }

  processed() {
    this.#processed++;
    if (this.#bytes >= this.#step || this.#processed - this.#acknowledged >= MOST_FRAMES) {
      this.#due = true;
    } else {
      this.#cancelTimer ??= this.#clock.after(ACKNOWLEDGE_WITHIN, () => {
        this.#due = true;
        this.#wake();
      });
    }
  }

  /** How many counted frames have been processed. */
  get count() {
    return this.#processed;
  }

  /** The count to acknowledge now; null for none. */
  due() {
    return this.#due ? this.last() : null;
  }

  /** The count to acknowledge before the transport is closed; null for none. */
  last() {
    if (this.#acknowledged === this.#processed) return null;
    this.close();
    if (this.#bytes > 0) this.#adaptStep();
    this.#due = false;
    this.#bytes = 0;
    this.#acknowledged = this.#processed;
    return this.#processed;
  }

  #adaptStep() {
    const now = this.#clock.now();
    const elapsed = now - this.#lastAt;
    this.#lastAt = now;
    if (elapsed > LONG) {
      this.#step = Math.max(Math.min(LEAST_BYTES, this.#mostStep), this.#step / 2);
    } else if (elapsed < SHORT) {
      this.#step = Math.min(this.#mostStep, this.#step * 1.5);
    }
  }

  /** The transport was lost: the count goes with the next HELLO, which the peer's window begins anew with. */
  detach() {
    this.last();
    this.close();
    this.#due = false;
    this.#step = this.#mostStep;
  }

  /** A new session, with counts from the start. */
  restart() {
    this.detach();
    this.#processed = this.#acknowledged = 0;
  }

  close() {
    this.#cancelTimer?.();
    this.#cancelTimer = null;
  }
}
