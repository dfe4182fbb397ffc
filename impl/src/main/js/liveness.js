/** A timer that fires so much later than it was set for shows that nothing could be taken meanwhile: the page or process slept. */
const LATE = 1000;
/** What waits in the event loop when a timer fires is taken within this time, before the transport is judged. */
const TURN = 50;
/** Of a process that slept, so many PINGs are waited for. */
const MOST_PINGS = 2;

/**
 * Keeps a transport in use by PING, and takes it for lost when nothing at all has come for a while after one: PROTOCOL.md,
 * section 6. Browsers throttle the timers of hidden pages and stop them in sleep, so that a late timer says nothing of the
 * transport: after one the peer gets another PING and all of the time again.
 */
export class Liveness {
  #keepalive;
  #timeout;
  #clock;
  #ping;
  #lost;
  #heardAt = 0;
  /** PINGs since something came. */
  #pings = 0;
  /** @type {(() => void) | null} */
  #cancel = null;

  /**
   * @param {import('./limits.js').Limits} limits
   * @param {import('./engine.js').Clock} clock
   * @param {() => void} ping
   * @param {(silence: number) => void} lost with the milliseconds for which nothing came
   */
  constructor({ keepalive, livenessTimeout }, clock, ping, lost) {
    this.#keepalive = keepalive;
    this.#timeout = livenessTimeout;
    this.#clock = clock;
    this.#ping = ping;
    this.#lost = lost;
  }

  start() {
    if (this.#keepalive === 0) return;
    this.heard();
    this.#waitForIdle();
  }

  stop() {
    this.#cancel?.();
    this.#cancel = null;
  }

  /** Something came. No timer is moved for that, since much may come: when it fires it sees how long ago that was. */
  heard() {
    this.#heardAt = this.#clock.now();
    this.#pings = 0;
  }

  #waitForIdle() {
    const idle = this.#clock.now() - this.#heardAt;
    if (idle >= this.#keepalive) this.#sendPing();
    else this.#cancel = this.#clock.after(this.#keepalive - idle, () => this.#waitForIdle());
  }

  #sendPing() {
    const due = this.#clock.now() + this.#timeout;
    this.#pings++;
    this.#cancel = this.#clock.after(this.#timeout, () => this.#expired(due));
    this.#ping();
  }

  /** @param {number} due */
  #expired(due) {
    if (this.#pings === 0) return this.#waitForIdle();
    if (this.#pings < MOST_PINGS && this.#clock.now() - due > LATE) return this.#sendPing();
    this.#cancel = this.#clock.after(TURN, () => (this.#pings === 0 ? this.#waitForIdle() : this.#judge()));
  }

  #judge() {
    this.stop();
    this.#lost(Math.round(this.#clock.now() - this.#heardAt));
  }
}
