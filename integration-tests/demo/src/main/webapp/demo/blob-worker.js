/* Makes and hashes Blobs piece by piece, beside the page. */

import { Sha256 } from './sha256.js';

const PIECE = 1048576;
const MOST_MADE = 16;

self.onmessage = async ({ data: { task, argument } }) => {
  try {
    self.postMessage({ result: await tasks[task](argument) });
  } catch (error) {
    self.postMessage({ error: error.message });
  }
};

/** @param {number} state other than 0 */
const xorshift = (state) => () => {
  state ^= state << 13;
  state ^= state >>> 17;
  state ^= state << 5;
  return state;
};

/** @param {Blob} blob */
async function read(blob) {
  try {
    return new Uint8Array(await blob.arrayBuffer());
  } catch (error) {
    throw new Error(`The file cannot be read: ${error.message}`, { cause: error });
  }
}

const tasks = {
  /**
   * Pseudo-random bytes, the same for the same seed. Browsers keep Blobs in memory, of which they may have little: so only
   * some pieces are made, and the message refers to them again and again, in a random order and each time numbered anew.
   * @param {{ size: number, seed: number }} argument a multiple of a piece, and a seed other than 0
   */
  generate({ size, seed }) {
    const next = xorshift(seed);
    // Referred to whole: Chromium would copy a slice.
    const makePiece = () => new Blob([Int32Array.from({ length: PIECE / 4 - 1 }, next)]);
    const made = Array.from({ length: Math.min(MOST_MADE, size / PIECE) }, makePiece);
    const parts = [];
    for (let number = 0; number < size / PIECE; number++) {
      parts.push(new Int32Array([number]), made[(next() >>> 1) % made.length]);
    }
    return new Blob(parts, { type: 'application/octet-stream' });
  },

  /** @param {Blob} blob */
  async sha256(blob) {
    const hash = new Sha256();
    for (let offset = 0; offset < blob.size; offset += PIECE) {
      hash.update(await read(blob.slice(offset, offset + PIECE)));
    }
    return hash.hex();
  },
};
