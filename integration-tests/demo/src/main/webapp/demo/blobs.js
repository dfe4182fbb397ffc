/**
 * @param {string} task of blob-worker.js
 * @param {unknown} argument
 * @param {AbortSignal} signal
 */
function inWorker(task, argument, signal) {
  const worker = new Worker(new URL('blob-worker.js', import.meta.url), { type: 'module' });
  const done = new Promise((resolve, reject) => {
    signal.throwIfAborted();
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
    worker.onerror = (event) => reject(new Error(`The worker failed: ${event.message ?? 'it could not be loaded'}`));
    worker.onmessage = ({ data }) => {
      if ('error' in data) reject(new Error(data.error));
      else resolve(data.result);
    };
    worker.postMessage({ task, argument });
  });
  return done.finally(() => worker.terminate());
}

/**
 * Pseudo-random bytes, the same ones each time.
 * @param {number} size
 * @param {AbortSignal} signal
 * @returns {Promise<Blob>}
 */
export const generate = (size, signal) => inWorker('generate', { size, seed: 1 }, signal);

/**
 * @param {Blob} blob
 * @param {AbortSignal} signal
 * @returns {Promise<string>} in hexadecimal digits
 */
export const sha256 = (blob, signal) => inWorker('sha256', blob, signal);
