import { Acknowledger } from './acknowledger.js';
import { decode } from './decode.js';
import { encodeAck, encodePingOrPong } from './encode.js';
import { ProtocolError, limitExceeded, malformed, noHello } from './errors.js';
import { Fifo } from './fifo.js';
import { ClientOpening, ServerOpening, acceptedLimits } from './opening.js';
import { CloseCode, FIRST_COUNTED, LEAST, Type } from './protocol.js';
import { Receiver } from './receiver.js';
import { Sender } from './sender.js';

/**
 * Time, passed in so that tests step it.
 * @typedef {object} Clock
 * @property {() => number} now in milliseconds, never going back
 * @property {(milliseconds: number, action: () => void) => () => void} after returns what cancels it
 *
 * One WebSocket connection that negotiated the protocol, as the engine sees it.
 * @typedef {object} Transport
 * @property {(frame: Uint8Array) => void} send
 * @property {() => boolean} writable whether more should be sent now; if not, it is asked again when something comes
 * @property {(code: number, reason: string) => void} close
 *
 * Who uses the session. It is called while the engine is at work, and must not throw.
 * @typedef {object} SessionListener
 * @property {() => void} opened HELLO has been exchanged
 * @property {(error: ProtocolError) => void} failed the session has ended by an error, and the transport is being closed
 *
 * @typedef {SessionListener & import('./receiver.js').Recipient} Application
 */

/** PINGs that wait for room in the transport; of a peer that sends more, the oldest go unanswered. */
const MOST_PONGS = 16;

/**
 * One session of either role, PROTOCOL.md, sections 3 to 6 and 10. It has no socket, timer or clock of its own, and is
 * entered from one thread at a time. All that a frame calls for is done before receive returns, so a frame that
 * was received is also processed.
 */
export class Engine {
  #limits;
  #clock;
  #transport;
  #application;
  #opening;
  #accepted;
  #acknowledger;
  #sender;
  #receiver;
  /** @type {Fifo<Uint8Array>} */
  #pongs = new Fifo();
  /** @type {'new' | 'opening' | 'open' | 'ended'} */
  #state = 'new';
  #pumping = false;
  /** @type {() => void} */
  #cancelHandshake = () => {};
  /** @type {{ cancel: () => void, done: () => void } | null} */
  #draining = null;

  /**
   * @param {object} parts
   * @param {'client' | 'server'} parts.role
   * @param {import('./limits.js').Limits} parts.limits
   * @param {Clock} parts.clock
   * @param {() => number} parts.random an integer from 0 to 2^53 - 1
   * @param {Transport} parts.transport
   * @param {Application} parts.application
   */
  constructor({ role, limits, clock, random, transport, application }) {
    this.#limits = limits;
    this.#clock = clock;
    this.#transport = transport;
    this.#application = application;
    this.#opening = role === 'client' ? new ClientOpening(limits, random) : new ServerOpening(limits);
    this.#accepted = acceptedLimits(limits, LEAST[role]);
    const pump = () => this.#pump();
    this.#acknowledger = new Acknowledger(this.#accepted.window, clock, pump);
    this.#sender = new Sender(limits, clock, pump);
    this.#receiver = new Receiver(limits, clock, application, (answer) => this.#sender.answer(answer), pump);
  }

  /** Bytes queued and not yet acknowledged. */
  get bufferedAmount() {
    return this.#sender.buffered;
  }

  /** The transport is open. */
  start() {
    if (this.#state !== 'new') throw new Error(`A session that is ${this.#state} cannot start`);
    this.#state = 'opening';
    this.#cancelHandshake = this.#clock.after(this.#limits.handshakeTimeout, () => {
      this.#fail(noHello(this.#opening.timeoutCode, `No HELLO came within ${this.#limits.handshakeTimeout} ms`));
    });
    for (const frame of this.#opening.start()) this.#transport.send(frame);
    this.#pump();
  }

  /**
   * @param {import('./source.js').Source} source
   * @param {Uint8Array | null} metadata encoded
   * @param {import('./outgoing.js').TransferListener} listener
   */
  send(source, metadata, listener) {
    const message = this.#sender.send(source, metadata, listener);
    this.#pump();
    return message;
  }

  /**
   * @param {import('./outgoing.js').OutgoingMessage} message
   * @param {unknown} reason
   */
  abort(message, reason) {
    const inTime = this.#sender.abort(message, reason);
    this.#pump();
    return inTime;
  }

  /** @param {Uint8Array} bytes one WebSocket binary message, which nobody changes any more */
  receive(bytes) {
    if (this.#state === 'ended') return;
    try {
      if (this.#state === 'opening') this.#open(bytes);
      else this.#accept(bytes);
    } catch (error) {
      if (!(error instanceof ProtocolError)) throw error;
      this.#fail(error);
    }
    this.#pump();
  }

  /** A WebSocket text message came, of which this protocol has none. */
  receiveText() {
    const reason = 'A text message, where every frame is a binary one';
    const opening = this.#state === 'opening';
    this.#fail(opening ? noHello(CloseCode.NOT_BINARY, reason) : new ProtocolError('NOT_BINARY', CloseCode.NOT_BINARY, reason));
  }

  /** @param {Uint8Array} bytes */
  #open(bytes) {
    const { settings, reply } = this.#opening.first(bytes);
    this.#cancelHandshake();
    for (const frame of reply) this.#transport.send(frame);
    this.#state = 'open';
    this.#sender.opened(settings);
    this.#application.opened();
  }

  /** @param {Uint8Array} bytes */
  #accept(bytes) {
    if (bytes.length > this.#accepted.maxFrame) {
      throw limitExceeded(`A frame of ${bytes.length} bytes, where MAX_FRAME is ${this.#accepted.maxFrame}`);
    }
    const frame = decode(bytes);
    if (bytes[0] < FIRST_COUNTED) return this.#control(frame);
    const takesWindow = frame.type !== Type.DELIVERED && frame.type !== Type.REJECT && frame.type !== Type.ABORT;
    this.#acknowledger.received(takesWindow ? bytes.length : 0);
    this.#counted(frame);
    // The application may have ended the session from within.
    if (this.#state === 'open') this.#acknowledger.processed();
  }

  /** @param {import('./decode.js').Frame} frame */
  #control(frame) {
    switch (frame.type) {
      case Type.ACK:
        return this.#sender.acknowledge(frame.received);
      case Type.PING:
        if (this.#pongs.size === MOST_PONGS) this.#pongs.shift();
        return this.#pongs.push(encodePingOrPong(Type.PONG, frame.bytes));
      case Type.HELLO:
        throw malformed('A second HELLO');
      case Type.CHECKPOINT:
        throw malformed('CHECKPOINT, where no session was to be resumed');
      default:
      // A PONG that nobody asked for, and unknown types, are ignored.
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
        return this.#sender.delivered(frame.id);
      case Type.REJECT:
        return this.#sender.rejected(frame);
    }
  }

  /** Sends what may go now: acknowledgement first, then answers, and messages as far as window and transport take them. */
  #pump() {
    // What is called from within may send, abort or end, and comes back here.
    if (this.#pumping || this.#state === 'new') return;
    this.#pumping = true;
    try {
      for (let frame; this.#state !== 'ended' && (frame = this.#next()); ) this.#transport.send(frame);
    } catch (error) {
      if (!(error instanceof ProtocolError)) throw error;
      this.#fail(error);
    } finally {
      this.#pumping = false;
    }
    if (this.#draining && this.#sender.idle) this.#drained();
  }

  #next() {
    const count = this.#acknowledger.due();
    if (count !== null) return encodeAck(count);
    if (this.#state === 'opening' && !this.#opening.speaksFirst) return null;
    const answer = this.#sender.nextAnswer();
    if (answer) return answer;
    return this.#transport.writable() ? (this.#pongs.shift() ?? this.#sender.nextFrame()) : null;
  }

  /**
   * Waits until all that was sent is acknowledged, at most for closeTimeout.
   * @param {() => void} done called once, unless the session ends first
   */
  drain(done) {
    if (this.#state === 'ended' || this.#draining) return;
    const cancel = this.#clock.after(this.#limits.closeTimeout, () => this.#drained());
    this.#draining = { cancel, done };
    this.#pump();
  }

  #drained() {
    const draining = this.#draining;
    this.#draining = null;
    draining?.cancel();
    const count = this.#acknowledger.last();
    if (count !== null) this.#transport.send(encodeAck(count));
    draining?.done();
  }

  /** @param {ProtocolError} error */
  #fail(error) {
    if (this.#state === 'ended') return;
    this.#transport.close(error.closeCode, error.message);
    this.end();
    this.#application.failed(error);
  }

  /** The transport has closed. */
  end() {
    if (this.#state === 'ended') return;
    this.#state = 'ended';
    this.#cancelHandshake();
    this.#draining?.cancel();
    this.#draining = null;
    this.#acknowledger.close();
    this.#receiver.close();
    this.#sender.end();
  }
}
