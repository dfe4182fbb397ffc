import { CloseCode } from './protocol.js';

/** An error with a code that programs can compare; the message is for people. */
export class LighterageError extends Error {
  /**
   * @param {string} code
   * @param {string} message
   * @param {ErrorOptions} [options]
   */
  constructor(code, message, options) {
    super(message, options);
    this.name = new.target.name;
    this.code = code;
  }
}

/**
 * Why one message was not delivered. The code is one of PROTOCOL.md, section 5, or CLOSED (the session ended
 * before all of it was sent), or UNKNOWN_OUTCOME (it ended after that, and before the answer had come).
 */
export class TransferError extends LighterageError {}

/** The connection cannot go on; it is closed with closeCode, as PROTOCOL.md, section 10 says. */
export class ProtocolError extends LighterageError {
  /**
   * @param {string} code
   * @param {number} closeCode
   * @param {string} message
   */
  constructor(code, closeCode, message) {
    super(code, message);
    this.closeCode = closeCode;
  }
}

/** @param {string} message */
export const malformed = (message) => new ProtocolError('MALFORMED', CloseCode.MALFORMED, message);

/** @param {string} message */
export const limitExceeded = (message) => new ProtocolError('LIMIT_EXCEEDED', CloseCode.LIMIT_EXCEEDED, message);

/**
 * A client falls back on this one, section 2; a server closes.
 * @param {number} closeCode
 * @param {string} message
 */
export const noHello = (closeCode, message) => new ProtocolError('NO_HELLO', closeCode, message);

/**
 * An argument of the application that cannot be used, thrown at once.
 * @param {typeof TypeError | typeof RangeError} type
 * @param {string} code
 * @param {string} message
 */
export const argumentError = (type, code, message) => Object.assign(new type(message), { code });
