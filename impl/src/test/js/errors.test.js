import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { build, bytes } from './support/frames.js';
import { TestSession } from './support/session.js';
import { fromHex, vectors } from './support/vectors.js';

describe('section 10: malformed frames close the transport', () => {
  for (const { name, hex, closeCode } of vectors.invalid) {
    for (const role of ['client', 'server']) {
      // What is no HELLO at all makes a client fall back instead, section 2.
      if (hex === '' && role === 'client') continue;
      it(`${name}, to a ${role}`, () => {
        const session = new TestSession({ role });
        session.start();
        if (!hex.startsWith('01')) session.give(build.hello());
        session.give(fromHex(hex));
        session.assertClosed(closeCode);
        assert.deepEqual(session.messages, []);
      });
    }
  }
});

const closes = (name, code, frames, options = {}) =>
  it(`${name}: ${code}`, () => {
    const session = TestSession.open({ chunkSize: 1024, ...options }, { WINDOW: 65536 });
    session.give(...(typeof frames === 'function' ? frames(session) : frames));
    session.assertClosed(code);
    // Nothing that comes afterwards matters.
    session.give(build.text('late'), build.ping(bytes(1)));
    session.engine.receiveText();
    assert.equal(session.closes.length, 1);
    assert.equal(session.messages.length, 0);
  });

describe('section 10: frames against the rules close the transport', () => {
  closes('BEGIN with an id out of turn', 1002, [build.begin({ id: 2 })]);
  closes('BEGIN with an id again', 1002, [build.begin({ id: 1 }), build.abort(1, 5), build.begin({ id: 1 })]);
  closes('BEGIN that continues what no CHECKPOINT listed', 1002, [build.begin({ id: 1, previous: { id: 1, offset: 0 } })]);
  closes('DATA of a message not begun', 1002, [build.data(1, bytes(1))]);
  closes('END of a message not begun', 1002, [build.end(1, bytes(0))]);
  closes('DATA of a message that was aborted', 1002, [build.begin({ id: 1 }), build.abort(1, 5), build.data(1, bytes(1))]);
  closes('ABORT of a message never begun', 1002, [build.abort(1, 5)]);
  closes('REFERENCE with an id out of turn', 1002, [new Uint8Array([0x16, 2, 0, 9, 0, 0, 0, 0])]);
  closes('DELIVERED of a message never begun', 1002, [build.delivered(1)]);
  closes('REJECT of a message never begun', 1002, [build.reject(1, 2)]);
  closes('DELIVERED of a message not ended', 1002, (session) => (session.send(bytes(100000)), [build.delivered(1)]));
  closes('a frame longer than MAX_FRAME', 1008, [build.binary(bytes(2000))], { chunkSize: 2000 });
  closes('more begun than MAX_CONCURRENT', 1008, [build.begin({ id: 1 }), build.begin({ id: 2 })], { maxConcurrent: 1 });
  closes('BINARY longer than MAX_MESSAGE', 1008, [build.binary(bytes(11))], { maxMessageSize: 10 });
  closes('TEXT longer than MAX_MESSAGE', 1008, [build.text('€€€€')], { maxMessageSize: 10 });

  it('a text message on a negotiated transport: 1003', () => {
    for (const role of ['client', 'server']) {
      const session = TestSession.open({ role });
      session.engine.receiveText();
      session.assertClosed(1003);
    }
  });

  it('a text message to a server before HELLO: 1003', () => {
    const session = new TestSession({ role: 'server' });
    session.start();
    session.engine.receiveText();
    session.assertClosed(1003);
  });

  it('DELIVERED and REJECT of a settled message are ignored', () => {
    const session = TestSession.open({ chunkSize: 1024 }, { WINDOW: 65536 });
    const transfer = session.send(bytes(2000));
    session.give(build.delivered(1), build.delivered(1), build.reject(1, 2));
    assert.equal(transfer.outcome, 'delivered');
    assert.deepEqual(session.closes, []);
  });

  it('unknown control types are ignored', () => {
    const session = TestSession.open();
    session.give(fromHex('00'), fromHex('06ff'), fromHex('0f'));
    session.assertQuiet();
  });

  it('the messages of a session that failed have no good outcome', () => {
    const session = TestSession.open({ chunkSize: 1024 }, { WINDOW: 65536 });
    const [long, short] = [session.send(bytes(100000)), session.send('queued')];
    session.give(fromHex('ff'));
    assert.deepEqual([long.outcome, short.outcome], ['CLOSED', 'CLOSED']);
    assert.equal(session.clock.timers, 0);
  });
});
