import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { describe, it } from 'node:test';
import { crc32c } from '../../main/js/crc32c.js';
import { Cursor } from '../../main/js/cursor.js';
import { decode } from '../../main/js/decode.js';
import { Framer } from '../../main/js/framer.js';
import { encodeMetadata } from '../../main/js/metadata.js';
import { Flag, Setting, Type } from '../../main/js/protocol.js';
import { BytesSource } from '../../main/js/source-bytes.js';
import { StreamSource } from '../../main/js/source-stream.js';
import { TextSource } from '../../main/js/source-text.js';
import { encodeUtf8, utf8Length } from '../../main/js/utf8.js';
import { varintLength, writeVarint } from '../../main/js/varint.js';
import { build, nameOf } from './support/frames.js';
import { until } from './support/session.js';
import { fromHex, payloadOf, toHex, vectors } from './support/vectors.js';

const settingNames = new Map(Object.entries(Setting).map(([name, key]) => [key, name]));

describe('section 3: varints', () => {
  for (const { name, value, hex } of vectors.varints) {
    it(`${name}`, () => {
      const target = new Uint8Array(9);
      assert.equal(toHex(target.subarray(0, writeVarint(target, 0, value))), hex);
      assert.equal(varintLength(value), hex.length / 2);
      const cursor = new Cursor(fromHex('00' + hex), 'test');
      assert.equal(cursor.varint(), value);
      assert.equal(cursor.left, 0);
    });
  }
});

describe('section 3: CRC-32C', () => {
  for (const { name, hex, crc } of vectors.crc32c) {
    it(name, () => assert.equal(crc32c(fromHex(hex)), parseInt(crc, 16)));
  }

  it('is the same in pieces of any length', () => {
    const bytes = payloadOf({ lcg: 1000 });
    for (let cut = 0; cut <= 40; cut++) assert.equal(crc32c(bytes.subarray(cut), crc32c(bytes.subarray(0, cut))), crc32c(bytes));
  });
});

describe('section 3: text is sent with unpaired surrogates replaced, and a leading U+FEFF kept', () => {
  for (const { name, utf16, hex } of vectors.texts) {
    const string = String.fromCharCode(...utf16.match(/.{4}/g).map((unit) => parseInt(unit, 16)));
    it(name, async () => {
      assert.equal(toHex(encodeUtf8(string)), hex);
      assert.equal(utf8Length(string), hex.length / 2);
      assert.equal(toHex(await readAll(new TextSource(string))), hex);
      // As a stream, cut between any two code units.
      for (let cut = 0; cut <= string.length; cut++) {
        const source = new StreamSource(ReadableStream.from([string.slice(0, cut), string.slice(cut)]));
        assert.equal(toHex(await readAll(source)), hex);
        assert.equal(source.text, true);
      }
    });
  }
});

/** The whole of a source, in pieces of up to 10 bytes. */
async function readAll(source) {
  const parts = [];
  let offset = 0;
  const read = () => {
    for (let there; (there = Math.min(10, source.request(offset, 10))) > 0; offset += there) {
      const part = new Uint8Array(there);
      source.copy(offset, part);
      parts.push(part);
    }
  };
  source.onready = read;
  read();
  await until(() => offset === source.length);
  return Buffer.concat(parts);
}

/** A decoded frame as the vectors write it. */
function asVector({ type, code, ...rest }) {
  const frame = { type: nameOf(type), ...(code === undefined ? {} : { code }), ...rest };
  for (const key of ['bytes', 'token']) if (frame[key]) frame[key] = toHex(frame[key]);
  return frame;
}

/** A frame of the vectors as bytes; null for one that is never sent from here. */
function encoded(frame) {
  const payload = frame.bytes === undefined ? undefined : fromHex(frame.bytes);
  switch (frame.type) {
    case 'HELLO':
      return build.hello({
        ...frame,
        token: fromHex(frame.token),
        settings: Object.fromEntries(frame.settings.map(([key, value]) => [settingNames.get(key), value])),
      });
    case 'ACK':
      return build.ack(frame.received);
    case 'CHECKPOINT':
      return build.checkpoint(frame.entries);
    case 'PING':
      return build.ping(payload);
    case 'PONG':
      return build.pong(payload);
    case 'TEXT':
      return build.text(Buffer.from(payload));
    case 'BINARY':
      return build.binary(payload);
    case 'BEGIN':
      return build.begin({ ...frame, payload });
    case 'DATA':
      return build.data(frame.id, payload);
    case 'END':
      return build.endWithCrc(frame.id, frame.crc, payload);
    case 'ABORT':
      return build.abort(frame.id, frame.code, frame.reason);
    case 'REJECT':
      return build.reject(frame.id, frame.code, frame.reason);
    case 'DELIVERED':
      return build.delivered(frame.id);
    case 'REFERENCE':
      return null;
  }
}

describe('section 3: frames', () => {
  for (const { name, hex, frame, decodeOnly } of vectors.frames) {
    it(`${name} decodes`, () => assert.deepEqual(asVector(decode(fromHex(hex))), frame));
    if (!decodeOnly && encoded(frame)) it(`${name} encodes`, () => assert.equal(toHex(encoded(frame)), hex));
  }
  for (const { name, hex, rule } of vectors.invalid) {
    // UTF-8 of a whole message is judged where it is put together.
    if (rule === 'utf8' && name.startsWith('text:')) continue;
    it(`${name} does not decode`, () => assert.throws(() => decode(fromHex(hex)), { name: 'ProtocolError', closeCode: 1002 }));
  }

  it('metadata and locator of one REFERENCE take at most 896 bytes together', () => {
    const metadata = encodeMetadata([['k', 'v'.repeat(400)]]);
    const reference = (locator) =>
      new Uint8Array([Type.REFERENCE, 1, Flag.METADATA, 9, 0, 0, 0, 0, ...metadata, ...Buffer.from('l'.repeat(locator))]);
    assert.equal(decode(reference(896 - metadata.length)).locator.length, 896 - metadata.length);
    assert.throws(() => decode(reference(897 - metadata.length)), { closeCode: 1002 });
  });
});

describe('section 5: a sender fills frames', () => {
  for (const vector of vectors.messages) {
    it(vector.name, async () => {
      const payload = payloadOf(vector.payload);
      assert.equal(payload.length, vector.payloadLength);
      assert.equal(crc32c(payload), parseInt(vector.crc, 16));
      const metadata = vector.metadata && encodeMetadata(vector.metadata);
      const { previous } = vector;
      const before = crc32c(payload.subarray(0, previous?.offset ?? 0));
      const source = sourceFor(vector, payload);
      const framer = new Framer(source, metadata, previous, before);
      for (const expected of vector.frames) {
        let plan;
        source.onready = () => (plan = framer.plan(vector.frameLimit, vector.firstId, false));
        source.onready();
        await until(() => plan);
        const frame = framer.cut(plan, vector.firstId);
        assert.equal(nameOf(plan.type), expected.type);
        assert.equal(frame.length, expected.length);
        assert.equal(plan.size, expected.length);
        assert.equal(plan.payload, expected.payloadLength);
        if (plan.payload > 0) assert.equal(plan.offset, expected.payloadOffset);
        assert.equal(toHex(frame.subarray(0, 16)), expected.first16);
        assert.equal(createHash('sha256').update(frame).digest('hex'), expected.sha256);
      }
      assert.equal(framer.offset, payload.length);
    });
  }
});

function sourceFor({ text, announceLength }, payload) {
  if (!announceLength) return new StreamSource(ReadableStream.from(payload.length > 0 ? [payload] : []));
  return text ? new TextSource(Buffer.from(payload).toString()) : new BytesSource(payload);
}
