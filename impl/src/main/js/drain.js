/** An application's close, which waits for a bounded time until all that was sent is acknowledged: PROTOCOL.md, section 7. */
export class Drain {
  #cancel;
  #done;

  /**
   * @param {import('./engine.js').Clock} clock
   * @param {number} timeout
   * @param {() => void} expired
   * @param {(attached: boolean) => void} done
   */
  constructor(clock, timeout, expired, done) {
    this.#cancel = clock.after(timeout, expired);
    this.#done = done;
  }

  /** @param {boolean} attached */
  finish(attached) {
    this.#cancel();
    this.#done(attached);
  }

  cancel() {
    this.#cancel();
  }
}
