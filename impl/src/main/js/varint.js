/* Unsigned LEB128 of the shortest form, up to 2^53 - 1: PROTOCOL.md, section 3. */

/** The most bytes that a varint takes. */
export const MAX_VARINT_LENGTH = 8;

/**
 * @param {number} value
 * @returns {number} the bytes that value takes
 */
export function varintLength(value) {
  let length = 1;
  for (let rest = value; rest >= 0x80; rest = Math.floor(rest / 0x80)) length++;
  return length;
}

/**
 * @param {Uint8Array} target
 * @param {number} at
 * @param {number} value
 * @returns {number} the position after it
 */
export function writeVarint(target, at, value) {
  let rest = value;
  // Division, because the shift operators of JavaScript cut a number to 32 bits.
  for (; rest >= 0x80; rest = Math.floor(rest / 0x80)) target[at++] = (rest % 0x80) | 0x80;
  target[at++] = rest;
  return at;
}
