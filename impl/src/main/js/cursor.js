import { malformed } from './errors.js';
import { decodeUtf8 } from './utf8.js';
import { MAX_VARINT_LENGTH } from './varint.js';

/** Reads the fields of one frame from front to back. What it hands out are views, not copies. */
export class Cursor {
  #bytes;
  #name;
  at = 1;

  /**
   * @param {Uint8Array} bytes the frame, whose type has been read
   * @param {string} name the frame's name, for errors
   */
  constructor(bytes, name) {
    this.#bytes = bytes;
    this.#name = name;
  }

  get left() {
    return this.#bytes.length - this.at;
  }

  u8() {
    return this.take(1)[0];
  }

  u32() {
    const [a, b, c, d] = this.take(4);
    return ((a << 24) | (b << 16) | (c << 8) | d) >>> 0;
  }

  varint() {
    const bytes = this.#bytes;
    let value = 0;
    let scale = 1;
    for (let n = 1; n <= MAX_VARINT_LENGTH; n++) {
      if (this.at === bytes.length) throw this.#cutShort();
      const byte = bytes[this.at++];
      value += (byte & 0x7f) * scale;
      scale *= 0x80;
      if (byte < 0x80) {
        if (byte === 0 && n > 1) throw malformed(`${this.#name}: a varint is not of the shortest form`);
        if (value > Number.MAX_SAFE_INTEGER) throw malformed(`${this.#name}: a varint is above 2^53 - 1`);
        return value;
      }
    }
    throw malformed(`${this.#name}: a varint is longer than ${MAX_VARINT_LENGTH} bytes`);
  }

  id() {
    const id = this.varint();
    if (id === 0) throw malformed(`${this.#name}: ids count from 1`);
    return id;
  }

  /** @param {number} known the flags that this frame may carry */
  flags(known) {
    const flags = this.u8();
    if (flags & ~known) throw malformed(`${this.#name}: flags ${flags} has reserved bits set`);
    return flags;
  }

  /** @param {number} length */
  take(length) {
    if (length > this.left) throw this.#cutShort();
    const start = this.at;
    this.at += length;
    return this.#bytes.subarray(start, this.at);
  }

  rest() {
    return this.take(this.left);
  }

  /** @param {number} length in bytes */
  string(length) {
    const string = decodeUtf8(this.take(length));
    if (string === null) throw malformed(`${this.#name}: a string is not valid UTF-8`);
    return string;
  }

  /**
   * The string to the end of the frame.
   * @param {string} field its name
   * @param {number} most bytes
   */
  lastString(field, most) {
    if (this.left > most) throw malformed(`${this.#name}: ${field} of ${this.left} bytes, of at most ${most}`);
    return this.string(this.left);
  }

  end() {
    if (this.left > 0) throw malformed(`${this.#name}: ${this.left} bytes left over`);
  }

  #cutShort() {
    return malformed(`${this.#name} is cut short`);
  }
}
