import { BlobSource } from './source-blob.js';
import { BytesSource } from './source-bytes.js';
import { StreamSource } from './source-stream.js';
import { TextSource } from './source-text.js';

/**
 * Where the payload of an outgoing message is read from. It is read by offset, forward, and again from where a frame has to be
 * cut anew; what is below a released offset is not asked for again.
 *
 * @typedef {object} Source
 * @property {boolean} text whether the message is text; of a stream, known once request has returned bytes or its end
 * @property {number | null} length in bytes; null while it is not known
 * @property {boolean} announced whether the length was known from the start
 * @property {number} held bytes that are known to exist so far: the length where that is known
 * @property {(offset: number, wanted: number) => number} request
 *   how many bytes can be copied from offset on; where fewer than wanted, and not the end, it begins to read, and calls onready
 * @property {(offset: number, target: Uint8Array) => void} copy fills target, with what request said is there
 * @property {(offset: number) => void} release what is below will not be asked for again while the session lives
 * @property {(offset: number) => boolean} readable whether it can be read from there again all the same
 * @property {(reason: unknown) => void} cancel nothing will be read any more
 * @property {() => void} onready more can be requested, or the end is known
 * @property {(error: unknown) => void} onerror
 */

/**
 * @param {unknown} data what an application sends; what is neither binary nor a stream is sent as a string, as WebSocket does
 * @returns {Source}
 */
export function sourceOf(data) {
  if (data instanceof ArrayBuffer) return BytesSource.of(new Uint8Array(data));
  if (ArrayBuffer.isView(data)) return BytesSource.of(new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
  if (data instanceof Blob) return new BlobSource(data);
  if (data instanceof ReadableStream) return new StreamSource(data);
  return new TextSource(String(data));
}
