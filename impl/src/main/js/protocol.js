/*
 * The constants of the wire, as PROTOCOL.md, sections 2 to 5 and 10 give them.
 *
 *   one frame, which is one WebSocket binary message:
 *
 *   +------+----------------------------------+------------------+
 *   | type | fields: u8, u32, varint, strings | bytes to the end |
 *   +------+----------------------------------+------------------+
 *     < 0x10 control frames: neither counted nor acknowledged
 *    >= 0x10 counted frames: the n-th sent is the n-th received, and ACK says how many were processed
 */

export const SUBPROTOCOL = 'lighterage.v1';
export const VERSION = 1;

export const Type = Object.freeze({
  HELLO: 0x01,
  ACK: 0x02,
  CHECKPOINT: 0x03,
  PING: 0x04,
  PONG: 0x05,
  TEXT: 0x10,
  BINARY: 0x11,
  BEGIN: 0x12,
  DATA: 0x13,
  END: 0x14,
  ABORT: 0x15,
  REFERENCE: 0x16,
  DELIVERED: 0x17,
  REJECT: 0x18,
});

/** The least type of a counted frame. */
export const FIRST_COUNTED = 0x10;

/** Flags of BEGIN and REFERENCE, and RESUMED of HELLO. */
export const Flag = Object.freeze({ RESUMED: 0x01, TEXT: 0x01, LENGTH: 0x02, METADATA: 0x04, CONTINUE: 0x08 });

export const Setting = Object.freeze({
  MAX_FRAME: 1,
  MAX_MESSAGE: 2,
  WINDOW: 3,
  MAX_CONCURRENT: 4,
  RESUME_SECONDS: 5,
  NONCE: 15,
});

/** What a HELLO may not go below, by the role of its sender. */
export const LEAST = Object.freeze({
  client: Object.freeze({ maxFrame: 1024, window: 0, maxConcurrent: 1 }),
  server: Object.freeze({ maxFrame: 16384, window: 65536, maxConcurrent: 1 }),
});

/**
 * What a peer accepts, as its HELLO says.
 * @typedef {object} PeerSettings
 * @property {number} maxFrame bytes of the longest frame
 * @property {number} maxMessage bytes of the longest message
 * @property {number} window bytes of counted frames that may be sent and not yet acknowledged
 * @property {number} maxConcurrent messages begun at once
 * @property {number} resumeSeconds how long a server keeps a session whose transport is lost; a client: 0 when it will not come back
 */

/**
 * What holds before a HELLO has come, and for settings that it leaves out.
 * @type {Readonly<PeerSettings>}
 */
export const DEFAULT_SETTINGS = Object.freeze({
  maxFrame: 16384,
  maxMessage: Number.MAX_SAFE_INTEGER,
  window: 65536,
  maxConcurrent: 1,
  resumeSeconds: 0,
});

/**
 * Why a message was aborted or rejected.
 * @typedef {'TOO_LARGE'|'NO_CAPACITY'|'TIMEOUT'|'CORRUPT'|'CANCELLED'|'UNAVAILABLE'|'FAILED'} OutcomeName
 */

/** @type {Readonly<Record<OutcomeName, number>>} */
export const Outcome = Object.freeze({
  TOO_LARGE: 1,
  NO_CAPACITY: 2,
  TIMEOUT: 3,
  CORRUPT: 4,
  CANCELLED: 5,
  UNAVAILABLE: 6,
  FAILED: 7,
});

const outcomeNames = new Map(Object.entries(Outcome).map(([name, code]) => [code, /** @type {OutcomeName} */ (name)]));

/**
 * The name of a code of ABORT or REJECT; one that this version does not know is read as FAILED.
 * @param {number} code
 */
export const outcomeName = (code) => outcomeNames.get(code) ?? 'FAILED';

/** The longest metadata, reason and locator, each in bytes as encoded. */
export const MAX_FIELD = 512;
/** The longest metadata and locator of one REFERENCE together. */
export const MAX_REFERENCE_FIELDS = 896;
/** The longest payload of PING and PONG. */
export const MAX_PING = 8;
export const TOKEN_LENGTH = 16;

export const CloseCode = Object.freeze({
  NORMAL: 1000,
  GOING_AWAY: 1001,
  MALFORMED: 1002,
  NOT_BINARY: 1003,
  ABNORMAL: 1006,
  INVALID_TEXT: 1007,
  LIMIT_EXCEEDED: 1008,
  TOO_BIG: 1009,
});

/** The receiver acknowledges within this time, section 6. */
export const ACKNOWLEDGE_WITHIN = 50;
