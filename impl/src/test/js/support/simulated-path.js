import { CongestionWindow } from '../../../main/js/congestion.js';
import { VirtualClock } from './clock.js';

const FRAME = 32000;
const ACKNOWLEDGE_WITHIN = 50;

/**
 * A path of a rate and a delay between a sender who always has more to send and a receiver who acknowledges, in virtual time. As
 * on a real one, what is sent faster than the rate waits before it.
 */
export class SimulatedPath {
  #clock = new VirtualClock();
  #free = 0;
  #sentAt = [];
  #sent = 0;
  #acknowledged = 0;
  #received = 0;
  #told = 0;
  congestion = new CongestionWindow(this.#clock);

  /** rate in bytes a millisecond, delay in each direction, step after which the receiver acknowledges, if not for time */
  constructor({ rate, delay, window = 1 << 26, step = 458752, left = Infinity }) {
    Object.assign(this, { rate, delay, window, step, left });
  }

  /** Sends for so long; returns the rate with which bytes came. */
  run(milliseconds) {
    const before = this.#received;
    this.#send();
    this.#clock.advance(milliseconds);
    return (this.#received - before) / milliseconds;
  }

  /** How long a frame that is sent now waits before the narrow place. */
  get queue() {
    return Math.max(0, this.#free - this.#clock.now());
  }

  #send() {
    for (; this.left > 0; this.left -= FRAME) {
      const underWay = (this.#sent - this.#acknowledged) * FRAME;
      if (underWay > 0 && underWay + FRAME > Math.min(this.window, this.congestion.bytes)) {
        return this.congestion.full(this.#sent, this.#sentAt.length);
      }
      this.#sent++;
      const now = this.#clock.now();
      this.#sentAt.push(now);
      this.#free = Math.max(this.#free, now) + FRAME / this.rate;
      this.#clock.after(this.#free - now + this.delay, () => this.#arrive());
    }
  }

  #arrive() {
    this.#received += FRAME;
    const waiting = this.#received - this.#told;
    if (waiting >= this.step) return this.#acknowledge();
    const told = this.#told;
    if (waiting === FRAME) this.#clock.after(ACKNOWLEDGE_WITHIN, () => told === this.#told && this.#acknowledge());
  }

  #acknowledge() {
    this.#told = this.#received;
    const count = this.#received / FRAME;
    this.#clock.after(this.delay, () => {
      const frames = count - this.#acknowledged;
      this.#acknowledged = count;
      const sentAt = this.#sentAt.splice(0, frames).at(-1);
      this.congestion.acknowledged(count, sentAt, frames * FRAME, this.window);
      this.#send();
    });
  }
}
