import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { build, bytes } from './support/frames.js';
import { TestSession, turns, until } from './support/session.js';

const lengths = (session) => session.sent.splice(0).map((frame) => frame.length);
const types = (session) => session.take().map(({ type }) => type);

describe('section 6: the sender', () => {
  it('keeps what is unacknowledged within the WINDOW of the peer', () => {
    const session = TestSession.open({ chunkSize: 1024 }, { WINDOW: 65536, MAX_FRAME: 16384 });
    session.send(bytes(1e6));
    assert.deepEqual(lengths(session), Array(64).fill(1024));
    session.give(build.ack(3));
    assert.deepEqual(lengths(session), Array(3).fill(1024));
    session.give(build.ack(3));
    session.assertQuiet();
  });

  it('sends one frame longer than the window where nothing is unacknowledged', () => {
    const session = TestSession.open({ role: 'server', chunkSize: 2000 }, { WINDOW: 10, MAX_FRAME: 1024 });
    session.send(bytes(3000));
    assert.deepEqual(lengths(session), [1024]);
    session.give(build.ack(1));
    assert.deepEqual(lengths(session), [1024]);
  });

  it('DELIVERED, REJECT and ABORT take no window, and go ahead of waiting DATA', () => {
    const session = TestSession.open({ maxMessageSize: 10 }, { WINDOW: 65536, MAX_FRAME: 32000 });
    const sent = session.send(bytes(200000));
    session.take();
    session.give(build.begin({ id: 1 }), build.end(1, bytes(0)), build.begin({ id: 2, length: 11 }));
    session.engine.abort(sent.message, 'enough');
    assert.deepEqual(types(session), ['DELIVERED', 'REJECT', 'ABORT']);
    assert.equal(session.engine.bufferedAmount, 0);
  });

  it('is malformed to acknowledge more than was sent', () => {
    const session = TestSession.open();
    session.send('one');
    session.give(build.ack(2));
    session.assertClosed(1002);
  });

  it('waits while the transport has much to send, until something comes', () => {
    const session = TestSession.open();
    session.room = false;
    session.send('waits');
    session.assertQuiet();
    session.room = true;
    session.give(build.ack(0));
    assert.deepEqual(types(session), ['TEXT']);
  });

  it('counts in bufferedAmount what is not acknowledged', async () => {
    const session = TestSession.open({ chunkSize: 1024 }, { WINDOW: 65536 });
    session.send(bytes(2000));
    session.send('é');
    assert.equal(session.engine.bufferedAmount, 2002);
    session.give(build.ack(1));
    assert.equal(session.engine.bufferedAmount, 2002 - (1024 - 5));
    session.give(build.ack(3), build.delivered(1));
    assert.equal(session.engine.bufferedAmount, 0);
  });

  it('pulls a stream only as the window allows', async () => {
    const session = TestSession.open({ chunkSize: 1024 }, { WINDOW: 65536 });
    let pulled = 0;
    session.send(
      new ReadableStream({ pull: (controller) => (pulled++, controller.enqueue(bytes(1000))) }, { highWaterMark: 0 }),
    );
    await until(() => session.sent.length === 64);
    await turns();
    assert.ok(pulled <= 67, `${pulled} chunks of 1,000 bytes were pulled for a window of 65,536`);
    session.give(build.ack(64));
    await until(() => session.sent.length === 128);
  });

  it('gives up a peer that acknowledges no answers', () => {
    const session = TestSession.open();
    const empty = bytes(0);
    for (let id = 1; id <= 131072; id++) session.give(build.begin({ id }), build.end(id, empty));
    assert.deepEqual(session.closes, []);
    session.give(build.begin({ id: 131073 }), build.end(131073, empty));
    session.assertClosed(1008);
  });
});

describe('section 6: the receiver', () => {
  it('acknowledges at once when half of its WINDOW is processed', () => {
    const session = TestSession.open({ window: 65536 });
    session.give(build.binary(bytes(16000)), build.binary(bytes(16000)));
    assert.deepEqual(session.take(), []);
    session.give(build.binary(bytes(1000)));
    assert.deepEqual(session.take(), [{ type: 'ACK', received: 3 }]);
    session.clock.advance(1000);
    assert.deepEqual(session.take(), []);
  });

  it('acknowledges otherwise within 50 ms, and once', () => {
    const session = TestSession.open();
    session.give(build.text('a'));
    session.clock.advance(49);
    assert.deepEqual(session.take(), []);
    session.give(build.text('b'));
    session.clock.advance(1);
    assert.deepEqual(session.take(), [{ type: 'ACK', received: 2 }]);
    session.clock.advance(1000);
    assert.deepEqual(session.take(), []);
  });

  it('acknowledges every few milliseconds where the path is slow, and more at once where it is fast', () => {
    const session = TestSession.open({ window: 4194304 });
    const framesOfNextAck = (milliseconds) => {
      for (let frames = 1; ; frames++) {
        session.clock.advance(milliseconds);
        session.give(build.binary(bytes(31996)));
        if (session.take().length > 0) return frames;
      }
    };
    assert.equal(framesOfNextAck(1.5), 15);
    framesOfNextAck(1.5);
    assert.equal(framesOfNextAck(1.5), 4);
    assert.equal(framesOfNextAck(1.5), 4);
    for (let i = 0; i < 6; i++) framesOfNextAck(0.1);
    assert.equal(framesOfNextAck(0.1), 15);
  });

  it('counts answers among the counted frames, and none of the control frames', () => {
    const session = TestSession.open({ chunkSize: 1024 }, { WINDOW: 1e6 });
    session.send(bytes(2000));
    session.take();
    session.give(build.ack(1), build.ping(bytes(1)), build.delivered(1), build.pong(bytes(1)));
    session.clock.advance(50);
    assert.deepEqual(session.take(), [{ type: 'PONG', bytes: 1 }, { type: 'ACK', received: 1 }]);
  });

  it('is not sent more than its WINDOW', () => {
    const session = TestSession.open({ window: 40000 });
    session.give(build.binary(bytes(15000)));
    session.give(build.binary(bytes(30000)));
    session.assertClosed(1008);
  });

  it('takes one frame longer than its WINDOW where nothing is unacknowledged', () => {
    const session = TestSession.open({ window: 1024, chunkSize: 32000 });
    session.give(build.binary(bytes(31000)), build.binary(bytes(31000)));
    assert.deepEqual(session.take(), [{ type: 'ACK', received: 1 }, { type: 'ACK', received: 2 }]);
    assert.equal(session.messages.length, 2);
  });

  it('does not charge answers to its WINDOW', () => {
    const session = TestSession.open({ window: 1024, chunkSize: 1024 }, { WINDOW: 1e6 });
    for (let n = 0; n < 20; n++) session.send(bytes(2000));
    session.give(build.binary(bytes(500)));
    for (let id = 1; id <= 20; id++) session.give(build.reject(id, 2, 'r'.repeat(100)));
    assert.deepEqual(session.closes, []);
  });
});

describe('section 6: PING', () => {
  it('is answered at once by PONG with its bytes, and a PONG that nobody asked for is ignored', () => {
    const session = TestSession.open();
    session.give(build.ping(bytes(8, 5)), build.pong(bytes(3)));
    assert.deepEqual(session.sent.splice(0), [build.pong(bytes(8, 5))]);
    session.assertQuiet();
  });

  it('is answered no more than sixteen times at once by a transport that has no room', () => {
    const session = TestSession.open();
    session.room = false;
    for (let n = 0; n < 50; n++) session.give(build.ping(bytes(1, n)));
    session.assertQuiet();
    session.room = true;
    session.give(build.pong(bytes(0)));
    assert.deepEqual(session.sent.splice(0), Array.from({ length: 16 }, (_, n) => build.pong(bytes(1, 34 + n))));
  });
});

describe('section 7: an application\'s close', () => {
  it('waits until all that was sent is acknowledged, and acknowledges what came', () => {
    const session = TestSession.open();
    let done = 0;
    session.send('last');
    session.give(build.text('came'));
    session.engine.drain(() => done++);
    session.take();
    assert.equal(done, 0);
    session.give(build.ack(1));
    assert.equal(done, 1);
    assert.deepEqual(session.take(), [{ type: 'ACK', received: 1 }]);
    session.engine.end();
    assert.equal(session.clock.timers, 0);
  });

  it('waits for a bounded time', () => {
    const session = TestSession.open({ closeTimeout: 4000 });
    let done = 0;
    session.send('last');
    session.engine.drain(() => done++);
    session.clock.advance(3999);
    assert.equal(done, 0);
    session.clock.advance(1);
    assert.equal(done, 1);
  });

  it('is at once where nothing was sent', () => {
    const session = TestSession.open();
    let done = 0;
    session.engine.drain(() => done++);
    assert.equal(done, 1);
  });
});
