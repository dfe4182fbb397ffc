import { crc32c } from './crc32c.js';
import { beginHeader, dataHeader, endHeader, wholeHeader } from './encode.js';
import { Type } from './protocol.js';

/** The CRC of END is known only once its payload has been read; every CRC takes as many bytes. */
const CRC_TO_COME = 0;

/**
 * What the next frame of a message would be.
 * @typedef {object} Plan
 * @property {number} type
 * @property {Uint8Array} header
 * @property {number} offset of its payload in the message
 * @property {number} payload its length in bytes
 * @property {number} size of the frame
 */

/**
 * Cuts one message into frames, PROTOCOL.md, section 5: a plan first, so that the size is known before the window lets it go,
 * then the frame. The payload is copied once, from its source into the frame.
 */
export class Framer {
  #source;
  #metadata;
  #previous;
  /** The CRC-32C of the bytes before #checked: those that are cut a second time do not go into it again. */
  #crc;
  #checked;
  /** The header of DATA, which is the same for all of one message. */
  #data = new Uint8Array(0);
  id = 0;
  /** Of the next byte to send. */
  offset;

  /**
   * @param {import('./source.js').Source} source
   * @param {Uint8Array | null} [metadata] encoded
   * @param {import('./decode.js').Previous | null} [previous] what this message continues
   * @param {number} [crc] of the bytes before the offset of previous
   */
  constructor(source, metadata = null, previous = null, crc = 0) {
    this.#source = source;
    this.#metadata = metadata;
    this.#previous = previous;
    this.offset = this.#checked = previous?.offset ?? 0;
    this.#crc = crc;
  }

  /** How much of the message has been cut at least once. */
  get reached() {
    return Math.max(this.#checked, this.offset);
  }

  /** Whether it goes on with a message of a former session. */
  get continues() {
    return this.#previous !== null;
  }

  /**
   * Goes back to where the peer has nothing yet, from where frames are cut anew.
   * @param {number} offset
   * @param {boolean} begun whether the peer has its BEGIN; if not, the id is given again
   */
  rewind(offset, begun) {
    this.offset = offset;
    if (!begun) this.id = 0;
  }

  /**
   * Goes on in a new session from what the peer kept of it.
   * @param {number} offset
   */
  continueFrom(offset) {
    this.#previous = { id: this.id, offset };
    this.offset = offset;
    this.id = 0;
  }

  /**
   * Whether the message goes as one TEXT or BINARY.
   * @param {number} limit bytes of a frame
   */
  isWhole(limit) {
    const { announced, length } = this.#source;
    return announced && length !== null && length < limit && !this.#metadata && !this.#previous;
  }

  /**
   * @param {number} limit bytes of a frame
   * @param {number} nextId the message's id, if this is its BEGIN
   * @param {boolean} early whether a frame may go that is not full, because its source is slow
   * @returns {Plan | null} null where the source has too little yet
   */
  plan(limit, nextId, early) {
    if (this.id > 0) return this.#planRest(limit, early);
    return this.isWhole(limit) ? this.#planWhole() : this.#planBegin(limit, nextId, early);
  }

  #planWhole() {
    const length = /** @type {number} */ (this.#source.length);
    if (this.#source.request(0, length) < length) return null;
    const { text } = this.#source;
    return this.#plan(text ? Type.TEXT : Type.BINARY, wholeHeader(text), length);
  }

  /**
   * @param {number} limit
   * @param {number} id
   * @param {boolean} early
   */
  #planBegin(limit, id, early) {
    const header = () => {
      const { text, announced, length } = this.#source;
      return beginHeader({ id, text, length: announced ? length : null, metadata: this.#metadata, previous: this.#previous });
    };
    const payload = this.#fill(limit - header().length, early);
    // Only now does a stream know whether it is text.
    return payload === null ? null : this.#plan(Type.BEGIN, header(), payload);
  }

  /**
   * @param {number} limit
   * @param {boolean} early
   */
  #planRest(limit, early) {
    const end = endHeader(this.id, CRC_TO_COME);
    const payload = this.#fill(limit - this.#data.length, early);
    if (payload === null) return null;
    const isRest = this.#source.length === this.offset + payload;
    if (isRest && end.length + payload <= limit) return this.#plan(Type.END, end, payload);
    return payload === 0 ? null : this.#plan(Type.DATA, this.#data, payload);
  }

  /**
   * @param {number} room
   * @param {boolean} early
   * @returns {number | null} bytes that the next frame takes; null where it has to wait
   */
  #fill(room, early) {
    const there = this.#source.request(this.offset, room);
    const { length } = this.#source;
    const isRest = length !== null && this.offset + there >= length;
    if (there >= room) return room;
    return isRest || (early && there > 0) ? there : null;
  }

  /**
   * @param {number} type
   * @param {Uint8Array} header
   * @param {number} payload
   * @returns {Plan}
   */
  #plan(type, header, payload) {
    return { type, header, offset: this.offset, payload, size: header.length + payload };
  }

  /**
   * @param {Plan} plan the last one
   * @param {number} nextId
   */
  cut(plan, nextId) {
    const { type, header, offset, payload, size } = plan;
    const frame = new Uint8Array(size);
    const body = frame.subarray(header.length);
    this.#source.copy(offset, body);
    this.offset += payload;
    if (type === Type.BEGIN) {
      this.id = nextId;
      this.#data = dataHeader(nextId);
    }
    if (type >= Type.BEGIN && this.offset > this.#checked) {
      this.#crc = crc32c(body.subarray(this.#checked - offset), this.#crc);
      this.#checked = this.offset;
    }
    frame.set(type === Type.END ? endHeader(this.id, this.#crc) : header);
    return frame;
  }
}
