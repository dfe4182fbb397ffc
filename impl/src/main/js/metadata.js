import { argumentError } from './errors.js';
import { MAX_FIELD } from './protocol.js';
import { encodeUtf8 } from './utf8.js';
import { varintLength, writeVarint } from './varint.js';

/**
 * The metadata of a BEGIN as it goes over the wire, null for none: PROTOCOL.md, section 3.
 * @param {Iterable<[string, string]>} pairs
 */
export function encodeMetadata(pairs) {
  /** @type {Uint8Array[]} */
  const fields = [];
  const keys = new Set();
  for (const [key, value] of pairs) {
    if (typeof value !== 'string') {
      throw argumentError(TypeError, 'METADATA_NOT_STRING', `The metadata ${key} is a ${typeof value}: give it as a string`);
    }
    const bytes = encodeUtf8(key);
    fields.push(bytes, encodeUtf8(value));
    // Keys that differ in unpaired surrogates alone are the same once these are replaced.
    keys.add(String(bytes));
  }
  if (fields.length === 0) return null;
  if (keys.size < fields.length / 2) {
    throw argumentError(TypeError, 'METADATA_DUPLICATE', 'Two keys of the metadata are the same in UTF-8: rename one');
  }
  const count = fields.length / 2;
  const length = fields.reduce((sum, { length }) => sum + varintLength(length) + length, varintLength(count));
  if (length > MAX_FIELD) {
    const message = `The metadata takes ${length} bytes, of at most ${MAX_FIELD}: shorten it, or send it in the message`;
    throw argumentError(RangeError, 'METADATA_TOO_LONG', message);
  }
  const metadata = new Uint8Array(length);
  let at = writeVarint(metadata, 0, count);
  for (const field of fields) {
    at = writeVarint(metadata, at, field.length);
    metadata.set(field, at);
    at += field.length;
  }
  return metadata;
}

/**
 * What an application gets; without a prototype, so that a peer's keys meet nothing.
 * @param {import('./decode.js').Metadata | null} pairs
 * @returns {Record<string, string> | null}
 */
export function metadataObject(pairs) {
  return pairs && Object.assign(Object.create(null), Object.fromEntries(pairs));
}
