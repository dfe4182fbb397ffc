import { Acknowledger } from './acknowledger.js';
import { decode } from './decode.js';
import { encodeAck, encodePingOrPong } from './encode.js';
import { limitExceeded, malformed } from './errors.js';
import { Fifo } from './fifo.js';
import { FIRST_COUNTED, Type } from './protocol.js';
import { Receiver } from './receiver.js';
import { Sender } from './sender.js';

/** PINGs that wait for room in the transport; of a peer that sends more, the oldest go unanswered. */
const MOST_PONGS = 16;

/** The frames of a session once HELLO has been exchanged, and which of them is next: PROTOCOL.md, sections 5 to 7. */
export class Exchange {
  #accepted;
  #receiver;
  /** @type {Fifo<Uint8Array>} */
  #pongs = new Fifo();
  #closed = false;
  /** What we have processed. */
  acknowledger;
  sender;

  /**
   * @param {import('./limits.js').Limits} limits
   * @param {{ maxFrame: number, window: number }} accepted
   * @param {import('./engine.js').Clock} clock
   * @param {import('./receiver.js').Recipient} recipient
   * @param {() => void} wake called when there may be a next frame that was not there before
   */
  constructor(limits, accepted, clock, recipient, wake) {
    this.#accepted = accepted;
    this.acknowledger = new Acknowledger(accepted.window, clock, wake);
    this.sender = new Sender(limits, clock, wake);
    this.#receiver = new Receiver(limits, clock, recipient, (answer) => this.sender.answer(answer), wake);
  }

  /** Bytes that are kept for the session: those to send, and those of incomplete messages. */
  get kept() {
    return this.sender.buffered + this.#receiver.held;
  }

  /**
   * @param {Uint8Array} bytes a frame
   * @returns {number} the length of the longest frame of ours that it acknowledges
   */
  accept(bytes) {
    if (bytes.length > this.#accepted.maxFrame) {
      throw limitExceeded(`A frame of ${bytes.length} bytes, where MAX_FRAME is ${this.#accepted.maxFrame}`);
    }
    const frame = decode(bytes);
    if (bytes[0] < FIRST_COUNTED) return this.#control(frame);
    const takesWindow = frame.type !== Type.DELIVERED && frame.type !== Type.REJECT && frame.type !== Type.ABORT;
    this.acknowledger.received(takesWindow ? bytes.length : 0);
    this.#counted(frame);
    // The application may have ended the session from within.
    if (!this.#closed) this.acknowledger.processed();
    return 0;
  }

  /** @param {import('./decode.js').Frame} frame */
  #control(frame) {
    switch (frame.type) {
      case Type.ACK:
        return this.sender.acknowledge(frame.received);
      case Type.PING:
        if (this.#pongs.size === MOST_PONGS) this.#pongs.shift();
        this.#pongs.push(encodePingOrPong(Type.PONG, frame.bytes));
        return 0;
      case Type.HELLO:
        throw malformed('A second HELLO');
      case Type.CHECKPOINT:
        throw malformed('CHECKPOINT, where no session has just been lost');
      default:
        // A PONG that nobody asked for, and unknown types, are ignored.
        return 0;
    }
  }

  /** @param {import('./decode.js').Frame} frame */
  #counted(frame) {
    switch (frame.type) {
      case Type.TEXT:
      case Type.BINARY:
        return this.#receiver.whole(frame);
      case Type.BEGIN:
        return this.#receiver.begin(frame);
      case Type.DATA:
        return this.#receiver.data(frame);
      case Type.END:
        return this.#receiver.end(frame);
      case Type.ABORT:
        return this.#receiver.abort(frame.id);
      case Type.REFERENCE:
        return this.#receiver.reference(frame.id);
      case Type.DELIVERED:
        return this.sender.delivered(frame.id);
      case Type.REJECT:
        return this.sender.rejected(frame);
    }
  }

  /**
   * What may go now: acknowledgement first, then answers, and messages as far as the window takes them.
   * @param {() => boolean} writable whether the transport takes more than it must
   */
  next(writable) {
    const count = this.acknowledger.due();
    if (count !== null) return encodeAck(count);
    const answer = this.sender.nextAnswer();
    if (answer) return answer;
    return writable() ? (this.#pongs.shift() ?? this.sender.nextFrame()) : null;
  }

  /** The transport was lost. */
  detach() {
    this.#pongs.clear();
    this.acknowledger.detach();
    this.#receiver.detach();
  }

  /**
   * @param {import('./protocol.js').PeerSettings} settings
   * @param {number} received what the peer has processed
   */
  resume(settings, received) {
    this.#receiver.resume();
    this.sender.resume(settings, received);
  }

  /**
   * A new session begins, whose peer has lost the former one.
   * @param {import('./protocol.js').PeerSettings} settings
   * @param {[id: number, offset: number][]} listed
   */
  restart(settings, listed) {
    this.acknowledger.restart();
    this.#receiver.close();
    this.sender.restart(settings, listed);
  }

  close() {
    this.#closed = true;
    this.acknowledger.close();
    this.#receiver.close();
    this.sender.end();
  }
}
