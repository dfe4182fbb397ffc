import { noop } from './noop.js';
import { encodeUtf8, pieceOffsets, pieceStart } from './utf8.js';

/**
 * A string, encoded piece by piece as it is read, so that a long one is never in memory as bytes.
 * @implements {Source}
 * @typedef {import('./source.js').Source} Source
 */
export class TextSource {
  #string;
  /** Of the first byte of each piece, and last the length. */
  #offsets;
  /** The piece that was encoded last. */
  #piece = -1;
  #bytes = new Uint8Array(0);
  text = true;
  announced = true;
  onready = noop;
  onerror = noop;

  /** @param {string} string */
  constructor(string) {
    this.#string = string;
    this.#offsets = pieceOffsets(string);
    this.length = this.#offsets[this.#offsets.length - 1];
    this.held = this.length;
  }

  /** @param {number} offset */
  request(offset) {
    return this.length - offset;
  }

  /**
   * @param {number} offset
   * @param {Uint8Array} target
   */
  copy(offset, target) {
    for (let filled = 0; filled < target.length;) {
      const at = offset + filled;
      const bytes = this.#encoded(this.#pieceAt(at));
      const from = at - this.#offsets[this.#piece];
      const part = bytes.subarray(from, from + target.length - filled);
      target.set(part, filled);
      filled += part.length;
    }
  }

  /** @param {number} offset of a byte */
  #pieceAt(offset) {
    // Mostly that of the last read, or the one after it.
    let piece = this.#piece >= 0 && this.#offsets[this.#piece] <= offset ? this.#piece : 0;
    while (this.#offsets[piece + 1] <= offset) piece++;
    return piece;
  }

  /** @param {number} piece */
  #encoded(piece) {
    if (piece !== this.#piece) {
      this.#bytes = encodeUtf8(this.#string.slice(pieceStart(this.#string, piece), pieceStart(this.#string, piece + 1)));
      this.#piece = piece;
    }
    return this.#bytes;
  }

  release() {}

  readable() {
    return true;
  }

  cancel() {
    this.#string = '';
    this.#bytes = new Uint8Array(0);
    this.#piece = -1;
  }
}
