import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { decode } from '../../main/js/decode.js';
import { build, bytes } from './support/frames.js';
import { TestSession } from './support/session.js';
import { fromHex, vectors } from './support/vectors.js';

const token = bytes(16, 9);

function started(role, limits) {
  const session = new TestSession({ role, ...limits });
  session.start();
  return session;
}

describe('section 4: opening', () => {
  it('the client sends HELLO at once, with all its settings and a nonce', () => {
    const client = started('client', { chunkSize: 20000, window: 100000, maxMessageSize: 5, maxConcurrent: 3, nonce: 123456 });
    const settings = [[1, 20000], [2, 5], [3, 100000], [4, 3], [5, 0], [15, 123456]];
    assert.deepEqual(client.sent.splice(0).map(decode), [
      { type: 1, resumed: false, token: new Uint8Array(0), received: 0, settings },
    ]);
    client.assertQuiet();
  });

  it('the server sends nothing before the HELLO of the client has come, and then its own without a nonce', () => {
    const server = started('server', { chunkSize: 1024, window: 1024 });
    server.send('early');
    server.assertQuiet();
    server.give(build.hello({ settings: { NONCE: 5 } }));
    const [hello, early] = server.take();
    // It accepts no less than the least of the protocol, whatever it sends.
    assert.deepEqual(hello.settings, [[1, 16384], [2, 67108864], [3, 65536], [4, 8], [5, 0]]);
    assert.deepEqual(early, { type: 'TEXT', bytes: 5 });
    assert.equal(server.opened, 1);
  });

  it('a client may send within the defaults right after its HELLO', () => {
    const client = started('client');
    client.send(bytes(100000));
    client.send('next');
    const [, ...frames] = client.sent.splice(0);
    assert.deepEqual(frames.map((frame) => frame.length), [16384, 16384, 16384, 16384]);
    client.give(build.hello({ settings: { MAX_FRAME: 20000, WINDOW: 1000000, MAX_CONCURRENT: 9 } }));
    assert.deepEqual(client.sent.splice(0).map((frame) => frame.length), [20000, summaryLength(100000, 4 * 16384, 20000), 5]);
  });

  it('the server closes with 1002 if the first frame is another', () => {
    for (const frame of [build.ping(bytes(0)), build.text('x'), fromHex('0600'), fromHex('')]) {
      const server = started('server');
      server.give(frame);
      server.assertClosed(1002);
      assert.equal(server.opened, 0);
    }
  });

  it('the server closes with 1008 if no HELLO comes within the handshake timeout', () => {
    const server = started('server', { handshakeTimeout: 3000 });
    server.clock.advance(2999);
    server.assertQuiet();
    server.clock.advance(1);
    server.assertClosed(1008);
  });

  it('a second HELLO on a transport is malformed', () => {
    for (const role of ['client', 'server']) {
      const session = TestSession.open({ role });
      session.give(build.hello());
      session.assertClosed(1002);
    }
  });

  it('a server that keeps no sessions answers a token with HELLO without RESUMED, and an empty CHECKPOINT', () => {
    const server = started('server');
    server.give(build.hello({ token, received: 77 }));
    const [hello, checkpoint] = server.take();
    assert.deepEqual([hello.type, hello.resumed, hello.token.length, hello.received], ['HELLO', false, 0, 0]);
    assert.deepEqual(checkpoint, { type: 'CHECKPOINT', entries: [] });
    server.give(build.text('first'));
    assert.deepEqual(server.messages.splice(0), [{ id: null, data: 'first', metadata: null }]);
  });

  it('a client accepts the token of a server that would resume', () => {
    const client = started('client');
    client.give(build.hello({ token, settings: { RESUME_SECONDS: 60 } }));
    assert.equal(client.opened, 1);
  });

  it('a CHECKPOINT for a session that was not to be resumed is malformed', () => {
    for (const role of ['client', 'server']) {
      const session = TestSession.open({ role });
      session.give(build.checkpoint([]));
      session.assertClosed(1002);
    }
  });

  it('a client whose session is new takes no count of received frames', () => {
    const client = started('client');
    client.give(build.hello({ received: 1 }));
    client.assertClosed(1002);
  });

  for (const { name, from, hex, closeCode } of vectors.invalidHellos) {
    it(`${name}, is refused`, () => {
      const session = started(from === 'client' ? 'server' : 'client');
      session.give(fromHex(hex));
      session.assertClosed(closeCode);
      assert.notEqual(session.errors[0].code, 'NO_HELLO', 'a wrong HELLO is no reason to fall back');
    });
  }
});

describe('section 2: a client falls back', () => {
  const assertNoHello = (client, code) => {
    client.assertClosed(code);
    assert.equal(client.errors[0].code, 'NO_HELLO');
  };

  it('where its own HELLO comes back', () => {
    const client = started('client');
    client.give(client.sent[0]);
    assertNoHello(client, 1002);
  });

  it('where the HELLO of another client comes', () => {
    const client = started('client');
    client.give(build.hello({ settings: { NONCE: 99 } }));
    assertNoHello(client, 1002);
  });

  it('where another frame comes first', () => {
    const client = started('client');
    client.give(build.binary(bytes(3)));
    assertNoHello(client, 1002);
  });

  it('where text comes first', () => {
    const client = started('client');
    client.engine.receiveText();
    assertNoHello(client, 1003);
  });

  it('where no HELLO comes within the handshake timeout', () => {
    const client = started('client');
    client.clock.advance(10000);
    assertNoHello(client, 1002);
  });

  it('and not once a HELLO has come', () => {
    const client = TestSession.open();
    client.clock.advance(100000);
    client.assertQuiet();
  });
});

/** The length of the END of a message of one-byte fields whose first frames had 16,384 bytes. */
function summaryLength(length, framed, limit) {
  const sent = framed - 6 - 3 * 2;
  const data = limit - 2;
  return 6 + length - sent - data;
}
