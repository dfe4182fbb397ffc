import { Backoff } from './backoff.js';
import { MOST_MILLISECONDS } from './limits.js';
import { watchWakeups } from './wakeups.js';

/** A transport that lasted so long was of use, whatever it carried. */
const LASTED = 10000;

/**
 * What a client does without a transport.
 * @typedef {{ attempt: number, delay: number, code: number }} Reconnecting the delay in milliseconds, and the close code of the loss
 *
 * @typedef {object} ReconnectorListener
 * @property {() => void} connect an attempt is due
 * @property {(reconnecting: Reconnecting) => void} reconnecting another one is going to be
 * @property {(seconds: number) => void} gaveUp the server does not keep the session any longer
 */

/** When a client whose transport was lost connects again, and when it gives up: PROTOCOL.md, sections 7 and 8. */
export class Reconnector {
  #clock;
  #listener;
  #backoff;
  #attachedAt = 0;
  /** Counted frames that had been processed when the transport before was lost. */
  #progressThen = 0;
  #attempting = false;
  /** Whether there is no network to try. */
  #paused = false;
  /** Of the delay before the next attempt. */
  #cancelDelay = () => {};
  /** Of what is watched while detached; null while attached. @type {(() => void) | null} */
  #stop = null;

  /**
   * @param {import('./engine.js').Clock} clock
   * @param {() => number} random from 0 to 1
   * @param {ReconnectorListener} listener
   */
  constructor(clock, random, listener) {
    this.#clock = clock;
    this.#listener = listener;
    this.#backoff = new Backoff(random);
  }

  /** @param {number} progress counted frames that were processed so far */
  attached(progress) {
    this.stop();
    this.#attachedAt = this.#clock.now();
    // A new session counts from the start.
    this.#progressThen = Math.min(this.#progressThen, progress);
  }

  /**
   * A transport was lost, or an attempt failed.
   * @param {number} code the close code
   * @param {number} progress counted frames that were processed so far
   * @param {number} seconds for which the server keeps the session
   */
  lost(code, progress, seconds) {
    this.#attempting = false;
    if (!this.#stop) this.#detached(progress, seconds);
    const delay = this.#backoff.next();
    if (!this.#paused) this.#cancelDelay = this.#clock.after(delay, this.#attempt);
    this.#listener.reconnecting({ attempt: this.#backoff.attempts, delay, code });
  }

  /**
   * @param {number} progress
   * @param {number} seconds
   */
  #detached(progress, seconds) {
    if (progress > this.#progressThen || this.#clock.now() - this.#attachedAt >= LASTED) this.#backoff.reset();
    this.#progressThen = progress;
    const cancelDeadline = this.#clock.after(Math.min(seconds * 1000, MOST_MILLISECONDS), () => {
      this.stop();
      this.#listener.gaveUp(seconds);
    });
    this.#paused = false;
    const unwatch = watchWakeups(this.#attempt, () => {
      this.#paused = true;
      this.#cancelDelay();
    });
    this.#stop = () => {
      cancelDeadline();
      unwatch();
    };
  }

  #attempt = () => {
    this.#cancelDelay();
    this.#paused = false;
    if (this.#attempting || !this.#stop) return;
    this.#attempting = true;
    this.#listener.connect();
  };

  stop() {
    this.#cancelDelay();
    this.#attempting = false;
    this.#stop?.();
    this.#stop = null;
  }
}
