import { noop } from './noop.js';
import { encodeUtf8, isHighSurrogate } from './utf8.js';

/**
 * A ReadableStream of bytes, or of strings. It is pulled no further than frames are wanted, and what was pulled is kept until
 * it is released, because a stream cannot be read again.
 * @implements {Source}
 * @typedef {import('./source.js').Source} Source
 */
export class StreamSource {
  /** @type {ReadableStreamDefaultReader<unknown> | null} null once nothing will be read any more */
  #reader;
  /** @type {Uint8Array[]} adjacent */
  #chunks = [];
  /** The offset of the first chunk. */
  #start = 0;
  /** A high surrogate at the end of a chunk, whose partner may begin the next one. */
  #carried = '';
  /** @type {'string' | 'bytes' | null} */
  #kind = null;
  #pulling = false;
  announced = false;
  /** @type {number | null} */
  length = null;
  held = 0;
  onready = noop;
  /** @type {(error: unknown) => void} */
  onerror = noop;

  /** @param {ReadableStream<unknown>} stream which is locked at once, and throws where it is locked already */
  constructor(stream) {
    this.#reader = stream.getReader();
  }

  get text() {
    return this.#kind === 'string';
  }

  /**
   * @param {number} offset
   * @param {number} wanted
   */
  request(offset, wanted) {
    const there = this.held - offset;
    if (there < wanted && this.length === null) this.#pull();
    return there;
  }

  #pull() {
    if (this.#pulling || !this.#reader) return;
    this.#pulling = true;
    this.#reader.read().then(
      (result) => this.#take(result),
      (error) => this.#fail(error),
    );
  }

  /** @param {ReadableStreamReadResult<unknown>} result */
  #take({ done, value }) {
    this.#pulling = false;
    if (!this.#reader) return;
    try {
      this.#append(done ? encodeUtf8(this.#carried) : this.#encode(value));
    } catch (error) {
      return this.#fail(error);
    }
    if (done) this.length = this.held;
    this.onready();
  }

  /** @param {unknown} error */
  #fail(error) {
    if (!this.#reader) return;
    this.cancel(error);
    this.onerror(error);
  }

  /** @param {unknown} chunk */
  #encode(chunk) {
    const kind = typeof chunk === 'string' ? 'string' : 'bytes';
    this.#kind ??= kind;
    if (kind !== this.#kind) throw new TypeError('A stream gave both strings and bytes: send either');
    if (typeof chunk === 'string') return this.#encodeString(chunk);
    if (ArrayBuffer.isView(chunk)) return new Uint8Array(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    if (chunk instanceof ArrayBuffer) return new Uint8Array(chunk);
    throw new TypeError(`A stream gave a chunk of type ${typeof chunk}: only strings or bytes can be sent`);
  }

  /** @param {string} chunk */
  #encodeString(chunk) {
    const string = this.#carried + chunk;
    const cut = isHighSurrogate(string.charCodeAt(string.length - 1)) ? string.length - 1 : string.length;
    this.#carried = string.slice(cut);
    return encodeUtf8(string.slice(0, cut));
  }

  /** @param {Uint8Array} bytes */
  #append(bytes) {
    if (bytes.length === 0) return;
    this.#chunks.push(bytes);
    this.held += bytes.length;
  }

  /**
   * @param {number} offset
   * @param {Uint8Array} target
   */
  copy(offset, target) {
    // What is wanted is mostly at the end, so the search begins there.
    let index = this.#chunks.length;
    let start = this.held;
    while (start > offset) start -= this.#chunks[--index].length;
    for (let filled = 0; filled < target.length; index++) {
      const chunk = this.#chunks[index];
      const from = Math.max(0, offset - start);
      const part = chunk.subarray(from, from + target.length - filled);
      target.set(part, filled);
      filled += part.length;
      start += chunk.length;
    }
  }

  /** @param {number} offset */
  release(offset) {
    let released = 0;
    while (released < this.#chunks.length && this.#start + this.#chunks[released].length <= offset) {
      this.#start += this.#chunks[released++].length;
    }
    this.#chunks.splice(0, released);
  }

  /** @param {number} offset */
  readable(offset) {
    return offset >= this.#start;
  }

  /** @param {unknown} reason */
  cancel(reason) {
    const reader = this.#reader;
    this.#reader = null;
    this.#chunks = [];
    // A stream that has ended or failed by itself may refuse to be cancelled, which changes nothing.
    if (this.length === null) reader?.cancel(reason).catch(noop);
  }
}
