import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { openAsBlob } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { LighterageSocket } from '../../main/js/lighterage.js';
import { WebSocket, listen, listenWithEngine } from './support/servers.js';
import { connectingWith, event } from './support/sockets.js';

const TIMEOUT = 20000;
const MEBIBYTE = 1048576;

/** The error of a connection that fails, and its close code. */
const failure = (socket) =>
  new Promise((resolve) => {
    socket.onerror = ({ error }) => {
      socket.onclose = ({ code }) => resolve({ error, code });
    };
  });

const connect = connectingWith(WebSocket);

const digest = (bytes) => createHash('sha256').update(new Uint8Array(bytes)).digest('hex');
const echo = { received: (session, { data, metadata }) => session.send(data, { metadata: metadata ?? {} }).catch(() => {}) };

describe('over ws on 127.0.0.1', { timeout: 50000 }, () => {
  it('20 MB pass in both directions through a server that takes 32,000 bytes at most', { timeout: TIMEOUT }, async (t) => {
    const url = await listenWithEngine(t, echo, { maxPayload: 32000 });
    const socket = await connect(t, url);
    assert.equal(socket.negotiated, true);
    const message = randomBytes(20e6);
    const back = event(socket, 'message');
    const transfer = socket.send(message, { metadata: { name: 'twenty' } });
    await transfer.delivered;
    const { data, metadata } = await back;
    assert.equal(digest(data), digest(message));
    assert.deepEqual({ ...metadata }, { name: 'twenty' });
    assert.deepEqual([transfer.acknowledged, socket.bufferedAmount], [20e6, 0]);
  });

  it('such a server closes an ordinary WebSocket with 1009', { timeout: TIMEOUT }, async (t) => {
    const url = await listenWithEngine(t, echo, { maxPayload: 32000 });
    const socket = new WebSocket(url);
    t.after(() => socket.terminate());
    await new Promise((resolve) => socket.once('open', resolve));
    socket.send(Buffer.alloc(32001));
    const code = await new Promise((resolve) => socket.once('close', resolve));
    assert.equal(code, 1009);
  });

  it('text, streams and a file pass, each as what it is, with compression too', { timeout: TIMEOUT }, async (t) => {
    const url = await listenWithEngine(t, echo, { perMessageDeflate: true });
    const socket = await connect(t, url);
    assert.match(socket.extensions, /permessage-deflate/);
    const text = 'aé€😀'.repeat(100000);
    const directory = await mkdtemp(join(tmpdir(), 'lighterage-'));
    t.after(() => rm(directory, { recursive: true }));
    const file = join(directory, 'file');
    const content = randomBytes(3 * MEBIBYTE + 1);
    await writeFile(file, content);
    const chunks = Array.from({ length: 40 }, () => randomBytes(20000));
    const received = [];
    const all = new Promise((resolve) => {
      socket.onmessage = ({ data }) => received.push(data) === 4 && resolve();
    });
    socket.send(text);
    socket.send(await openAsBlob(file));
    socket.send(ReadableStream.from(chunks));
    socket.send(ReadableStream.from([text, text]));
    await all;
    assert.equal(received[0], text);
    assert.equal(digest(received[1]), digest(content));
    assert.equal(digest(received[2]), digest(Buffer.concat(chunks)));
    assert.equal(received[3], text + text);
  });

  it('interleaved, a short message overtakes a long one', { timeout: TIMEOUT }, async (t) => {
    const order = [];
    const url = await listenWithEngine(t, { received: (_, { data }) => order.push(data.length ?? data.byteLength) });
    const socket = await connect(t, url, [], { ordering: 'interleaved' });
    const long = socket.send(new Uint8Array(8e6));
    await socket.send('short').delivered;
    assert.equal(long.acknowledged < 8e6, true);
    await long.delivered;
    assert.deepEqual(order, [5, 8e6]);
  });

  it('the server chooses among the subprotocols of the application', { timeout: TIMEOUT }, async (t) => {
    const url = await listenWithEngine(t, echo, { own: ['b', 'a'] });
    const socket = await connect(t, url, ['a', 'b']);
    assert.deepEqual([socket.protocol, socket.negotiated], ['b', true]);
  });

  it('a message that is too large is refused, and the connection lives', { timeout: TIMEOUT }, async (t) => {
    const url = await listenWithEngine(t, echo, { limits: { maxMessageSize: 100000 } });
    const socket = await connect(t, url, [], { maxMessageSize: 1000 });
    await assert.rejects(socket.send(new Uint8Array(100001)).delivered, { code: 'TOO_LARGE' });
    const back = event(socket, 'message');
    await socket.send(new Uint8Array(50000)).delivered;
    socket.send('small');
    assert.equal((await back).data, 'small');
  });

  it('close comes after all that was sent has arrived', { timeout: TIMEOUT }, async (t) => {
    let closed;
    const arrived = [];
    const end = new Promise((resolve) => (closed = resolve));
    const url = await listenWithEngine(t, {
      connected: (socket) => socket.on('close', (code, reason) => closed([code, `${reason}`])),
      received: (_, { data }) => arrived.push(data.byteLength),
    });
    const socket = await connect(t, url);
    const { delivered } = socket.send(new Uint8Array(5e6));
    socket.close(4000, 'done');
    const { code, reason, wasClean } = await event(socket, 'close');
    await delivered;
    assert.deepEqual([code, reason, wasClean], [4000, 'done', true]);
    assert.deepEqual(await end, [4000, 'done']);
    assert.deepEqual(arrived, [5e6]);
  });

  it('a connection that breaks off ends what was under way', { timeout: TIMEOUT }, async (t) => {
    const url = await listenWithEngine(t, {
      // The first message is HELLO, the fourth within the window.
      connected: (socket) => {
        let messages = 0;
        socket.on('message', () => ++messages === 4 && socket.terminate());
      },
    });
    const socket = await connect(t, url);
    const closed = event(socket, 'close');
    const { delivered } = socket.send(new Uint8Array(20e6));
    await assert.rejects(delivered, { code: 'CLOSED' });
    assert.equal((await closed).code, 1006);
  });
});

describe('section 2 over ws: a server without Lighterage', { timeout: 50000 }, () => {
  it('that takes no subprotocols: the client falls back', { timeout: TIMEOUT }, async (t) => {
    const offers = [];
    const options = { handleProtocols: (offered) => (offers.push([...offered]), false) };
    const url = await listen(t, options, (socket) => socket.on('message', (data, isBinary) => socket.send(data, { binary: isBinary })));
    const socket = await connect(t, url);
    assert.deepEqual([socket.negotiated, offers], [false, [['lighterage.v1']]]);
    for (const data of ['text', new Blob(['blob']), ReadableStream.from(['str', 'eam'])]) {
      const back = event(socket, 'message');
      await socket.send(data).delivered;
      const { data: echoed } = await back;
      assert.equal(typeof echoed === 'string' ? echoed : Buffer.from(echoed).toString(), data instanceof Blob ? 'blob' : typeof data === 'string' ? data : 'stream');
    }
  });

  it('that knows a subprotocol of the application: no second connection is needed', { timeout: TIMEOUT }, async (t) => {
    let connections = 0;
    const url = await listen(t, { handleProtocols: (offered) => offered.has('app') && 'app' }, () => connections++);
    const socket = await connect(t, url, ['app']);
    assert.deepEqual([socket.protocol, socket.negotiated, connections], ['app', false, 1]);
  });

  it('that answers with the first and echoes: the client knows its HELLO, and falls back', { timeout: TIMEOUT }, async (t) => {
    const chosen = [];
    const url = await listen(t, { handleProtocols: ([first]) => first }, (socket) => {
      chosen.push(socket.protocol);
      socket.on('message', (data, isBinary) => socket.send(data, { binary: isBinary }));
    });
    const socket = await connect(t, url, ['app']);
    assert.deepEqual([socket.protocol, socket.negotiated, chosen], ['app', false, ['lighterage.v1+app', 'app']]);
    const back = event(socket, 'message');
    socket.send('to itself');
    assert.equal((await back).data, 'to itself');
  });

  it('is refused where Lighterage is required', { timeout: TIMEOUT }, async (t) => {
    const url = await listen(t, { handleProtocols: () => false }, () => {});
    const socket = new LighterageSocket(url, [], { WebSocket, required: true });
    const { error, code } = await failure(socket);
    assert.deepEqual([error.code, code], ['CONNECTION_FAILED', 1006]);
    assert.match(error.message, /subprotocol/);
  });

  it('a URL that is none is refused at once', () => {
    assert.throws(() => new LighterageSocket('no url', [], { WebSocket }), { name: 'SyntaxError' });
  });

  it('nobody listens there: both tries fail', { timeout: TIMEOUT }, async () => {
    const socket = new LighterageSocket('ws://127.0.0.1:1/', [], { WebSocket });
    const { error, code } = await failure(socket);
    assert.match(error.message, /ECONNREFUSED/);
    assert.equal(code, 1006);
  });
});
