/* Makes and hashes Blobs piece by piece, beside the page. */

import { Sha256 } from './sha256.js';

const PIECE = 1048576;

self.onmessage = async ({ data: { task, argument } }) => {
  try {
    self.postMessage({ result: await tasks[task](argument) });
  } catch (error) {
    self.postMessage({ error: error.message });
  }
};

const tasks = {
  /**
   * Pseudo-random bytes, the same for the same seed. Only one piece is in the heap at a time.
   * @param {{ size: number, seed: number }} argument a seed other than 0
   */
  generate({ size, seed }) {
    const words = new Int32Array(PIECE / 4);
    const pieces = [];
    let state = seed;
    for (let made = 0; made < size; made += PIECE) {
      for (let i = 0; i < words.length; i++) {
        state ^= state << 13;
        state ^= state >>> 17;
        state ^= state << 5;
        words[i] = state;
      }
      pieces.push(new Blob([new Uint8Array(words.buffer, 0, Math.min(PIECE, size - made))]));
      self.postMessage({ progress: Math.min(made + PIECE, size) });
    }
    return new Blob(pieces, { type: 'application/octet-stream' });
  },

  /** @param {Blob} blob */
  async sha256(blob) {
    const hash = new Sha256();
    for (let offset = 0; offset < blob.size; offset += PIECE) {
      hash.update(new Uint8Array(await blob.slice(offset, offset + PIECE).arrayBuffer()));
      self.postMessage({ progress: Math.min(offset + PIECE, blob.size) });
    }
    return hash.hex();
  },
};
