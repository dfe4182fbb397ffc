/*
 * CRC-32C (Castagnoli, reflected), eight bytes at a time: table k holds the effect of a byte that k more bytes follow.
 */
const POLYNOMIAL = 0x82f63b78;
const tables = new Int32Array(8 * 256);

for (let byte = 0; byte < 256; byte++) {
  let crc = byte;
  for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ POLYNOMIAL : crc >>> 1;
  tables[byte] = crc;
}
for (let at = 256; at < tables.length; at++) {
  const crc = tables[at - 256];
  tables[at] = (crc >>> 8) ^ tables[crc & 0xff];
}

/**
 * @param {Uint8Array} bytes
 * @param {number} [crc] of the bytes before these
 * @returns {number} from 0 to 2^32 - 1
 */
export function crc32c(bytes, crc = 0) {
  const t = tables;
  const { length } = bytes;
  const blocks = length - (length % 8);
  let c = ~crc;
  let i = 0;
  for (; i < blocks; i += 8) {
    c ^= bytes[i] | (bytes[i + 1] << 8) | (bytes[i + 2] << 16) | (bytes[i + 3] << 24);
    c =
      t[1792 + (c & 0xff)] ^
      t[1536 + ((c >>> 8) & 0xff)] ^
      t[1280 + ((c >>> 16) & 0xff)] ^
      t[1024 + (c >>> 24)] ^
      t[768 + bytes[i + 4]] ^
      t[512 + bytes[i + 5]] ^
      t[256 + bytes[i + 6]] ^
      t[bytes[i + 7]];
  }
  for (; i < length; i++) c = (c >>> 8) ^ t[(c ^ bytes[i]) & 0xff];
  return ~c >>> 0;
}
