import { decode } from '../../../main/js/decode.js';
import {
  beginHeader,
  dataHeader,
  encodeAbortOrReject,
  encodeAck,
  encodeCheckpoint,
  encodeDelivered,
  encodeHello,
  encodePingOrPong,
  endHeader,
  wholeHeader,
} from '../../../main/js/encode.js';
import { crc32c } from '../../../main/js/crc32c.js';
import { encodeMetadata } from '../../../main/js/metadata.js';
import { Setting, Type } from '../../../main/js/protocol.js';

const names = new Map(Object.entries(Type).map(([name, type]) => [type, name]));

/** @param {number} type */
export const nameOf = (type) => names.get(type) ?? 'UNKNOWN_CONTROL';

export const bytes = (length, fill = 1) => new Uint8Array(length).fill(fill);

/** @param {...Uint8Array} parts */
export const concat = (...parts) => new Uint8Array(Buffer.concat(parts));

/** Frames as bytes, by name. */
export const build = {
  hello: ({ resumed = false, token = new Uint8Array(0), received = 0, settings = {} } = {}) =>
    encodeHello({ resumed, token, received, settings: Object.entries(settings).map(([key, value]) => [Setting[key], value]) }),
  ack: encodeAck,
  checkpoint: encodeCheckpoint,
  ping: (payload) => encodePingOrPong(Type.PING, payload),
  pong: (payload) => encodePingOrPong(Type.PONG, payload),
  text: (string) => concat(wholeHeader(true), Buffer.from(string)),
  binary: (payload) => concat(wholeHeader(false), payload),
  begin: ({ id, text = false, length = null, metadata = null, previous = null, payload = new Uint8Array(0) }) =>
    concat(beginHeader({ id, text, length, metadata: metadata && encodeMetadata(metadata), previous }), payload),
  data: (id, payload) => concat(dataHeader(id), payload),
  end: (id, whole, payload = new Uint8Array(0)) => concat(endHeader(id, crc32c(whole)), payload),
  endWithCrc: (id, crc, payload = new Uint8Array(0)) => concat(endHeader(id, crc), payload),
  abort: (id, code, reason = '') => encodeAbortOrReject({ type: Type.ABORT, id, code, reason }),
  reject: (id, code, reason = '') => encodeAbortOrReject({ type: Type.REJECT, id, code, reason }),
  delivered: encodeDelivered,
};

/** A frame as short as assertions want it: its name and what tells it from others, payloads as lengths. */
export function summary(frame) {
  const { type, bytes, metadata, ...rest } = decode(frame);
  const shown = { type: nameOf(type), ...rest };
  if (bytes) shown.bytes = bytes.length;
  if (metadata) shown.metadata = metadata;
  for (const key of ['previous', 'length']) if (shown[key] === null) delete shown[key];
  return shown;
}
