import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';
import { Backoff } from '../../main/js/backoff.js';
import { Route, forgetRoutes, routeOf } from '../../main/js/routes.js';
import { build, bytes } from './support/frames.js';
import { Pair } from './support/pair.js';
import { TestSession } from './support/session.js';
import { vectors } from './support/vectors.js';

const settings = { RESUME_SECONDS: 60, WINDOW: 1e6, MAX_FRAME: 262144 };
const tokens = { issue: () => bytes(16, 3), confirmed() {} };
const answer = (n, others = {}) => build.hello({ token: bytes(16, n), settings, ...others });

function open(options = {}) {
  const session = new TestSession({ resumeSeconds: 60, route: new Route(), tokens, ...options });
  session.start();
  session.give(answer(1, session.role === 'server' ? { token: new Uint8Array(0) } : options.resumeSeconds === 0 ? { token: new Uint8Array(0), settings: { ...settings, RESUME_SECONDS: 0 } } : {}));
  session.take();
  return session;
}

const lengths = (session) => session.sent.splice(0).filter((frame) => frame[0] >= 0x10).map((frame) => frame.length);

/** Loses the transport, and has another on which the peer says that it has processed so much. */
function again(session, code, received = 0) {
  session.engine.lost(code);
  session.sent.length = 0;
  if (session.role === 'client') session.comeBack(answer(2, { resumed: true, received }));
  else session.engine.takeOver(session.transport, answer(1, { received }));
  return lengths(session);
}

afterEach(() => forgetRoutes());

describe('section 8: a side whose transport is lost with 1009', () => {
  for (const { chunkSize, longest, next } of vectors.chunkSizes.filter(({ chunkSize, longest }) => longest <= chunkSize)) {
    for (const role of ['client', 'server']) {
      it(`while ${longest} bytes of ${chunkSize} are unacknowledged, sends no more than ${next}, as a ${role}`, () => {
        const session = open({ role, chunkSize });
        session.send(bytes(longest - 1));
        assert.deepEqual(lengths(session), [longest]);
        const cut = again(session, 1009);
        assert.equal(Math.max(...cut), next);
        // And so for the rest of the session.
        session.send(bytes(40000));
        assert.equal(Math.max(...lengths(session)), next);
      });
    }
  }

  it('and nothing longer than 1,024 bytes unacknowledged, does not change its chunk size', () => {
    const session = open({ chunkSize: 2000 });
    session.send(bytes(1023));
    again(session, 1009);
    session.send(bytes(1999));
    assert.deepEqual(lengths(session), [2000]);
  });

  it('and nothing unacknowledged, neither', () => {
    const session = open({ chunkSize: 2000 });
    session.send(bytes(1999));
    session.give(build.ack(1));
    again(session, 1009, 1);
    session.send(bytes(1999));
    assert.deepEqual(lengths(session), [2000]);
  });
});

describe('section 8: a side whose transport is lost twice running', () => {
  it('with the same frame the first unacknowledged, and sent on both', () => {
    const session = open({ chunkSize: 32000 });
    session.send(bytes(31999));
    assert.deepEqual(again(session, 1006), [32000]);
    assert.equal(Math.max(...again(session, 1006)), 16000);
    assert.equal(Math.max(...again(session, 1006)), 8000);
  });

  it('not with another frame the first', () => {
    const session = open({ chunkSize: 32000 });
    session.send(bytes(31999));
    session.send(bytes(31998));
    assert.deepEqual(again(session, 1006), [32000, 31999]);
    session.give(build.ack(1));
    assert.deepEqual(again(session, 1006, 1), [31999]);
    assert.equal(Math.max(...again(session, 1006, 1)), 15999);
  });

  it('not where the frame was not sent on one of them', () => {
    const session = open({ chunkSize: 32000 });
    session.send(bytes(31999));
    lengths(session);
    session.engine.lost(1006);
    session.room = false;
    session.comeBack(answer(2, { resumed: true }));
    session.room = true;
    assert.deepEqual(again(session, 1006), [32000]);
  });

  it('and so finds what passes, for both directions', () => {
    const pair = new Pair({ client: { chunkSize: 32000, window: 1e6 }, server: { chunkSize: 32000, window: 1e6 } });
    const most = 5000;
    const cutAtLong = () => {
      const { link } = pair;
      if (![...link.up.slice(0, 1), ...link.down.slice(0, 1)].some((frame) => frame.length > most)) return true;
      return false;
    };
    pair.connect();
    pair.run();
    const transfers = [pair.client.send(bytes(100000, 1)), pair.server.send(bytes(100000, 2))];
    let losses = 0;
    while (!pair.run(cutAtLong)) {
      pair.lose(pair.link, 1006);
      losses++;
      pair.connect();
      assert.ok(losses < 20);
    }
    assert.deepEqual(transfers.map(({ outcome }) => outcome), ['delivered', 'delivered']);
    assert.ok(losses >= 4, `${losses} losses`);
    assert.deepEqual([pair.client, pair.server].map(({ pathLimits }) => pathLimits), [[4000], [4000]]);
  });
});

describe('section 8: a side whose longest unacknowledged frame is at most 1,024 bytes', () => {
  it('ends the session when the first stayed the same over twelve transports lost running, and says so', () => {
    const session = open();
    const transfer = session.send('short');
    for (let loss = 1; loss < 12; loss++) assert.deepEqual(again(session, 1006), [6]);
    assert.equal(session.engine.lost(1006), false);
    assert.equal(session.errors[0].code, 'PATH_BLOCKED');
    assert.match(session.errors[0].message, /12 connections running were lost .* the longest had 6 bytes/);
    assert.equal(transfer.outcome, 'UNKNOWN_OUTCOME');
  });

  it('goes on as long as anything gets through', () => {
    const session = open();
    for (let n = 0; n < 20; n++) session.send('short');
    for (let loss = 1; loss <= 20; loss++) assert.equal(again(session, 1006, loss).length, 20 - loss);
    assert.deepEqual(session.errors, []);
  });
});

describe('section 8: a session that cannot be resumed', () => {
  it('counts its losses by route', () => {
    for (const expected of [32000, 32000, 16000, 8000]) {
      const session = open({ resumeSeconds: 0, chunkSize: 32000, route: routeOf('ws://a') });
      session.send(bytes(40000));
      assert.equal(Math.max(...lengths(session)), expected);
      assert.equal(session.engine.lost(1006), false);
    }
  });

  it('with 1009 at once, and not once one ended in order', () => {
    const first = new Route();
    const session = open({ resumeSeconds: 0, chunkSize: 32000, route: first });
    session.send(bytes(40000));
    session.engine.lost(1009);
    assert.equal(first.limit, 16000);

    const second = new Route();
    for (const code of [1006, 1000, 1006]) {
      const other = open({ resumeSeconds: 0, chunkSize: 32000, route: second });
      other.send(bytes(40000));
      other.engine.lost(code);
    }
    assert.equal(second.limit, Infinity);
  });

  it('says after twelve of them that nothing gets through', () => {
    const route = new Route();
    for (let loss = 1; loss <= 12; loss++) {
      const session = open({ resumeSeconds: 0, route });
      session.send('short');
      session.engine.lost(1006);
      assert.deepEqual(session.errors.map(({ code }) => code), loss === 12 ? ['PATH_BLOCKED'] : []);
    }
  });
});

describe('section 8: a limit that was found', () => {
  it('holds for later sessions on the same route', () => {
    const route = new Route();
    route.reduce(5000);
    const session = open({ route, chunkSize: 32000 });
    session.send(bytes(20000));
    assert.equal(Math.max(...lengths(session)), 5000);
    const narrow = open({ route, chunkSize: 2000 });
    narrow.send(bytes(20000));
    assert.equal(Math.max(...lengths(narrow)), 2000);
  });

  it('is told once frames of it were seen to pass, and not again', () => {
    const session = open({ chunkSize: 32000 });
    session.send(bytes(31999));
    session.send('short');
    again(session, 1009);
    assert.deepEqual(session.pathLimits, []);
    session.give(build.ack(1));
    assert.deepEqual(session.pathLimits, [16000]);
    session.give(build.ack(2), build.ack(3));
    assert.deepEqual(session.pathLimits, [16000]);
  });

  it('is not told for short frames that pass', () => {
    const session = open({ chunkSize: 32000, ordering: 'interleaved' });
    session.send('short');
    session.send(bytes(31999));
    again(session, 1009);
    session.give(build.ack(1));
    assert.deepEqual(session.pathLimits, []);
  });

  it('is remembered by route for ten minutes', (t) => {
    let now = performance.now();
    t.mock.method(performance, 'now', () => now);
    routeOf('ws://a').reduce(3000);
    now += 599999;
    assert.deepEqual([routeOf('ws://a').limit, routeOf('ws://b').limit], [3000, Infinity]);
    now += 1;
    assert.equal(routeOf('ws://a').limit, Infinity);
  });

  it('longest ago makes room for that of another', () => {
    for (let n = 0; n < 1000; n++) routeOf(`ws://${n}`).reduce(2000);
    routeOf('ws://0').reduce(1500);
    routeOf('ws://new').reduce(3000);
    assert.deepEqual(['ws://0', 'ws://1', 'ws://2'].map((url) => routeOf(url).limit), [1500, Infinity, 2000]);
    // One of which nothing is known takes no place.
    routeOf('ws://other');
    assert.equal(routeOf('ws://2').limit, 2000);
  });

  it('is forgotten on demand', () => {
    for (const url of ['ws://a', 'ws://b', 'ws://c']) routeOf(url).reduce(2000);
    forgetRoutes('ws://a');
    assert.deepEqual(['ws://a', 'ws://b'].map((url) => routeOf(url).limit), [Infinity, 2000]);
    forgetRoutes();
    assert.equal(routeOf('ws://c').limit, Infinity);
  });
});

describe('section 8: between attempts a client waits', () => {
  it('doubling from 100 ms up to 10 s, between half and all of it at random', () => {
    const delays = (random) => {
      const backoff = new Backoff(() => random);
      return Array.from({ length: 10 }, () => backoff.next());
    };
    const most = [100, 200, 400, 800, 1600, 3200, 6400, 10000, 10000, 10000];
    assert.deepEqual(delays(1), most);
    assert.deepEqual(delays(0), most.map((delay) => delay / 2));
  });
});
