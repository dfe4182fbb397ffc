import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { decode } from '../../main/js/decode.js';
import { build, bytes, concat } from './support/frames.js';
import { TestSession, until } from './support/session.js';
import { vectors } from './support/vectors.js';

const NO_TOKEN = new Uint8Array(0);
const token = (n) => bytes(16, n);
const settings = { RESUME_SECONDS: 60, WINDOW: 1e6, MAX_FRAME: 32000, MAX_CONCURRENT: 8 };
const hello = (n, others = {}, more = {}) => build.hello({ token: token(n), settings: { ...settings, ...more }, ...others });
const resumed = (n, received, more) => hello(n, { resumed: true, received }, more);

const types = (session) => session.take().map(({ type, id }) => (id ? `${type} ${id}` : type));
const outcomes = (...transfers) => transfers.map(({ outcome }) => outcome);

/** A client in a session that can be resumed. */
function client(options = {}, more = {}) {
  const session = new TestSession({ chunkSize: 1024, resumeSeconds: 60, ...options });
  session.start();
  session.give(hello(1, {}, more));
  session.take();
  return session;
}

/** A server in a session that can be resumed, with the tokens that it gave. */
function server(options = {}) {
  const tokens = { issued: [], confirmations: 0 };
  const session = new TestSession({
    role: 'server',
    chunkSize: 1024,
    resumeSeconds: 60,
    tokens: {
      issue(presented) {
        tokens.issued.push(Buffer.from(presented).toString('hex'));
        return token(tokens.issued.length);
      },
      confirmed: () => tokens.confirmations++,
    },
    ...options,
  });
  session.start();
  session.give(build.hello({ settings }));
  session.take();
  return Object.assign(session, { tokens });
}

describe('section 7: a transport is lost', () => {
  for (const make of [client, server]) {
    for (const code of vectors.closeCodes.lost) {
      it(`with ${code} by a ${make.name}, whose session waits`, () => {
        const session = make();
        const transfer = session.send('x');
        assert.equal(session.engine.lost(code), true);
        assert.deepEqual([session.engine.attached, transfer.outcome, session.errors], [false, 'pending', []]);
      });
    }
    for (const code of vectors.closeCodes.ended) {
      it(`not with ${code}, which ends the session of a ${make.name}`, () => {
        const session = make();
        const transfer = session.send('x');
        assert.equal(session.engine.lost(code), false);
        assert.equal(transfer.outcome, 'UNKNOWN_OUTCOME');
        assert.equal(session.clock.timers, 0);
      });
    }
  }

  it('and its session ends where one of both will not resume', () => {
    for (const session of [client({ resumeSeconds: 0 }), client({}, { RESUME_SECONDS: 0 }, NO_TOKEN)]) {
      const transfer = session.send(bytes(2e6));
      assert.equal(session.engine.lost(1006), false);
      assert.equal(session.engine.attached, false);
      assert.ok(['CLOSED', 'pending'].includes(transfer.outcome));
    }
  });
});

describe('section 7: a client comes back', () => {
  it('with its token and the number of counted frames that it has processed', () => {
    const session = client({ nonce: 5 });
    session.give(build.text('a'), build.ping(bytes(1)), build.text('b'));
    session.engine.lost(1006);
    session.take();
    const sent = session.comeBack();
    assert.deepEqual([sent.token, sent.received, sent.resumed], [token(1), 2, false]);
    assert.deepEqual(sent.settings.filter(([key]) => key === 5 || key === 15), [[5, 60], [15, 5]]);
    assert.deepEqual(session.take(), []);
  });

  it('with the newest token each time, and acknowledges at once', () => {
    const session = client();
    session.engine.lost(1001);
    assert.deepEqual(session.comeBack(resumed(2, 0)).token, token(1));
    assert.deepEqual(session.take(), [{ type: 'ACK', received: 0 }]);
    session.engine.lost(1001);
    // The answer to this one does not come.
    assert.deepEqual(session.comeBack().token, token(2));
    session.engine.lost(1006);
    assert.deepEqual(session.comeBack(resumed(3, 0)).token, token(2));
    session.take();
    session.engine.lost(1006);
    assert.deepEqual(session.comeBack(resumed(4, 0)).token, token(3));
    assert.deepEqual(session.resumptions, [false, false, false]);
  });

  it('drops what the count covers, and sends the rest again in order ahead of anything new', () => {
    const session = client();
    const transfers = ['a', bytes(2500), 'b', 'c'].map((data) => session.send(data));
    const before = session.sent.splice(0);
    session.engine.lost(1006);
    transfers.push(session.send('new'));
    session.comeBack(resumed(2, 2));
    const [ack, ...again] = session.sent.splice(0);
    assert.deepEqual(ack, build.ack(0));
    assert.deepEqual(again, [...before.slice(2), build.text('new')]);
    assert.deepEqual(outcomes(...transfers), ['delivered', 'pending', 'pending', 'pending', 'pending']);
    session.give(build.ack(7), build.delivered(1));
    assert.deepEqual(outcomes(...transfers), Array(5).fill('delivered'));
    assert.equal(session.engine.bufferedAmount, 0);
  });

  it('reports progress that never goes back', () => {
    const session = client();
    const transfer = session.send(bytes(5000));
    session.give(build.ack(2));
    session.engine.lost(1006);
    session.comeBack(resumed(2, 3));
    session.give(build.ack(4), build.delivered(1));
    assert.deepEqual(transfer.progress, [2038, 3060, 4082, 5000].map((n, index) => transfer.progress[index] ?? n));
    assert.deepEqual(transfer.progress, [...transfer.progress].sort((a, b) => a - b));
    assert.equal(transfer.progress.at(-1), 5000);
  });

  it('cuts anew where the peer now takes shorter frames: whole messages are begun, and ids given again in order', () => {
    const session = client({ chunkSize: 32000 });
    session.send(bytes(20000, 1));
    session.send(bytes(20000, 2), { metadata: { n: 'x' } });
    session.send('short');
    assert.deepEqual(types(session), ['BINARY', 'BEGIN 1', 'END 1', 'TEXT']);
    session.engine.lost(1006);
    session.comeBack(resumed(2, 0, { MAX_FRAME: 16384 }));
    const frames = session.sent.splice(0).slice(1).map(decode);
    assert.deepEqual(frames.map(({ type, id }) => [type, id]), [[0x12, 1], [0x14, 1], [0x12, 2], [0x14, 2], [0x10, undefined]]);
    assert.deepEqual([frames[0].length, frames[2].length, frames[2].metadata], [20000, 20000, [['n', 'x']]]);
    assert.deepEqual(concat(frames[2].bytes, frames[3].bytes), bytes(20000, 2));
  });

  it('ids whose BEGIN is covered stay', () => {
    const session = client({ chunkSize: 2000 });
    const [first] = [session.send(bytes(5000)), session.send(bytes(1900)), session.send(bytes(3000))];
    assert.deepEqual(types(session), ['BEGIN 1', 'DATA 1', 'END 1', 'BINARY', 'BEGIN 2', 'END 2']);
    session.engine.lost(1006);
    session.comeBack(resumed(2, 1, { MAX_FRAME: 1024 * 16 }));
    assert.deepEqual(types(session), ['ACK', 'DATA 1', 'END 1', 'BINARY', 'BEGIN 2', 'END 2']);
    session.give(build.delivered(1));
    assert.equal(first.outcome, 'delivered');
  });

  it('a whole message that must now be cut moves behind the END of a begun one where MAX_CONCURRENT demands it', async () => {
    const session = client({ chunkSize: 20000, ordering: 'interleaved' }, { MAX_CONCURRENT: 1 });
    let controller;
    session.send(new ReadableStream({ start: (c) => (controller = c) }));
    controller.enqueue(bytes(30000, 1));
    await until(() => session.sent.length === 1);
    const whole = session.send(bytes(18000, 2));
    session.send('short');
    assert.deepEqual(types(session), ['BEGIN 1', 'BINARY', 'TEXT']);
    session.engine.lost(1006);
    session.comeBack(resumed(2, 1, { MAX_CONCURRENT: 1, MAX_FRAME: 16384 }));
    // It waits, and with it all that is new; what was sent and still goes whole does not.
    session.send('new');
    assert.deepEqual(types(session), ['ACK', 'TEXT']);
    controller.enqueue(bytes(20000, 1));
    controller.close();
    await until(() => session.sent.length >= 5);
    assert.deepEqual(types(session), ['DATA 1', 'END 1', 'BEGIN 2', 'END 2', 'TEXT']);
    session.give(build.ack(7), build.delivered(2));
    assert.equal(whole.outcome, 'delivered');
  });

  it('a message given up within what was not processed gives its id to the next', () => {
    const session = client({}, { WINDOW: 65536 });
    const given = session.send(bytes(200000));
    assert.equal(session.take().length, 64);
    session.engine.abort(given.message, 'why');
    assert.deepEqual(types(session), ['ABORT 1']);
    session.send(bytes(2000));
    session.engine.lost(1006);
    session.comeBack(resumed(2, 0));
    assert.deepEqual(types(session), ['ACK', 'BEGIN 1', 'END 1']);
  });

  it('of a message given up while no transport was attached the peer gets the ABORT', () => {
    const session = client({}, { WINDOW: 65536 });
    const given = session.send(bytes(200000));
    session.take();
    session.engine.lost(1006);
    session.engine.abort(given.message, 'why');
    session.comeBack(resumed(2, 5));
    assert.deepEqual(types(session), ['ACK', 'ABORT 1']);
  });

  it('a message that was settled, and whose END was not processed, ends with ABORT', () => {
    const session = client();
    const transfer = session.send(bytes(3000));
    session.take();
    session.give(build.reject(1, 2));
    assert.equal(transfer.outcome, 'NO_CAPACITY');
    session.engine.lost(1006);
    session.comeBack(resumed(2, 1));
    assert.deepEqual(types(session), ['ACK', 'ABORT 1']);
    session.send(bytes(2000));
    assert.deepEqual(types(session), ['BEGIN 2', 'END 2']);
  });

  it('answers that were not processed come again, once', () => {
    const session = client();
    session.give(build.begin({ id: 1 }), build.end(1, bytes(0)), build.begin({ id: 2 }), build.end(2, bytes(0)));
    assert.deepEqual(types(session), ['DELIVERED 1', 'DELIVERED 2']);
    session.engine.lost(1006);
    session.comeBack(resumed(2, 1));
    assert.deepEqual(types(session), ['ACK', 'DELIVERED 2']);
  });

  it('frames that come again of a message that has ended are dropped', () => {
    const session = client();
    session.give(build.begin({ id: 1 }), build.abort(1, 5));
    session.engine.lost(1006);
    session.take();
    session.comeBack(resumed(2, 0));
    session.give(build.data(1, bytes(10)), build.end(1, bytes(10)), build.begin({ id: 2 }), build.abort(2, 5));
    assert.deepEqual([session.messages, session.closes], [[], []]);
    session.give(build.data(2, bytes(1)));
    session.assertClosed(1002);
  });

  it('a count above what was sent is malformed', () => {
    const session = client();
    session.send('x');
    session.engine.lost(1006);
    session.comeBack(resumed(2, 2));
    session.assertClosed(1002);
  });

  it('a count below what was acknowledged ends the session', () => {
    const session = client();
    session.send('x');
    session.give(build.ack(1));
    session.engine.lost(1006);
    session.comeBack(resumed(2, 0));
    session.assertClosed(1002);
    assert.match(session.errors[0].message, /after 0 counted frames, of which 1 were acknowledged/);
  });

  it('the settings of the HELLO replace the former ones, and a message that was begun keeps its limits', () => {
    const session = client({}, { WINDOW: 65536 });
    const [begun, queued] = [session.send(bytes(200000)), session.send(bytes(5000))];
    session.take();
    session.engine.lost(1006);
    session.comeBack(resumed(2, 10, { MAX_MESSAGE: 4000, WINDOW: 70000 }));
    const [, ...frames] = session.sent.splice(0);
    assert.equal(frames.length, Math.floor(70000 / 1024));
    assert.deepEqual(outcomes(begun, queued), ['pending', 'TOO_LARGE']);
  });

  it('a message whose BEGIN was not processed is begun under the new limits', () => {
    const session = client();
    const transfer = session.send(bytes(5000));
    session.engine.lost(1006);
    session.take();
    session.comeBack(resumed(2, 0, { MAX_MESSAGE: 4000 }));
    assert.deepEqual([types(session), transfer.outcome], [['ACK'], 'TOO_LARGE']);
  });

  it('and its peer has all of its WINDOW again', () => {
    const session = client({ window: 20000, chunkSize: 16000 });
    session.give(build.binary(bytes(9000)));
    session.engine.lost(1006);
    session.comeBack(resumed(2, 0));
    session.give(build.binary(bytes(15000)));
    assert.deepEqual([session.closes, session.messages.length], [[], 2]);
  });

  it('an incomplete message does not time out while nothing can come', () => {
    const session = client({ receiveTimeout: 60000 });
    session.give(build.begin({ id: 1 }));
    session.clock.advance(50000);
    session.engine.lost(1006);
    session.clock.advance(50000);
    session.take();
    session.comeBack(resumed(2, 0));
    session.clock.advance(59999);
    assert.deepEqual(types(session), ['ACK']);
    session.clock.advance(1);
    assert.deepEqual(types(session), ['REJECT 1']);
  });

  it('a stream is read again from what it kept', async () => {
    const session = client();
    session.send(ReadableStream.from(['abc'.repeat(1000), 'def'.repeat(1000)]));
    await until(() => session.sent.length === 6);
    const before = session.sent.splice(0);
    session.give(build.ack(1));
    session.engine.lost(1006);
    session.comeBack(resumed(2, 3));
    assert.deepEqual(session.sent.splice(0).slice(1), before.slice(3));
  });

  it('a Blob is read again from where it is cut', async () => {
    const session = client({ chunkSize: 32000 });
    session.send(new Blob([bytes(100000, 1), bytes(600000, 2)]));
    await until(() => session.sent.length >= 20);
    const before = session.sent.splice(0);
    session.engine.lost(1006);
    session.comeBack(resumed(2, 1));
    await until(() => session.sent.length >= before.length);
    assert.deepEqual(session.sent.splice(0).slice(1, 10), before.slice(1, 10));
  });

  it('where no HELLO comes in time, or something else first, the transport is lost and the session waits on', () => {
    const session = client({ handshakeTimeout: 5000 });
    const transfer = session.send('x');
    session.engine.lost(1006);
    session.engine.resume(session.transport);
    session.clock.advance(5000);
    assert.match(session.drops[0], /No HELLO came within 5000 ms/);
    for (const first of [build.text('welcome'), build.hello({ settings: { NONCE: 1 } })]) {
      session.engine.resume(session.transport);
      session.give(first);
    }
    session.engine.resume(session.transport);
    session.engine.receiveText();
    assert.equal(session.drops.length, 4);
    session.take();
    session.comeBack(resumed(2, 0));
    assert.deepEqual([types(session), transfer.outcome], [['ACK', 'TEXT'], 'pending']);
  });

  it('RESUMED without a new token is malformed', () => {
    const session = client();
    session.engine.lost(1006);
    session.comeBack(build.hello({ resumed: true }));
    session.assertClosed(1002);
  });
});

describe('section 7: the server does not resume', () => {
  /** A client with messages in all states, whose server has lost them. */
  function lost(...answer) {
    const session = client({}, { WINDOW: 65536 });
    const transfers = {
      whole: session.send('whole'),
      ended: session.send(bytes(3000, 1)),
      begun: session.send(bytes(200000, 2), { metadata: { n: 'x' } }),
      queued: session.send('queued'),
    };
    session.take();
    session.engine.lost(1006);
    session.comeBack(hello(9), ...answer);
    return { session, ...transfers };
  }

  it('a new session begins, in which the client begins nothing before CHECKPOINT', () => {
    const { session } = lost();
    session.send('later');
    session.clock.advance(1000);
    assert.deepEqual(session.take(), []);
    assert.deepEqual(session.resumptions, []);
    session.give(build.checkpoint([]));
    assert.deepEqual(types(session), ['TEXT', 'TEXT']);
    assert.deepEqual(session.resumptions, [true]);
  });

  it('messages that were sent and neither delivered nor listed have an unknown outcome, and those not sent go on', () => {
    const { session, whole, ended, begun, queued } = lost(build.checkpoint([]));
    assert.deepEqual(outcomes(whole, ended, begun, queued), ['UNKNOWN_OUTCOME', 'UNKNOWN_OUTCOME', 'CLOSED', 'pending']);
    assert.match(whole.error.message, /server lost the session/);
    session.give(build.ack(1));
    assert.equal(queued.outcome, 'delivered');
    assert.equal(session.engine.bufferedAmount, 0);
  });

  it('counts and ids are from the start', () => {
    const { session } = lost(build.checkpoint([]));
    session.send(bytes(2000));
    assert.deepEqual(types(session), ['TEXT', 'BEGIN 1', 'END 1']);
    session.give(build.begin({ id: 1 }), build.end(1, bytes(0)));
    session.clock.advance(50);
    assert.deepEqual(session.take().map(({ type, id, received }) => [type, id ?? received]), [['DELIVERED', 1], ['ACK', 2]]);
    session.engine.lost(1006);
    const again = session.comeBack(resumed(10, 3));
    assert.deepEqual([again.token, again.received], [token(9), 2]);
  });

  it('what is listed is continued with BEGIN and CONTINUE, its length and CRC-32C still of the whole', () => {
    const { session, ended, begun, queued } = lost(build.checkpoint([[1, 1000], [2, 5000]]));
    const frames = session.sent.splice(0);
    const [first, end, second] = frames.map(decode);
    assert.deepEqual([first.type, first.id, first.previous, first.length], [0x12, 1, { id: 1, offset: 1000 }, 3000]);
    assert.deepEqual(frames[1], build.end(1, bytes(3000, 1), end.bytes));
    assert.equal(first.bytes.length + end.bytes.length, 2000);
    assert.deepEqual([second.id, second.previous, second.length, second.metadata], [2, { id: 2, offset: 5000 }, 200000, [['n', 'x']]]);
    session.give(build.delivered(1));
    assert.deepEqual(outcomes(ended, begun, queued), ['delivered', 'pending', 'pending']);
  });

  it('progress of what is continued does not go back', () => {
    const session = client();
    const transfer = session.send(bytes(5000));
    session.give(build.ack(4));
    session.engine.lost(1006);
    session.comeBack(hello(2), build.checkpoint([[1, 100]]));
    session.give(build.ack(1), build.ack(5), build.delivered(1));
    assert.equal(transfer.outcome, 'delivered');
    assert.deepEqual(transfer.progress, [...transfer.progress].sort((a, b) => a - b));
    assert.equal(session.engine.bufferedAmount, 0);
  });

  it('a stream that cannot be read again from there is not continued', async () => {
    for (const [offset, outcome] of [[10, 'CLOSED'], [2038, 'pending']]) {
      const session = client();
      let controller;
      const transfer = session.send(new ReadableStream({ start: (c) => (controller = c) }));
      for (const part of [1000, 1038, 2000]) controller.enqueue(bytes(part));
      await until(() => session.sent.length === 3);
      session.give(build.ack(2));
      session.engine.lost(1006);
      session.comeBack(hello(2), build.checkpoint([[1, offset]]));
      assert.equal(transfer.outcome, outcome);
    }
  });

  it('what is continued and rejected has failed', () => {
    const { session, ended } = lost(build.checkpoint([[1, 0]]));
    session.give(build.reject(1, 7, 'dropped since'));
    assert.equal(ended.outcome, 'FAILED');
  });

  it('what was continued, and never came to be so before that session was lost as well, is not delivered', () => {
    const { session, begun } = lost(build.checkpoint([[2, 0]]));
    session.engine.lost(1006);
    session.take();
    session.room = false;
    session.comeBack(resumed(10, 0));
    session.take();
    session.engine.lost(1006);
    session.comeBack(hello(11), build.checkpoint([]));
    assert.equal(begun.outcome, 'CLOSED');
  });

  it('CHECKPOINT of more than was sent is malformed', () => {
    const { session } = lost(build.checkpoint([[1, 3001]]));
    session.assertClosed(1002);
  });

  it('another frame before CHECKPOINT is malformed, and so is a second CHECKPOINT', () => {
    for (const frames of [[build.ping(bytes(0))], [build.ack(0)], [build.text('x')], [build.checkpoint([]), build.checkpoint([])]]) {
      const { session } = lost(new Uint8Array([0x0e]), ...frames);
      session.assertClosed(1002);
    }
  });

  it('and so it does where CHECKPOINT does not come in time', () => {
    const { session, whole } = lost();
    session.clock.advance(10000);
    assert.match(session.drops[0], /No CHECKPOINT came within 10000 ms/);
    assert.deepEqual(session.comeBack(resumed(10, 0)).token, token(1));
    session.clock.advance(10000);
    assert.deepEqual([session.drops.length, session.engine.attached, whole.outcome], [1, true, 'pending']);
  });

  it('where the transport is lost before CHECKPOINT the client asks for the lost session again', () => {
    const { session, whole, queued } = lost();
    session.engine.lost(1006);
    assert.deepEqual(session.comeBack(resumed(10, 0)).token, token(1));
    assert.deepEqual(outcomes(whole, queued), ['pending', 'pending']);
    assert.equal(types(session)[1], 'TEXT');
  });

  it('incomplete messages of the server are gone with the session', () => {
    const session = client();
    session.give(build.begin({ id: 1, payload: bytes(10) }));
    session.engine.lost(1006);
    session.comeBack(hello(2), build.checkpoint([]));
    session.give(build.data(1, bytes(1)));
    session.assertClosed(1002);
  });
});

describe('section 7: a server resumes', () => {
  it('with RESUMED, a new token and its own count', () => {
    const session = server();
    session.give(build.text('a'), build.text('b'));
    session.engine.lost(1006);
    session.take();
    assert.equal(session.engine.takeOver(session.transport, build.hello({ token: token(1), settings })), true);
    const [answer] = session.sent.splice(0).map(decode);
    assert.deepEqual([answer.resumed, answer.token, answer.received], [true, token(2), 2]);
    assert.deepEqual(session.tokens.issued, ['', '01'.repeat(16)]);
  });

  it('and only the new token serves once the first frame after HELLO has come', () => {
    const session = server();
    session.engine.lost(1006);
    session.engine.takeOver(session.transport, build.hello({ token: token(1), settings }));
    assert.equal(session.tokens.confirmations, 0);
    session.give(build.ack(0), build.ack(0));
    assert.equal(session.tokens.confirmations, 1);
  });

  it('a transport still attached is closed with 1001', () => {
    const session = server();
    session.send('x');
    session.take();
    const closes = [];
    const next = { ...session.transport, close: (...close) => closes.push(close) };
    session.engine.takeOver(next, build.hello({ token: token(1), settings }));
    assert.deepEqual([session.closes.map(({ code }) => code), closes], [[1001], []]);
    assert.deepEqual(types(session), ['HELLO', 'TEXT']);
  });

  it('a resuming HELLO that breaks a rule ends the session', () => {
    const session = server();
    session.engine.lost(1006);
    session.engine.takeOver(session.transport, build.hello({ token: token(1), settings: { ...settings, MAX_FRAME: 1023 } }));
    session.assertClosed(1002);
  });
});

describe("section 7: an application's close", () => {
  it('while no transport is attached is carried out right after the next resumption', () => {
    const session = client();
    session.send('last');
    session.take();
    session.engine.lost(1006);
    const done = [];
    session.engine.drain((attached) => done.push(attached));
    assert.deepEqual(done, []);
    session.comeBack(resumed(2, 0));
    assert.deepEqual([types(session), done], [['ACK', 'TEXT'], []]);
    session.give(build.ack(1));
    assert.deepEqual(done, [true]);
  });

  it('is carried out at once by a resumption that acknowledges all', () => {
    const session = client();
    session.send('last');
    session.engine.lost(1006);
    const done = [];
    session.engine.drain((attached) => done.push(attached));
    session.take();
    session.comeBack(resumed(2, 1));
    assert.deepEqual(done, [true]);
  });

  it('waits for a bounded time, over lost transports too', () => {
    const session = client({ closeTimeout: 4000 });
    session.send('last');
    const done = [];
    session.engine.drain((attached) => done.push(attached));
    session.clock.advance(3000);
    session.engine.lost(1006);
    session.clock.advance(999);
    assert.deepEqual(done, []);
    session.clock.advance(1);
    assert.deepEqual(done, [false]);
  });
});
