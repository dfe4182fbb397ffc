import assert from 'node:assert/strict';
import { decode } from '../../../main/js/decode.js';
import { Engine } from '../../../main/js/engine.js';
import { limitsOf } from '../../../main/js/limits.js';
import { encodeMetadata } from '../../../main/js/metadata.js';
import { sourceOf } from '../../../main/js/source.js';
import { VirtualClock } from './clock.js';
import { build, summary } from './frames.js';

/** One engine whose peer is the test: frames in, a recorder out. */
export class TestSession {
  clock;
  sent = [];
  closes = [];
  messages = [];
  progress = [];
  errors = [];
  opened = 0;
  room = true;
  /** What the transport was taken for lost for. */
  drops = [];
  /** Whether each resumption led to a new session. */
  resumptions = [];
  pathLimits = [];
  application;

  /** PINGs come only in tests that want them. */
  constructor({ role = 'client', clock = new VirtualClock(), binaryType = 'arraybuffer', nonce = 7, route, tokens, ...limits } = {}) {
    this.role = role;
    this.clock = clock;
    this.application = {
      binaryType,
      opened: () => this.opened++,
      failed: (error) => this.errors.push(error),
      received: (message) => this.messages.push(message),
      progressed: (progress) => this.progress.push(progress),
      resumed: (isNew) => this.resumptions.push(isNew),
      pathLimited: (limit) => this.pathLimits.push(limit),
    };
    this.engine = new Engine({
      role,
      limits: limitsOf({ keepalive: 0, ...limits }),
      clock,
      random: () => nonce,
      application: this.application,
      route,
      tokens,
    });
  }

  transport = {
    send: (frame) => this.sent.push(frame),
    writable: () => this.room,
    close: (code, reason) => this.closes.push({ code, reason }),
    drop: (reason) => {
      this.drops.push(reason);
      this.engine.lost(1006);
    },
  };

  start() {
    this.engine.start(this.transport);
  }

  /** A session past the exchange of HELLO, with what its peer said in it. */
  static open(options = {}, settings = {}) {
    const session = new TestSession(options);
    session.start();
    session.give(build.hello({ settings }));
    assert.equal(session.opened, 1);
    session.sent = [];
    return session;
  }

  /** Connects again, as a client, and takes what the server answers; tells the HELLO that was sent. */
  comeBack(...answer) {
    this.engine.resume(this.transport);
    const hello = decode(this.sent.shift());
    this.give(...answer);
    return hello;
  }

  give(...frames) {
    for (const frame of frames) this.engine.receive(frame);
  }

  /** What was sent since the last call. */
  take() {
    return this.sent.splice(0).map(summary);
  }

  send(data, { metadata } = {}) {
    const transfer = { outcome: 'pending', error: null, progress: [] };
    const source = sourceOf(data);
    transfer.message = this.engine.send(source, metadata ? encodeMetadata(Object.entries(metadata)) : null, {
      progressed: () => transfer.progress.push(transfer.message?.acknowledged),
      settled: (error) => {
        assert.equal(transfer.outcome, 'pending', 'settled twice');
        transfer.outcome = error ? error.code : 'delivered';
        transfer.error = error;
      },
    });
    return transfer;
  }

  /** The session has been closed with this code, and tells why. */
  assertClosed(code) {
    assert.deepEqual(this.closes.map((close) => close.code), [code], this.closes[0]?.reason);
    assert.ok(this.closes[0].reason.length > 10);
    assert.equal(this.errors.length, 1);
    assert.equal(this.errors[0].closeCode, code);
    assert.equal(this.clock.timers, 0, 'a timer outlives its session');
  }

  /** Nothing was sent, told or closed that the test has not looked at. */
  assertQuiet() {
    assert.deepEqual(this.take(), []);
    assert.deepEqual(this.messages, []);
    assert.deepEqual(this.closes, []);
    assert.deepEqual(this.errors, []);
  }
}

/** Runs what is waiting on promises until the condition holds. */
export async function until(condition, what = String(condition)) {
  const deadline = performance.now() + 10000;
  while (!condition()) {
    assert.ok(performance.now() < deadline, `not within 10 s: ${what}`);
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** Runs what is waiting on promises, for what must not happen. */
export async function turns(count = 20) {
  for (let n = 0; n < count; n++) await new Promise((resolve) => setImmediate(resolve));
}
