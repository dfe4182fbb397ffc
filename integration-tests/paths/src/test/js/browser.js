/*
 * The JavaScript client in Chromium: sends a file and takes as much, while the connection is cut again and again and another
 * tab is in front for a part of the time. Prints "passed", or ends with what went wrong.
 *
 *   node browser.js --url http://localhost:8080/ --chromium /usr/bin/chromium --length 100000000 --down "LENGTH SHA-256"
 */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { appendFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright-core';

const MIB = 1048576;
const MINUTES = 60000;

/** The heap of the page may have grown so much, garbage aside, when it has sent most of what it never holds whole. */
const MOST_GROWTH = 32 * MIB;

const { values } = parseArgs({
  options: {
    url: { type: 'string' },
    chromium: { type: 'string' },
    length: { type: 'string' },
    down: { type: 'string' },
  },
});
const length = Number(values.length);

/** In the page: sends the chosen file, and notes how that goes. */
async function upload(url) {
  const { LighterageSocket } = await import('/lighterage/lighterage.js');
  const socket = new LighterageSocket(url, [], { maxMessageSize: 2 ** 31 });
  const notes = { progress: [], heap: [], hidden: 0, resumed: 0, newSessions: 0, limits: [], errors: [] };
  Object.assign(window, { socket, notes });
  socket.addEventListener('resumed', ({ newSession }) => (newSession ? notes.newSessions++ : notes.resumed++));
  socket.addEventListener('pathlimit', ({ limit }) => notes.limits.push(limit));
  socket.addEventListener('error', ({ error }) => notes.errors.push(`${error.code} ${error.message}`));
  await new Promise((resolve) => socket.addEventListener('open', resolve));
  const answer = new Promise((resolve) => (socket.onmessage = ({ data }) => resolve(data)));
  const heapBefore = performance.memory.usedJSHeapSize;
  const transfer = socket.send(document.getElementById('file').files[0]);
  transfer.addEventListener('progress', () => {
    notes.progress.push(transfer.acknowledged);
    notes.heap.push(performance.memory.usedJSHeapSize - heapBefore);
    if (document.hidden) notes.hidden++;
  });
  await transfer.delivered;
  return { ...notes, negotiated: socket.negotiated, answer: await answer };
}

/** In the page: asks for so many bytes, and tells their number and hash. */
async function download(wanted) {
  const { socket, notes } = window;
  const { Sha256 } = await import('/sha256.js');
  const received = [];
  socket.addEventListener('messageprogress', (event) => received.push(event.received));
  const answer = new Promise((resolve) => (socket.onmessage = ({ data }) => resolve(data)));
  socket.send(String(wanted));
  const blob = await answer;
  const hash = new Sha256();
  for (let start = 0; start < blob.size; start += 1048576) {
    hash.update(new Uint8Array(await blob.slice(start, start + 1048576).arrayBuffer()));
  }
  const hex = hash.hex();
  socket.close();
  await new Promise((resolve) => socket.addEventListener('close', resolve));
  return { received, answer: `${blob.size} ${hex}`, resumed: notes.resumed, newSessions: notes.newSessions, errors: notes.errors };
}

function assertGrows(steps, what) {
  assert.ok(steps.length > 10, `only ${steps.length} steps of ${what}`);
  assert.ok(steps.every((step, index) => index === 0 || step >= steps[index - 1]), `${what} went back`);
}

/**
 * Chromium as users have it, but for its window. What Playwright starts itself keeps every tab visible and its timers quick:
 * here a tab behind another one is hidden, and its timers run once a second.
 */
async function startChromium(profile) {
  const child = spawn(values.chromium, [
    '--headless=new',
    '--no-sandbox',
    '--disable-gpu',
    '--no-first-run',
    '--disable-background-networking',
    '--enable-precise-memory-info',
    '--remote-debugging-port=0',
    `--user-data-dir=${profile}`,
    'about:blank',
  ], { stdio: ['ignore', 'ignore', 'pipe'] });
  const ended = once(child, 'exit');
  const address = await new Promise((resolve, reject) => {
    ended.then(() => reject(new Error(`${values.chromium} ended before it could be reached`)), reject);
    createInterface({ input: child.stderr }).on('line', (line) => {
      const listening = /DevTools listening on (ws:\S+)/.exec(line);
      if (listening) resolve(listening[1]);
    });
  });
  const browser = await chromium.connectOverCDP(address, { noDefaults: true, isLocal: true });
  return {
    context: browser.contexts()[0],
    async close() {
      await browser.close();
      child.kill();
      await ended;
    },
  };
}

const directory = await mkdtemp(join(tmpdir(), 'lighterage-'));
const browser = await startChromium(join(directory, 'profile'));
try {
  const path = join(directory, 'document.bin');
  const sent = createHash('sha256');
  for (let made = 0; made < length; ) {
    const bytes = randomBytes(Math.min(MIB, length - made));
    made += bytes.length;
    sent.update(bytes);
    appendFileSync(path, bytes);
  }
  const page = await browser.context.newPage();
  page.setDefaultTimeout(4 * MINUTES);
  await page.goto(`${values.url}page.html`);
  await page.setInputFiles('#file', path);

  const uploading = page.evaluate(upload, `${values.url.replace(/^http/, 'ws')}cargo/browser`);
  await page.waitForFunction((part) => window.notes?.progress.at(-1) > part, length / 4);
  const inFront = await browser.context.newPage();
  await inFront.bringToFront();
  await page.waitForFunction((part) => window.notes.progress.at(-1) > part, length / 2, { polling: 100 });
  assert.equal(await page.evaluate(() => document.visibilityState), 'hidden');
  await page.bringToFront();
  const up = await uploading;
  assert.equal(up.negotiated, true);
  assert.equal(up.answer, `${length} ${sent.digest('hex')}`);
  assertGrows(up.progress, 'what was acknowledged');
  assert.equal(up.progress.at(-1), length);
  // The least of the last quarter is what was left when garbage was collected.
  const growth = Math.min(...up.heap.slice(-Math.floor(up.heap.length / 4)));
  assert.ok(growth < MOST_GROWTH, `the heap grew by ${growth} bytes`);
  assert.ok(up.hidden > 0, 'nothing went on while the tab was hidden');
  console.log(`heap grew by ${growth}, ${up.hidden} steps while hidden, limits ${up.limits}`);

  const down = await page.evaluate(download, length);
  assert.equal(down.answer, values.down);
  assertGrows(down.received, 'what was received');
  assert.equal(down.newSessions, 0);
  assert.deepEqual(down.errors, []);
  console.log(`resumed ${down.resumed}`);
  console.log('passed');
} finally {
  await browser.close();
  await rm(directory, { recursive: true });
}
