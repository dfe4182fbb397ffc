import { Cursor } from './cursor.js';
import { malformed } from './errors.js';
import { FIRST_COUNTED, Flag, MAX_FIELD, MAX_PING, MAX_REFERENCE_FIELDS, TOKEN_LENGTH, Type, VERSION } from './protocol.js';

/*
 * From bytes to frames. Decoding judges the layout alone, which every frame carries in itself; what a frame may do at its
 * place in a session is judged by the engine. Byte fields are views of what came.
 */

/** @typedef {[string, string][]} Metadata in the order of the frame */
/** @typedef {{ id: number, offset: number }} Previous */
/** @typedef {{ type: 0x01, resumed: boolean, token: Uint8Array, received: number, settings: [number, number][] }} Hello */
/** @typedef {{ type: 0x02, received: number }} Ack */
/** @typedef {{ type: 0x03, entries: [number, number][] }} Checkpoint */
/** @typedef {{ type: 0x04 | 0x05, bytes: Uint8Array }} PingOrPong */
/** @typedef {{ type: 0x10 | 0x11, bytes: Uint8Array }} Whole */
/**
 * @typedef {{ type: 0x12, id: number, text: boolean, length: number | null, metadata: Metadata | null,
 *   previous: Previous | null, bytes: Uint8Array }} Begin
 */
/** @typedef {{ type: 0x13, id: number, bytes: Uint8Array }} Data */
/** @typedef {{ type: 0x14, id: number, crc: number, bytes: Uint8Array }} End */
/** @typedef {{ type: 0x15 | 0x18, id: number, code: number, reason: string }} AbortOrReject */
/**
 * @typedef {{ type: 0x16, id: number, text: boolean, length: number, crc: number, metadata: Metadata | null,
 *   locator: string }} Reference
 */
/** @typedef {{ type: 0x17, id: number }} Delivered */
/** @typedef {{ type: null, code: number, bytes: Uint8Array }} UnknownControl to be ignored */
/**
 * @typedef {Hello | Ack | Checkpoint | PingOrPong | Whole | Begin | Data | End | AbortOrReject | Reference | Delivered
 *   | UnknownControl} Frame
 */

/**
 * @param {Uint8Array} bytes one WebSocket binary message
 * @returns {Frame}
 */
export function decode(bytes) {
  if (bytes.length === 0) throw malformed('A frame has at least one byte, its type');
  const type = bytes[0];
  switch (type) {
    case Type.TEXT:
    case Type.BINARY:
      return { type, bytes: bytes.subarray(1) };
    case Type.DATA:
      return data(new Cursor(bytes, 'DATA'));
    case Type.BEGIN:
      return begin(new Cursor(bytes, 'BEGIN'));
    case Type.END:
      return end(new Cursor(bytes, 'END'));
    case Type.ACK:
      return ack(new Cursor(bytes, 'ACK'));
    case Type.DELIVERED:
      return delivered(new Cursor(bytes, 'DELIVERED'));
    case Type.REJECT:
      return abortOrReject(type, new Cursor(bytes, 'REJECT'));
    case Type.ABORT:
      return abortOrReject(type, new Cursor(bytes, 'ABORT'));
    case Type.PING:
      return pingOrPong(type, new Cursor(bytes, 'PING'));
    case Type.PONG:
      return pingOrPong(type, new Cursor(bytes, 'PONG'));
    case Type.REFERENCE:
      return reference(new Cursor(bytes, 'REFERENCE'));
    case Type.HELLO:
      return hello(new Cursor(bytes, 'HELLO'));
    case Type.CHECKPOINT:
      return checkpoint(new Cursor(bytes, 'CHECKPOINT'));
    default:
      if (type >= FIRST_COUNTED) throw malformed(`Type ${type} is unknown`);
      return { type: null, code: type, bytes: bytes.subarray(1) };
  }
}

/**
 * @param {Cursor} cursor
 * @returns {Hello}
 */
function hello(cursor) {
  const version = cursor.u8();
  if (version !== VERSION) throw malformed(`HELLO: version ${version}, of which only ${VERSION} is known`);
  const flags = cursor.flags(Flag.RESUMED);
  const tokenLength = cursor.u8();
  if (tokenLength !== 0 && tokenLength !== TOKEN_LENGTH) {
    throw malformed(`HELLO: a token of ${tokenLength} bytes, where it has 0 or ${TOKEN_LENGTH}`);
  }
  const token = cursor.take(tokenLength);
  const received = cursor.varint();
  const settings = pairs(cursor, () => cursor.varint());
  if (new Set(settings.map(([key]) => key)).size < settings.length) throw malformed('HELLO: a setting is given twice');
  return { type: Type.HELLO, resumed: (flags & Flag.RESUMED) !== 0, token, received, settings };
}

/**
 * @param {Cursor} cursor
 * @returns {Ack}
 */
function ack(cursor) {
  const received = cursor.varint();
  cursor.end();
  return { type: Type.ACK, received };
}

/**
 * @param {Cursor} cursor
 * @returns {Checkpoint}
 */
function checkpoint(cursor) {
  return { type: Type.CHECKPOINT, entries: pairs(cursor, () => cursor.id()) };
}

/**
 * @param {Cursor} cursor
 * @param {() => number} key
 */
function pairs(cursor, key) {
  /** @type {[number, number][]} */
  const pairs = [];
  while (cursor.left > 0) pairs.push([key(), cursor.varint()]);
  return pairs;
}

/**
 * @param {0x04 | 0x05} type
 * @param {Cursor} cursor
 * @returns {PingOrPong}
 */
function pingOrPong(type, cursor) {
  if (cursor.left > MAX_PING) throw malformed(`PING or PONG of ${cursor.left} bytes, of at most ${MAX_PING}`);
  return { type, bytes: cursor.rest() };
}

/**
 * @param {Cursor} cursor
 * @returns {Begin}
 */
function begin(cursor) {
  const id = cursor.id();
  const flags = cursor.flags(Flag.TEXT | Flag.LENGTH | Flag.METADATA | Flag.CONTINUE);
  return {
    type: Type.BEGIN,
    id,
    text: (flags & Flag.TEXT) !== 0,
    length: flags & Flag.LENGTH ? cursor.varint() : null,
    metadata: flags & Flag.METADATA ? metadata(cursor) : null,
    previous: flags & Flag.CONTINUE ? { id: cursor.id(), offset: cursor.varint() } : null,
    bytes: cursor.rest(),
  };
}

/**
 * @param {Cursor} cursor
 * @returns {Metadata}
 */
function metadata(cursor) {
  const start = cursor.at;
  const count = cursor.varint();
  if (count === 0) throw malformed('Metadata has at least one pair');
  const pairs = new Map();
  for (let n = 0; n < count; n++) {
    const key = cursor.string(cursor.varint());
    if (pairs.has(key)) throw malformed('Metadata has a key twice');
    pairs.set(key, cursor.string(cursor.varint()));
    if (cursor.at - start > MAX_FIELD) throw malformed(`Metadata is longer than ${MAX_FIELD} bytes`);
  }
  return [...pairs];
}

/**
 * @param {Cursor} cursor
 * @returns {Data}
 */
function data(cursor) {
  const id = cursor.id();
  if (cursor.left === 0) throw malformed('DATA has at least one byte of payload');
  return { type: Type.DATA, id, bytes: cursor.rest() };
}

/**
 * @param {Cursor} cursor
 * @returns {End}
 */
function end(cursor) {
  return { type: Type.END, id: cursor.id(), crc: cursor.u32(), bytes: cursor.rest() };
}

/**
 * @param {0x15 | 0x18} type
 * @param {Cursor} cursor
 * @returns {AbortOrReject}
 */
function abortOrReject(type, cursor) {
  return { type, id: cursor.id(), code: cursor.varint(), reason: cursor.lastString('a reason', MAX_FIELD) };
}

/**
 * @param {Cursor} cursor
 * @returns {Reference}
 */
function reference(cursor) {
  const id = cursor.id();
  const flags = cursor.flags(Flag.TEXT | Flag.METADATA);
  const length = cursor.varint();
  const crc = cursor.u32();
  const start = cursor.at;
  const pairs = flags & Flag.METADATA ? metadata(cursor) : null;
  const together = cursor.at - start + cursor.left;
  if (together > MAX_REFERENCE_FIELDS) {
    throw malformed(`REFERENCE: metadata and locator of ${together} bytes, of at most ${MAX_REFERENCE_FIELDS}`);
  }
  const locator = cursor.lastString('a locator', MAX_FIELD);
  return { type: Type.REFERENCE, id, text: (flags & Flag.TEXT) !== 0, length, crc, metadata: pairs, locator };
}

/**
 * @param {Cursor} cursor
 * @returns {Delivered}
 */
function delivered(cursor) {
  const id = cursor.id();
  cursor.end();
  return { type: Type.DELIVERED, id };
}
