import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { build, bytes } from './support/frames.js';
import { TestSession } from './support/session.js';
import { SimulatedPath } from './support/simulated-path.js';

const MIB = 1 << 20;

describe('the congestion window', () => {
  for (const [rate, delay] of [
    [1000, 20],
    [12000, 75],
    [20000, 20],
    [60000, 150],
    [125000, 50],
  ]) {
    it(`fills a path of ${rate / 1000} MB/s and ${delay} ms without a queue that short messages would feel`, () => {
      const path = new SimulatedPath({ rate, delay });
      path.run(10000);
      assert.ok(path.run(10000) > 0.97 * rate);
      // What the least window is too much for on a slow path, and half of the round trip.
      assert.ok(path.queue < MIB / rate + delay + 20, `${path.queue} ms`);
    });
  }

  it('grows only where frames wait for room', () => {
    const path = new SimulatedPath({ rate: 20000, delay: 100, left: MIB / 2 });
    path.run(5000);
    assert.equal(path.congestion.bytes, MIB);
  });

  it('keeps a path busy whose peer acknowledges half of its window at once', () => {
    const path = new SimulatedPath({ rate: 60000, delay: 5, window: 4 * MIB, step: 2 * MIB });
    path.run(2000);
    assert.ok(path.run(5000) > 0.97 * 60000);
  });

  it('never exceeds a window that is small', () => {
    const path = new SimulatedPath({ rate: 100000, delay: 100, window: 2 * MIB, step: MIB });
    path.run(5000);
    assert.equal(path.congestion.bytes, 2 * MIB);
  });

  it('shrinks when the path becomes narrow', () => {
    const path = new SimulatedPath({ rate: 125000, delay: 50 });
    path.run(5000);
    assert.ok(path.congestion.bytes > 12 * MIB);
    path.rate = 5000;
    path.run(20000);
    assert.ok(path.congestion.bytes < 2 * MIB);
  });

  it('begins anew with another transport', () => {
    const path = new SimulatedPath({ rate: 125000, delay: 50 });
    path.run(5000);
    path.congestion.restart();
    assert.equal(path.congestion.bytes, MIB);
  });

  it('holds a session below the WINDOW of its peer, until round trips have shown that more goes', () => {
    const session = TestSession.open({ chunkSize: 32000 }, { WINDOW: 16 * MIB, MAX_FRAME: 32000 });
    session.send(bytes(16e6));
    const first = session.sent.splice(0);
    assert.equal(first.length, Math.floor(MIB / 32000));
    session.give(build.ack(first.length));
    assert.equal(session.sent.splice(0).length, Math.floor((2 * MIB) / 32000));
  });
});
