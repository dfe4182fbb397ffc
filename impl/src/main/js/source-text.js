import { noop } from './noop.js';
import { encodeUtf8, isHighSurrogate, isLowSurrogate, utf8Length } from './utf8.js';

/** UTF-16 code units that are encoded at a time, one less where that would cut a surrogate pair. */
const PIECE = 65536;

/**
 * A string, encoded piece by piece as it is read, so that a long one is never in memory as bytes.
 * @implements {Source}
 * @typedef {import('./source.js').Source} Source
 */
export class TextSource {
  #string;
  /** The offset of the first byte of each piece, and last the length. */
  #offsets = [0];
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
    let length = 0;
    for (let piece = 0; piece * PIECE < string.length; piece++) {
      length += utf8Length(string, this.#start(piece), this.#start(piece + 1));
      this.#offsets.push(length);
    }
    this.length = length;
    this.held = length;
  }

  /** @param {number} piece */
  #start(piece) {
    const at = Math.min(piece * PIECE, this.#string.length);
    const cuts = isHighSurrogate(this.#string.charCodeAt(at - 1)) && isLowSurrogate(this.#string.charCodeAt(at));
    return cuts ? at - 1 : at;
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
      this.#bytes = encodeUtf8(this.#string.slice(this.#start(piece), this.#start(piece + 1)));
      this.#piece = piece;
    }
    return this.#bytes;
  }

  /** @param {number} offset */
  release(offset) {
    if (offset === this.length) this.cancel();
  }

  cancel() {
    this.#string = '';
    this.#bytes = new Uint8Array(0);
    this.#piece = -1;
  }
}
