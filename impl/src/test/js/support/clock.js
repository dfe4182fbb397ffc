/** Time that passes only when a test says so. */
export class VirtualClock {
  #now = 0;
  #timers = new Set();

  now = () => this.#now;

  after = (milliseconds, action) => {
    const timer = { at: this.#now + milliseconds, action };
    this.#timers.add(timer);
    return () => this.#timers.delete(timer);
  };

  get timers() {
    return this.#timers.size;
  }

  /** When the next timer is due; null for none. */
  get next() {
    return this.#timers.size === 0 ? null : Math.min(...[...this.#timers].map(({ at }) => at));
  }

  /** Time passes in which no timer fires; those that were due do so late. */
  sleep(milliseconds) {
    this.#now += milliseconds;
  }

  advance(milliseconds) {
    const until = this.#now + milliseconds;
    for (let next; (next = this.next) !== null && next <= until; ) {
      this.#now = Math.max(this.#now, next);
      for (const timer of [...this.#timers]) {
        if (timer.at <= next && this.#timers.delete(timer)) timer.action();
      }
    }
    this.#now = until;
  }
}
