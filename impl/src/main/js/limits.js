import { argumentError } from './errors.js';
import { LEAST } from './protocol.js';

/**
 * What an application configures; bytes and milliseconds.
 * @typedef {object} Limits
 * @property {number} chunkSize the longest frame, sent or accepted
 * @property {number} window accepted and not yet acknowledged
 * @property {number} maxMessageSize accepted
 * @property {number} maxConcurrent messages begun at once, in each direction
 * @property {'strict' | 'interleaved'} ordering
 * @property {number} handshakeTimeout until HELLO
 * @property {number} receiveTimeout until more of an incomplete message
 * @property {number} closeTimeout until all is acknowledged
 * @property {number} resumeSeconds how long a session outlives its transport, in seconds; 0 for not at all
 * @property {number} keepalive until PING, where nothing comes; 0 for never
 * @property {number} livenessTimeout until something comes after PING
 */

/** @type {Readonly<Limits>} */
export const DEFAULT_LIMITS = Object.freeze({
  chunkSize: 32000,
  window: 16777216,
  maxMessageSize: 67108864,
  maxConcurrent: 8,
  ordering: 'strict',
  handshakeTimeout: 10000,
  receiveTimeout: 60000,
  closeTimeout: 10000,
  resumeSeconds: 0,
  keepalive: 20000,
  livenessTimeout: 10000,
});

/** More would outgrow the pieces that a Blob is read in. */
const MOST_CHUNK_SIZE = 262144;
/** What timers can wait: told to wait longer, they do not wait at all. */
export const MOST_MILLISECONDS = 2147483647;

/** @type {Readonly<Record<Exclude<keyof Limits, 'ordering'>, [least: number, most: number]>>} */
const RANGES = Object.freeze({
  chunkSize: [LEAST.client.maxFrame, MOST_CHUNK_SIZE],
  window: [LEAST.client.maxFrame, Number.MAX_SAFE_INTEGER],
  maxMessageSize: [0, Number.MAX_SAFE_INTEGER],
  maxConcurrent: [1, 1024],
  handshakeTimeout: [1, MOST_MILLISECONDS],
  receiveTimeout: [1, MOST_MILLISECONDS],
  closeTimeout: [0, MOST_MILLISECONDS],
  resumeSeconds: [0, Math.floor(MOST_MILLISECONDS / 1000)],
  keepalive: [0, MOST_MILLISECONDS],
  livenessTimeout: [1, MOST_MILLISECONDS],
});

/**
 * @param {Partial<Limits>} given
 * @returns {Limits}
 */
export function limitsOf(given) {
  const limits = { ...DEFAULT_LIMITS };
  for (const [key, [least, most]] of Object.entries(RANGES)) {
    const name = /** @type {keyof typeof RANGES} */ (key);
    const value = given[name] ?? limits[name];
    if (!Number.isInteger(value) || value < least || value > most) {
      throw argumentError(RangeError, 'OPTION_OUT_OF_RANGE', `${name} is ${value}: give an integer from ${least} to ${most}`);
    }
    limits[name] = value;
  }
  const ordering = given.ordering ?? limits.ordering;
  if (ordering !== 'strict' && ordering !== 'interleaved') {
    throw argumentError(RangeError, 'OPTION_OUT_OF_RANGE', `ordering is ${ordering}: give 'strict' or 'interleaved'`);
  }
  return { ...limits, ordering };
}
