/**
 * In browsers, what says that an attempt to connect may succeed now, or cannot.
 * @param {() => void} attempt
 * @param {() => void} pause until the next attempt is called for
 * @returns {() => void} ends it
 */
export function watchWakeups(attempt, pause) {
  // Node has neither.
  const { document, navigator } = globalThis;
  const visible = () => document.visibilityState === 'visible' && attempt();
  globalThis.addEventListener?.('online', attempt);
  globalThis.addEventListener?.('offline', pause);
  document?.addEventListener?.('visibilitychange', visible);
  // Unknown elsewhere than in browsers.
  if (navigator?.onLine === false) pause();
  return () => {
    globalThis.removeEventListener?.('online', attempt);
    globalThis.removeEventListener?.('offline', pause);
    document?.removeEventListener?.('visibilitychange', visible);
  };
}
