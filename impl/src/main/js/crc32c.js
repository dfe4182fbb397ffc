/*
 * CRC-32C (Castagnoli, reflected), sixteen bytes at a time: table k holds the effect of a byte that k more bytes follow.
 */
const POLYNOMIAL = 0x82f63b78;
const tables = new Int32Array(16 * 256);

for (let byte = 0; byte < 256; byte++) {
  let crc = byte;
  for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ POLYNOMIAL : crc >>> 1;
  tables[byte] = crc;
}
for (let at = 256; at < tables.length; at++) {
  const crc = tables[at - 256];
  tables[at] = (crc >>> 8) ^ tables[crc & 0xff];
}

const LITTLE_ENDIAN = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1;
const WORD = Int32Array.BYTES_PER_ELEMENT;

/**
 * @param {Uint8Array} bytes
 * @param {number} [crc] of the bytes before these
 * @returns {number} from 0 to 2^32 - 1
 */
export function crc32c(bytes, crc = 0) {
  let c = ~crc;
  let from = 0;
  // Four bytes are read at once where they may be: half as fast again as one by one.
  const unaligned = (WORD - (bytes.byteOffset % WORD)) % WORD;
  const blocks = LITTLE_ENDIAN ? Math.max(0, bytes.length - unaligned) >>> 4 : 0;
  if (blocks > 0) {
    c = byteByByte(c, bytes, 0, unaligned);
    c = wordByWord(c, new Int32Array(bytes.buffer, bytes.byteOffset + unaligned, blocks * 4));
    from = unaligned + blocks * 16;
  }
  return ~byteByByte(c, bytes, from, bytes.length) >>> 0;
}

/**
 * @param {number} before
 * @param {Uint8Array} bytes
 * @param {number} from
 * @param {number} end
 */
function byteByByte(before, bytes, from, end) {
  let c = before;
  for (let i = from; i < end; i++) c = (c >>> 8) ^ tables[(c ^ bytes[i]) & 0xff];
  return c;
}

/**
 * @param {number} before
 * @param {Int32Array} words of which there are a multiple of four
 */
function wordByWord(before, words) {
  const t = tables;
  let c = before;
  for (let i = 0; i < words.length; i += 4) {
    const first = c ^ words[i];
    const second = words[i + 1];
    const third = words[i + 2];
    const fourth = words[i + 3];
    c =
      t[3840 + (first & 0xff)] ^
      t[3584 + ((first >>> 8) & 0xff)] ^
      t[3328 + ((first >>> 16) & 0xff)] ^
      t[3072 + (first >>> 24)] ^
      t[2816 + (second & 0xff)] ^
      t[2560 + ((second >>> 8) & 0xff)] ^
      t[2304 + ((second >>> 16) & 0xff)] ^
      t[2048 + (second >>> 24)] ^
      t[1792 + (third & 0xff)] ^
      t[1536 + ((third >>> 8) & 0xff)] ^
      t[1280 + ((third >>> 16) & 0xff)] ^
      t[1024 + (third >>> 24)] ^
      t[768 + (fourth & 0xff)] ^
      t[512 + ((fourth >>> 8) & 0xff)] ^
      t[256 + ((fourth >>> 16) & 0xff)] ^
      t[fourth >>> 24];
  }
  return c;
}
