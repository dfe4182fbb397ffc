import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { LighterageSocket } from '../../main/js/lighterage.js';
import { Reconnector } from '../../main/js/reconnector.js';
import { FakeWebSocket, endedAfterEach } from './support/fake-websocket.js';
import { build, bytes, summary } from './support/frames.js';

const TOLD = ['open', 'reconnecting', 'resumed', 'error', 'close'];
const settings = { RESUME_SECONDS: 60, WINDOW: 1e6, MAX_FRAME: 32000 };
const token = (n) => bytes(16, n);

let urls = 0;
const open = endedAfterEach();

/** An open socket over fake WebSockets, in time that only the test moves, and what it tells. */
function dial(t, { protocols = [], more = {}, ...options } = {}) {
  // A whole number, of which differences are exact.
  let now = Math.ceil(performance.now());
  t.mock.timers.enable({ apis: ['setTimeout'] });
  t.mock.method(performance, 'now', () => now);
  t.mock.method(Math, 'random', () => 1);
  const { WebSocket = FakeWebSocket.fresh() } = options;
  const socket = new LighterageSocket(`ws://fake/${++urls}`, protocols, { keepalive: 0, ...options, WebSocket });
  const { all } = WebSocket;
  const events = [];
  for (const type of TOLD) socket.addEventListener(type, (event) => events.push(event));
  const dialled = {
    socket,
    all,
    events,
    get fake() {
      return all.at(-1);
    },
    pass(milliseconds) {
      now += milliseconds;
      t.mock.timers.tick(milliseconds);
    },
    types: () => events.map(({ type }) => type),
    protocol: protocols.length > 0 ? `lighterage.v1+${protocols[0]}` : 'lighterage.v1',
    /** The server accepts the newest connection, and answers HELLO. */
    accept({ n = all.length, resumed = all.length > 1, received = 0 } = {}) {
      const { fake } = dialled;
      fake.accept(dialled.protocol);
      const hello = summary(fake.sent.shift());
      const kept = (more.RESUME_SECONDS ?? settings.RESUME_SECONDS) > 0;
      const answer = { token: kept ? token(n) : bytes(0), resumed, received, settings: { ...settings, ...more } };
      fake.receive(build.hello(answer));
      return hello;
    },
  };
  open.push(dialled);
  return dialled;
}

function opened(t, options) {
  const dialled = dial(t, options);
  dialled.hello = dialled.accept();
  dialled.events.length = 0;
  return dialled;
}

describe('section 7: a socket whose connection is lost', () => {
  it('stays open, and goes on with another connection', async (t) => {
    const dialled = opened(t, { protocols: ['app'] });
    const { socket, all, events, types } = dialled;
    assert.equal(socket.attached, true);
    const first = socket.send('first');
    all[0].end(1006, '', false);
    assert.deepEqual([socket.readyState, socket.attached, types()], [LighterageSocket.OPEN, false, ['reconnecting']]);
    assert.deepEqual([events[0].attempt, events[0].delay, events[0].code], [1, 100, 1006]);
    const second = socket.send('second');
    dialled.pass(99);
    assert.equal(all.length, 1);
    dialled.pass(1);
    assert.deepEqual([all.length, all[1].url, all[1].offered], [2, all[0].url, all[0].offered]);
    const hello = dialled.accept({ received: 1 });
    assert.deepEqual(hello.token, token(1));
    assert.deepEqual([types(), events[1].newSession, socket.attached], [['reconnecting', 'resumed'], false, true]);
    assert.deepEqual(all[1].sent, [build.ack(0), build.text('second')]);
    all[1].receive(build.ack(2));
    await Promise.all([first.delivered, second.delivered]);
    assert.equal(socket.bufferedAmount, 0);
  });

  it('says in HELLO whether it will come back', (t) => {
    for (const [resume, seconds] of [[undefined, 60], [true, 60], [false, 0]]) {
      const { hello } = opened(t, { resume });
      assert.deepEqual(hello.settings.find(([key]) => key === 5), [5, seconds]);
      t.mock.reset();
    }
  });

  it('ends with its connection where it is not to resume, or the server keeps no session', (t) => {
    for (const options of [{ resume: false }, { more: { RESUME_SECONDS: 0 } }]) {
      const { socket, all, types } = opened(t, options);
      all[0].end(1006, '', false);
      assert.deepEqual([socket.readyState, socket.attached, types()], [LighterageSocket.CLOSED, false, ['close']]);
      t.mock.reset();
    }
  });

  it('ends with any other close code', (t) => {
    const { socket, all, types, events } = opened(t);
    all[0].end(4000, 'enough');
    assert.deepEqual([socket.readyState, types(), events[0].code], [LighterageSocket.CLOSED, ['close'], 4000]);
  });

  it('ends with the close code of an attempt that is refused for good', (t) => {
    const dialled = opened(t);
    dialled.all[0].end(1001);
    dialled.pass(100);
    dialled.fake.accept(dialled.protocol);
    dialled.fake.end(4401, 'who are you?');
    assert.deepEqual([dialled.types(), dialled.events.at(-1).code], [['reconnecting', 'close'], 4401]);
  });

  it('begins a new session where the server has lost it', async (t) => {
    const dialled = opened(t);
    const { socket, events } = dialled;
    const sent = socket.send('sent');
    dialled.all[0].end(1012);
    const queued = socket.send('queued');
    dialled.pass(100);
    dialled.accept({ resumed: false });
    assert.equal(socket.attached, false);
    dialled.fake.receive(build.checkpoint([]));
    assert.deepEqual([socket.attached, events.at(-1).newSession], [true, true]);
    await assert.rejects(sent.delivered, { code: 'UNKNOWN_OUTCOME' });
    dialled.fake.receive(build.ack(1));
    await queued.delivered;
  });

  it('ignores what still comes on the lost connection', (t) => {
    const dialled = opened(t, { keepalive: 1000, livenessTimeout: 1000 });
    const messages = [];
    dialled.socket.onmessage = ({ data }) => messages.push(data);
    dialled.pass(1000);
    dialled.pass(1000);
    dialled.pass(50);
    dialled.pass(100);
    dialled.accept();
    dialled.all[0].receive(build.text('late'));
    dialled.all[0].end(1006);
    dialled.fake.receive(build.text('new'));
    assert.deepEqual([messages, dialled.types()], [['new'], ['reconnecting', 'resumed']]);
  });

  it('is taken for lost when nothing comes after PING', (t) => {
    const dialled = opened(t, { keepalive: 20000, livenessTimeout: 10000 });
    dialled.pass(20000);
    assert.deepEqual(dialled.fake.sent, [build.ping(bytes(0))]);
    dialled.pass(10000);
    dialled.pass(50);
    assert.deepEqual([dialled.types(), dialled.events[0].code, dialled.fake.closeCalls.length], [['reconnecting'], 1006, 1]);
  });

  it('is told as an error where the silent connection was the last', (t) => {
    const dialled = opened(t, { keepalive: 20000, resume: false });
    for (const time of [20000, 10000, 50]) dialled.pass(time);
    assert.deepEqual([dialled.types(), dialled.events[0].error.code, dialled.events[1].code], [['error', 'close'], 'CONNECTION_LOST', 1006]);
  });

  it('tries again where the server negotiates otherwise, or answers with no HELLO', (t) => {
    const dialled = opened(t, { handshakeTimeout: 1000 });
    dialled.all[0].end(1006, '', false);
    dialled.pass(100);
    dialled.fake.accept('');
    assert.deepEqual([dialled.types(), dialled.socket.negotiated], [['reconnecting', 'reconnecting'], true]);
    dialled.pass(200);
    dialled.fake.accept(dialled.protocol);
    dialled.fake.receive('welcome');
    dialled.pass(400);
    dialled.fake.accept(dialled.protocol);
    dialled.pass(1000);
    assert.deepEqual(dialled.events.map(({ attempt }) => attempt), [1, 2, 3, 4]);
    dialled.pass(800);
    dialled.accept();
    assert.equal(dialled.socket.attached, true);
  });

  it('tries again where no WebSocket could be made', (t) => {
    let refuse = false;
    const Fresh = FakeWebSocket.fresh();
    class Refusing extends Fresh {
      constructor(...args) {
        if (refuse) throw new Error('no credentials');
        super(...args);
      }
    }
    Refusing.all = Fresh.all;
    const dialled = opened(t, { WebSocket: Refusing });
    refuse = true;
    dialled.fake.end(1006, '', false);
    dialled.pass(100);
    refuse = false;
    dialled.pass(200);
    dialled.accept();
    assert.deepEqual(dialled.types(), ['reconnecting', 'reconnecting', 'resumed']);
  });

  it('ends where the server breaks a rule as it resumes', (t) => {
    const dialled = opened(t);
    dialled.all[0].end(1006, '', false);
    dialled.pass(100);
    dialled.accept({ received: 5 });
    assert.deepEqual(dialled.fake.closeCalls.map(([code]) => code), [4002]);
    dialled.fake.end(4002);
    assert.deepEqual([dialled.types(), dialled.events.at(-1).code], [['reconnecting', 'error', 'close'], 1002]);
  });
});

describe('section 8: between attempts', () => {
  const fail = (dialled) => dialled.fake.fail();

  it('a client waits twice as long each time, up to 10 s', (t) => {
    const dialled = opened(t);
    const delays = [];
    dialled.socket.onreconnecting = ({ delay }) => delays.push(delay);
    dialled.all[0].end(1006, '', false);
    for (let attempt = 2; attempt <= 9; attempt++) {
      dialled.pass(delays.at(-1));
      assert.equal(dialled.all.length, attempt);
      fail(dialled);
    }
    assert.deepEqual(delays, [100, 200, 400, 800, 1600, 3200, 6400, 10000, 10000]);
  });

  /** Loses a connection after what happens on it, and tells the delay after that. */
  function delayAfter(t, happens) {
    const dialled = opened(t);
    dialled.all[0].end(1006, '', false);
    dialled.pass(100);
    fail(dialled);
    dialled.pass(200);
    dialled.socket.send('x');
    dialled.accept();
    happens(dialled);
    dialled.fake.end(1006, '', false);
    return dialled.events.at(-1).delay;
  }

  it('a connection that was of no use does not reset that', (t) => assert.equal(delayAfter(t, () => {}), 400));
  it('one that lasted 10 s does', (t) => {
    assert.equal(delayAfter(t, ({ pass }) => pass(9999)), 400);
    t.mock.reset();
    assert.equal(delayAfter(t, ({ pass }) => pass(10000)), 100);
  });
  it('progress of the count of what was sent does', (t) => assert.equal(delayAfter(t, ({ fake }) => fake.receive(build.ack(1))), 100));
  it('progress that is learnt of when the session resumes does', (t) => {
    const dialled = opened(t);
    dialled.socket.send('x');
    dialled.all[0].end(1006, '', false);
    dialled.pass(100);
    fail(dialled);
    dialled.pass(200);
    dialled.accept({ received: 1 });
    dialled.fake.end(1006, '', false);
    assert.equal(dialled.events.at(-1).delay, 100);
  });
  it('progress of the count of what was received does', (t) => assert.equal(delayAfter(t, ({ fake }) => fake.receive(build.text('x'))), 100));

  it('a client gives up when the server keeps the session no longer', async (t) => {
    const dialled = opened(t, { more: { RESUME_SECONDS: 5 } });
    const { delivered } = dialled.socket.send(bytes(2e6));
    dialled.all[0].end(1006, '', false);
    for (const delay of [100, 200, 400, 800, 1600]) {
      dialled.pass(delay);
      fail(dialled);
    }
    dialled.pass(1899);
    assert.equal(dialled.socket.readyState, LighterageSocket.OPEN);
    const count = dialled.all.length;
    dialled.pass(1);
    const [error, close] = dialled.events.slice(-2);
    assert.deepEqual([error.error.code, close.code, close.wasClean], ['RESUME_EXPIRED', 1006, false]);
    assert.match(error.message, /for 5 s/);
    assert.equal(error.error.cause.code, 'CONNECTION_FAILED');
    await assert.rejects(delivered, { code: 'CLOSED' });
    dialled.pass(60000);
    assert.equal(dialled.all.length, count);
  });

  it('waits for a server that keeps it for longer than a timer can wait', () => {
    const waits = [];
    const clock = { now: () => 0, after: (milliseconds) => (waits.push(milliseconds), () => {}) };
    const reconnector = new Reconnector(clock, () => 1, { reconnecting() {} });
    reconnector.lost(1006, 0, Number.MAX_SAFE_INTEGER);
    assert.deepEqual(waits, [2147483647, 100]);
    reconnector.stop();
  });

  it('and leaves the attempt that is under way', (t) => {
    const dialled = opened(t, { more: { RESUME_SECONDS: 5 } });
    dialled.all[0].end(1006, '', false);
    dialled.pass(100);
    dialled.pass(4900);
    assert.equal(dialled.fake.closeCalls.length, 1);
    dialled.fake.accept(dialled.protocol);
    assert.deepEqual([dialled.fake.sent, dialled.types()], [[], ['reconnecting', 'error', 'close']]);
  });

  it('has all of that time again once it was resumed', (t) => {
    const dialled = opened(t, { more: { RESUME_SECONDS: 5 } });
    for (let n = 0; n < 3; n++) {
      dialled.fake.end(1006, '', false);
      dialled.pass(4000);
      dialled.accept();
    }
    assert.equal(dialled.socket.readyState, LighterageSocket.OPEN);
  });
});

describe('in a browser', () => {
  /** Something of a page. */
  function page(t) {
    const target = new EventTarget();
    const document = Object.assign(new EventTarget(), { visibilityState: 'visible', baseURI: 'http://page/' });
    const listeners = new Set();
    globalThis.document = document;
    globalThis.addEventListener = (type, listener) => {
      listeners.add(listener);
      target.addEventListener(type, listener);
    };
    globalThis.removeEventListener = (type, listener) => {
      listeners.delete(listener);
      target.removeEventListener(type, listener);
    };
    t.after(() => {
      for (const name of ['document', 'addEventListener', 'removeEventListener']) delete globalThis[name];
    });
    return { document, listeners, tell: (type) => target.dispatchEvent(new Event(type)) };
  }

  it('an attempt is made at once when the network is back or the page becomes visible', (t) => {
    const { document, listeners, tell } = page(t);
    const dialled = opened(t);
    assert.equal(listeners.size, 0);
    dialled.all[0].end(1006, '', false);
    tell('online');
    assert.equal(dialled.all.length, 2);
    // One is under way already.
    tell('online');
    dialled.pass(100);
    assert.equal(dialled.all.length, 2);
    dialled.fake.fail();
    document.visibilityState = 'hidden';
    document.dispatchEvent(new Event('visibilitychange'));
    assert.equal(dialled.all.length, 2);
    document.visibilityState = 'visible';
    document.dispatchEvent(new Event('visibilitychange'));
    assert.equal(dialled.all.length, 3);
    dialled.accept();
    assert.equal(listeners.size, 0);
    tell('online');
    assert.equal(dialled.all.length, 3);
  });

  it('none is made without a network, until it is back', (t) => {
    const { tell } = page(t);
    const dialled = opened(t);
    dialled.all[0].end(1006, '', false);
    tell('offline');
    dialled.pass(30000);
    assert.equal(dialled.all.length, 1);
    tell('online');
    assert.equal(dialled.all.length, 2);
    // Also where the network goes while an attempt is under way.
    tell('offline');
    dialled.fake.fail();
    dialled.pass(20000);
    assert.equal(dialled.all.length, 2);
    tell('online');
    assert.equal(dialled.all.length, 3);
  });

  it('none is made where there is no network from the start', (t) => {
    const { tell } = page(t);
    // Later versions of Node have one.
    const before = Object.getOwnPropertyDescriptor(globalThis, 'navigator');
    Object.defineProperty(globalThis, 'navigator', { value: { onLine: false }, configurable: true });
    t.after(() => (before ? Object.defineProperty(globalThis, 'navigator', before) : delete globalThis.navigator));
    const dialled = opened(t);
    dialled.all[0].end(1006, '', false);
    dialled.pass(30000);
    assert.equal(dialled.all.length, 1);
    tell('online');
    assert.equal(dialled.all.length, 2);
  });
});

describe("section 7: an application's close", () => {
  it('while there is no connection waits for the next, and is carried out on it', (t) => {
    const dialled = opened(t);
    const { socket } = dialled;
    socket.send('last');
    dialled.all[0].end(1006, '', false);
    socket.close(3001, 'bye');
    assert.equal(socket.readyState, LighterageSocket.CLOSING);
    dialled.pass(100);
    dialled.accept({ received: 0 });
    assert.deepEqual(dialled.fake.closeCalls, []);
    dialled.fake.receive(build.ack(1));
    assert.deepEqual(dialled.fake.closeCalls, [[3001, 'bye']]);
    dialled.fake.end(3001, 'bye');
    assert.deepEqual([dialled.types().at(-1), dialled.events.at(-1).code], ['close', 3001]);
  });

  it('is given up where there is none within closeTimeout', (t) => {
    const dialled = opened(t, { closeTimeout: 2000 });
    dialled.all[0].end(1006, '', false);
    dialled.socket.close();
    for (const delay of [100, 200, 400, 800]) {
      dialled.pass(delay);
      dialled.fake.fail();
    }
    dialled.pass(499);
    assert.equal(dialled.socket.readyState, LighterageSocket.CLOSING);
    dialled.pass(1);
    const [error, close] = dialled.events.slice(-2);
    assert.deepEqual([error.error.code, close.code], ['CLOSE_UNSENT', 1006]);
    const count = dialled.all.length;
    dialled.pass(60000);
    assert.equal(dialled.all.length, count);
  });

  it('ends the session, however the connection does after that', (t) => {
    const dialled = opened(t);
    dialled.socket.close();
    dialled.all[0].end(1006, '', false);
    assert.deepEqual([dialled.types(), dialled.socket.readyState], [['close'], LighterageSocket.CLOSED]);
  });
});
