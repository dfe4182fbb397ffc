import { decode } from './decode.js';
import { ProtocolError } from './errors.js';
import { TOKEN_LENGTH, Type } from './protocol.js';

/**
 * A session as it is kept.
 * @typedef {object} Kept
 * @property {string} identity what a client has to be the same in to come back: see identityOf
 * @property {number} bytes that are kept for it
 * @property {number} acknowledged the least count that it can be resumed by
 * @property {(code: string, reason: string) => void} giveUp
 */

/** @param {Uint8Array} token */
const keyOf = (token) => Buffer.from(token).toString('base64');

/**
 * The sessions of one server by their tokens, and those of them whose transport is lost, for a bounded time, number and amount of
 * memory: PROTOCOL.md, section 7. Where there is no room, the one that was lost longest ago is given up.
 * @template {Kept} S
 */
export class KeptSessions {
  #clock;
  #seconds;
  #maxSessions;
  #maxBytes;
  /** @type {Map<string, S>} */
  #byToken = new Map();
  /** Those without a transport, in the order in which they lost it, and what cancels their end. @type {Map<S, () => void>} */
  #detached = new Map();
  #closed = false;

  /**
   * @param {import('./engine.js').Clock} clock
   * @param {{ seconds: number, maxSessions: number, maxBytes: number }} bounds
   */
  constructor(clock, { seconds, maxSessions, maxBytes }) {
    this.#clock = clock;
    this.#seconds = seconds;
    this.#maxSessions = maxSessions;
    this.#maxBytes = maxBytes;
  }

  /** How many wait for their clients. */
  get size() {
    return this.#detached.size;
  }

  /**
   * The tokens of one session: at most two serve at once, the one that was presented last and the newest.
   * @returns {import('./handshake.js').Tokens & { forget: () => void, owner: S | null }} whose owner is set before any is issued
   */
  tokens() {
    const byToken = this.#byToken;
    /** @type {string[]} */
    let serving = [];
    const only = (/** @type {string[]} */ keys) => {
      for (const key of serving) if (!keys.includes(key)) byToken.delete(key);
      serving = keys;
    };
    return {
      owner: null,
      issue(presented) {
        const token = crypto.getRandomValues(new Uint8Array(TOKEN_LENGTH));
        only([...serving.filter((key) => key === keyOf(presented)), keyOf(token)]);
        byToken.set(keyOf(token), /** @type {S} */ (this.owner));
        return token;
      },
      confirmed: () => only(serving.slice(-1)),
      forget: () => only([]),
    };
  }

  /**
   * The session that a client wants to resume, if it is still there and the same conditions hold.
   * @param {Uint8Array} bytes the first frame of a transport, which is judged elsewhere
   * @param {string} identity
   * @returns {S | null}
   */
  find(bytes, identity) {
    const hello = helloOf(bytes);
    const session = hello && this.#byToken.get(keyOf(hello.token));
    if (!session || session.identity !== identity) return null;
    if (hello.received >= session.acknowledged) return session;
    const reason = `Its client resumes after ${hello.received} counted frames, of which ${session.acknowledged} were acknowledged`;
    session.giveUp('CANNOT_RESUME', reason);
    return null;
  }

  /** @param {S} session whose transport is lost */
  detach(session) {
    const cancel = this.#clock.after(this.#seconds * 1000, () => {
      session.giveUp('RESUME_EXPIRED', `The client did not come back within ${this.#seconds} s (resume)`);
    });
    this.#detached.set(session, cancel);
    if (this.#closed) this.close();
    else this.makeRoom();
  }

  /** @param {S} session that has a transport again, or has ended */
  remove(session) {
    this.#detached.get(session)?.();
    this.#detached.delete(session);
  }

  /** Gives up what is too much: also when something is sent in a session that waits for its client. */
  makeRoom() {
    let bytes = 0;
    for (const session of this.#detached.keys()) bytes += session.bytes;
    for (const session of [...this.#detached.keys()]) {
      if (this.#detached.size <= this.#maxSessions && bytes <= this.#maxBytes) return;
      bytes -= session.bytes;
      const bounds = `maxKeptSessions of ${this.#maxSessions}, maxKeptBytes of ${this.#maxBytes}`;
      session.giveUp('NO_CAPACITY', `There was no room to keep the session until its client comes back (${bounds})`);
    }
  }

  /** The server ends, and keeps nothing from now on. */
  close() {
    this.#closed = true;
    for (const session of [...this.#detached.keys()]) session.giveUp('SERVER_CLOSED', 'The server ended while the client was away');
  }
}

/** @param {Uint8Array} bytes */
function helloOf(bytes) {
  try {
    const frame = decode(bytes);
    return frame.type === Type.HELLO && frame.token.length > 0 ? frame : null;
  } catch (error) {
    if (error instanceof ProtocolError) return null;
    throw error;
  }
}

/**
 * What has to be the same for a session to be resumed, as one string.
 * @param {import('node:http').IncomingMessage} request
 * @param {string} protocol the application's
 * @param {string | null} principal
 */
export const identityOf = ({ url, headers }, protocol, principal) =>
  JSON.stringify([url, protocol, headers.origin ?? null, principal]);
