import { noHello } from './errors.js';
import { noop } from './noop.js';
import { ClientOpening, NO_TOKEN, ServerOpening } from './opening.js';

/**
 * A server's tokens, by which a client finds its session again.
 * @typedef {object} Tokens
 * @property {(presented: Uint8Array) => Uint8Array} issue a new one, beside which none serves but the one that was presented
 * @property {() => void} confirmed the client has the new one, and none serves beside it
 *
 * @typedef {import('./opening.js').Greeting} Greeting
 * @typedef {import('./engine.js').Transport} Transport
 */

/** @type {Tokens} */
const NO_TOKENS = { issue: () => NO_TOKEN, confirmed() {} };

/** The exchange of HELLO on one transport of a session after the other, and what it was agreed in: PROTOCOL.md, sections 4 and 7. */
export class Handshake {
  #limits;
  #clock;
  #tokens;
  #opening;
  /** The newest. */
  #token = NO_TOKEN;
  /** Whether a frame has come after HELLO on this transport. */
  #confirmed = false;
  #cancelTimeout = noop;
  isClient;
  /** The HELLO of a server that has lost the session, of which a new one begins once CHECKPOINT has come. @type {Greeting | null} */
  renewal = null;
  /** Whether both peers are willing to go on with another transport. */
  resumable = false;
  /** How long the peer keeps the session without a transport. */
  resumeSeconds = 0;

  /**
   * @param {'client' | 'server'} role
   * @param {import('./limits.js').Limits} limits
   * @param {import('./engine.js').Clock} clock
   * @param {() => number} random
   * @param {Tokens} [tokens] of a server that keeps sessions
   */
  constructor(role, limits, clock, random, tokens = NO_TOKENS) {
    this.#limits = limits;
    this.#clock = clock;
    this.#tokens = tokens;
    this.isClient = role === 'client';
    this.#opening = this.isClient ? new ClientOpening(limits, random) : new ServerOpening(limits);
  }

  /**
   * @param {Transport} transport
   * @param {number} count of counted frames that were processed
   * @param {(error: import('./errors.js').ProtocolError) => void} late told when HELLO does not come in time, or CHECKPOINT after it
   */
  start(transport, count, late) {
    const { handshakeTimeout } = this.#limits;
    this.#cancelTimeout = this.#clock.after(handshakeTimeout, () => {
      const missing = this.renewal ? 'CHECKPOINT' : 'HELLO';
      late(noHello(this.#opening.timeoutCode, `No ${missing} came within ${handshakeTimeout} ms (handshakeTimeout)`));
    });
    for (const frame of this.#opening.start(this.#token, count)) transport.send(frame);
  }

  /** @param {Uint8Array} bytes the first frame that came */
  first(bytes) {
    return this.#opening.first(bytes);
  }

  /**
   * Answers, as a server.
   * @param {Transport} transport
   * @param {Greeting} greeting
   * @param {number | null} count of counted frames that were processed; null for a new session
   */
  answer(transport, greeting, count) {
    const opening = /** @type {ServerOpening} */ (this.#opening);
    this.#token = this.#limits.resumeSeconds > 0 ? this.#tokens.issue(greeting.token) : NO_TOKEN;
    const frames = count === null ? opening.begin(this.#token, greeting.token) : opening.resume(this.#token, count);
    for (const frame of frames) transport.send(frame);
  }

  /** @param {Greeting} greeting by which the session goes on */
  agree({ settings, token }) {
    this.stop();
    if (this.isClient) this.#token = token;
    this.#confirmed = false;
    this.resumeSeconds = settings.resumeSeconds;
    this.resumable = settings.resumeSeconds > 0 && this.#limits.resumeSeconds > 0;
  }

  /** A frame has come after HELLO, by which a server knows that its client has the new token. */
  confirm() {
    if (this.#confirmed) return;
    this.#confirmed = true;
    this.#tokens.confirmed();
  }

  /** Waits no longer. */
  stop() {
    this.renewal = null;
    this.#cancelTimeout();
    this.#cancelTimeout = noop;
  }
}
