/** What every path may have under way, in bytes: twice as much as peers acknowledge at once, so that they need not wait for more. */
const LEAST = 1048576;
/** How much longer than the shortest a round trip may take. */
const TARGET = 1.25;
/** A round trip as short as this is welcome, in milliseconds: below, who is woken when counts for more than the path does. */
const SHORT = 2;

/**
 * How many bytes of frames may be under way at once, where the peer's WINDOW would let more: about what the path carries in one
 * round trip, and a little that keeps it busy. More would not come sooner, and short messages would wait behind it. While a round
 * trip takes hardly longer than the shortest ever did, it grows; where frames begin to wait on the way, it shrinks. That is
 * congestion control by delay, as in LEDBAT (RFC 6817).
 */
export class CongestionWindow {
  #clock;
  #shortest = Infinity;
  /**
   * The number of a frame that was sent when the window, as it is now, was all but full; 0 for none yet. The round trips of this
   * one and those that follow tell whether the window is what the path carries. Those of the very last would tell of the peer's
   * timer, too: it waits for more, which is not sent before it acknowledges.
   */
  #filledBy = 0;
  /** Whether no frame has waited on the way yet: the window doubles with each round trip, as TCP's does (RFC 5681, section 3.1). */
  #slowStart = true;
  #acknowledgedAt;
  bytes = LEAST;

  /** @param {import('./engine.js').Clock} clock */
  constructor(clock) {
    this.#clock = clock;
    this.#acknowledgedAt = clock.now();
  }

  /** The transport is another, and so may be the path. */
  restart() {
    this.bytes = LEAST;
    this.#shortest = Infinity;
    this.#filledBy = 0;
    this.#slowStart = true;
  }

  /**
   * A frame has to wait for room.
   * @param {number} sent the number of the last that was sent
   * @param {number} underWay how many are under way
   */
  full(sent, underWay) {
    this.#filledBy ||= sent - (underWay >> 2);
  }

  /**
   * @param {number} count the number of the last frame that is acknowledged
   * @param {number} sentAt when that was sent
   * @param {number} acknowledged the bytes of those that were not acknowledged before
   * @param {number} peerWindow
   */
  acknowledged(count, sentAt, acknowledged, peerWindow) {
    const now = this.#clock.now();
    const trip = now - sentAt;
    // What a receiver acknowledges at once comes at once, too, and its last frame waits for the others.
    const step = Math.min(now - this.#acknowledgedAt, trip);
    this.#acknowledgedAt = now;
    this.#shortest = Math.min(this.#shortest, trip);
    if (this.#filledBy === 0 || count < this.#filledBy) return;
    this.#filledBy = 0;
    const wanted = Math.max(SHORT, TARGET * this.#shortest);
    this.#slowStart &&= trip <= wanted;
    // Half of the way: the next that is measured was sent before this shows.
    const change = this.#slowStart ? 2 : Math.min((1 + (wanted + step) / trip) / 2, 2);
    // A peer that acknowledges so many at once may not do so before.
    const least = Math.max(LEAST, Math.min(this.bytes, 2 * acknowledged));
    this.bytes = Math.min(Math.max(Math.floor(this.bytes * change), least), Math.max(LEAST, peerWindow));
  }
}
