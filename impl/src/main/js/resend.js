import { Fifo } from './fifo.js';
import { Type } from './protocol.js';

/**
 * A part of a message that was sent before its transport was lost: up to offset end, and to the END of the message if last.
 * @typedef {object} Segment
 * @property {import('./outgoing.js').OutgoingMessage} message whose framer has gone back to the first of its segments
 * @property {number} end
 * @property {boolean} last
 */

/**
 * What was sent and not processed when the transport was lost, in the order in which it was sent, and so is sent again ahead of
 * anything new: PROTOCOL.md, section 7.
 */
export class Resend {
  /** @type {Fifo<Segment>} */
  #segments = new Fifo();
  /** Those that wait for a place among the begun, because they have to be cut where they went whole before. @type {Fifo<Segment>} */
  #blocked = new Fifo();
  /** The segment added last. @type {Segment | null} */
  #tail = null;

  /** Whether something waits for a message that is begun to end, before anything new may begin. */
  get isBlocked() {
    return this.#blocked.size > 0;
  }

  /** @param {import('./ledger.js').SentSlice} slice */
  add({ type, message, offset, payload }) {
    const end = offset + payload;
    const last = type !== Type.BEGIN && type !== Type.DATA;
    if (this.#tail?.message === message) {
      this.#tail.end = end;
      this.#tail.last = last;
    } else {
      this.#tail = { message, end, last };
      this.#segments.push(this.#tail);
    }
  }

  /**
   * The message of which a frame is next; null where there is none, or all wait for a place among the begun.
   * @param {boolean} mayBegin whether there is such a place
   * @param {number} limit bytes of a frame
   */
  next(mayBegin, limit) {
    const isReady = (/** @type {Segment} */ { message }) => message.id > 0 || mayBegin || message.framer.isWhole(limit);
    const waiting = first(this.#blocked);
    if (waiting && isReady(waiting)) return waiting.message;
    for (let segment; (segment = first(this.#segments)); this.#segments.shift()) {
      if (isReady(segment)) return segment.message;
      this.#blocked.push(segment);
    }
    return null;
  }

  /** Takes out what has not been sent again yet. */
  take() {
    const left = [...this.#blocked, ...this.#segments];
    this.clear();
    return left;
  }

  /** @param {Segment[]} segments that take had given */
  append(segments) {
    for (const segment of segments) this.#segments.push(segment);
  }

  clear() {
    this.#segments.clear();
    this.#blocked.clear();
    this.#tail = null;
  }
}

/**
 * The first segment of which something is left to send; those before it are removed.
 * @param {Fifo<Segment>} segments
 */
function first(segments) {
  while (segments.size > 0 && isDone(/** @type {Segment} */ (segments.peek()))) segments.shift();
  return segments.peek();
}

/** @param {Segment} segment */
function isDone({ message: { state, id, framer }, end, last }) {
  if (state === 'settled' || state === 'ended') return true;
  return !last && id > 0 && framer.offset >= end;
}
