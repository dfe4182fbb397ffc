import assert from 'node:assert/strict';
import { describe, it, mock } from 'node:test';
import { LighterageSocket, TransferError, forgetOutcomes } from '../../main/js/lighterage.js';
import { FakeWebSocket, endedAfterEach } from './support/fake-websocket.js';
import { build, bytes, summary } from './support/frames.js';
import { turns, until } from './support/session.js';

let urls = 0;
const dialled = endedAfterEach();

/** A socket over fake WebSockets, at a URL of its own, and what it tells. */
function dial(protocols = [], options = {}, url = `ws://fake/${++urls}`) {
  const WebSocket = FakeWebSocket.fresh();
  const socket = new LighterageSocket(url, protocols, { WebSocket, ...options });
  dialled.push({ socket, all: WebSocket.all });
  const events = [];
  for (const type of ['open', 'message', 'error', 'close']) socket.addEventListener(type, (event) => events.push(event));
  return { socket, events, all: WebSocket.all, fake: WebSocket.all[0], url, types: () => events.map(({ type }) => type) };
}

function negotiated(options, settings = { MAX_FRAME: 32000, WINDOW: 1e6 }) {
  const dialled = dial([], options);
  dialled.fake.accept('lighterage.v1');
  dialled.fake.receive(build.hello({ settings }));
  dialled.fake.sent.length = 0;
  return dialled;
}

function plain(options) {
  const dialled = dial(['app'], options);
  dialled.fake.accept('app');
  return dialled;
}

const throwsDom = (action, name) => assert.throws(action, (error) => error instanceof DOMException && error.name === name);

describe('opening', () => {
  it('fires open only once HELLO has come', () => {
    const { socket, fake, types, url } = dial(['app']);
    assert.deepEqual(fake.offered, ['lighterage.v1+app', 'app', 'lighterage.v1']);
    assert.equal(socket.url, url);
    fake.accept('lighterage.v1+app');
    assert.equal(summary(fake.sent[0]).type, 'HELLO');
    assert.equal(socket.readyState, LighterageSocket.CONNECTING);
    throwsDom(() => socket.send('early'), 'InvalidStateError');
    fake.receive(build.hello());
    assert.deepEqual(types(), ['open']);
    assert.equal(socket.readyState, socket.OPEN);
    assert.deepEqual([socket.protocol, socket.extensions, socket.negotiated], ['app', 'fake', true]);
  });

  it('draws a new nonce for each connection', () => {
    const nonces = [1, 2].map(() => {
      const { fake } = dial();
      fake.accept('lighterage.v1');
      return summary(fake.sent[0]).settings.find(([key]) => key === 15)[1];
    });
    assert.notEqual(nonces[0], nonces[1]);
  });

  it('lets 16 MiB come ahead of acknowledgements, or what it is given', () => {
    const windows = [{}, { window: 65536 }].map((options) => {
      const { fake } = dial([], options);
      fake.accept('lighterage.v1');
      return summary(fake.sent[0]).settings.find(([key]) => key === 3)[1];
    });
    assert.deepEqual(windows, [16777216, 65536]);
  });

  it('tells of a missing WebSocket what to do', () => {
    assert.throws(() => new LighterageSocket('ws://fake/'), { name: 'TypeError', code: 'WEBSOCKET_MISSING' });
  });

  it('refuses options out of range, and subprotocols of its own', () => {
    for (const options of [{ chunkSize: 1023 }, { chunkSize: 262145 }, { window: 1.5 }, { maxConcurrent: 0 }, { ordering: 'random' }]) {
      assert.throws(() => dial([], options), { name: 'RangeError', code: 'OPTION_OUT_OF_RANGE' });
    }
    throwsDom(() => dial('lighterage.v1+x'), 'SyntaxError');
  });

  it('makes the URL of a WebSocket of one of http', () => {
    assert.equal(dial([], {}, 'https://fake/x').socket.url, 'wss://fake/x');
  });

  it('has the constants of WebSocket, on the class and on its instances', () => {
    const { socket } = dial();
    for (const [value, name] of ['CONNECTING', 'OPEN', 'CLOSING', 'CLOSED'].entries()) {
      assert.equal(LighterageSocket[name], value);
      assert.equal(socket[name], value);
    }
  });
});

describe('section 2: falling back', () => {
  const assertPlain = ({ socket, all, types }) => {
    assert.equal(all.length, 2);
    assert.deepEqual(all[1].offered, ['app']);
    assert.equal(socket.readyState, LighterageSocket.CONNECTING);
    assert.deepEqual(types(), []);
    all[1].accept('app');
    assert.deepEqual(types(), ['open']);
    assert.deepEqual([socket.protocol, socket.negotiated], ['app', false]);
  };

  it('when the connection fails before it opens', () => {
    const dialled = dial(['app']);
    dialled.fake.fail();
    assertPlain(dialled);
  });

  it('when no HELLO comes first', () => {
    const dialled = dial(['app']);
    dialled.fake.accept('lighterage.v1+app');
    dialled.fake.receive('welcome');
    assertPlain(dialled);
    // What the first connection still tells is of no interest.
    dialled.fake.receive(build.hello());
    dialled.fake.end(1000);
    assert.deepEqual(dialled.types(), ['open']);
  });

  it('when its own HELLO comes back', () => {
    const dialled = dial(['app']);
    dialled.fake.accept('lighterage.v1+app');
    dialled.fake.receive(dialled.fake.sent[0]);
    assertPlain(dialled);
  });

  it('when the connection closes before HELLO', () => {
    const dialled = dial(['app']);
    dialled.fake.accept('lighterage.v1+app');
    dialled.fake.end(1003);
    assertPlain(dialled);
  });

  it('when no HELLO comes within the handshake timeout', (t) => {
    t.mock.timers.enable({ apis: ['setTimeout'] });
    const dialled = dial(['app'], { handshakeTimeout: 5000 });
    dialled.fake.accept('lighterage.v1+app');
    t.mock.timers.tick(5000);
    assertPlain(dialled);
  });

  it('not when the server chose no form of the protocol: then this connection is plain', () => {
    const { socket, all, types } = plain();
    assert.equal(all.length, 1);
    assert.deepEqual(types(), ['open']);
    assert.equal(socket.negotiated, false);
  });

  it('not when Lighterage is required', () => {
    const failing = dial(['app'], { required: true });
    failing.fake.fail();
    assert.deepEqual([failing.all.length, failing.types()], [1, ['error', 'close']]);
    const silent = dial(['app'], { required: true });
    silent.fake.accept('lighterage.v1+app');
    silent.fake.receive('welcome');
    silent.fake.end(4003);
    assert.deepEqual([silent.all.length, silent.types()], [1, ['error', 'close']]);
    assert.equal(silent.events[0].error.code, 'NO_HELLO');
    const other = dial(['app'], { required: true });
    other.fake.accept('app');
    assert.equal(other.events[0].error.code, 'NOT_NEGOTIATED');
    assert.equal(other.fake.closeCalls.length, 1);
  });

  it('not when HELLO breaks a rule', () => {
    const { all, fake, events, types } = dial(['app']);
    fake.accept('lighterage.v1+app');
    fake.receive(build.hello({ settings: { MAX_CONCURRENT: 0 } }));
    fake.end(4002);
    assert.deepEqual([all.length, types(), events[1].code], [1, ['error', 'close'], 1002]);
  });

  it('happens once: when plain fails as well the connection has failed', () => {
    const { all, types, events } = dial(['app']);
    all[0].fail();
    all[1].fail();
    assert.deepEqual([all.length, types(), events[1].code], [2, ['error', 'close'], 1006]);
  });

  it('is remembered for the URL, for ten minutes or until it is forgotten', (t) => {
    let now = performance.now();
    t.mock.method(performance, 'now', () => now);
    const first = dial(['app']);
    first.all[0].fail();
    first.all[1].accept('app');
    assert.deepEqual(dial(['app'], {}, first.url).fake.offered, ['app']);
    assert.equal(dial(['app'], { required: true }, first.url).fake.offered.length, 3);
    now += 600001;
    assert.equal(dial(['app'], {}, first.url).fake.offered.length, 3);
    now -= 600001;
    forgetOutcomes(first.url);
    assert.equal(dial(['app'], {}, first.url).fake.offered.length, 3);
  });

  it('is not tried where the server is known to negotiate, and tried the time after', () => {
    const { url } = negotiated();
    const second = dial([], {}, url);
    second.fake.fail();
    assert.deepEqual([second.all.length, second.types()], [1, ['error', 'close']]);
    const third = dial([], {}, url);
    third.fake.fail();
    assert.equal(third.all.length, 2);
  });
});

describe('sending', () => {
  it('takes all that WebSocket takes, and strings for anything else', async () => {
    const { socket, fake } = negotiated();
    const view = new Uint16Array(bytes(10, 3).buffer, 2, 3);
    for (const data of ['text', bytes(4).buffer, view, 123, new Blob(['blob'])]) socket.send(data);
    await until(() => fake.sent.length === 5);
    assert.deepEqual(fake.sent.map(summary).map(({ type, bytes }) => [type, bytes]), [
      ['TEXT', 4], ['BINARY', 4], ['BINARY', 6], ['TEXT', 3], ['BINARY', 4],
    ]);
  });

  it('copies a short buffer, which its owner may change at once', () => {
    const { socket, fake } = negotiated();
    fake.bufferedAmount = 2e6;
    const buffer = bytes(100, 1);
    socket.send(buffer);
    buffer.fill(9);
    fake.bufferedAmount = 0;
    fake.receive(build.ack(0));
    assert.deepEqual(fake.sent, [build.binary(bytes(100, 1))]);
  });

  it('reports progress and delivery', async () => {
    const { socket, fake } = negotiated();
    const transfer = socket.send(bytes(50000), { metadata: { name: 'x' } });
    assert.deepEqual([transfer.length, transfer.acknowledged, socket.bufferedAmount], [50000, 0, 50000]);
    let progress = 0;
    transfer.addEventListener('progress', () => progress++);
    fake.receive(build.ack(1));
    assert.equal(progress, 1);
    assert.ok(transfer.acknowledged > 30000);
    fake.receive(build.delivered(1));
    await transfer.delivered;
    assert.deepEqual([transfer.acknowledged, socket.bufferedAmount, progress], [50000, 0, 2]);
    assert.equal(transfer.abort(), false);
  });

  it('rejects delivered with what the peer said', async () => {
    const { socket, fake } = negotiated();
    const { delivered } = socket.send(bytes(50000));
    fake.receive(build.reject(1, 2, 'disk full'));
    await assert.rejects(delivered, (error) => error instanceof TransferError && error.code === 'NO_CAPACITY');
  });

  it('does not end the process when nobody looks at a transfer that fails', async () => {
    const { socket, fake } = negotiated();
    const unhandled = mock.fn();
    process.on('unhandledRejection', unhandled);
    socket.send(bytes(50000));
    fake.end(1006, '', false);
    await turns();
    process.off('unhandledRejection', unhandled);
    assert.equal(unhandled.mock.callCount(), 0);
  });

  it('gives a message up by its signal, before and after it begins', async () => {
    const { socket, fake } = negotiated();
    const controller = new AbortController();
    const begun = socket.send(bytes(2e6), { signal: controller.signal });
    controller.abort(new Error('enough'));
    await assert.rejects(begun.delivered, { code: 'CANCELLED', message: /enough/ });
    assert.equal(summary(fake.sent.at(-1)).type, 'ABORT');
    const count = fake.sent.length;
    await assert.rejects(socket.send('x', { signal: controller.signal }).delivered, { code: 'CANCELLED' });
    assert.equal(fake.sent.length, count);
  });

  it('knows the length of a stream when it has ended', async () => {
    const { socket, fake } = negotiated();
    const transfer = socket.send(ReadableStream.from(['ab', 'cd']));
    assert.equal(transfer.length, null);
    await until(() => fake.sent.length === 2);
    fake.receive(build.delivered(1));
    await transfer.delivered;
    assert.deepEqual([transfer.length, transfer.acknowledged], [4, 4]);
  });

  it('refuses metadata that is no string or too long, at once', () => {
    const { socket } = negotiated();
    assert.throws(() => socket.send('x', { metadata: { a: 1 } }), { name: 'TypeError', code: 'METADATA_NOT_STRING' });
    assert.throws(() => socket.send('x', { metadata: { a: 'x'.repeat(600) } }), { name: 'RangeError', code: 'METADATA_TOO_LONG' });
    assert.throws(() => socket.send('x', { metadata: { '\ud800': '', '\ud801': '' } }), { code: 'METADATA_DUPLICATE' });
  });

  it('after close only counts, and rejects delivered', async () => {
    const { socket, fake } = negotiated();
    socket.close();
    await assert.rejects(socket.send('é').delivered, { code: 'CLOSED' });
    await assert.rejects(socket.send(new Blob(['abc'])).delivered, { code: 'CLOSED' });
    assert.equal(socket.bufferedAmount, 5);
    assert.deepEqual(fake.sent, []);
  });
});

describe('receiving', () => {
  it('dispatches what completes, with metadata and origin', async () => {
    const { socket, fake, events } = negotiated();
    fake.receive(build.text('héllo'));
    fake.receive(build.begin({ id: 1, metadata: [['name', 'x'], ['__proto__', 'y']], payload: bytes(3) }));
    socket.binaryType = 'arraybuffer';
    socket.binaryType = 'nonsense';
    fake.receive(build.end(1, bytes(5), bytes(2)));
    fake.receive(build.binary(bytes(4)));
    const [, first, second, third] = events;
    assert.deepEqual([first.data, first.origin, first.id, first.metadata], ['héllo', 'ws://fake', null, null]);
    assert.deepEqual([second.id, Object.entries(second.metadata)], [1, [['name', 'x'], ['__proto__', 'y']]]);
    assert.deepEqual(new Uint8Array(await second.data.arrayBuffer()), bytes(5));
    assert.deepEqual(new Uint8Array(third.data), bytes(4));
  });

  it('tells how far a message has come, to those who listen', () => {
    const { socket, fake } = negotiated();
    const seen = [];
    fake.receive(build.begin({ id: 1, length: 9, payload: bytes(3) }));
    socket.onmessageprogress = ({ id, received, length }) => seen.push([id, received, length]);
    fake.receive(build.data(1, bytes(3)));
    socket.onmessageprogress = null;
    fake.receive(build.data(1, bytes(1)));
    assert.deepEqual(seen, [[1, 6, 9]]);
  });

  it('closes with a code that browsers allow when the peer breaks a rule, and tells the real one', () => {
    const { socket, fake, events } = negotiated();
    fake.receive(new Uint8Array([0x7f]));
    assert.deepEqual([fake.closeCalls[0][0], socket.readyState], [4002, LighterageSocket.CLOSING]);
    fake.end(4002);
    const [, error, close] = events;
    assert.deepEqual([error.type, error.error.code, close.code, close.wasClean], ['error', 'MALFORMED', 1002, true]);
    assert.match(close.reason, /Type 127/);
  });
});

describe('closing', () => {
  it('checks its arguments as WebSocket does', () => {
    const { socket } = negotiated();
    for (const code of [0, 999, 1001, 1005, 2999, 5000, NaN]) throwsDom(() => socket.close(code), 'InvalidAccessError');
    throwsDom(() => socket.close(1000, 'é'.repeat(62)), 'SyntaxError');
    assert.equal(socket.readyState, LighterageSocket.OPEN);
  });

  it('waits until all that was sent is acknowledged', () => {
    const { socket, fake, events } = negotiated();
    socket.send('last');
    socket.close(3001, 'bye');
    assert.equal(socket.readyState, LighterageSocket.CLOSING);
    assert.deepEqual(fake.closeCalls, []);
    fake.receive(build.ack(1));
    assert.deepEqual(fake.closeCalls, [[3001, 'bye']]);
    socket.close();
    fake.end(3001, 'bye');
    assert.equal(socket.readyState, LighterageSocket.CLOSED);
    const { type, code, reason, wasClean } = events.at(-1);
    assert.deepEqual([type, code, reason, wasClean], ['close', 3001, 'bye', true]);
  });

  it('without a code is 1000, because 1005 would be a lost transport', () => {
    const { socket, fake } = negotiated();
    socket.close();
    assert.deepEqual(fake.closeCalls, [[1000, undefined]]);
  });

  it('before it is open gives the connection up, without another try', () => {
    const { socket, fake, all, types } = dial();
    socket.close();
    fake.fail();
    assert.deepEqual([all.length, types()], [1, ['error', 'close']]);
  });

  it('between open and HELLO gives it up too, though a HELLO may still come', () => {
    const { socket, fake, all, types } = dial();
    fake.accept('lighterage.v1');
    socket.close();
    fake.receive(build.hello());
    assert.deepEqual(fake.closeCalls, [[1000, undefined]]);
    fake.end(1000);
    assert.deepEqual([all.length, types()], [1, ['close']]);
  });

  it('sends nothing more once its time is up', async (t) => {
    t.mock.timers.enable({ apis: ['setTimeout'] });
    const { socket, fake } = negotiated();
    const { delivered } = socket.send(bytes(2e6));
    const sent = fake.sent.length;
    socket.close();
    t.mock.timers.tick(10000);
    assert.equal(fake.closeCalls.length, 1);
    fake.receive(build.ack(sent));
    assert.equal(fake.sent.length, sent);
    fake.end(1000);
    await assert.rejects(delivered, { code: 'CLOSED' });
  });

  it('by the peer ends what was under way', async () => {
    const { socket, fake, types } = negotiated();
    const [sent, partly] = [socket.send('sent'), socket.send(bytes(2e6))];
    fake.end(1001, 'going', true);
    await assert.rejects(sent.delivered, { code: 'UNKNOWN_OUTCOME' });
    await assert.rejects(partly.delivered, { code: 'CLOSED' });
    assert.deepEqual(types(), ['open', 'close']);
    assert.equal(socket.bufferedAmount, 2000004);
  });

  it('handler attributes hold one function each, with the socket as this', () => {
    const { socket, fake } = negotiated();
    const calls = [];
    socket.onclose = () => calls.push('replaced');
    socket.onclose = function ({ code }) {
      calls.push([this === socket, code]);
    };
    assert.equal(typeof socket.onclose, 'function');
    fake.end(1000);
    assert.deepEqual(calls, [[true, 1000]]);
    socket.onclose = 'no function';
    assert.equal(socket.onclose, null);
    for (const name of ['onopen', 'onmessage', 'onmessageprogress', 'onerror']) {
      assert.equal(socket[name], null);
      socket[name] = () => {};
      assert.equal(typeof socket[name], 'function');
    }
  });
});

describe('section 9: a plain peer', () => {
  it('gets ordinary messages, in order, and those in memory at once', async () => {
    const { socket, fake } = plain();
    const transfers = ['a', bytes(3).buffer].map((data) => socket.send(data));
    assert.deepEqual(fake.sent, ['a', bytes(3)]);
    transfers.push(...[new Blob(['blob']), ReadableStream.from(['te', 'xt']), ReadableStream.from([bytes(2)]), 'z'].map((data) => socket.send(data)));
    assert.equal(socket.bufferedAmount, 5);
    await Promise.all(transfers.map(({ delivered }) => delivered));
    assert.deepEqual(fake.sent.slice(2), [new Uint8Array(Buffer.from('blob')), 'text', bytes(2), 'z']);
    assert.deepEqual(transfers.map(({ acknowledged }) => acknowledged), [1, 3, 4, 4, 2, 1]);
  });

  it('gets a Blob as it is where the WebSocket is the global one', async (t) => {
    const WebSocket = FakeWebSocket.fresh();
    globalThis.WebSocket = WebSocket;
    t.after(() => delete globalThis.WebSocket);
    const socket = new LighterageSocket(`ws://fake/${++urls}`, 'app');
    WebSocket.all[0].accept('app');
    const blob = new Blob(['x']);
    socket.send(blob);
    assert.deepEqual(WebSocket.all[0].sent, [blob]);
  });

  it('may be sent to from within a progress event', async () => {
    const { socket, fake } = plain();
    const transfer = socket.send(new Blob(['first']));
    transfer.addEventListener('progress', () => socket.send(new Blob(['second'])));
    await until(() => fake.sent.length === 2);
    await turns();
    assert.equal(fake.sent.length, 2);
  });

  it('is spared what is given up or cannot be read', async () => {
    const { socket, fake } = plain();
    const failing = socket.send(new ReadableStream({ pull: (controller) => controller.error(new Error('broken')) }));
    const aborted = socket.send(new ReadableStream());
    const last = socket.send('last');
    await assert.rejects(failing.delivered, { code: 'FAILED' });
    aborted.abort('why');
    await assert.rejects(aborted.delivered, { code: 'CANCELLED' });
    await last.delivered;
    assert.deepEqual(fake.sent, ['last']);
  });

  it('sends what is received as it is, in the binary type that is set', async () => {
    const { socket, fake, events } = plain();
    fake.receive('text');
    fake.receive(bytes(3));
    socket.binaryType = 'arraybuffer';
    fake.receive(bytes(2));
    assert.equal(events[1].data, 'text');
    assert.deepEqual(new Uint8Array(await events[2].data.arrayBuffer()), bytes(3));
    assert.deepEqual(new Uint8Array(events[3].data), bytes(2));
  });

  it('is closed once all is handed over, or the time is up', async (t) => {
    t.mock.timers.enable({ apis: ['setTimeout'] });
    const { socket, fake } = plain();
    socket.send(new Blob(['blob']));
    socket.close(3000, 'done');
    assert.deepEqual(fake.closeCalls, []);
    await until(() => fake.closeCalls.length === 1);
    assert.deepEqual([fake.sent.length, fake.closeCalls], [1, [[3000, 'done']]]);
    const stuck = plain();
    const { delivered } = stuck.socket.send(new ReadableStream());
    stuck.socket.close();
    t.mock.timers.tick(10000);
    assert.deepEqual(stuck.fake.closeCalls, [[undefined, undefined]]);
    stuck.fake.end(1005);
    await assert.rejects(delivered, { code: 'CLOSED' });
  });
});
