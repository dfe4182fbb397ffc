import { crc32c } from './crc32c.js';
import { ProtocolError, limitExceeded, malformed } from './errors.js';
import { metadataObject } from './metadata.js';
import { CloseCode, Outcome, Type } from './protocol.js';
import { ArrayBufferSink, BlobSink, InvalidText, TextSink } from './sink.js';
import { decodeUtf8 } from './utf8.js';

/**
 * @typedef {'blob' | 'arraybuffer'} BinaryType
 * @typedef {{ id: number | null, data: string | ArrayBuffer | Blob, metadata: Record<string, string> | null }} IncomingMessage
 * @typedef {{ id: number, received: number, length: number | null, metadata: Record<string, string> | null }} IncomingProgress
 *
 * The application, as the receiver sees it.
 * @typedef {object} Recipient
 * @property {BinaryType} binaryType of messages that begin now
 * @property {(message: IncomingMessage) => void} received
 * @property {(progress: IncomingProgress) => void} progressed
 */

/** A message that has begun and not ended. */
class Reassembly {
  received = 0;
  crc = 0;
  lastArrival;
  /** Null once the message is rejected, and what still comes of it is dropped. @type {import('./sink.js').Sink | null} */
  sink;

  /**
   * @param {import('./decode.js').Begin} begin
   * @param {import('./sink.js').Sink} sink
   * @param {number} now
   */
  constructor({ id, length, metadata }, sink, now) {
    this.id = id;
    this.length = length;
    this.metadata = metadataObject(metadata);
    this.sink = sink;
    this.lastArrival = now;
  }
}

/**
 * The receiving half of a session: reassembly, checks and answers, PROTOCOL.md, section 5. What it holds is bounded by
 * maxConcurrent messages of maxMessageSize each.
 */
export class Receiver {
  #limits;
  #clock;
  #recipient;
  #answer;
  #wake;
  /** @type {Map<number, Reassembly>} */
  #begun = new Map();
  #lastId = 0;
  /** Up to this id a message may have frames that come again though it has ended. */
  #mayComeAgain = 0;
  /** @type {(() => void) | null} */
  #cancelTimer = null;

  /**
   * @param {import('./limits.js').Limits} limits
   * @param {import('./engine.js').Clock} clock
   * @param {Recipient} recipient
   * @param {(answer: import('./sender.js').Answer) => void} answer
   * @param {() => void} wake called when there is an answer that nothing received has caused
   */
  constructor(limits, clock, recipient, answer, wake) {
    this.#limits = limits;
    this.#clock = clock;
    this.#recipient = recipient;
    this.#answer = answer;
    this.#wake = wake;
  }

  /** @param {import('./decode.js').Whole} frame */
  whole({ type, bytes }) {
    const { maxMessageSize } = this.#limits;
    if (bytes.length > maxMessageSize) {
      throw limitExceeded(`A message of ${bytes.length} bytes, where MAX_MESSAGE is ${maxMessageSize}`);
    }
    const data = type === Type.TEXT ? decodeUtf8(bytes) : this.#binary(bytes);
    if (data === null) throw new ProtocolError('INVALID_TEXT', CloseCode.INVALID_TEXT, 'TEXT is not valid UTF-8');
    this.#recipient.received({ id: null, data, metadata: null });
  }

  /** @param {Uint8Array} bytes */
  #binary(bytes) {
    const sink = this.#sinkFor(false, bytes.length);
    sink.write(bytes);
    return sink.finish();
  }

  /**
   * @param {boolean} text
   * @param {number | null} length as announced
   */
  #sinkFor(text, length) {
    if (text) return new TextSink();
    return this.#recipient.binaryType === 'blob' ? new BlobSink() : new ArrayBufferSink(length);
  }

  /** @param {import('./decode.js').Begin} begin */
  begin(begin) {
    this.#nextId(begin.id);
    if (begin.previous) throw malformed(`BEGIN continues message ${begin.previous.id}, which no CHECKPOINT listed`);
    const { maxConcurrent, maxMessageSize } = this.#limits;
    if (this.#begun.size >= maxConcurrent) {
      throw limitExceeded(`BEGIN while ${maxConcurrent} messages have begun, which is MAX_CONCURRENT`);
    }
    const message = new Reassembly(begin, this.#sinkFor(begin.text, begin.length), this.#clock.now());
    this.#begun.set(begin.id, message);
    if (begin.length !== null && begin.length > maxMessageSize) this.#rejectTooLarge(message, begin.length, maxMessageSize);
    else this.#write(message, begin.bytes);
    this.#watch();
  }

  /** @param {import('./decode.js').Data} data */
  data({ id, bytes }) {
    const message = this.#find(id, 'DATA');
    if (message) this.#write(message, bytes);
  }

  /** @param {import('./decode.js').End} end */
  end({ id, crc, bytes }) {
    const message = this.#find(id, 'END');
    if (!message) return;
    this.#write(message, bytes);
    this.#begun.delete(id);
    this.#watch();
    if (!message.sink) return;
    const { received, length, sink, metadata } = message;
    if (length !== null && received < length) {
      this.#reject(message, 'CORRUPT', `${received} bytes came of the ${length} that were announced`);
    } else if (crc !== message.crc) {
      this.#reject(message, 'CORRUPT', 'The CRC-32C is another than that of the bytes that came');
    } else {
      const data = this.#try(message, () => sink.finish());
      if (data === undefined) return;
      this.#answer({ type: Type.DELIVERED, id });
      this.#recipient.received({ id, data, metadata });
    }
  }

  /** @param {number} id */
  abort(id) {
    if (id > this.#lastId) throw malformed(`ABORT of message ${id}, which was never begun`);
    if (this.#begun.delete(id)) this.#watch();
  }

  /** @param {number} id of a REFERENCE: nothing is configured that could be fetched, section 5 */
  reference(id) {
    this.#nextId(id);
    const reason = 'No references are fetched here: send the message itself';
    this.#answer({ type: Type.REJECT, id, code: Outcome.UNAVAILABLE, reason });
  }

  /** @param {number} id */
  #nextId(id) {
    if (id !== this.#lastId + 1) throw malformed(`Message ${id} begins, where the next id is ${this.#lastId + 1}`);
    this.#lastId = id;
  }

  /**
   * @param {number} id
   * @param {string} frame
   */
  #find(id, frame) {
    const message = this.#begun.get(id);
    if (!message && id > this.#mayComeAgain) {
      throw malformed(`${frame} of message ${id}, which has ${id > this.#lastId ? 'not begun' : 'ended'}`);
    }
    return message;
  }

  /**
   * @param {Reassembly} message
   * @param {Uint8Array} bytes
   */
  #write(message, bytes) {
    message.lastArrival = this.#clock.now();
    const { sink } = message;
    if (!sink || bytes.length === 0) return;
    message.received += bytes.length;
    const most = Math.min(message.length ?? Infinity, this.#limits.maxMessageSize);
    if (message.received > most) return this.#rejectTooLarge(message, message.received, most);
    message.crc = crc32c(bytes, message.crc);
    this.#try(message, () => sink.write(bytes));
    const { id, received, length, metadata } = message;
    if (message.sink) this.#recipient.progressed({ id, received, length, metadata });
  }

  /**
   * @template T
   * @param {Reassembly} message
   * @param {() => T} action on its sink
   */
  #try(message, action) {
    try {
      return action();
    } catch (error) {
      if (error instanceof InvalidText) this.#reject(message, 'CORRUPT', error.message);
      else this.#reject(message, 'FAILED', `The message could not be held: ${error}`);
      return undefined;
    }
  }

  /**
   * @param {Reassembly} message
   * @param {number} length
   * @param {number} most
   */
  #rejectTooLarge(message, length, most) {
    this.#reject(message, 'TOO_LARGE', `${length} bytes, of at most ${most}`);
  }

  /**
   * @param {Reassembly} message
   * @param {import('./protocol.js').OutcomeName} code
   * @param {string} reason
   */
  #reject(message, code, reason) {
    message.sink = null;
    this.#answer({ type: Type.REJECT, id: message.id, code: Outcome[code], reason });
  }

  /** Sets the timer to when the first message times out that is still wanted. */
  #watch() {
    this.#cancelTimer?.();
    this.#cancelTimer = null;
    const wanted = [...this.#begun.values()].filter(({ sink }) => sink);
    if (wanted.length === 0) return;
    const first = Math.min(...wanted.map(({ lastArrival }) => lastArrival));
    const wait = Math.max(0, first + this.#limits.receiveTimeout - this.#clock.now());
    this.#cancelTimer = this.#clock.after(wait, () => this.#timeOut());
  }

  #timeOut() {
    const { receiveTimeout } = this.#limits;
    const since = this.#clock.now() - receiveTimeout;
    for (const message of this.#begun.values()) {
      if (!message.sink || message.lastArrival > since) continue;
      this.#reject(message, 'TIMEOUT', `Nothing more came for ${receiveTimeout} ms`);
    }
    this.#watch();
    this.#wake();
  }

  /** Bytes that have come of messages that are not complete. */
  get held() {
    let held = 0;
    for (const { sink, received } of this.#begun.values()) held += sink ? received : 0;
    return held;
  }

  /** The transport was lost, and nothing can come: no message times out for that. */
  detach() {
    this.#cancelTimer?.();
    this.#cancelTimer = null;
  }

  /** Another transport is there. */
  resume() {
    this.#mayComeAgain = this.#lastId;
    for (const message of this.#begun.values()) message.lastArrival = this.#clock.now();
    this.#watch();
  }

  /** The session has ended; nothing of it is kept, and another may begin. */
  close() {
    this.detach();
    this.#begun.clear();
    this.#lastId = this.#mayComeAgain = 0;
  }
}
