import { noop } from './noop.js';

/** Up to this length the application may use its buffer again at once, as with WebSocket. */
const COPIED_UP_TO = 65536;

/**
 * Bytes in memory.
 * @implements {Source}
 * @typedef {import('./source.js').Source} Source
 */
export class BytesSource {
  #bytes;
  text = false;
  announced = true;
  onready = noop;
  onerror = noop;

  /** @param {Uint8Array} bytes */
  constructor(bytes) {
    this.#bytes = bytes;
    this.length = bytes.length;
    this.held = bytes.length;
  }

  /** @param {Uint8Array} bytes of the application; long ones are not copied, and must stay as they are until delivered */
  static of(bytes) {
    return new BytesSource(bytes.length <= COPIED_UP_TO ? bytes.slice() : bytes);
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
    target.set(this.#bytes.subarray(offset, offset + target.length));
  }

  release() {}

  readable() {
    return true;
  }

  cancel() {
    this.#bytes = new Uint8Array(0);
  }
}
