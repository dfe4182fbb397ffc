const encoder = new TextEncoder();
const decoder = newDecoder();

/** A decoder that refuses what is not UTF-8, and keeps a leading U+FEFF as the text that it is. */
export function newDecoder() {
  return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
}

/**
 * The UTF-8 of a string, unpaired surrogates replaced by U+FFFD.
 * @param {string} string
 */
export const encodeUtf8 = (string) => encoder.encode(string);

/**
 * @param {Uint8Array} bytes
 * @returns {string | null} null where the bytes are not UTF-8
 */
export function decodeUtf8(bytes) {
  try {
    return decoder.decode(bytes);
  } catch {
    return null;
  }
}

/**
 * The longest beginning of a string, of whole characters, that takes no more than most bytes.
 * @param {string} string
 * @param {number} most
 */
export function truncateUtf8(string, most) {
  const { read } = encoder.encodeInto(string, new Uint8Array(most));
  return string.slice(0, read);
}

/** @param {number} unit a UTF-16 code unit */
export const isHighSurrogate = (unit) => (unit & 0xfc00) === 0xd800;

/** @param {number} unit a UTF-16 code unit */
const isLowSurrogate = (unit) => (unit & 0xfc00) === 0xdc00;

/** UTF-16 code units that are looked at together; each takes at most three bytes. */
const PIECE = 65536;
const scratch = new Uint8Array(3 * PIECE);

/**
 * Cuts a string into pieces of bounded length, none of which ends within a surrogate pair.
 * @param {string} string
 * @param {number} piece
 * @returns {number} where in the string that piece begins
 */
export function pieceStart(string, piece) {
  const at = Math.min(piece * PIECE, string.length);
  const cuts = isHighSurrogate(string.charCodeAt(at - 1)) && isLowSurrogate(string.charCodeAt(at));
  return cuts ? at - 1 : at;
}

/**
 * The offset in the UTF-8 of a string of each of its pieces, and last the length. The string is encoded for that, which native
 * code does many times faster than counting by code unit, but piece by piece into the same memory.
 * @param {string} string
 */
export function pieceOffsets(string) {
  const offsets = [0];
  for (let piece = 0; piece * PIECE < string.length; piece++) {
    const { written } = encoder.encodeInto(string.slice(pieceStart(string, piece), pieceStart(string, piece + 1)), scratch);
    offsets.push(offsets[piece] + written);
  }
  return offsets;
}

/**
 * The length of the UTF-8 of a string.
 * @param {string} string
 */
export const utf8Length = (string) => /** @type {number} */ (pieceOffsets(string).at(-1));
