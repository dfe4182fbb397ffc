import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Pair } from './support/pair.js';
import { randomOf } from './support/random.js';
import { turns } from './support/session.js';

/*
 * Random conversations over a path that breaks at random, in virtual time, with seeds that are printed:
 * SEED=… RESUMPTION_RUNS=1 repeats one.
 */

const RUNS = Number(process.env.RESUMPTION_RUNS ?? 2000);
/** Of Blobs and streams, which take turns of the event loop to read, fewer. */
const READING_RUNS = Math.ceil(RUNS / 40);
const PER_TEST = 250;
const firstSeed = Number(process.env.SEED ?? Date.now() % 1e9);

const limitsFor = (random) => ({
  chunkSize: 1024 + random.below(random.pick([10, 4000])),
  window: 1024 + random.below(random.pick([1000, 20000])),
  maxConcurrent: 1 + random.below(4),
  ordering: random.pick(['strict', 'interleaved']),
  maxMessageSize: random.chance(0.8) ? 1e6 : 6000,
});

/** A message that is told from all others by what it begins with. */
function randomMessage(random, label, kinds) {
  const length = random.below(random.pick([2, 900, 4000, 12000]));
  const fill = random.below(26);
  const text = label + String.fromCharCode(97 + fill).repeat(length);
  return { text, data: KINDS[random.pick(kinds)](text, random) };
}

const KINDS = {
  text: (text) => text,
  bytes: (text) => new Uint8Array(Buffer.from(text)),
  blob: (text) => new Blob([text]),
  stream(text, random) {
    const chunks = [];
    for (let at = 0; at < text.length; ) {
      const length = 1 + random.below(3000);
      chunks.push(text.slice(at, at + length));
      at += length;
    }
    return ReadableStream.from(chunks);
  },
};

class Schedule {
  constructor(seed, kinds) {
    this.kinds = kinds;
    this.random = randomOf(seed);
    const { random } = this;
    this.transfers = { client: [], server: [] };
    this.arrived = { client: [], server: [] };
    this.count = { client: random.below(14), server: random.below(14) };
    this.limits = { client: limitsFor(random), server: limitsFor(random) };
    this.pair = new Pair({
      ...this.limits,
      onServer: (server) => this.record('server', server),
    });
    this.record('client', this.pair.client);
    this.mayLoseServer = random.chance(0.3);
    this.cutChance = random.pick([0.002, 0.02, 0.1]);
  }

  record(name, session) {
    session.application.received = ({ data }) => this.arrived[name].push(typeof data === 'string' ? data : Buffer.from(data).toString());
  }

  session(name) {
    return name === 'client' ? this.pair.client : this.pair.server;
  }

  send(name) {
    const session = this.session(name);
    const message = randomMessage(this.random, `${name}${this.count[name]--};`, this.kinds);
    const transfer = session.send(message.data, this.random.chance(0.3) ? { metadata: { n: name } } : {});
    this.transfers[name].push({ ...message, transfer, session });
  }

  moves() {
    const { pair, random } = this;
    const { link } = pair;
    const moves = [];
    for (const direction of ['up', 'down']) {
      if (link[direction].length > 0) moves.push(() => pair.deliver(link, direction));
    }
    for (const name of ['client', 'server']) {
      const session = this.session(name);
      // A server that was started anew has no session until a client comes.
      const isThere = name === 'client' || link.server === session;
      if (this.count[name] > 0 && isThere && session?.opened) moves.push(() => this.send(name));
      if (random.chance(0.02) && this.transfers[name].length > 0) {
        const { transfer, session: owner } = random.pick(this.transfers[name]);
        moves.push(() => owner.engine.abort(transfer.message, 'at random'));
      }
      if (session && random.chance(0.05)) moves.push(() => (session.room = !session.room));
    }
    if (pair.client.opened && random.chance(this.cutChance)) moves.push(() => this.cut());
    return moves;
  }

  cut() {
    const { pair, random } = this;
    const { link } = pair;
    const code = random.pick([1001, 1005, 1006, 1006, 1009, 1011]);
    if (random.chance(0.3) && link.serverOpen && link.server) {
      // The server first.
      pair.loseServer(link, code);
      while (random.chance(0.5) && link.down.length > 0) pair.deliver(link, 'down');
    }
    pair.lose(link, code, { serverToo: false });
    while (random.chance(0.5) && link.up.length > 0) pair.deliver(link, 'up');
    if (random.chance(0.7)) pair.loseServer(link, code);
    link.up = [];
    if (this.mayLoseServer && random.chance(0.3)) pair.restartServer();
    pair.clock.advance(random.below(200));
    pair.connect();
  }

  run() {
    for (const step of this.steps()) step();
    this.finish();
  }

  async runReading() {
    for (const step of this.steps()) {
      step();
      await turns(this.random.below(3));
    }
    this.finish();
  }

  /** One after the other, until nothing is left to do. */
  *steps() {
    const { pair, random } = this;
    pair.connect();
    for (let idle = 0, steps = 0; idle < 12; steps++) {
      const moves = steps < 20000 ? this.moves() : [];
      assert.ok(steps < 20000, 'nothing comes to an end');
      idle = moves.length > 0 ? 0 : idle + 1;
      yield moves.length > 0 ? random.pick(moves) : () => this.wait();
    }
  }

  wait() {
    const { pair } = this;
    const sessions = [pair.client, ...pair.servers];
    pair.clock.advance(50);
    for (const session of sessions) {
      session.room = true;
      // Anything that comes makes an engine ask for room again.
      session.engine.receive(new Uint8Array([0x0f]));
    }
  }

  finish() {
    const { pair } = this;
    // Those that nobody comes back to.
    for (const server of pair.servers.slice(0, -1)) server.engine.end();
    for (const session of [pair.client, pair.server]) assert.deepEqual([session.closes, session.errors], [[], []]);
    this.check('client', 'server');
    this.check('server', 'client');
  }

  check(from, to) {
    const arrived = this.arrived[to];
    assert.equal(new Set(arrived).size, arrived.length, 'a message arrived twice');
    const positions = [];
    for (const { text, transfer } of this.transfers[from]) {
      const at = arrived.indexOf(text);
      const { outcome } = transfer;
      if (outcome === 'delivered') assert.ok(at >= 0, `delivered, and did not arrive: ${text.slice(0, 12)} of ${text.length}`);
      else if (outcome === 'UNKNOWN_OUTCOME') assert.ok(this.mayLoseServer, 'an unknown outcome');
      else assert.ok(at < 0, `${outcome}, and arrived: ${text.slice(0, 12)}`);
      assert.notEqual(outcome, 'pending', `${text.slice(0, 12)} of ${text.length} is pending`);
      if (outcome === 'CLOSED') assert.ok(this.mayLoseServer, 'closed');
      if (at >= 0) positions.push(at);
    }
    assert.equal(positions.length, arrived.length, 'something arrived that was not sent');
    if (this.limits[from].ordering === 'strict') assert.deepEqual(positions, [...positions].sort((a, b) => a - b), 'out of order');
    for (const { progress } of this.transfers[from].map(({ transfer }) => transfer)) {
      assert.deepEqual(progress, [...progress].sort((a, b) => a - b), 'progress went back');
    }
  }
}

const explain = (seed, error) => {
  throw new Error(`SEED=${seed} RESUMPTION_RUNS=1`, { cause: error });
};

describe('section 7: random conversations over a path that breaks', () => {
  it(`arrive exactly once where they are read as they go, with SEED=${firstSeed} to ${firstSeed + READING_RUNS - 1}`, async () => {
    for (let seed = firstSeed; seed < firstSeed + READING_RUNS; seed++) {
      await new Schedule(seed, Object.keys(KINDS)).runReading().catch((error) => explain(seed, error));
    }
  });

  for (let first = firstSeed; first < firstSeed + RUNS; first += PER_TEST) {
    const last = Math.min(first + PER_TEST, firstSeed + RUNS) - 1;
    it(`arrive exactly once, with SEED=${first} to ${last}`, () => {
      for (let seed = first; seed <= last; seed++) {
        try {
          new Schedule(seed, ['text', 'bytes']).run();
        } catch (error) {
          explain(seed, error);
        }
      }
    });
  }
});
