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

/** Memory for so many times as much as has come is reserved, if that is what the sender has announced. */
const RESERVED = 4;

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
  #announced;
  /** @type {Uint8Array[]} */
  #kept = [];
  #length = 0;
  #parts = new Coalescer((part) => this.#kept.push(part));
  /** The message itself once it is being filled. @type {Uint8Array | null} */
  #whole = null;

  /** @param {number | null} announced length of the message, of which no more than that is written */
  constructor(announced) {
    this.#announced = announced ?? Infinity;
  }

  /** @param {Uint8Array} bytes */
  write(bytes) {
    if (this.#whole) this.#whole.set(bytes, this.#length);
    else this.#parts.add(bytes);
    this.#length += bytes.length;
    // Not earlier, because a length that a peer merely claims reserves no memory.
    if (!this.#whole && this.#length * RESERVED >= this.#announced) this.#gather(this.#announced);
  }

  /** @param {number} length of the whole */
  #gather(length) {
    this.#parts.flush();
    this.#whole = new Uint8Array(length);
    let at = 0;
    for (const part of this.#kept) {
      this.#whole.set(part, at);
      at += part.length;
    }
    this.#kept = [];
    return this.#whole;
  }

  finish() {
    return (this.#whole ?? this.#gather(this.#length)).buffer;
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
