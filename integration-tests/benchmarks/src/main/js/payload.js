/** Messages and what is known of them by whoever gets them, as Payload and Fingerprint in Java. */

const STEP = 4093;
const BLOCK = 1 << 20;
const MIXED = 'aß€𝄞';
const BYTES_OF_MIXED = 10;

let last;

/** The content of a payload such as "BINARY 1024"; kept until another is wanted. */
export function payload(description) {
  if (last?.description !== description) {
    last = undefined;
    last = { description, content: make(...description.split(' ')) };
  }
  return last.content;
}

function make(kind, length) {
  switch (kind) {
    case 'BINARY':
      return bytes(Number(length));
    case 'ASCII': {
      const alphabet = 'abcdefghijklmnopqrstuvwxyz';
      return alphabet.repeat(Math.ceil(length / alphabet.length)).slice(0, length);
    }
    default:
      return MIXED.repeat(Math.floor(length / BYTES_OF_MIXED)) + 'x'.repeat(length % BYTES_OF_MIXED);
  }
}

function bytes(length) {
  const block = Buffer.alloc(BLOCK);
  let state = 1;
  for (let i = 0; i < BLOCK; i++) {
    state = (Math.imul(state, 1664525) + 1013904223) | 0;
    block[i] = state >>> 24;
  }
  return Buffer.alloc(length, block);
}

/** Length and hash of what came, a string or bytes. */
export function fingerprint(data) {
  let hash = 0;
  if (typeof data === 'string') {
    for (let i = 0; i < data.length; i += STEP) hash = (Math.imul(31, hash) + data.charCodeAt(i)) | 0;
    return `${data.length} ${hash}`;
  }
  const array = new Int8Array(data.buffer ?? data, data.byteOffset ?? 0, data.byteLength);
  for (let i = 0; i < array.length; i += STEP) hash = (Math.imul(31, hash) + array[i]) | 0;
  return `${array.length} ${hash}`;
}
