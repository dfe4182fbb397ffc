import { encodeAbortOrReject, encodeDelivered } from './encode.js';
import { TransferError, limitExceeded, malformed } from './errors.js';
import { Fifo } from './fifo.js';
import { InterleavedOrder, StrictOrder } from './order.js';
import { OutgoingMessage, abortCode, tooLarge } from './outgoing.js';
import { DEFAULT_SETTINGS, Type, outcomeName } from './protocol.js';

/** So long a slow stream may fill a frame before it goes as it is. */
const FILL_WITHIN = 50;

/**
 * The peer may have so many answers unacknowledged. It acknowledges within 50 ms, so this is met only by one that never does;
 * answers take no window, and nothing else would bound what is kept for them.
 */
const MOST_UNACKNOWLEDGED_ANSWERS = 131072;

/**
 * A frame that takes no window and goes ahead of all that do.
 * @typedef {import('./decode.js').AbortOrReject | import('./decode.js').Delivered} Answer
 */

/**
 * A counted frame that was sent and is not acknowledged: what it carried, as a slice of its source, so that it can be cut anew.
 * @typedef {{ type: number, size: number, message: OutgoingMessage, offset: number, payload: number }} SentSlice
 * @typedef {SentSlice | { type: number, size: 0, answer: Answer }} Sent
 */

/** The sending half of a session: order, window, acknowledgement and outcomes, PROTOCOL.md, sections 5 and 6. */
export class Sender {
  #limits;
  #clock;
  #wake;
  #order;
  #peer = DEFAULT_SETTINGS;
  /** @type {Fifo<Answer>} */
  #answers = new Fifo();
  #unacknowledgedAnswers = 0;
  /** @type {Fifo<Sent>} */
  #unacknowledged = new Fifo();
  #sent = 0;
  #acknowledged = 0;
  /** The sum of the lengths of unacknowledged frames that take window. */
  #inFlight = 0;
  #lastId = 0;
  /** Not settled. @type {Set<OutgoingMessage>} */
  #messages = new Set();
  /** Begun and not settled. @type {Map<number, OutgoingMessage>} */
  #byId = new Map();
  /** Bytes queued and not acknowledged. */
  buffered = 0;

  /**
   * @param {import('./limits.js').Limits} limits
   * @param {import('./engine.js').Clock} clock
   * @param {() => void} wake called when there may be a next frame that was not there before
   */
  constructor(limits, clock, wake) {
    this.#limits = limits;
    this.#clock = clock;
    this.#wake = wake;
    this.#order = limits.ordering === 'interleaved' ? new InterleavedOrder() : new StrictOrder();
  }

  /** Whether all that was handed over has been sent, acknowledged and answered. */
  get idle() {
    return this.#messages.size === 0 && this.#answers.size === 0 && this.#unacknowledged.size === 0;
  }

  get #frameLimit() {
    return Math.min(this.#limits.chunkSize, this.#peer.maxFrame);
  }

  /** @param {import('./protocol.js').PeerSettings} settings of the peer's HELLO */
  opened(settings) {
    this.#peer = settings;
    for (const message of this.#messages) this.#failIfTooLarge(message);
  }

  /**
   * @param {import('./source.js').Source} source
   * @param {Uint8Array | null} metadata
   * @param {import('./outgoing.js').TransferListener} listener
   */
  send(source, metadata, listener) {
    const message = new OutgoingMessage(source, metadata, listener);
    source.onready = () => {
      this.#account(message);
      this.#wake();
    };
    source.onerror = (error) => {
      this.fail(message, new TransferError('FAILED', `The message could not be read to its end: ${error}`, { cause: error }));
      this.#wake();
    };
    this.#messages.add(message);
    this.#order.add(message, this.#frameLimit);
    this.#account(message);
    this.#failIfTooLarge(message);
    return message;
  }

  /** @param {Answer} answer */
  answer(answer) {
    this.#answers.push(answer);
  }

  /** The next answer as a frame. These go even where the transport has much to send already: they are small and bounded. */
  nextAnswer() {
    const answer = this.#answers.shift();
    if (!answer) return null;
    if (++this.#unacknowledgedAnswers > MOST_UNACKNOWLEDGED_ANSWERS) {
      throw limitExceeded(`More than ${MOST_UNACKNOWLEDGED_ANSWERS} answers sent and not acknowledged`);
    }
    this.#unacknowledged.push({ type: answer.type, size: 0, answer });
    this.#sent++;
    return answer.type === Type.DELIVERED ? encodeDelivered(answer.id) : encodeAbortOrReject(answer);
  }

  /**
   * The next frame of a message; null where none can go now.
   * @returns {Uint8Array | null}
   */
  nextFrame() {
    const limit = this.#frameLimit;
    const concurrent = Math.min(this.#peer.maxConcurrent, this.#limits.maxConcurrent);
    for (const message of this.#order.candidates(concurrent, limit)) {
      // Its ABORT goes before the next BEGIN, which takes its place among the begun.
      if (this.#failIfTooLarge(message)) return this.nextAnswer() ?? this.nextFrame();
      const plan = message.framer.plan(limit, this.#lastId + 1, message.early);
      // Others do not overtake a frame that waits for window, or small ones would hold up a large one for ever.
      if (plan) return this.#fits(plan.size) ? this.#cut(message, plan) : null;
      this.#waitToFill(message);
    }
    return null;
  }

  /** @param {number} size of a frame that takes window: where nothing does, one may always go */
  #fits(size) {
    return this.#inFlight === 0 || this.#inFlight + size <= this.#peer.window;
  }

  /**
   * @param {OutgoingMessage} message
   * @param {import('./framer.js').Plan} plan
   */
  #cut(message, plan) {
    const { type, size, offset, payload } = plan;
    const frame = message.framer.cut(plan, this.#lastId + 1);
    message.early = false;
    message.waiting?.();
    message.waiting = null;
    if (type === Type.BEGIN) {
      this.#byId.set(++this.#lastId, message);
      message.begun();
    }
    if (type === Type.BEGIN || type === Type.DATA) {
      this.#order.sent(message);
    } else {
      message.ended();
      this.#order.remove(message);
    }
    this.#unacknowledged.push({ type, size, message, offset, payload });
    this.#sent++;
    this.#inFlight += size;
    return frame;
  }

  /** @param {OutgoingMessage} message whose source has less than a frame */
  #waitToFill(message) {
    if (message.source.announced || message.waiting || message.source.held === message.framer.offset) return;
    message.waiting = this.#clock.after(FILL_WITHIN, () => {
      message.waiting = null;
      message.early = true;
      this.#wake();
    });
  }

  /** @param {number} received the count of an ACK */
  acknowledge(received) {
    if (received > this.#sent) throw malformed(`ACK of ${received} counted frames, of which ${this.#sent} were sent`);
    /** @type {Map<OutgoingMessage, number>} */
    const payloads = new Map();
    for (; this.#acknowledged < received; this.#acknowledged++) {
      const sent = /** @type {Sent} */ (this.#unacknowledged.shift());
      if ('answer' in sent) {
        this.#unacknowledgedAnswers--;
      } else {
        this.#inFlight -= sent.size;
        payloads.set(sent.message, (payloads.get(sent.message) ?? 0) + sent.payload);
      }
    }
    for (const [message, payload] of payloads) {
      message.acknowledge(payload);
      // One that went as TEXT or BINARY has no id, and so no DELIVERED.
      if (message.state === 'ended' && message.id === 0) this.#settle(message, () => message.delivered());
      else this.#account(message);
    }
  }

  /** @param {number} id */
  delivered(id) {
    const message = this.#find(id, 'DELIVERED');
    if (!message) return;
    if (message.state !== 'ended') throw malformed(`DELIVERED of message ${id}, which has not ended`);
    this.#settle(message, () => message.delivered());
  }

  /** @param {import('./decode.js').AbortOrReject} reject */
  rejected({ id, code, reason }) {
    const message = this.#find(id, 'REJECT');
    if (message) this.fail(message, new TransferError(outcomeName(code), `The peer rejected the message: ${reason}`));
  }

  /**
   * @param {number} id
   * @param {string} frame
   */
  #find(id, frame) {
    if (id > this.#lastId) throw malformed(`${frame} of message ${id}, which was never begun`);
    return this.#byId.get(id);
  }

  /**
   * Gives a message up before its END.
   * @param {OutgoingMessage} message
   * @param {unknown} reason
   * @returns {boolean} false where it was too late
   */
  abort(message, reason) {
    if (message.state === 'ended' || message.state === 'settled') return false;
    this.fail(message, new TransferError('CANCELLED', `The application gave the message up: ${reason}`, { cause: reason }));
    return true;
  }

  /**
   * @param {OutgoingMessage} message
   * @param {TransferError} error
   */
  fail(message, error) {
    if (message.state === 'begun') {
      this.answer({ type: Type.ABORT, id: message.id, code: abortCode(error), reason: error.message });
    }
    if (message.state !== 'settled') this.#order.remove(message);
    this.#settle(message, () => message.failed(error));
  }

  /** @param {OutgoingMessage} message */
  #failIfTooLarge(message) {
    const { held } = message.source;
    if (held <= this.#peer.maxMessage || message.state === 'ended') return false;
    this.fail(message, tooLarge(held, this.#peer.maxMessage));
    return true;
  }

  /**
   * @param {OutgoingMessage} message
   * @param {() => void} outcome tells it; last, because the application may send again from within
   */
  #settle(message, outcome) {
    if (!this.#messages.delete(message)) return;
    this.#byId.delete(message.id);
    this.buffered -= message.buffered;
    message.buffered = 0;
    outcome();
  }

  /** @param {OutgoingMessage} message */
  #account(message) {
    if (message.state === 'settled') return;
    const buffered = message.source.held - message.acknowledged;
    this.buffered += buffered - message.buffered;
    message.buffered = buffered;
  }

  /** The session has ended, and no answer comes any more. What was not acknowledged stays counted, as with WebSocket. */
  end() {
    const { buffered } = this;
    for (const message of [...this.#messages]) {
      const error =
        message.state === 'ended'
          ? new TransferError('UNKNOWN_OUTCOME', 'The connection ended before the peer said whether it has the message')
          : new TransferError('CLOSED', 'The connection ended before the message was sent to its end');
      this.#settle(message, () => message.failed(error));
    }
    this.buffered = buffered;
  }
}
