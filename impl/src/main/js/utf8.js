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
export const isLowSurrogate = (unit) => (unit & 0xfc00) === 0xdc00;

/**
 * The length of the UTF-8 of the code units from start to end, which do not cut a surrogate pair, without encoding them.
 * @param {string} string
 * @param {number} [start]
 * @param {number} [end]
 */
export function utf8Length(string, start = 0, end = string.length) {
  let length = end - start;
  for (let i = start; i < end; i++) {
    const unit = string.charCodeAt(i);
    if (unit < 0x80) continue;
    if (unit < 0x800) {
      length++;
    } else {
      // Three bytes, for U+FFFD in place of an unpaired surrogate too; a pair is two units and four bytes.
      length += 2;
      if (isHighSurrogate(unit) && i + 1 < end && isLowSurrogate(string.charCodeAt(i + 1))) i++;
    }
  }
  return length;
}
