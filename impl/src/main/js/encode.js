import { Flag, MAX_FIELD, Type, VERSION } from './protocol.js';
import { encodeUtf8, truncateUtf8 } from './utf8.js';
import { writeVarint } from './varint.js';

/*
 * From fields to bytes: whole frames where they carry no payload, and the header of those that do, so that a payload is
 * copied once, from its source into its frame.
 */

/** More than the longest header: a BEGIN of metadata, or a CHECKPOINT of 1,024 bytes. */
const scratch = new Uint8Array(2048);

/** Appends fields to the scratch, which one frame at a time uses. */
class Fields {
  #at = 0;

  /** @param {number} type */
  constructor(type) {
    this.u8(type);
  }

  /** @param {number} value */
  u8(value) {
    scratch[this.#at++] = value;
    return this;
  }

  /** @param {number} value */
  u32(value) {
    return this.u8(value >>> 24).u8(value >>> 16).u8(value >>> 8).u8(value);
  }

  /** @param {number} value */
  varint(value) {
    this.#at = writeVarint(scratch, this.#at, value);
    return this;
  }

  /** @param {Uint8Array} value */
  bytes(value) {
    scratch.set(value, this.#at);
    this.#at += value.length;
    return this;
  }

  frame() {
    return scratch.slice(0, this.#at);
  }
}

/** @param {Omit<import('./decode.js').Hello, 'type'>} hello */
export function encodeHello({ resumed, token, received, settings }) {
  const fields = new Fields(Type.HELLO).u8(VERSION).u8(resumed ? Flag.RESUMED : 0);
  fields.u8(token.length).bytes(token).varint(received);
  for (const [key, value] of settings) fields.varint(key).varint(value);
  return fields.frame();
}

/** @param {number} received */
export const encodeAck = (received) => new Fields(Type.ACK).varint(received).frame();

/** @param {[number, number][]} entries */
export function encodeCheckpoint(entries) {
  const fields = new Fields(Type.CHECKPOINT);
  for (const [id, offset] of entries) fields.varint(id).varint(offset);
  return fields.frame();
}

/**
 * @param {0x04 | 0x05} type
 * @param {Uint8Array} bytes
 */
export const encodePingOrPong = (type, bytes) => new Fields(type).bytes(bytes).frame();

/** @param {boolean} text */
export const wholeHeader = (text) => new Fields(text ? Type.TEXT : Type.BINARY).frame();

/**
 * @param {Omit<import('./decode.js').Begin, 'type' | 'bytes' | 'metadata'> & { metadata: Uint8Array | null }} begin
 *   whose metadata is encoded already, as encodeMetadata does
 */
export function beginHeader({ id, text, length, metadata, previous }) {
  const flags =
    (text ? Flag.TEXT : 0) |
    (length === null ? 0 : Flag.LENGTH) |
    (metadata ? Flag.METADATA : 0) |
    (previous ? Flag.CONTINUE : 0);
  const fields = new Fields(Type.BEGIN).varint(id).u8(flags);
  if (length !== null) fields.varint(length);
  if (metadata) fields.bytes(metadata);
  if (previous) fields.varint(previous.id).varint(previous.offset);
  return fields.frame();
}

/** @param {number} id */
export const dataHeader = (id) => new Fields(Type.DATA).varint(id).frame();

/**
 * @param {number} id
 * @param {number} crc
 */
export const endHeader = (id, crc) => new Fields(Type.END).varint(id).u32(crc).frame();

/** @param {import('./decode.js').AbortOrReject} frame whose reason is cut where it is too long */
export function encodeAbortOrReject({ type, id, code, reason }) {
  return new Fields(type).varint(id).varint(code).bytes(encodeUtf8(truncateUtf8(reason, MAX_FIELD))).frame();
}

/** @param {number} id */
export const encodeDelivered = (id) => new Fields(Type.DELIVERED).varint(id).frame();
