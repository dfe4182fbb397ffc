/* What the engine is passed outside of tests. */

/** Monotonic, unlike the time of day. @type {import('./engine.js').Clock} */
export const realClock = {
  now: () => performance.now(),
  after(milliseconds, action) {
    const timer = setTimeout(action, milliseconds);
    return () => clearTimeout(timer);
  },
};

/** An integer from 0 to 2^53 - 1 that nobody can guess. */
export function random() {
  const [high, low] = crypto.getRandomValues(new Uint32Array(2));
  return (high >>> 11) * 2 ** 32 + low;
}
