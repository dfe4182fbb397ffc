import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { BlobSource } from '../../main/js/source-blob.js';
import { BytesSource } from '../../main/js/source-bytes.js';
import { StreamSource } from '../../main/js/source-stream.js';
import { TextSource } from '../../main/js/source-text.js';
import { bytes } from './support/frames.js';
import { turns, until } from './support/session.js';
import { payloadOf } from './support/vectors.js';

/** Bytes of a source from an offset on, as soon as they are there. */
async function read(source, offset, length) {
  await until(() => source.request(offset, length) >= length);
  const target = new Uint8Array(length);
  source.copy(offset, target);
  return target;
}

const content = payloadOf({ lcg: 1000000 });

describe('a source', () => {
  const sources = {
    'of bytes': () => new BytesSource(content),
    'of a Blob': () => new BlobSource(new Blob([content])),
    'of a stream': () => new StreamSource(ReadableStream.from([0, 1, 2, 3].map((n) => content.slice(n * 250000, (n + 1) * 250000)))),
  };
  for (const [name, make] of Object.entries(sources)) {
    it(`${name} is read forward, and again from where it is not released`, async () => {
      const source = make();
      for (const offset of [0, 100000, 200000, 300000, 400000, 150000, 250000, 500000, 700000, 900000, 160000]) {
        assert.deepEqual(await read(source, offset, 100000), content.subarray(offset, offset + 100000));
        if (offset === 400000) source.release(150000);
      }
      assert.equal(source.held, 1000000);
    });
  }

  it('of text is cut in no surrogate pair, wherever its pieces meet', () => {
    for (const before of [65535, 65536, 131071]) {
      const text = 'x'.repeat(before) + '😀é'.repeat(40000) + '\ud83d';
      const expected = Buffer.from(text);
      const source = new TextSource(text);
      assert.equal(source.length, expected.length);
      for (const [offset, length] of [[0, expected.length], [before - 3, 20], [expected.length - 5, 5], [before + 1, 100000]]) {
        const target = new Uint8Array(length);
        source.copy(offset, target);
        assert.ok(expected.subarray(offset, offset + length).equals(target), `${length} bytes at ${offset} of ${before}`);
      }
    }
  });

  it('of a Blob reads no more than two pieces ahead', async () => {
    let readBytes = 0;
    const blob = new Blob([bytes(5000000)]);
    blob.slice = (start, end) => {
      readBytes += end - start;
      return Blob.prototype.slice.call(blob, start, end);
    };
    const source = new BlobSource(blob);
    source.onready = () => source.request(0, 1000);
    source.onready();
    await until(() => source.request(0, 1000) > 262144);
    await turns();
    assert.equal(readBytes, 2 * 262144);
  });

  it('of a Blob that cannot be read any more tells so, once', async () => {
    const blob = new Blob([bytes(10)]);
    blob.slice = () => ({ arrayBuffer: () => Promise.reject(new Error('the file has changed')) });
    const source = new BlobSource(blob);
    const errors = [];
    source.onerror = ({ message }) => errors.push(message);
    source.request(0, 10);
    await until(() => errors.length > 0);
    source.request(0, 10);
    await turns();
    assert.deepEqual(errors, ['the file has changed']);
  });

  it('of a stream keeps only what is not released', async () => {
    const source = new StreamSource(ReadableStream.from([bytes(10, 1), bytes(10, 2), bytes(10, 3)]));
    await read(source, 0, 30);
    source.release(15);
    assert.deepEqual(await read(source, 15, 10), new Uint8Array([...bytes(5, 2), ...bytes(5, 3)]));
    await until(() => source.request(30, 1) === 0 && source.length === 30);
  });

  it('of a stream refuses chunks of two kinds, or of none that can be sent', async () => {
    for (const chunks of [['text', bytes(1)], [bytes(1), 'text'], [5]]) {
      const source = new StreamSource(ReadableStream.from(chunks));
      let failure;
      source.onerror = (error) => (failure = error);
      source.onready = () => source.request(0, 100);
      source.onready();
      await until(() => failure);
      assert.ok(failure instanceof TypeError);
    }
  });

  it('of a stream that is given up cancels it', async () => {
    let cancelled;
    const source = new StreamSource(new ReadableStream({ cancel: (reason) => (cancelled = reason) }));
    source.request(0, 1);
    source.cancel('enough');
    assert.equal(cancelled, 'enough');
  });
});
