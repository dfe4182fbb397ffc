import { noop } from './noop.js';

/** Bytes that are read at a time. */
const PIECE = 262144;

/**
 * A Blob or File, of which no more than two pieces are in memory: the one that frames are cut from, and the one after it.
 * @implements {Source}
 * @typedef {import('./source.js').Source} Source
 */
export class BlobSource {
  /** @type {Blob | null} null once nothing will be read any more */
  #blob;
  /** Adjacent pieces, in order. @type {{ offset: number, bytes: Uint8Array }[]} */
  #pieces = [];
  #reading = false;
  text = false;
  announced = true;
  onready = noop;
  /** @type {(error: unknown) => void} */
  onerror = noop;

  /** @param {Blob} blob */
  constructor(blob) {
    this.#blob = blob;
    this.length = blob.size;
    this.held = blob.size;
  }

  /** @param {number} offset */
  request(offset) {
    const pieces = this.#pieces;
    while (pieces.length > 0 && end(pieces[0]) <= offset) pieces.shift();
    // Cut anew from before what is in memory.
    if (pieces.length > 0 && offset < pieces[0].offset) pieces.length = 0;
    const next = pieces.length > 0 ? end(pieces[pieces.length - 1]) : offset;
    if (pieces.length < 2 && next < this.length) this.#read(next);
    return next - offset;
  }

  /** @param {number} offset */
  #read(offset) {
    if (this.#reading || !this.#blob) return;
    this.#reading = true;
    const wanted = Math.min(PIECE, this.length - offset);
    this.#blob.slice(offset, offset + wanted).arrayBuffer().then(
      (buffer) => this.#take(offset, wanted, new Uint8Array(buffer)),
      (error) => this.#fail(error),
    );
  }

  /**
   * @param {number} offset
   * @param {number} wanted
   * @param {Uint8Array} bytes
   */
  #take(offset, wanted, bytes) {
    this.#reading = false;
    if (!this.#blob) return;
    if (bytes.length !== wanted) {
      return this.#fail(new Error(`Read ${bytes.length} bytes at ${offset}, where the size says ${wanted}`));
    }
    // A request for another place, made meanwhile, has dropped what this would be adjacent to.
    const last = this.#pieces.at(-1);
    if (!last || end(last) === offset) this.#pieces.push({ offset, bytes });
    this.onready();
  }

  /** @param {unknown} error */
  #fail(error) {
    if (!this.#blob) return;
    this.cancel();
    this.onerror(error);
  }

  /**
   * @param {number} offset
   * @param {Uint8Array} target
   */
  copy(offset, target) {
    for (const { offset: start, bytes } of this.#pieces) {
      const from = Math.max(offset, start);
      const to = Math.min(offset + target.length, start + bytes.length);
      if (from < to) target.set(bytes.subarray(from - start, to - start), from - offset);
    }
  }

  release() {}

  readable() {
    return true;
  }

  cancel() {
    this.#blob = null;
    this.#pieces = [];
  }
}

/** @param {{ offset: number, bytes: Uint8Array }} piece */
const end = ({ offset, bytes }) => offset + bytes.length;
