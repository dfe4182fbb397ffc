import { readFileSync } from 'node:fs';

/** The frames that every implementation must encode, decode and refuse. */
export const vectors = JSON.parse(readFileSync(new URL('../../resources/protocol-vectors.json', import.meta.url), 'utf8'));

/** @param {string} string */
export const fromHex = (string) => new Uint8Array(Buffer.from(string, 'hex'));

/** @param {Uint8Array} bytes */
export const toHex = (bytes) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex');

/** The bytes that a payload of the vectors describes. */
export function payloadOf({ lcg, unit, shift }) {
  if (lcg === undefined) return new Uint8Array(Buffer.from('x'.repeat(shift) + 'aé€😀'.repeat(unit)));
  const bytes = new Uint8Array(lcg);
  let x = 1n;
  for (let i = 0; i < lcg; i++) {
    x = (1103515245n * x + 12345n) & 0x7fffffffn;
    bytes[i] = Number((x >> 16n) & 255n);
  }
  return bytes;
}
