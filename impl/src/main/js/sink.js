import { Coalescer } from './coalescer.js';
import { newDecoder } from './utf8.js';

/**
 * Where the payload of an incoming message is put together.
 * @typedef {object} Sink
 * @property {(bytes: Uint8Array) => void} write throws an InvalidText where text is not valid
 * @property {() => string | ArrayBuffer | Blob} finish
 */

/** Text that is not UTF-8. */
export class InvalidText extends Error {}

/** Parts of this many bytes together become a Blob, which a browser keeps outside of the JavaScript heap. */
const BLOB_PIECE = 4194304;

/**
 * Decodes as bytes come, so that what is not UTF-8 is found early, and the bytes need not be kept.
 * @implements {Sink}
 */
export class TextSink {
  #decoder = newDecoder();
  #text = '';
  #parts = new Coalescer((part) => this.#decode(part, true));

  /** @param {Uint8Array} bytes */
  write(bytes) {
    this.#parts.add(bytes);
  }

  /**
   * @param {Uint8Array} bytes
   * @param {boolean} stream
   */
  #decode(bytes, stream) {
    try {
      this.#text += this.#decoder.decode(bytes, { stream });
    } catch (error) {
      // A string that outgrows the engine is a RangeError, and no fault of the bytes.
      throw error instanceof TypeError ? new InvalidText('The text is not valid UTF-8') : error;
    }
  }

  finish() {
    this.#parts.flush();
    this.#decode(new Uint8Array(0), false);
    return this.#text;
  }
}

/** @implements {Sink} */
export class ArrayBufferSink {
  /** @type {Uint8Array[]} */
  #kept = [];
  #length = 0;
  #parts = new Coalescer((part) => this.#kept.push(part));

  /** @param {Uint8Array} bytes */
  write(bytes) {
    this.#length += bytes.length;
    this.#parts.add(bytes);
  }

  finish() {
    this.#parts.flush();
    // Only now, because a length that a peer merely claims reserves no memory.
    const whole = new Uint8Array(this.#length);
    let at = 0;
    for (const part of this.#kept) {
      whole.set(part, at);
      at += part.length;
    }
    return whole.buffer;
  }
}

/** @implements {Sink} */
export class BlobSink {
  /** @type {Blob[]} */
  #blobs = [];
  /** @type {Uint8Array[]} */
  #kept = [];
  #length = 0;
  #parts = new Coalescer((part) => this.#keep(part));

  /** @param {Uint8Array} bytes */
  write(bytes) {
    this.#parts.add(bytes);
  }

  /** @param {Uint8Array} part */
  #keep(part) {
    this.#kept.push(part);
    this.#length += part.length;
    if (this.#length >= BLOB_PIECE) this.#collapse();
  }

  #collapse() {
    this.#blobs.push(new Blob(this.#kept));
    this.#kept = [];
    this.#length = 0;
  }

  finish() {
    this.#parts.flush();
    this.#collapse();
    return new Blob(this.#blobs);
  }
}
