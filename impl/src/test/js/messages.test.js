import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ArrayBufferSink } from '../../main/js/sink.js';
import { build, bytes, concat } from './support/frames.js';
import { TestSession, turns, until } from './support/session.js';

const wide = { WINDOW: 1e6, MAX_FRAME: 32000, MAX_CONCURRENT: 8 };
const sender = (options = {}, settings = {}) => TestSession.open({ chunkSize: 1024, ...options }, { ...wide, ...settings });
const types = (session) => session.take().map(({ type, id }) => (id ? `${type} ${id}` : type));
const text = (data) => ({ id: null, data, metadata: null });

describe('section 5: sending', () => {
  it('a message that fits into one frame goes as TEXT or BINARY, and is delivered once it is acknowledged', () => {
    const session = sender();
    const [first, second] = [session.send('héllo'), session.send(bytes(1023))];
    assert.deepEqual(session.take(), [{ type: 'TEXT', bytes: 6 }, { type: 'BINARY', bytes: 1023 }]);
    session.give(build.ack(1));
    assert.deepEqual([first.outcome, second.outcome], ['delivered', 'pending']);
    assert.deepEqual(first.progress, [6]);
    session.give(build.ack(2));
    assert.equal(second.outcome, 'delivered');
    session.assertQuiet();
  });

  it('a longer one goes as BEGIN, DATA and END with the same id, and is delivered by DELIVERED', () => {
    const session = sender();
    const transfer = session.send(bytes(2500), { metadata: { name: 'a' } });
    const [begin, data, end] = session.take();
    assert.deepEqual(begin, { type: 'BEGIN', id: 1, text: false, length: 2500, metadata: [['name', 'a']], bytes: 1011 });
    assert.deepEqual([data.type, data.id, end.type, end.id], ['DATA', 1, 'END', 1]);
    session.give(build.ack(3));
    assert.equal(transfer.outcome, 'pending');
    session.give(build.delivered(1));
    assert.equal(transfer.outcome, 'delivered');
    assert.deepEqual(transfer.progress, [2500]);
    session.assertQuiet();
  });

  it('DELIVERED may come before the ACK of END', () => {
    const session = sender();
    const transfer = session.send(bytes(2500));
    session.give(build.delivered(1));
    assert.equal(transfer.outcome, 'delivered');
    assert.equal(transfer.message.acknowledged, 2500);
    session.give(build.ack(3));
    assert.deepEqual(transfer.progress, [2500]);
    assert.equal(session.engine.bufferedAmount, 0);
  });

  it('ids count from 1 in order, and whole messages take none', () => {
    const session = sender();
    for (const length of [2000, 5, 2000, 5, 2000]) session.send(bytes(length));
    assert.deepEqual(types(session), ['BEGIN 1', 'END 1', 'BINARY', 'BEGIN 2', 'END 2', 'BINARY', 'BEGIN 3', 'END 3']);
  });

  it('in strict order the next message begins only after the END of the one before', async () => {
    const session = sender();
    let controller;
    session.send(new ReadableStream({ start: (c) => (controller = c) }));
    session.send('after');
    controller.enqueue(bytes(3000));
    await until(() => session.sent.length === 2);
    assert.deepEqual(types(session), ['BEGIN 1', 'DATA 1']);
    controller.close();
    await until(() => session.sent.length === 2);
    assert.deepEqual(types(session), ['END 1', 'TEXT']);
  });

  it('interleaved messages take turns, up to the MAX_CONCURRENT of the peer', () => {
    const session = sender({ ordering: 'interleaved' }, { MAX_CONCURRENT: 2 });
    session.room = false;
    for (let n = 0; n < 3; n++) session.send(bytes(3000));
    session.send('short');
    session.room = true;
    session.give(build.pong(bytes(0)));
    const expected = ['TEXT', 'BEGIN 1', 'BEGIN 2', 'DATA 1', 'DATA 2', 'END 1', 'END 2', 'BEGIN 3', 'DATA 3', 'END 3'];
    assert.deepEqual(types(session), expected);
  });

  it('interleaved whole messages alternate with frames of begun ones', () => {
    const session = sender({ ordering: 'interleaved' });
    session.room = false;
    session.send(bytes(3000));
    for (let n = 0; n < 3; n++) session.send('short');
    session.room = true;
    session.give(build.pong(bytes(0)));
    assert.deepEqual(types(session), ['TEXT', 'BEGIN 1', 'TEXT', 'DATA 1', 'TEXT', 'END 1']);
  });

  it('a message that no longer fits into one frame, once the peer has said what it takes, takes its turn as a begun one', () => {
    const session = new TestSession({ role: 'server', ordering: 'interleaved' });
    session.start();
    session.send(bytes(2000));
    session.send(bytes(10));
    session.give(build.hello({ settings: { MAX_FRAME: 1024 } }));
    assert.deepEqual(types(session), ['HELLO', 'BINARY', 'BEGIN 1', 'END 1']);
  });

  it('a stream that gives nothing holds up no others where messages are interleaved', async () => {
    const session = sender({ ordering: 'interleaved' });
    session.send(new ReadableStream());
    session.send(bytes(2000));
    await turns();
    assert.deepEqual(types(session), ['BEGIN 1', 'END 1']);
  });

  it('early bytes of a slow source go in a frame that is not full', async () => {
    const session = sender();
    let controller;
    session.send(new ReadableStream({ start: (c) => (controller = c) }));
    controller.enqueue('slow');
    await turns();
    session.assertQuiet();
    session.clock.advance(50);
    assert.deepEqual(session.take(), [{ type: 'BEGIN', id: 1, text: true, bytes: 4 }]);
    session.clock.advance(1000);
    controller.enqueue('er');
    await turns();
    session.clock.advance(50);
    assert.deepEqual(session.take(), [{ type: 'DATA', id: 1, bytes: 2 }]);
    controller.close();
    await until(() => session.sent.length > 0);
    assert.deepEqual(types(session), ['END 1']);
  });

  it('a sender that receives REJECT before END stops and sends ABORT, and goes on with the next', () => {
    const session = sender({}, { WINDOW: 65536 });
    const rejected = session.send(bytes(200000));
    const next = session.send('next');
    const begun = session.take().length;
    session.give(build.reject(1, 2, 'come back later'));
    assert.equal(rejected.outcome, 'NO_CAPACITY');
    assert.match(rejected.error.message, /come back later/);
    assert.deepEqual(types(session), ['ABORT 1']);
    session.give(build.ack(begun + 1));
    assert.deepEqual(types(session), ['TEXT']);
    session.give(build.ack(begun + 2));
    assert.equal(next.outcome, 'delivered');
    assert.equal(session.engine.bufferedAmount, 0);
  });

  it('REJECT after END fails the message, and nothing is sent', () => {
    const session = sender();
    const transfer = session.send(bytes(2000));
    session.take();
    session.give(build.reject(1, 4));
    assert.equal(transfer.outcome, 'CORRUPT');
    session.assertQuiet();
  });

  it('an unknown code is read as FAILED', () => {
    const session = sender();
    const transfer = session.send(bytes(2000));
    session.give(build.reject(1, 300));
    assert.equal(transfer.outcome, 'FAILED');
  });

  it('a message that the application gives up is aborted if it has begun, and forgotten if not', () => {
    const session = sender({}, { WINDOW: 65536 });
    const [begun, queued, next] = [session.send(bytes(200000)), session.send(bytes(3000)), session.send('next')];
    const sent = session.take().length;
    assert.equal(session.engine.abort(queued.message, 'why'), true);
    assert.equal(session.engine.abort(begun.message, 'why'), true);
    assert.equal(session.engine.abort(begun.message, 'again'), false);
    assert.deepEqual([begun.outcome, queued.outcome, next.outcome], ['CANCELLED', 'CANCELLED', 'pending']);
    assert.deepEqual(types(session), ['ABORT 1']);
    session.give(build.ack(sent));
    assert.deepEqual(types(session), ['TEXT']);
    // The peer's answer may have crossed the ABORT.
    session.give(build.reject(1, 3), build.delivered(1));
    assert.deepEqual(session.closes, []);
  });

  it('after END it is too late to give up', () => {
    const session = sender();
    const transfer = session.send(bytes(2000));
    assert.equal(session.engine.abort(transfer.message, 'why'), false);
    assert.equal(transfer.outcome, 'pending');
  });

  it('a source that fails aborts its message with FAILED', async () => {
    const session = sender();
    const transfer = session.send(
      new ReadableStream({
        pull(controller) {
          if (session.sent.length === 0) controller.enqueue(bytes(2000));
          else controller.error(new Error('disk on fire'));
        },
      }, { highWaterMark: 0 }),
    );
    await until(() => transfer.outcome === 'FAILED');
    const [begin, abort] = session.take();
    assert.equal(begin.type, 'BEGIN');
    assert.deepEqual([abort.type, abort.code], ['ABORT', 7]);
    assert.match(abort.reason, /disk on fire/);
  });

  it('a message known to be longer than MAX_MESSAGE fails here, naming both numbers', () => {
    const session = sender({}, { MAX_MESSAGE: 5000 });
    const transfer = session.send(bytes(5001));
    assert.equal(transfer.outcome, 'TOO_LARGE');
    assert.match(transfer.error.message, /5001.*5000/);
    session.assertQuiet();
    session.send(bytes(5000));
    assert.equal(session.take().length, 5);
  });

  it('a stream that turns out to be longer than MAX_MESSAGE is aborted', async () => {
    const session = sender({}, { MAX_MESSAGE: 5000 });
    const transfer = session.send(ReadableStream.from(Array.from({ length: 6 }, () => bytes(1000))));
    await until(() => transfer.outcome === 'TOO_LARGE');
    assert.deepEqual(types(session).at(-1), 'ABORT 1');
  });

  it('frames are no longer than the MAX_FRAME of the peer, nor than the own chunk size', () => {
    for (const [chunkSize, maxFrame, longest] of [[32000, 20000, 20000], [20000, 32000, 20000]]) {
      const session = TestSession.open({ chunkSize }, { ...wide, MAX_FRAME: maxFrame });
      session.send(bytes(90000));
      assert.equal(Math.max(...session.sent.map((frame) => frame.length)), longest);
    }
  });

  it('when the transport is lost what was sent has an unknown outcome, and the rest none', () => {
    const session = sender({}, { WINDOW: 65536 });
    const [short, long] = [session.send('sent'), session.send(bytes(200000))];
    session.engine.end();
    assert.deepEqual([short.outcome, long.outcome], ['UNKNOWN_OUTCOME', 'CLOSED']);
    assert.equal(session.clock.timers, 0);
  });
});

describe('section 5: receiving', () => {
  it('the receiver answers END with DELIVERED, and hands the message over once', () => {
    const session = TestSession.open();
    const whole = concat(bytes(10, 1), bytes(20, 2), bytes(5, 3));
    session.give(build.begin({ id: 1, length: 35, metadata: [['k', 'v']], payload: bytes(10, 1) }), build.data(1, bytes(20, 2)));
    assert.deepEqual(session.messages, []);
    session.give(build.end(1, whole, bytes(5, 3)));
    const [message] = session.messages.splice(0);
    assert.deepEqual(new Uint8Array(message.data), whole);
    assert.deepEqual({ ...message.metadata }, { k: 'v' });
    assert.deepEqual(session.take(), [{ type: 'DELIVERED', id: 1 }]);
    assert.deepEqual(session.progress.map(({ received, length }) => [received, length]), [[10, 35], [30, 35], [35, 35]]);
    session.assertQuiet();
  });

  it('text may be cut between any two bytes', () => {
    const session = TestSession.open();
    const whole = new Uint8Array(Buffer.from('\ufeffaé€😀'));
    for (let id = 1; id < whole.length; id++) {
      session.give(build.begin({ id, text: true, payload: whole.subarray(0, id) }), build.end(id, whole, whole.subarray(id)));
      assert.equal(session.messages.pop().data, '\ufeffaé€😀');
    }
  });

  it('messages are handed over in the order in which they complete', () => {
    const session = TestSession.open();
    session.give(build.begin({ id: 1, text: true }), build.begin({ id: 2, text: true }), build.text('whole'));
    session.give(build.end(2, Buffer.from('two'), Buffer.from('two')), build.end(1, Buffer.from('one'), Buffer.from('one')));
    assert.deepEqual(session.messages.map(({ data }) => data), ['whole', 'two', 'one']);
  });

  it('a Blob is made of parts, however many and small', async () => {
    const session = TestSession.open({ binaryType: 'blob', window: 1e7 });
    const parts = [bytes(1, 1), bytes(5000, 2), bytes(4095, 3), bytes(31000, 4), ...Array.from({ length: 200 }, () => bytes(31000, 5))];
    session.give(build.begin({ id: 1 }), ...parts.map((part) => build.data(1, part)), build.end(1, concat(...parts)));
    const { data } = session.messages[0];
    assert.ok(data instanceof Blob);
    assert.deepEqual(Buffer.from(await data.arrayBuffer()), Buffer.from(concat(...parts)));
  });

  for (const announced of [true, false]) {
    it(`an ArrayBuffer is made of parts, however many and small, its length ${announced ? '' : 'not '}announced`, () => {
      const session = TestSession.open();
      const parts = [bytes(1, 1), bytes(5000, 2), bytes(4095, 3), bytes(300, 4), bytes(31000, 5), bytes(7, 6)];
      const whole = concat(...parts);
      const length = announced ? whole.length : null;
      session.give(build.begin({ id: 1, length }), ...parts.map((part) => build.data(1, part)), build.end(1, whole));
      assert.deepEqual(new Uint8Array(session.messages[0].data), whole);
    });
  }

  it('memory is not reserved for what is announced before a quarter of it has come', () => {
    const sink = new ArrayBufferSink(1e15);
    sink.write(bytes(5000, 1));
    sink.write(bytes(5000, 2));
    assert.deepEqual(new Uint8Array(sink.finish()), concat(bytes(5000, 1), bytes(5000, 2)));
  });

  const rejects = (name, code, frames, limits = {}) =>
    it(`${name} is rejected, and the transport lives`, () => {
      const session = TestSession.open(limits);
      session.give(...frames);
      const [reject, ...more] = session.take();
      assert.deepEqual([reject.type, reject.id, reject.code], ['REJECT', 1, code]);
      assert.ok(reject.reason.length > 10);
      assert.deepEqual(more, []);
      session.give(build.text('next'));
      assert.deepEqual(session.messages.splice(0), [text('next')]);
      session.assertQuiet();
    });

  rejects('a message announced longer than MAX_MESSAGE', 1, [build.begin({ id: 1, length: 101 }), build.abort(1, 5)], { maxMessageSize: 100 });
  rejects('a message that becomes longer than MAX_MESSAGE', 1, [build.begin({ id: 1 }), build.data(1, bytes(101)), build.data(1, bytes(9))], { maxMessageSize: 100 });
  rejects('a message longer than announced', 1, [build.begin({ id: 1, length: 5 }), build.end(1, bytes(6), bytes(6))]);
  rejects('a message shorter than announced', 4, [build.begin({ id: 1, length: 5 }), build.end(1, bytes(4), bytes(4))]);
  rejects('a message with a wrong CRC', 4, [build.begin({ id: 1 }), build.endWithCrc(1, 1, bytes(4))]);
  rejects('text that is not UTF-8 at its end', 4, [build.begin({ id: 1, text: true }), build.end(1, bytes(1, 0xe2), bytes(1, 0xe2))]);
  rejects('text that is not UTF-8 in a long frame', 4, [build.begin({ id: 1, text: true }), build.data(1, bytes(9000, 0xff)), build.end(1, bytes(9000, 0xff))]);
  rejects('a REFERENCE', 6, [new Uint8Array([0x16, 1, 0, 9, 0, 0, 0, 0, 0x78])]);

  it('what still comes of a rejected message is dropped, and it takes its place until it ends', () => {
    const session = TestSession.open({ maxMessageSize: 100, maxConcurrent: 1 });
    session.give(build.begin({ id: 1, length: 200, payload: bytes(50) }), build.data(1, bytes(150)), build.end(1, bytes(200)));
    session.give(build.begin({ id: 2, text: true }), build.end(2, bytes(0)));
    assert.deepEqual(session.messages.map(({ data }) => data), ['']);
    assert.deepEqual(types(session), ['REJECT 1', 'DELIVERED 2']);
    assert.deepEqual(session.closes, []);
  });

  it('an aborted message is dropped, and an ABORT after END or of a REFERENCE ignored', () => {
    const session = TestSession.open();
    session.give(build.begin({ id: 1, payload: bytes(9) }), build.abort(1, 5), build.begin({ id: 2 }), build.end(2, bytes(0)));
    session.give(build.abort(1, 5), build.abort(2, 5), new Uint8Array([0x16, 3, 0, 9, 0, 0, 0, 0, 0x78]), build.abort(3, 5));
    assert.equal(session.messages.length, 1);
    assert.deepEqual(types(session), ['DELIVERED 2', 'REJECT 3']);
    assert.deepEqual(session.closes, []);
  });

  it('an incomplete message of which nothing more comes is rejected with TIMEOUT', () => {
    const session = TestSession.open({ receiveTimeout: 60000 });
    session.give(build.begin({ id: 1 }));
    session.clock.advance(50000);
    session.give(build.data(1, bytes(1)), build.begin({ id: 2 }));
    session.take();
    session.clock.advance(30000);
    session.give(build.data(2, bytes(1)));
    session.clock.advance(29999);
    assert.deepEqual(types(session), ['ACK', 'ACK']);
    session.clock.advance(1);
    const [reject] = session.take();
    assert.deepEqual([reject.type, reject.id, reject.code], ['REJECT', 1, 3]);
    session.clock.advance(30000);
    assert.deepEqual(types(session), ['REJECT 2']);
  });

  it('the next message may be sent from within the handing over of one', () => {
    const session = TestSession.open();
    session.application.received = () => session.send('answer');
    session.give(build.text('a'), build.text('b'));
    assert.deepEqual(types(session), ['TEXT', 'TEXT']);
  });
});
