import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { crc32c } from '../../main/js/crc32c.js';
import { decode } from '../../main/js/decode.js';
import { Type } from '../../main/js/protocol.js';
import { VirtualClock } from './support/clock.js';
import { randomOf } from './support/random.js';
import { TestSession } from './support/session.js';

const RUNS = Number(process.env.RUNS ?? 60);
const firstSeed = Number(process.env.SEED ?? Date.now() % 1e9);

/**
 * The naive one: reads the frames of one direction, and knows no more than the text of the protocol. It says which messages were
 * complete, in which order, and holds the sender to window, concurrency and order.
 */
class Oracle {
  complete = [];
  #begun = new Map();
  #unacknowledged = [];
  #acknowledged = 0;

  constructor({ window, maxConcurrent, maxFrame, strict }) {
    Object.assign(this, { window, maxConcurrent, maxFrame, strict });
  }

  sent(bytes) {
    const frame = decode(bytes);
    if (bytes[0] < 0x10) return;
    assert.ok(bytes.length <= this.maxFrame, `a frame of ${bytes.length} bytes`);
    const takesWindow = ![Type.DELIVERED, Type.REJECT, Type.ABORT].includes(frame.type);
    this.#unacknowledged.push(takesWindow ? bytes.length : 0);
    const inFlight = this.#unacknowledged.filter((length) => length > 0);
    const sum = inFlight.reduce((a, b) => a + b, 0);
    assert.ok(sum <= this.window || inFlight.length === 1, `${sum} bytes in flight of ${this.window}`);
    if (this.strict && [Type.TEXT, Type.BINARY, Type.BEGIN].includes(frame.type)) assert.equal(this.#begun.size, 0, 'strict order');
    this.#reassemble(frame);
    assert.ok(this.#begun.size <= this.maxConcurrent, `${this.#begun.size} begun at once`);
  }

  #reassemble(frame) {
    switch (frame.type) {
      case Type.TEXT:
      case Type.BINARY:
        return this.complete.push({ text: frame.type === Type.TEXT, bytes: Buffer.from(frame.bytes) });
      case Type.BEGIN:
        return this.#begun.set(frame.id, { text: frame.text, parts: [frame.bytes] });
      case Type.DATA:
        return this.#begun.get(frame.id).parts.push(frame.bytes);
      case Type.END: {
        const { text, parts } = this.#begun.get(frame.id);
        this.#begun.delete(frame.id);
        const bytes = Buffer.concat([...parts, frame.bytes]);
        assert.equal(frame.crc, crc32c(bytes));
        return this.complete.push({ text, bytes });
      }
      case Type.ABORT:
        return this.#begun.delete(frame.id);
    }
  }

  /** The other direction carried an ACK. */
  acknowledged(received) {
    this.#unacknowledged.splice(0, Math.max(0, received - this.#acknowledged));
    this.#acknowledged = Math.max(received, this.#acknowledged);
  }
}

function randomString(random, length) {
  const units = ['a', 'é', '€', '😀', '\ud83d', '\ude00', '\ufeff', 'z'];
  return Array.from({ length }, () => random.pick(units)).join('');
}

const randomBytes = (random, length) => Uint8Array.from({ length }, () => random.below(256));

function inChunks(random, whole) {
  const chunks = [];
  for (let at = 0; at < whole.length; ) {
    const length = 1 + random.below(random.pick([3, 3000, 40000]));
    chunks.push(whole.slice(at, at + length));
    at += length;
  }
  return ReadableStream.from(chunks);
}

function randomMessage(random) {
  const length = random.below(random.pick([2, 1100, 5000, 70000, 200000]));
  const kind = random.pick(['text', 'bytes', 'blob', 'byteStream', 'textStream']);
  if (kind === 'text' || kind === 'textStream') {
    const string = randomString(random, length >> 1);
    // A stream that gives nothing at all does not say that it is text.
    const text = kind === 'text' || string.length > 0;
    return { text, expected: Buffer.from(string), data: kind === 'text' ? string : inChunks(random, string) };
  }
  const bytes = randomBytes(random, length);
  const data = kind === 'bytes' ? bytes : kind === 'blob' ? new Blob([bytes]) : inChunks(random, bytes);
  return { text: false, expected: Buffer.from(bytes), data };
}

function randomLimits(random) {
  return {
    chunkSize: 1024 + random.below(random.pick([10, 40000])),
    window: 1024 + random.below(random.pick([1000, 100000, 1000000])),
    maxConcurrent: 1 + random.below(4),
    ordering: random.pick(['strict', 'interleaved']),
    maxMessageSize: random.chance(0.8) ? 1e6 : 30000,
  };
}

async function run(seed) {
  const random = randomOf(seed);
  const clock = new VirtualClock();
  const sides = ['client', 'server'].map((role) => {
    const limits = randomLimits(random);
    const session = new TestSession({ role, clock, ...limits });
    return { role, limits, session, link: [], toSend: 10 + random.below(20), transfers: [], arrived: [] };
  });
  sides.forEach((side, index) => {
    const other = sides[1 - index];
    const least = other.role === 'server' ? { frame: 16384, window: 65536 } : { frame: 0, window: 0 };
    // What the peer accepts, at least the defaults that hold until its HELLO has come.
    side.oracle = new Oracle({
      window: Math.max(other.limits.window, least.window),
      maxConcurrent: other.limits.maxConcurrent,
      maxFrame: Math.min(side.limits.chunkSize, Math.max(other.limits.chunkSize, least.frame)),
      strict: side.limits.ordering === 'strict',
    });
    side.session.application.received = ({ data }) => {
      side.arrived.push({ text: typeof data === 'string', bytes: Buffer.from(data) });
    };
    side.session.sent.push = (frame) => {
      side.oracle.sent(frame);
      side.link.push(frame);
    };
  });
  for (const { session } of sides) session.start();

  const step = () => {
    const moves = [];
    for (const [index, side] of sides.entries()) {
      const other = sides[1 - index];
      if (side.link.length > 0) {
        moves.push(() => {
          const frame = side.link.shift();
          if (frame[0] === Type.ACK) other.oracle.acknowledged(decode(frame).received);
          other.session.engine.receive(frame);
        });
      }
      if (side.toSend > 0 && side.session.opened) {
        moves.push(() => {
          side.toSend--;
          const message = randomMessage(random);
          const transfer = side.session.send(message.data, random.chance(0.3) ? { metadata: { n: `${side.toSend}` } } : {});
          side.transfers.push({ ...message, transfer });
        });
      }
      if (side.transfers.length > 0) {
        const { transfer } = random.pick(side.transfers);
        if (random.chance(0.02)) moves.push(() => side.session.engine.abort(transfer.message, 'random'));
      }
      if (random.chance(0.05)) {
        moves.push(() => {
          side.session.room = !side.session.room;
        });
      }
    }
    if (moves.length === 0) return false;
    random.pick(moves)();
    return true;
  };
  const settled = () =>
    sides.every(({ toSend, link, transfers }) => toSend === 0 && link.length === 0 && transfers.every(({ transfer }) => transfer.outcome !== 'pending'));

  for (let idle = 0; !settled(); ) {
    idle = step() ? 0 : idle + 1;
    for (const { session } of sides) assert.deepEqual(session.closes, []);
    if (random.chance(0.1) || idle > 0) await new Promise((resolve) => setImmediate(resolve));
    if (idle > 3) {
      for (const { session } of sides) session.room = true;
      clock.advance(10);
    }
    assert.ok(idle < 2000, 'nothing moves any more');
  }
  check(sides);
}

function check(sides) {
  sides.forEach((sender, index) => {
    const receiver = sides[1 - index];
    // What the frames say came complete is what was handed over, but for what is too large.
    const accepted = sender.oracle.complete.filter(({ bytes }) => bytes.length <= receiver.limits.maxMessageSize);
    assert.equal(receiver.arrived.length, accepted.length);
    accepted.forEach((message, n) => assert.ok(same(message, receiver.arrived[n]), `message ${n} arrived changed`));
    // Each that was delivered is among them once.
    const left = [...receiver.arrived];
    for (const { text, expected, transfer } of sender.transfers) {
      assert.ok(['delivered', 'CANCELLED', 'TOO_LARGE'].includes(transfer.outcome), `${transfer.outcome}: ${transfer.error?.message}`);
      assert.equal(transfer.outcome === 'TOO_LARGE' && expected.length <= receiver.limits.maxMessageSize, false);
      if (transfer.outcome !== 'delivered') continue;
      const at = left.findIndex((message) => same(message, { text, bytes: expected }));
      assert.ok(at >= 0, `a delivered message of ${expected.length} bytes did not arrive`);
      if (sender.limits.ordering === 'strict') assert.equal(at, 0, 'strict order');
      left.splice(at, 1);
      assert.equal(transfer.message.acknowledged, expected.length);
    }
    assert.deepEqual(left.length, 0, 'more arrived than was delivered');
    assert.equal(sender.session.engine.bufferedAmount, 0);
  });
}

const same = (a, b) => a.text === b.text && a.bytes.equals(b.bytes);

describe('two engines and a naive oracle', () => {
  for (let seed = firstSeed; seed < firstSeed + RUNS; seed++) {
    it(`agree with SEED=${seed}`, () => run(seed));
  }

});
