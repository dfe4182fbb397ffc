import { decode } from './decode.js';
import { encodeCheckpoint, encodeHello } from './encode.js';
import { malformed, noHello } from './errors.js';
import { CloseCode, DEFAULT_SETTINGS, LEAST, Setting, Type } from './protocol.js';

/*
 * The exchange of HELLO, PROTOCOL.md, sections 4 and 7, which is most of what client and server do differently.
 */

export const NO_TOKEN = new Uint8Array(0);

/**
 * What the HELLO of the peer said.
 * @typedef {{ settings: import('./protocol.js').PeerSettings, resumed: boolean, token: Uint8Array, received: number }} Greeting
 *
 * @typedef {object} Opening
 * @property {number} timeoutCode what the transport is closed with when no HELLO comes in time
 * @property {(token: Uint8Array, received: number) => Uint8Array[]} start the frames to send first; with the newest token of a
 *   session, to resume it
 * @property {(bytes: Uint8Array) => Greeting} first takes the first frame that comes
 */

/** @implements {Opening} */
export class ClientOpening {
  #limits;
  #random;
  #presented = NO_TOKEN;
  timeoutCode = CloseCode.MALFORMED;

  /**
   * @param {import('./limits.js').Limits} limits
   * @param {() => number} random an integer from 0 to 2^53 - 1
   */
  constructor(limits, random) {
    this.#limits = limits;
    this.#random = random;
  }

  /**
   * @param {Uint8Array} token
   * @param {number} received
   */
  start(token, received) {
    this.#presented = token;
    const settings = settingsOf(this.#limits, LEAST.client);
    return [encodeHello({ resumed: false, token, received, settings: [...settings, [Setting.NONCE, this.#random()]] })];
  }

  /** @param {Uint8Array} bytes */
  first(bytes) {
    // What is no HELLO at all comes from a peer that does not speak this protocol, and has to be told from a wrong HELLO.
    if (bytes[0] !== Type.HELLO) throw noHello(CloseCode.MALFORMED, 'The first frame is not HELLO');
    const hello = /** @type {import('./decode.js').Hello} */ (decode(bytes));
    // A server never sends NONCE. With another nonce it is the HELLO of another client, from a peer that relays to all.
    if (hello.settings.some(([key]) => key === Setting.NONCE)) {
      throw noHello(CloseCode.MALFORMED, 'The first frame is the HELLO of a client, echoed');
    }
    const { resumed, token, received } = hello;
    const settings = peerSettings(hello, LEAST.server);
    if (resumed && this.#presented.length === 0) throw malformed('HELLO: RESUMED, to a client that sent no token');
    if (!resumed && received > 0) throw malformed('HELLO: a count of received frames above 0, for a new session');
    if (token.length > 0 !== settings.resumeSeconds > 0) {
      throw malformed(`HELLO: a token of ${token.length} bytes, where RESUME_SECONDS is ${settings.resumeSeconds}`);
    }
    if (resumed && token.length === 0) throw malformed('HELLO: RESUMED without a new token');
    return { settings, resumed, token, received };
  }
}

/** @implements {Opening} */
export class ServerOpening {
  #limits;
  timeoutCode = CloseCode.LIMIT_EXCEEDED;

  /** @param {import('./limits.js').Limits} limits */
  constructor(limits) {
    this.#limits = limits;
  }

  start() {
    return [];
  }

  /** @param {Uint8Array} bytes */
  first(bytes) {
    const hello = decode(bytes);
    if (hello.type !== Type.HELLO) throw noHello(CloseCode.MALFORMED, 'The first frame is not HELLO');
    const { resumed, token, received } = hello;
    const settings = peerSettings(hello, LEAST.client);
    if (resumed) throw malformed('HELLO: RESUMED, which only a server says');
    if (token.length === 0 && received > 0) throw malformed('HELLO: a count of received frames, and no token of their session');
    return { settings, resumed, token, received };
  }

  /**
   * Answers the HELLO of a client whose session goes on.
   * @param {Uint8Array} token a new one
   * @param {number} received
   */
  resume(token, received) {
    return [encodeHello({ resumed: true, token, received, settings: settingsOf(this.#limits, LEAST.server) })];
  }

  /**
   * Answers the HELLO of a client whose session is new.
   * @param {Uint8Array} token of the session; of no bytes where it is not kept
   * @param {Uint8Array} presented by the client
   */
  begin(token, presented) {
    const reply = [encodeHello({ resumed: false, token, received: 0, settings: settingsOf(this.#limits, LEAST.server) })];
    // A client that wanted to resume learns that nothing of its session is left.
    if (presented.length > 0) reply.push(encodeCheckpoint([]));
    return reply;
  }
}

/**
 * @param {import('./limits.js').Limits} limits
 * @param {{ maxFrame: number, window: number }} least
 * @returns {[number, number][]}
 */
function settingsOf(limits, least) {
  const accepted = acceptedLimits(limits, least);
  return [
    [Setting.MAX_FRAME, accepted.maxFrame],
    [Setting.MAX_MESSAGE, limits.maxMessageSize],
    [Setting.WINDOW, accepted.window],
    [Setting.MAX_CONCURRENT, limits.maxConcurrent],
    [Setting.RESUME_SECONDS, limits.resumeSeconds],
  ];
}

/**
 * What is accepted may not be less than the protocol's least, though less may be sent.
 * @param {import('./limits.js').Limits} limits
 * @param {{ maxFrame: number, window: number }} least
 */
export function acceptedLimits({ chunkSize, window }, least) {
  return { maxFrame: Math.max(chunkSize, least.maxFrame), window: Math.max(window, least.window) };
}

/**
 * @param {import('./decode.js').Hello} hello
 * @param {{ maxFrame: number, window: number, maxConcurrent: number }} least
 * @returns {import('./protocol.js').PeerSettings}
 */
function peerSettings({ settings }, least) {
  const given = new Map(settings);
  const atLeast = (/** @type {'maxFrame' | 'window' | 'maxConcurrent'} */ name, /** @type {number} */ key) => {
    const value = given.get(key) ?? DEFAULT_SETTINGS[name];
    if (value < least[name]) throw malformed(`HELLO: setting ${key} is ${value}, of at least ${least[name]}`);
    return value;
  };
  return {
    maxFrame: atLeast('maxFrame', Setting.MAX_FRAME),
    maxMessage: given.get(Setting.MAX_MESSAGE) ?? DEFAULT_SETTINGS.maxMessage,
    window: atLeast('window', Setting.WINDOW),
    maxConcurrent: atLeast('maxConcurrent', Setting.MAX_CONCURRENT),
    resumeSeconds: given.get(Setting.RESUME_SECONDS) ?? DEFAULT_SETTINGS.resumeSeconds,
  };
}
