import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import * as fs from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import WebSocket from 'ws';
import { LighterageSocket } from '../../../../../impl/src/main/js/lighterage.js';

const URL_OF_DEMO = process.env.DEMO_URL.replace(/^http/, 'ws');
const FRAME = 32000;
const MIB = 1048576;
const MIXED = 'aß€𝄞';

/** A socket whose WebSocket messages were all short enough, when the test ends. */
async function connect(t, path, { perMessageDeflate = false } = {}) {
  const wire = { frames: 0, longest: 0 };
  const count = (length) => {
    wire.frames++;
    wire.longest = Math.max(wire.longest, length);
  };
  class Counting extends WebSocket {
    constructor(url, protocols) {
      super(url, protocols, { perMessageDeflate });
      this.on('message', (data) => count(data.byteLength));
    }

    send(data, ...more) {
      count(data.byteLength);
      super.send(data, ...more);
    }
  }
  const socket = new LighterageSocket(URL_OF_DEMO + path, [], { WebSocket: Counting, required: true });
  socket.binaryType = 'arraybuffer';
  await once(socket, 'open');
  t.after(async () => {
    socket.close();
    if (socket.readyState !== WebSocket.CLOSED) await once(socket, 'close');
    assert.ok(wire.longest <= FRAME, `a WebSocket message of ${wire.longest} bytes`);
    t.diagnostic(`${wire.frames} WebSocket messages, the longest of ${wire.longest} bytes`);
  });
  return socket;
}

/** The next messages, in the order in which they come. */
function messages(socket, count) {
  return new Promise((resolve, reject) => {
    const data = [];
    socket.addEventListener('close', ({ code, reason }) => reject(new Error(`closed with ${code} ${reason}`)));
    socket.addEventListener('message', function take(event) {
      data.push(event.data);
      if (data.length < count) return;
      socket.removeEventListener('message', take);
      resolve(data);
    });
  });
}

async function echo(socket, data) {
  const answer = messages(socket, 1);
  const [[back]] = await Promise.all([answer, socket.send(data).delivered]);
  return back;
}

async function receipt(socket, data, metadata) {
  const answer = messages(socket, 1);
  const start = performance.now();
  const transfer = socket.send(data, { metadata });
  const progress = [];
  transfer.addEventListener('progress', () => progress.push(transfer.acknowledged));
  await transfer.delivered;
  const rate = transfer.length / (performance.now() - start) / 1000;
  assert.ok(progress.every((value, index) => index === 0 || value > progress[index - 1]), 'progress only grows');
  assert.equal(progress.at(-1), transfer.length);
  return { ...JSON.parse((await answer)[0]), rate };
}

/** A text of exactly so many bytes in UTF-8, with characters of one to four bytes. */
function text(bytes) {
  const each = Buffer.byteLength(MIXED);
  return MIXED.repeat(Math.floor(bytes / each)) + 'x'.repeat(bytes % each);
}

/** A stream of pieces, none of which is there before it is wanted, and the hash of all. */
function generated(pieces, piece) {
  const hash = createHash('sha256');
  let made = 0;
  const stream = new ReadableStream({
    pull(controller) {
      if (made++ === pieces) return controller.close();
      const bytes = randomBytes(piece);
      hash.update(bytes);
      controller.enqueue(bytes);
    },
  });
  return { stream, sha256: () => hash.digest('hex') };
}

describe('echo', () => {
  const lengths = [0, 1, FRAME - 3, FRAME - 2, FRAME - 1, FRAME, FRAME + 1, 1000000, 20 * MIB];
  for (const length of lengths) {
    it(`of ${length} bytes`, async (t) => {
      const socket = await connect(t, 'echo');
      const bytes = randomBytes(length);
      assert.ok(bytes.equals(new Uint8Array(await echo(socket, bytes))));
    });
    it(`of text of ${length} bytes in UTF-8`, async (t) => {
      const socket = await connect(t, 'echo');
      const sent = text(length);
      assert.equal(Buffer.byteLength(sent), length);
      assert.ok((await echo(socket, sent)) === sent);
    });
  }

  it('over a compressed connection', async (t) => {
    const socket = await connect(t, 'echo', { perMessageDeflate: true });
    const sent = text(MIB);
    assert.ok((await echo(socket, sent)) === sent);
  });

  it('of fifty messages sent at once, in their order', async (t) => {
    const socket = await connect(t, 'echo');
    const sent = Array.from({ length: 50 }, (_, index) => `${index} ${text((index * 7919) % 100000)}`);
    const answers = messages(socket, sent.length);
    await Promise.all(sent.map((message) => socket.send(message).delivered));
    assert.deepEqual(await answers, sent);
  });
});

describe('a message over the 64 MiB of /echo is rejected, and the connection goes on working', () => {
  it('where its length is known', async (t) => {
    const socket = await connect(t, 'echo');
    await assert.rejects(socket.send(new Blob([Buffer.alloc(64 * MIB + 1)])).delivered, { code: 'TOO_LARGE' });
    assert.equal(await echo(socket, 'still there'), 'still there');
  });

  it('where it turns out as it is read', async (t) => {
    const socket = await connect(t, 'echo');
    await assert.rejects(socket.send(generated(65, MIB).stream).delivered, { code: 'TOO_LARGE' });
    assert.equal(await echo(socket, 'still there'), 'still there');
  });
});

describe('upload of 200 MiB', () => {
  const LENGTH = 200 * MIB;

  it('as a stream', async (t) => {
    const socket = await connect(t, 'upload');
    const { stream, sha256 } = generated(200, MIB);
    const { rate, ...answer } = await receipt(socket, stream, { name: 'stream' });
    assert.deepEqual(answer, { name: 'stream', length: LENGTH, sha256: sha256() });
    t.diagnostic(`${rate.toFixed(0)} MB/s`);
  });

  it('as a file', { skip: !fs.openAsBlob && 'this Node has no fs.openAsBlob' }, async (t) => {
    const directory = await mkdtemp(join(tmpdir(), 'lighterage-'));
    t.after(() => rm(directory, { recursive: true }));
    const path = join(directory, 'document');
    const hash = createHash('sha256');
    for (let written = 0; written < LENGTH; written += MIB) {
      const piece = randomBytes(MIB);
      hash.update(piece);
      fs.appendFileSync(path, piece);
    }
    const socket = await connect(t, 'upload');
    const { rate, ...answer } = await receipt(socket, await fs.openAsBlob(path), { name: 'Grüße "🚢"' });
    assert.deepEqual(answer, { name: 'Grüße "🚢"', length: LENGTH, sha256: hash.digest('hex') });
    t.diagnostic(`${rate.toFixed(0)} MB/s`);
  });
});

describe('the ordinary endpoint', () => {
  it('closes with 1009 what an ordinary WebSocket sends it', async () => {
    const socket = new WebSocket(`${URL_OF_DEMO}plain-echo`, { perMessageDeflate: false });
    await once(socket, 'open');
    socket.send(randomBytes(MIB));
    const [code, reason] = await once(socket, 'close');
    assert.equal(code, 1009);
    assert.notEqual(String(reason), '');
  });

  it('is spoken to with ordinary messages', async () => {
    const socket = new LighterageSocket(`${URL_OF_DEMO}plain-echo`, [], { WebSocket });
    await once(socket, 'open');
    assert.equal(socket.negotiated, false);
    assert.equal(await echo(socket, 'short'), 'short');
    socket.close();
    await once(socket, 'close');
  });
});
