import { Drain } from './drain.js';
import { decode } from './decode.js';
import { encodeAck, encodePingOrPong } from './encode.js';
import { LighterageError, ProtocolError, malformed, noHello } from './errors.js';
import { Exchange } from './exchange.js';
import { Handshake } from './handshake.js';
import { Liveness } from './liveness.js';
import { acceptedLimits } from './opening.js';
import { isLost } from './path.js';
import { PathWatch } from './path-watch.js';
import { CloseCode, LEAST, Type } from './protocol.js';
import { Route } from './routes.js';

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
 * @property {(reason: string) => void} drop it is taken for lost, and its owner tells that as if it had closed with 1006
 *
 * Who uses the session. It is called while the engine is at work, and must not throw.
 * @typedef {object} SessionListener
 * @property {() => void} opened HELLO has been exchanged
 * @property {(isNew: boolean) => void} resumed another transport is attached; to a new session, where the server lost the former
 * @property {(limit: number) => void} pathLimited the path was found to let no longer frames through
 * @property {(error: LighterageError) => void} failed the session has ended by an error, and the transport is being closed
 *
 * @typedef {SessionListener & import('./receiver.js').Recipient} Application
 */

/**
 * One session of either role, PROTOCOL.md, sections 3 to 8 and 10, which may outlive its transports. It has no socket, timer or
 * clock of its own, and is entered from one thread at a time. All that a frame calls for is done before receive returns, so a
 * frame that was received is also processed.
 */
export class Engine {
  #limits;
  #clock;
  #application;
  #handshake;
  #exchange;
  #path;
  #liveness;
  /** Null while detached. @type {Transport | null} */
  #transport = null;
  /** @type {'new' | 'opening' | 'open' | 'detached' | 'resuming' | 'checkpoint' | 'ended'} */
  #state = 'new';
  #pumping = false;
  /** @type {Drain | null} */
  #drain = null;

  /**
   * @param {object} parts
   * @param {'client' | 'server'} parts.role
   * @param {import('./limits.js').Limits} parts.limits
   * @param {Clock} parts.clock
   * @param {() => number} parts.random an integer from 0 to 2^53 - 1
   * @param {Application} parts.application
   * @param {Route} [parts.route] what is known of the path
   * @param {import('./handshake.js').Tokens} [parts.tokens] of a server that keeps sessions
   */
  constructor({ role, limits, clock, random, application, route = new Route(), tokens }) {
    this.#limits = limits;
    this.#clock = clock;
    this.#application = application;
    this.#handshake = new Handshake(role, limits, clock, random, tokens);
    this.#exchange = new Exchange(limits, acceptedLimits(limits, LEAST[role]), clock, application, () => this.#pump());
    this.#path = new PathWatch(this.#exchange.sender, route);
    const ping = () => this.#transport?.send(encodePingOrPong(Type.PING, new Uint8Array(0)));
    this.#liveness = new Liveness(limits, clock, ping, (silence) => this.#silent(silence));
  }

  /** Bytes queued and not yet acknowledged. */
  get bufferedAmount() {
    return this.#exchange.sender.buffered;
  }

  /** Bytes that are kept for the session: those to send, and those of incomplete messages. */
  get kept() {
    return this.#exchange.kept;
  }

  /** Whether a transport is attached, and HELLO was exchanged on it. */
  get attached() {
    return this.#state === 'open';
  }

  /** Counted frames of both directions that were processed: a transport on which it grew was of use. */
  get progress() {
    return this.acknowledged + this.#exchange.acknowledger.count;
  }

  /** How many of our counted frames the peer has acknowledged: a session cannot be resumed by a count below. */
  get acknowledged() {
    return this.#exchange.sender.ledger.acknowledged;
  }

  /** How long the peer keeps the session without a transport. */
  get resumeSeconds() {
    return this.#handshake.resumeSeconds;
  }

  /** @param {Transport} transport which is open: the first */
  start(transport) {
    this.#go('new', 'opening');
    this.#greet(transport);
    this.#pump();
  }

  /** @param {Transport} transport which is open: another one of a client */
  resume(transport) {
    this.#go('detached', 'resuming');
    this.#greet(transport);
  }

  /**
   * A client has come back to a server. Of what comes on the former transport nothing may be given to the engine any more.
   * @param {Transport} transport
   * @param {Uint8Array} bytes its HELLO
   * @returns {boolean} false where the session has just ended for that
   */
  takeOver(transport, bytes) {
    const former = this.#transport;
    if (former) this.lost(CloseCode.ABNORMAL);
    former?.close(CloseCode.GOING_AWAY, 'The session has been resumed on another connection');
    if (this.#state === 'ended') return false;
    this.#go('detached', 'resuming');
    this.#transport = transport;
    this.receive(bytes);
    return true;
  }

  /**
   * @param {'new' | 'detached'} from
   * @param {'opening' | 'resuming'} to
   */
  #go(from, to) {
    if (this.#state !== from) throw new Error(`A session that is ${this.#state} takes no transport: only one that is ${from} does`);
    this.#state = to;
  }

  /** @param {Transport} transport */
  #greet(transport) {
    this.#transport = transport;
    this.#handshake.start(transport, this.#exchange.acknowledger.count, (error) => this.#fail(error));
  }

  /**
   * @param {import('./source.js').Source} source
   * @param {Uint8Array | null} metadata encoded
   * @param {import('./outgoing.js').TransferListener} listener
   */
  send(source, metadata, listener) {
    const message = this.#exchange.sender.send(source, metadata, listener);
    this.#pump();
    return message;
  }

  /**
   * @param {import('./outgoing.js').OutgoingMessage} message
   * @param {unknown} reason
   */
  abort(message, reason) {
    const inTime = this.#exchange.sender.abort(message, reason);
    this.#pump();
    return inTime;
  }

  /** @param {Uint8Array} bytes one WebSocket binary message, which nobody changes any more */
  receive(bytes) {
    if (!this.#transport) return;
    this.#liveness.heard();
    try {
      if (this.#state === 'open') this.#accept(bytes);
      else if (this.#state === 'checkpoint') this.#checkpoint(bytes);
      else this.#hello(bytes);
    } catch (error) {
      if (!(error instanceof ProtocolError)) throw error;
      this.#fail(error);
    }
    this.#pump();
  }

  /** A WebSocket text message came, of which this protocol has none. */
  receiveText() {
    const reason = 'A text message, where every frame is a binary one';
    const isFirst = this.#state === 'opening' || this.#state === 'resuming';
    this.#fail(isFirst ? noHello(CloseCode.NOT_BINARY, reason) : new ProtocolError('NOT_BINARY', CloseCode.NOT_BINARY, reason));
  }

  /** @param {Uint8Array} bytes */
  #accept(bytes) {
    this.#handshake.confirm();
    const limit = this.#path.passed(this.#exchange.accept(bytes));
    if (limit !== null) this.#application.pathLimited(limit);
  }

  /** @param {Uint8Array} bytes */
  #hello(bytes) {
    const greeting = this.#handshake.first(bytes);
    if (this.#state === 'opening') this.#begin(greeting);
    else if (greeting.resumed || !this.#handshake.isClient) this.#goOn(greeting);
    else this.#await(greeting);
  }

  /** @param {import('./opening.js').Greeting} greeting */
  #begin(greeting) {
    if (!this.#handshake.isClient && this.#transport) this.#handshake.answer(this.#transport, greeting, null);
    this.#exchange.sender.opened(greeting.settings);
    this.#opened(greeting, () => this.#application.opened());
  }

  /** @param {import('./opening.js').Greeting} greeting */
  #goOn(greeting) {
    const { count } = this.#exchange.acknowledger;
    this.#exchange.sender.ledger.checkResumption(greeting.received);
    // A client acknowledges at once, by which the server knows that it has the new token.
    if (this.#handshake.isClient) this.#transport?.send(encodeAck(count));
    else if (this.#transport) this.#handshake.answer(this.#transport, greeting, count);
    this.#exchange.resume(greeting.settings, greeting.received);
    this.#opened(greeting, () => this.#application.resumed(false));
  }

  /** @param {import('./opening.js').Greeting} greeting of a server that has lost the session: what it kept of it comes next */
  #await(greeting) {
    this.#handshake.renewal = greeting;
    this.#state = 'checkpoint';
  }

  /** @param {Uint8Array} bytes */
  #checkpoint(bytes) {
    const frame = decode(bytes);
    if (frame.type === null) return;
    if (frame.type !== Type.CHECKPOINT) throw malformed('The first frame of the new session is not CHECKPOINT');
    const greeting = /** @type {import('./opening.js').Greeting} */ (this.#handshake.renewal);
    this.#exchange.restart(greeting.settings, frame.entries);
    this.#opened(greeting, () => this.#application.resumed(true));
  }

  /**
   * @param {import('./opening.js').Greeting} greeting
   * @param {() => void} tell
   */
  #opened(greeting, tell) {
    // What was told of within may have ended the session.
    if (this.#state === 'ended') return;
    this.#state = 'open';
    this.#handshake.agree(greeting);
    this.#liveness.start();
    tell();
  }

  /** Sends what may go now. */
  #pump() {
    // What is called from within may send, abort or end, and comes back here.
    if (this.#pumping) return;
    this.#pumping = true;
    try {
      for (let frame; this.#maySend && (frame = this.#exchange.next(this.#writable)); ) this.#transport?.send(frame);
    } catch (error) {
      if (!(error instanceof ProtocolError)) throw error;
      this.#fail(error);
    } finally {
      this.#pumping = false;
    }
    if (this.#drain && this.attached && this.#exchange.sender.idle) this.#drained();
  }

  #writable = () => this.#transport?.writable() ?? false;

  get #maySend() {
    return this.#state === 'open' || (this.#state === 'opening' && this.#handshake.isClient);
  }

  /**
   * Waits until all that was sent is acknowledged, at most for closeTimeout.
   * @param {(attached: boolean) => void} done called once, unless the session ends first: whether there is a transport to close
   */
  drain(done) {
    if (this.#state === 'ended' || this.#drain) return;
    this.#drain = new Drain(this.#clock, this.#limits.closeTimeout, () => this.#drained(), done);
    this.#pump();
  }

  #drained() {
    const drain = this.#drain;
    this.#drain = null;
    const count = this.attached ? this.#exchange.acknowledger.last() : null;
    if (count !== null) this.#transport?.send(encodeAck(count));
    drain?.finish(this.attached);
  }

  /** @param {number} silence in milliseconds */
  #silent(silence) {
    this.#transport?.drop(`Nothing came for ${silence} ms, ${this.#limits.livenessTimeout} ms of them after PING (livenessTimeout)`);
  }

  /** @param {ProtocolError} error */
  #fail(error) {
    if (this.#state === 'ended') return;
    // Something between the peers answered for the server, which may be there again the next time.
    const mayComeBack = this.#state === 'resuming' || this.#state === 'checkpoint';
    if (error.code === 'NO_HELLO' && mayComeBack) return this.#transport?.drop(error.message);
    this.#transport?.close(error.closeCode, error.message);
    this.end();
    this.#application.failed(error);
  }

  /**
   * The transport has closed, or another could not be had.
   * @param {number} closeCode
   * @returns {boolean} whether the session waits for another
   */
  lost(closeCode) {
    if (this.#state === 'ended') return false;
    const isLoss = isLost(closeCode);
    const survives = this.#handshake.resumable && isLoss;
    if (!isLoss) this.#path.closed();
    const hopeless = isLoss && this.#maySend ? this.#path.lost(closeCode, survives) : null;
    if (!survives || hopeless) {
      this.end();
      if (hopeless) this.#application.failed(hopeless);
      return false;
    }
    this.#state = 'detached';
    this.#transport = null;
    this.#handshake.stop();
    this.#liveness.stop();
    this.#exchange.detach();
    return true;
  }

  /** The session is over. */
  end() {
    if (this.#state === 'ended') return;
    this.#state = 'ended';
    this.#transport = null;
    this.#handshake.stop();
    this.#drain?.cancel();
    this.#drain = null;
    this.#liveness.stop();
    this.#exchange.close();
  }
}
