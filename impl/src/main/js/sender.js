import { encodeAbortOrReject, encodeDelivered } from './encode.js';
import { TransferError, malformed } from './errors.js';
import { Fifo } from './fifo.js';
import { Ledger } from './ledger.js';
import { orderOf } from './order.js';
import { OutgoingMessage, abortCode, lostMessage, tooLarge } from './outgoing.js';
import { DEFAULT_SETTINGS, Type, outcomeName } from './protocol.js';
import { Resend } from './resend.js';
import { rewind } from './rewind.js';
import { Unsettled } from './unsettled.js';

/** So long a slow stream may fill a frame before it goes as it is. */
const FILL_WITHIN = 50;

/** @typedef {import('./ledger.js').Answer} Answer */

/** The sending half of a session: order, window, acknowledgement and outcomes, PROTOCOL.md, sections 5 to 7. */
export class Sender {
  #limits;
  #clock;
  #wake;
  #order;
  #peer = DEFAULT_SETTINGS;
  /** @type {Fifo<Answer>} */
  #answers = new Fifo();
  #resend = new Resend();
  #lastId = 0;
  #messages = new Unsettled();
  /** How many have begun and neither ended nor been given up. */
  #open = 0;
  ledger;
  /** The longest frame that the path is thought to let through. */
  chunkSize;

  /**
   * @param {import('./limits.js').Limits} limits
   * @param {import('./engine.js').Clock} clock
   * @param {() => void} wake called when there may be a next frame that was not there before
   */
  constructor(limits, clock, wake) {
    this.#limits = limits;
    this.#clock = clock;
    this.#wake = wake;
    this.#order = orderOf(limits.ordering);
    this.chunkSize = limits.chunkSize;
    this.ledger = new Ledger(clock);
  }

  /** Whether all that was handed over has been sent, acknowledged and answered. */
  get idle() {
    return this.#messages.isEmpty && this.#answers.size === 0 && this.ledger.isEmpty;
  }

  /** Bytes queued and not acknowledged. */
  get buffered() {
    return this.#messages.buffered;
  }

  get #frameLimit() {
    return Math.min(this.chunkSize, this.#peer.maxFrame);
  }

  /** @param {import('./protocol.js').PeerSettings} settings of the peer's HELLO */
  opened(settings) {
    this.#peer = settings;
    this.ledger.window = settings.window;
    for (const message of this.#messages.all) this.#failIfTooLarge(message);
  }

  /**
   * The session goes on with another transport.
   * @param {import('./protocol.js').PeerSettings} settings
   * @param {number} received how much the peer has processed
   */
  resume(settings, received) {
    this.acknowledge(received);
    const { answers, lastId } = rewind(this.ledger.rewind(), this.#answers, this.#lastId, this.#resend, this.#messages);
    this.#answers = answers;
    this.#lastId = lastId;
    this.#open = this.#messages.countBegun();
    this.opened(settings);
  }

  /**
   * Another session begins, and its peer has kept some messages of the former one.
   * @param {import('./protocol.js').PeerSettings} settings
   * @param {[id: number, offset: number][]} listed
   */
  restart(settings, listed) {
    for (const [id, offset] of listed) {
      const reached = this.#messages.find(id)?.framer.reached ?? Infinity;
      if (offset > reached) throw malformed(`CHECKPOINT has ${offset} bytes of message ${id}, of which ${reached} were sent`);
    }
    const kept = new Map(listed);
    const lost = new Set(this.#messages.all.filter((message) => !this.#takeOver(message, kept)));
    this.ledger.restart();
    this.#answers.clear();
    this.#resend.clear();
    this.#messages.freeIds();
    this.#lastId = this.#open = 0;
    this.#order = orderOf(this.#limits.ordering);
    this.#peer = settings;
    for (const message of this.#messages.all) if (!lost.has(message)) this.#queue(message);
    for (const message of lost) this.#messages.settle(message, lostMessage(message, 'The server lost the session'));
    this.opened(settings);
  }

  /**
   * @param {OutgoingMessage} message
   * @param {Map<number, number>} kept
   * @returns {boolean} false for one that was sent and cannot be continued
   */
  #takeOver(message, kept) {
    // Nothing of it was sent, or nothing that was has been processed.
    if (message.state === 'queued') return !message.framer.continues;
    const offset = kept.get(message.id);
    if (message.id === 0 || offset === undefined || !message.source.readable(offset)) return false;
    message.continueFrom(offset);
    return true;
  }

  /**
   * @param {import('./source.js').Source} source
   * @param {Uint8Array | null} metadata
   * @param {import('./outgoing.js').TransferListener} listener
   */
  send(source, metadata, listener) {
    const message = new OutgoingMessage(source, metadata, listener);
    source.onready = () => {
      this.#messages.account(message);
      this.#wake();
    };
    source.onerror = (error) => {
      this.fail(message, new TransferError('FAILED', `The message could not be read to its end: ${error}`, { cause: error }));
      this.#wake();
    };
    this.#messages.add(message);
    this.#queue(message);
    this.#failIfTooLarge(message);
    return message;
  }

  /** @param {OutgoingMessage} message */
  #queue(message) {
    message.inOrder = true;
    this.#order.add(message, this.#frameLimit);
  }

  /** @param {Answer} answer */
  answer(answer) {
    this.#answers.push(answer);
  }

  /** The next answer as a frame. These go even where the transport has much to send already: they are small and bounded. */
  nextAnswer() {
    const answer = this.#answers.shift();
    if (!answer) return null;
    this.ledger.add({ type: answer.type, size: 0, answer });
    return answer.type === Type.DELIVERED ? encodeDelivered(answer.id) : encodeAbortOrReject(answer);
  }

  /**
   * The next frame of a message; null where none can go now.
   * @returns {Uint8Array | null}
   */
  nextFrame() {
    const limit = this.#frameLimit;
    const concurrent = Math.min(this.#peer.maxConcurrent, this.#limits.maxConcurrent);
    const mayBegin = this.#open < concurrent;
    const again = this.#resend.next(mayBegin, limit);
    // What was sent once is there, and need not wait for more to fill its frame.
    if (again) return this.#frameOf(again, limit, !again.source.announced) ?? null;
    for (const message of this.#order.candidates(concurrent, limit)) {
      // Its ABORT goes before the next BEGIN, which takes its place among the begun.
      if (this.#failIfTooLarge(message)) return this.nextAnswer() ?? this.nextFrame();
      if (message.id === 0 && (this.#resend.isBlocked || !(mayBegin || message.framer.isWhole(limit)))) continue;
      const frame = this.#frameOf(message, limit, message.early);
      if (frame !== undefined) return frame;
      this.#waitToFill(message);
    }
    return null;
  }

  /**
   * @param {OutgoingMessage} message
   * @param {number} limit
   * @param {boolean} early
   * @returns {Uint8Array | null | undefined} undefined where its source has too little yet, null where the window has no room
   */
  #frameOf(message, limit, early) {
    const plan = message.framer.plan(limit, this.#lastId + 1, early);
    if (!plan) return undefined;
    // Others do not overtake a frame that waits for window, or small ones would hold up a large one for ever.
    return this.ledger.fits(plan.size) ? this.#cut(message, plan) : null;
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
      this.#messages.begun(++this.#lastId, message);
      message.begun(this.#peer.maxMessage);
      this.#open++;
    }
    if (type === Type.BEGIN || type === Type.DATA) {
      if (message.inOrder) this.#order.sent(message);
    } else {
      if (type === Type.END) this.#open--;
      message.ended();
      this.#leaveOrder(message);
    }
    this.ledger.add({ type, size, message, offset, payload, at: this.#clock.now() });
    return frame;
  }

  /** @param {OutgoingMessage} message */
  #leaveOrder(message) {
    if (message.inOrder) this.#order.remove(message);
    message.inOrder = false;
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

  /**
   * @param {number} received what the peer has processed
   * @returns {number} the length of the longest frame that it acknowledges; 0 where that is none of a message
   */
  acknowledge(received) {
    let longest = 0;
    /** @type {Map<OutgoingMessage, number>} */
    const offsets = new Map();
    for (const { message, size, offset, payload } of this.ledger.acknowledge(received)) {
      offsets.set(message, offset + payload);
      longest = Math.max(longest, size);
    }
    for (const [message, offset] of offsets) {
      message.acknowledge(offset);
      // One that went as TEXT or BINARY has no id, and so no DELIVERED.
      if (message.state === 'ended' && message.id === 0) this.#settle(message, null);
      else this.#messages.account(message);
    }
    return longest;
  }

  /** @param {number} id */
  delivered(id) {
    const message = this.#find(id, 'DELIVERED');
    if (!message) return;
    // One that ended on a transport that was lost may be on its way again.
    if (!message.hasEnded) throw malformed(`DELIVERED of message ${id}, which has not ended`);
    this.#settle(message, null);
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
    return this.#messages.find(id);
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
    this.#leaveOrder(message);
    this.#settle(message, error);
  }

  /** @param {OutgoingMessage} message */
  #failIfTooLarge(message) {
    const { held } = message.source;
    const most = message.state === 'queued' ? this.#peer.maxMessage : message.maxMessage;
    if (held <= most || message.state === 'ended') return false;
    this.fail(message, tooLarge(held, most));
    return true;
  }

  /**
   * @param {OutgoingMessage} message
   * @param {TransferError | null} error null for delivered
   */
  #settle(message, error) {
    if (message.state === 'begun') this.#open--;
    this.#messages.settle(message, error);
  }

  /** The session has ended, and no answer comes any more. What was not acknowledged stays counted, as with WebSocket. */
  end() {
    const { buffered } = this.#messages;
    for (const message of this.#messages.all) this.#messages.settle(message, lostMessage(message, 'The session ended'));
    this.#messages.buffered = buffered;
  }
}
