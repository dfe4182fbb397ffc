import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { build, bytes } from './support/frames.js';
import { TestSession } from './support/session.js';

const types = (session) => session.take().map(({ type }) => type);
const open = (options) => TestSession.open({ keepalive: 20000, livenessTimeout: 10000, ...options });

describe('section 6: a transport on which nothing comes', () => {
  for (const role of ['client', 'server']) {
    it(`is sent PING after the keepalive by a ${role}, which is answered or anything comes: it lives`, () => {
      const session = open({ role });
      for (const frame of [build.pong(bytes(0)), build.text('x'), build.ping(bytes(0))]) {
        session.clock.advance(19999);
        assert.ok(!types(session).includes('PING'));
        session.clock.advance(1);
        assert.deepEqual(types(session), ['PING']);
        session.clock.advance(9999);
        session.give(frame);
        session.take();
        session.clock.advance(100);
        session.take();
        // The silence counts from what came.
        session.clock.advance(19900 - 100);
        assert.ok(!types(session).includes('PING'));
        session.give(build.pong(bytes(0)));
      }
      assert.deepEqual(session.drops, []);
    });
  }

  it('is taken for lost when nothing at all has come for a while after the PING', () => {
    const session = open();
    session.clock.advance(20000 + 10000);
    assert.deepEqual([types(session), session.drops], [['PING'], []]);
    // What waits in the event loop is taken first.
    session.clock.advance(50);
    assert.equal(session.drops.length, 1);
    assert.match(session.drops[0], /Nothing came for 30050 ms/);
    assert.equal(session.clock.timers, 0);
  });

  it('is not, where what came was only not taken yet', () => {
    const session = open();
    session.clock.advance(30000);
    session.give(build.pong(bytes(0)));
    session.clock.advance(50);
    assert.deepEqual(session.drops, []);
    session.take();
    session.clock.advance(20000);
    assert.deepEqual(types(session), ['PING']);
  });

  it('is not lost merely because our own timer was late: the peer gets another PING, and all of the time again', () => {
    const session = open();
    session.clock.advance(20000);
    assert.deepEqual(types(session), ['PING']);
    // The page sleeps while its timer is due.
    session.clock.sleep(3600000);
    session.clock.advance(0);
    assert.deepEqual([types(session), session.drops], [['PING'], []]);
    session.clock.advance(9000);
    session.give(build.pong(bytes(0)));
    session.clock.advance(11000);
    assert.deepEqual([types(session), session.drops], [[], []]);
  });

  it('is lost where nothing comes after that PING either, though timers stay late', () => {
    const session = open();
    session.clock.advance(20000);
    session.clock.sleep(60000);
    session.clock.advance(0);
    assert.deepEqual([types(session), session.drops.length], [['PING', 'PING'], 0]);
    session.clock.sleep(60000);
    session.clock.advance(0);
    session.clock.sleep(60000);
    session.clock.advance(0);
    assert.equal(session.drops.length, 1);
  });

  it('is left alone where keepalive is 0', () => {
    const session = open({ keepalive: 0 });
    session.clock.advance(1e7);
    session.assertQuiet();
    assert.equal(session.clock.timers, 0);
  });

  it('is pinged at its own pace once the session has another', () => {
    const session = new TestSession({ keepalive: 20000, resumeSeconds: 60 });
    session.start();
    session.give(build.hello({ token: bytes(16), settings: { RESUME_SECONDS: 60 } }));
    session.clock.advance(15000);
    session.engine.lost(1006);
    session.take();
    session.clock.advance(60000);
    assert.deepEqual(session.take(), []);
    session.comeBack(build.hello({ resumed: true, token: bytes(16, 2), settings: { RESUME_SECONDS: 60 } }));
    session.clock.advance(19999);
    assert.deepEqual(types(session), ['ACK']);
    session.clock.advance(1);
    assert.deepEqual(types(session), ['PING']);
  });
});
