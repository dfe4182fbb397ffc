import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { LighterageSocket, forgetOutcomes } from '../../main/js/lighterage.js';
import { lighterageServer } from '../../main/js/node.js';
import { build, bytes, summary } from './support/frames.js';
import { relay } from './support/relay.js';
import { until } from './support/session.js';
import { connectingWith, event } from './support/sockets.js';
import { fromHex, vectors } from './support/vectors.js';

const require = createRequire(new URL('../../main/js/package.json', import.meta.url));
const TIMEOUT = 60000;
const digest = (bytes) => createHash('sha256').update(new Uint8Array(bytes)).digest('hex');

for (const module of ['ws', 'ws-oldest']) {
  const { WebSocket, WebSocketServer } = require(module);
  const { version } = require(`${module}/package.json`);

  /** A server on a port of its own, and what connects to it. */
  async function serve(t, options = {}, wsOptions = {}) {
    const wss = new WebSocketServer({ host: '127.0.0.1', port: 0, perMessageDeflate: false, ...wsOptions });
    const server = lighterageServer(wss, options);
    const sockets = [];
    server.on('connection', (socket) => sockets.push(socket));
    t.after(() => {
      for (const socket of wss.clients) socket.terminate();
      server.close();
      return new Promise((resolve) => wss.close(resolve));
    });
    await once(wss, 'listening');
    return { wss, server, sockets, url: `ws://127.0.0.1:${wss.address().port}/path` };
  }

  async function serveEcho(t, options, wsOptions) {
    const served = await serve(t, options, wsOptions);
    served.server.on('connection', (socket) => {
      socket.onmessage = ({ data, metadata }) => socket.send(data, metadata ? { metadata } : {});
    });
    return served;
  }

  const connect = connectingWith(WebSocket);

  /** A WebSocket on which the test speaks the protocol by itself. */
  async function raw(t, url, options = {}, protocol = 'lighterage.v1') {
    const socket = new WebSocket(url, protocol, options);
    t.after(() => socket.terminate());
    socket.frames = [];
    socket.on('message', (data, isBinary) => socket.frames.push(isBinary ? new Uint8Array(data) : `${data}`));
    socket.closed = new Promise((resolve) => socket.once('close', (code, reason) => resolve({ code, reason: `${reason}` })));
    await once(socket, 'open');
    socket.take = async (count) => {
      await until(() => socket.frames.length >= count, `${count} frames`);
      return socket.frames.splice(0, count);
    };
    return socket;
  }

  /** Opens a session by hand. */
  async function session(t, url, { token, received = 0, options, protocol, settings = { RESUME_SECONDS: 60 } } = {}) {
    const socket = await raw(t, url, options, protocol);
    socket.send(build.hello({ token, received, settings }));
    const [hello] = await socket.take(1);
    return Object.assign(socket, { hello: summary(hello) });
  }

  describe(`the Node server on ws ${version}`, { timeout: 2 * TIMEOUT }, () => {
    describe('section 2: answers', () => {
      for (const { offer, own, answer, application } of vectors.answers) {
        it(`to [${offer}] with [${own}]`, { timeout: TIMEOUT }, async (t) => {
          const { server, url } = await serve(t, { protocols: own });
          const connected = once(server, 'connection');
          const socket = new WebSocket(url, offer);
          t.after(() => socket.terminate());
          if (answer === null) {
            // The WebSocket of ws fails where none of what it offered was chosen; the server takes it for a plain peer.
            socket.on('error', () => {});
            const [accepted] = await connected;
            assert.deepEqual([accepted.protocol, accepted.negotiated], ['', false]);
            return;
          }
          await once(socket, 'open');
          assert.equal(socket.protocol, answer);
          if (answer.startsWith('lighterage.v1')) socket.send(build.hello());
          const [accepted] = await connected;
          assert.deepEqual([accepted.protocol, accepted.negotiated], [application, answer.startsWith('lighterage.v1')]);
        });
      }

      it("an application's own handler is asked for its own subprotocols alone", { timeout: TIMEOUT }, async (t) => {
        const asked = [];
        const handleProtocols = (offered) => asked.push([...offered]) && 'b';
        const { url } = await serve(t, {}, { handleProtocols });
        const socket = await connect(t, url, ['a', 'b']);
        assert.deepEqual([socket.protocol, socket.negotiated, asked], ['b', true, [['a', 'b']]]);
        const bare = await connect(t, url);
        assert.deepEqual([bare.protocol, bare.negotiated, asked.length], ['', true, 1]);
      });
    });

    it('carries messages of any size and kind both ways', { timeout: TIMEOUT }, async (t) => {
      const { sockets, url } = await serveEcho(t, {}, { maxPayload: 32000 });
      const socket = await connect(t, url);
      const message = randomBytes(5e6);
      for (const data of ['short', 'lông'.repeat(20000), message, new Blob([message])]) {
        const back = event(socket, 'message');
        await socket.send(data, { metadata: { name: 'x' } }).delivered;
        const { data: echoed, metadata } = await back;
        assert.deepEqual({ ...metadata }, { name: 'x' });
        if (typeof data === 'string') assert.equal(echoed, data);
        else assert.equal(digest(echoed), digest(message));
      }
      const [accepted] = sockets;
      assert.deepEqual([accepted.readyState, accepted.attached, accepted.negotiated], [1, true, true]);
      assert.equal(new URL(accepted.url).pathname, '/path');
      const closed = event(accepted, 'close');
      socket.close(3001, 'done');
      const { code, reason, wasClean } = await closed;
      assert.deepEqual([code, reason, wasClean], [3001, 'done', true]);
    });

    it('closes once all that it sent is acknowledged', { timeout: TIMEOUT }, async (t) => {
      const { server, url } = await serve(t);
      let delivered;
      server.on('connection', (socket) => {
        ({ delivered } = socket.send(bytes(3e6)));
        socket.close(4000, 'enough');
      });
      const socket = new LighterageSocket(url, [], { WebSocket });
      const [{ data }, { code, reason }] = await Promise.all([event(socket, 'message'), event(socket, 'close')]);
      await delivered;
      assert.deepEqual([data.size, code, reason], [3e6, 4000, 'enough']);
    });

    it('section 9: a plain peer has the same face, and messages beyond maxMessageSize close it with 1009', { timeout: TIMEOUT }, async (t) => {
      const { sockets, url } = await serveEcho(t, { maxMessageSize: 1000, protocols: ['app'] });
      const socket = new WebSocket(url, 'app');
      t.after(() => socket.terminate());
      await once(socket, 'open');
      for (const data of ['text', bytes(1000)]) {
        socket.send(data);
        const [echoed, isBinary] = await once(socket, 'message');
        assert.deepEqual([isBinary, echoed.length], [typeof data !== 'string', data.length]);
      }
      assert.deepEqual([sockets[0].protocol, sockets[0].negotiated], ['app', false]);
      const ended = event(sockets[0], 'close');
      socket.send(bytes(1001));
      const [code, reason] = await once(socket, 'close');
      assert.equal(code, 1009);
      assert.match(`${reason}`, /1001 bytes, of at most 1000/);
      await ended;
      assert.equal(sockets[0].readyState, 3);
    });

    describe('section 4', () => {
      it('closes with 1002 if the first frame is another, 1003 if it is text, 1008 if none comes in time', { timeout: TIMEOUT }, async (t) => {
        const { sockets, url } = await serve(t, { handshakeTimeout: 100 });
        for (const [frame, code] of [[build.text('x'), 1002], ['text', 1003], [null, 1008]]) {
          const socket = await raw(t, url);
          if (frame !== null) socket.send(frame);
          assert.equal((await socket.closed).code, code);
        }
        assert.deepEqual(sockets, []);
      });

      it('and each malformed frame of the vectors, and each wrong HELLO, with its code', { timeout: TIMEOUT }, async (t) => {
        const { sockets, url } = await serve(t);
        const hellos = vectors.invalidHellos.filter(({ from }) => from === 'client');
        for (const { name, hex, closeCode } of [...vectors.invalid, ...hellos]) {
          const socket = await raw(t, url);
          if (!hex.startsWith('01')) socket.send(build.hello());
          socket.send(fromHex(hex));
          const { code, reason } = await socket.closed;
          assert.equal(code, closeCode, name);
          assert.ok(reason.length > 10, name);
        }
        assert.ok(sockets.every(({ readyState }) => readyState >= 2));
      });

      it('gives a token exactly when it keeps sessions, and sends no NONCE', { timeout: TIMEOUT }, async (t) => {
        for (const [resume, length] of [[60, 16], [0, 0]]) {
          const { url } = await serve(t, { resume });
          const { hello } = await session(t, url);
          assert.equal(hello.token.length, length);
          assert.deepEqual(hello.settings.map(([key]) => key), [1, 2, 3, 4, 5]);
          assert.equal(hello.settings[4][1], resume);
        }
      });
    });

    describe('section 7', () => {
      it('resumes with a new token and its own count, and sends again what was not processed', { timeout: TIMEOUT }, async (t) => {
        const { sockets, url } = await serve(t);
        const first = await session(t, url);
        first.send(build.text('one'));
        await until(() => sockets.length === 1);
        const messages = [];
        sockets[0].onmessage = ({ data }) => messages.push(data);
        for (const data of ['a', 'b', 'c']) sockets[0].send(data);
        await first.take(3);
        const lost = event(sockets[0], 'detached');
        first.terminate();
        assert.equal((await lost).code, 1006);
        assert.deepEqual([sockets[0].readyState, sockets[0].attached], [1, false]);
        sockets[0].send('d');
        const resumed = event(sockets[0], 'resumed');
        const second = await session(t, url, { token: first.hello.token, received: 1 });
        assert.deepEqual([second.hello.resumed, second.hello.received], [true, 1]);
        assert.notDeepEqual(second.hello.token, first.hello.token);
        await resumed;
        assert.deepEqual(await second.take(3), [build.text('b'), build.text('c'), build.text('d')]);
        assert.deepEqual([sockets.length, sockets[0].attached], [1, true]);
      });

      it('of all tokens only the one presented and the new one serve, and only the new one after the first frame', { timeout: TIMEOUT }, async (t) => {
        const { url } = await serve(t);
        const first = await session(t, url);
        first.terminate();
        const second = await session(t, url, { token: first.hello.token });
        second.terminate();
        // The answer may not have come: the one presented serves again.
        const third = await session(t, url, { token: first.hello.token });
        assert.equal(third.hello.resumed, true);
        third.send(build.ack(0));
        third.send(build.ping(bytes(1)));
        await third.take(1);
        third.terminate();
        for (const token of [first.hello.token, second.hello.token]) {
          const refused = await session(t, url, { token });
          assert.equal(refused.hello.resumed, false);
          assert.deepEqual(await refused.take(1), [build.checkpoint([])]);
        }
        assert.equal((await session(t, url, { token: third.hello.token })).hello.resumed, true);
      });

      it('a transport still attached is closed with 1001, and none of its frames is processed any more', { timeout: TIMEOUT }, async (t) => {
        const { sockets, url } = await serve(t);
        const first = await session(t, url);
        await until(() => sockets.length === 1);
        const messages = [];
        sockets[0].onmessage = ({ data }) => messages.push(data);
        const second = await session(t, url, { token: first.hello.token });
        first.send(build.text('late'));
        assert.equal((await first.closed).code, 1001);
        second.send(build.text('now'));
        await until(() => messages.length > 0);
        assert.deepEqual([second.hello.resumed, messages, sockets.length], [true, ['now'], 1]);
      });

      it('not for another path, origin, subprotocol or principal', { timeout: TIMEOUT }, async (t) => {
        const principal = ({ headers }) => headers.authorization ?? null;
        const { url } = await serve(t, { principal, protocols: ['app'] });
        const headers = { origin: 'http://a', authorization: 'alice' };
        const { hello: { token } } = await session(t, url, { options: { headers } });
        for (const [elsewhere, others, protocol] of [
          [`${url}?x`, headers],
          [`${url}/y`, headers],
          [url, { ...headers, origin: 'http://b' }],
          [url, { ...headers, authorization: 'bob' }],
          [url, headers, 'lighterage.v1+app'],
        ]) {
          const refused = await session(t, elsewhere, { token, protocol, options: { headers: others } });
          assert.equal(refused.hello.resumed, false);
        }
        assert.equal((await session(t, url, { token, options: { headers } })).hello.resumed, true);
      });

      it('a count above what was sent is malformed, and one below what was acknowledged begins a new session', { timeout: TIMEOUT }, async (t) => {
        const { sockets, url } = await serve(t);
        const first = await session(t, url);
        await until(() => sockets.length === 1);
        first.terminate();
        const above = await raw(t, url);
        above.send(build.hello({ token: first.hello.token, received: 1 }));
        assert.equal((await above.closed).code, 1002);
        await until(() => sockets[0].readyState === 3);

        const again = await session(t, url);
        await until(() => sockets.length === 2);
        const { delivered } = sockets[1].send('one');
        again.send(build.ack(1));
        await delivered;
        const closed = event(sockets[1], 'close');
        const below = await session(t, url, { token: again.hello.token, received: 0 });
        assert.equal(below.hello.resumed, false);
        assert.equal((await closed).code, 1006);
      });

      it('keeps so many sessions, and ends the one that was lost longest ago for another', { timeout: TIMEOUT }, async (t) => {
        const { server, sockets, url } = await serve(t, { maxKeptSessions: 2 });
        const tokens = [];
        const errors = [];
        for (let n = 0; n < 3; n++) {
          const client = await session(t, url);
          await until(() => sockets.length === n + 1);
          sockets[n].onerror = ({ error }) => errors.push([n, error.code]);
          tokens.push(client.hello.token);
          const lost = event(sockets[n], 'detached');
          client.terminate();
          await lost;
        }
        assert.deepEqual([server.keptSessions, errors, sockets[0].readyState], [2, [[0, 'NO_CAPACITY']], 3]);
        assert.equal((await session(t, url, { token: tokens[0] })).hello.resumed, false);
        assert.equal((await session(t, url, { token: tokens[2] })).hello.resumed, true);
        assert.equal(server.keptSessions, 1);
      });

      it('keeps so many bytes, also of what is sent while the client is away', { timeout: TIMEOUT }, async (t) => {
        const { server, sockets, url } = await serve(t, { maxKeptBytes: 100000 });
        const client = await session(t, url);
        await until(() => sockets.length === 1);
        const lost = event(sockets[0], 'detached');
        client.terminate();
        await lost;
        sockets[0].send(bytes(100000));
        assert.equal(server.keptSessions, 1);
        const closed = event(sockets[0], 'close');
        const { delivered } = sockets[0].send(bytes(1));
        await closed;
        await assert.rejects(delivered, { code: 'CLOSED' });
        assert.equal(server.keptSessions, 0);
      });

      it('ends a session whose client does not come back in time', { timeout: TIMEOUT }, async (t) => {
        const { server, sockets, url } = await serve(t, { resume: 1 });
        const client = await session(t, url);
        await until(() => sockets.length === 1);
        const failed = event(sockets[0], 'error');
        const closed = event(sockets[0], 'close');
        client.terminate();
        assert.equal((await failed).error.code, 'RESUME_EXPIRED');
        assert.equal((await closed).code, 1006);
        assert.equal(server.keptSessions, 0);
        assert.equal((await session(t, url, { token: client.hello.token })).hello.resumed, false);
      });

      it('keeps none of a client that will not come back', { timeout: TIMEOUT }, async (t) => {
        const { server, sockets, url } = await serve(t);
        const client = await session(t, url, { settings: { RESUME_SECONDS: 0 } });
        await until(() => sockets.length === 1);
        const closed = event(sockets[0], 'close');
        client.terminate();
        await closed;
        assert.equal(server.keptSessions, 0);
      });
    });

    it('section 6: takes the transport of a client that answers no PING for lost', { timeout: TIMEOUT }, async (t) => {
      const { server, url } = await serve(t, { keepalive: 100, livenessTimeout: 100 });
      server.on('connection', (accepted) => (detached = event(accepted, 'detached')));
      let detached;
      const client = await session(t, url);
      assert.deepEqual(await client.take(1), [build.ping(bytes(0))]);
      assert.equal((await client.closed).code, 1006);
      assert.equal((await detached).code, 1006);
      assert.equal(server.keptSessions, 1);
    });

    const size = module === 'ws' ? 64e6 : 16e6;
    it(`${size / 1e6} MB pass up and down over a path that breaks several times`, { timeout: TIMEOUT }, async (t) => {
      const { sockets, url } = await serveEcho(t, { maxMessageSize: 1e8, window: 1e6 });
      const path = await relay(t, url, (connection) => (connection < 6 ? size / 7 + 100000 * connection + connection : Infinity));
      const socket = await connect(t, path.url, [], { maxMessageSize: 1e8 });
      const seen = [];
      socket.onreconnecting = ({ attempt }) => seen.push(`reconnecting ${attempt}`);
      socket.onresumed = ({ newSession }) => seen.push(`resumed ${newSession}`);
      const message = randomBytes(size);
      const back = event(socket, 'message');
      const transfer = socket.send(message);
      let last = 0;
      transfer.addEventListener('progress', () => {
        assert.ok(transfer.acknowledged > last, 'progress went back');
        last = transfer.acknowledged;
      });
      await transfer.delivered;
      const { data } = await back;
      assert.equal(digest(data), digest(message));
      assert.deepEqual([path.cuts, path.connections, sockets.length], [6, 7, 1]);
      assert.deepEqual(seen, Array(6).fill(['reconnecting 1', 'resumed false']).flat());
    });

    it('a file and a stream pass over a path that breaks, read again from where they were cut', { timeout: TIMEOUT }, async (t) => {
      const { sockets, url } = await serve(t);
      const path = await relay(t, url, (connection) => (connection < 5 ? 1.3e6 + connection : Infinity));
      const socket = await connect(t, path.url);
      const received = [];
      sockets[0].onmessage = ({ data }) => received.push(digest(data));
      const message = randomBytes(4e6);
      const chunks = Array.from({ length: 400 }, (_, n) => message.subarray(n * 10000, (n + 1) * 10000));
      const transfers = [new Blob([message]), ReadableStream.from(chunks)].map((data) => socket.send(data));
      await Promise.all(transfers.map(({ delivered }) => delivered));
      await until(() => received.length === 2);
      assert.deepEqual([received, path.cuts], [Array(2).fill(digest(message)), 5]);
    });

    describe('section 8: a path with a limit', () => {
      for (const maxPayload of [9000, 20000]) {
        it(`of ${maxPayload} bytes is found, and the next connection needs no search`, { timeout: TIMEOUT }, async (t) => {
          const { wss, sockets, url } = await serve(t, {}, { maxPayload });
          t.after(() => forgetOutcomes(url));
          const info = t.mock.method(console, 'info', () => {});
          const socket = await connect(t, url);
          const limits = [];
          const codes = [];
          socket.onpathlimit = ({ limit }) => limits.push(limit);
          socket.onreconnecting = ({ code }) => codes.push(code);
          const arrived = event(sockets[0], 'message');
          const message = randomBytes(300000);
          await socket.send(message).delivered;
          assert.equal(digest((await arrived).data), digest(message));
          await until(() => limits.length > 0);
          const expected = maxPayload === 9000 ? 8000 : 16000;
          assert.deepEqual([limits, codes], [[expected], maxPayload === 9000 ? [1009, 1009] : [1009]]);
          const logged = info.mock.calls.map(({ arguments: [line] }) => line).filter((line) => line.includes('127.0.0.1:'));
          assert.equal(logged.length, 1);
          assert.ok(logged[0].endsWith(`this path lets frames of at most ${expected} bytes through`));

          let connections = 0;
          wss.on('connection', () => connections++);
          const second = await connect(t, url);
          await second.send(message).delivered;
          assert.equal(connections, 1);
          assert.equal(info.mock.calls.filter(({ arguments: [line] }) => line.includes('127.0.0.1:')).length, 1);
        });
      }
    });

    it('the server started anew: what was sent has an unknown outcome, and what was not goes on', { timeout: TIMEOUT }, async (t) => {
      const first = await serve(t);
      let { url } = first;
      const path = await relay(t, url);
      const socket = await connect(t, path.url);
      first.sockets[0].binaryType = 'blob';
      // It takes what comes, and its answer never arrives.
      const port = Number(new URL(url).port);
      const sent = socket.send('sent');
      const resumed = event(socket, 'resumed');
      path.refuse = true;
      for (const client of first.wss.clients) client.terminate();
      await until(() => !socket.attached);
      const queued = socket.send('queued');
      first.server.close();
      await new Promise((resolve) => first.wss.close(resolve));
      const { sockets } = await serve(t, {}, { port });
      path.refuse = false;
      assert.equal((await resumed).newSession, true);
      await queued.delivered;
      await assert.rejects(sent.delivered, { code: 'UNKNOWN_OUTCOME' });
      assert.equal(sockets.length, 1);
    });
  });
}

describe('the echo server for tests of other languages', () => {
  it('echoes, and ends with its standard input', { timeout: TIMEOUT }, async (t) => {
    const script = fileURLToPath(new URL('support/echo-server.js', import.meta.url));
    const child = spawn(process.execPath, [script, '--port', '0', '--max-payload', '65535', '--resume', '5']);
    t.after(() => child.kill());
    const [line] = await once(child.stdout, 'data');
    const port = /^listening (\d+)\n$/.exec(line)[1];
    const { WebSocket } = require('ws');
    const socket = new LighterageSocket(`ws://127.0.0.1:${port}/`, [], { WebSocket });
    socket.binaryType = 'arraybuffer';
    await event(socket, 'open');
    for (const data of ['text', bytes(200000, 7)]) {
      const back = event(socket, 'message');
      socket.send(data);
      const { data: echoed } = await back;
      assert.deepEqual(typeof echoed === 'string' ? echoed : new Uint8Array(echoed), data);
    }
    socket.close();
    await event(socket, 'close');
    child.stdin.end();
    assert.deepEqual(await once(child, 'exit'), [0, null]);
  });
});
