import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { bytes } from './support/frames.js';
import { Pair } from './support/pair.js';

/*
 * One conversation, whose connection is cut before each of its frames in turn. What is under way at that moment is lost, so a
 * cut before a frame is the same to the engines as one within it.
 */

const metadata = { name: 'x' };
const MESSAGES = [
  ['a'],
  [bytes(5000, 3)],
  ['b'],
  ['ü'.repeat(1500), { metadata }],
  [bytes(2000, 4)],
  [bytes(0), { metadata }],
  ['c'.repeat(700)],
  [bytes(3000, 6)],
  ['z'],
];

const asText = ({ data }) => (typeof data === 'string' ? data : Buffer.from(data).toString('latin1'));
const sentText = ([data]) => (typeof data === 'string' ? data : Buffer.from(data).toString('latin1'));
const expected = MESSAGES.map(sentText);

function converse(options) {
  const pair = new Pair({
    client: { chunkSize: 2500, window: 20000, ...options },
    server: { chunkSize: 2500, window: 20000, ...options },
    onServer: (server) => {
      pair.transfers.push(...MESSAGES.map((message) => server.send(...message)));
    },
  });
  pair.transfers = [];
  pair.connect();
  pair.transfers.push(...MESSAGES.map((message) => pair.client.send(...message)));
  return pair;
}

function assertAllArrived(pair, ordering) {
  assert.equal(pair.servers.length, 1);
  for (const side of [pair.client, pair.server]) {
    const arrived = side.messages.map(asText);
    if (ordering === 'strict') assert.deepEqual(arrived, expected);
    else assert.deepEqual(arrived.sort(), [...expected].sort());
    assert.deepEqual([side.closes, side.errors, side.engine.bufferedAmount], [[], [], 0]);
  }
  for (const { outcome, progress } of pair.transfers) {
    assert.equal(outcome, 'delivered');
    assert.deepEqual(progress, [...progress].sort((a, b) => a - b), 'progress went back');
  }
}

/** What becomes of each end when the connection is cut. */
const CUTS = {
  'both ends learn of it, and all under way is lost': (pair, link) => pair.lose(link, 1006),
  'what is under way to the server still arrives there': (pair, link) => {
    pair.lose(link, 1006, { serverToo: false });
    while (link.up.length > 0) pair.deliver(link, 'up');
    pair.loseServer(link, 1006);
  },
  'the server learns of it only when the client comes back': (pair, link) => {
    pair.lose(link, 1006, { serverToo: false });
    link.up = [];
  },
};

/** Cuts after each of these numbers of frames, counted from the cut before, and then lets the rest pass. */
function cutAfter(options, cut, counts) {
  const pair = converse(options);
  let cuts = 0;
  for (const count of counts) {
    const until = pair.delivered + count;
    if (pair.run(() => pair.delivered < until)) break;
    cut(pair, pair.link);
    cuts++;
    // Without HELLO there is no session yet that could be resumed.
    if (!pair.client.opened) return null;
    pair.connect();
  }
  pair.run();
  assertAllArrived(pair, options.ordering);
  return cuts;
}

const KINDS = [
  { ordering: 'strict' },
  { ordering: 'interleaved', maxConcurrent: 1 },
  { ordering: 'interleaved', maxConcurrent: 3 },
];

describe('section 7: a session goes on where it was cut', () => {
  for (const options of KINDS) {
    for (const [name, cut] of Object.entries(CUTS)) {
      it(`at any frame of a conversation, ${JSON.stringify(options)}: ${name}`, () => {
        let after = 0;
        for (;; after++) {
          const cuts = cutAfter(options, cut, [after]);
          if (cuts === 0) break;
        }
        assert.ok(after > 30, `the conversation had ${after} frames only`);
      });
    }

    it(`at any two frames, ${JSON.stringify(options)}`, () => {
      const cut = CUTS['both ends learn of it, and all under way is lost'];
      for (let first = 2; cutAfter(options, cut, [first]) > 0; first += 2) {
        for (let second = 0; cutAfter(options, cut, [first, second]) === 2; second++);
      }
    });
  }

  it('when no connection carries more than a few frames', () => {
    for (const each of [6, 7, 10]) {
      for (const options of KINDS) {
        const cuts = cutAfter(options, CUTS['both ends learn of it, and all under way is lost'], Array(2000).fill(each));
        assert.ok(cuts > 3, `${cuts} cuts`);
      }
    }
  });
});
