import assert from 'node:assert/strict';
import { randomBytes, createHash } from 'node:crypto';
import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import { chromium } from 'playwright-core';

const { DEMO_URL, CHROMIUM, SCREENSHOTS } = process.env;
const MINUTES = 60000;
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

describe('the page', () => {
  let browser;
  let page;
  let complaints;

  // Each launch has an empty profile of its own.
  before(async () => (browser = await chromium.launch({ executablePath: CHROMIUM, headless: true, args: FLAGS })));
  after(() => browser?.close());

  beforeEach(async () => {
    page = await browser.newPage({ viewport: { width: 1200, height: 900 } });
    complaints = [];
    page.on('pageerror', (error) => complaints.push(String(error)));
    page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
    page.on('response', (response) => response.ok() || complaints.push(`${response.status()} ${response.url()}`));
    await page.goto(DEMO_URL);
  });

  afterEach(async () => {
    await page.close();
    assert.deepEqual(complaints, []);
  });

  const content = (id) => page.textContent(`#${id}`);
  const shot = (name) => page.screenshot({ path: join(SCREENSHOTS, `browser-${name}.png`), fullPage: true });

  async function send() {
    await page.click('#start');
    await page.waitForSelector('#start:enabled', { timeout: 3 * MINUTES });
  }

  /** @param {Buffer} bytes */
  async function sendFile(bytes) {
    await page.check('#size-file');
    await page.setInputFiles('#file', { name: 'document.bin', mimeType: 'application/octet-stream', buffer: bytes });
    await send();
  }

  it('uploads 200 MiB to the one endpoint, where the other closes with 1009', { timeout: 5 * MINUTES }, async (t) => {
    await page.evaluate(() => {
      window.progress = [];
      const element = document.getElementById('large-progress');
      new MutationObserver(() => window.progress.push(element.value)).observe(element, { attributes: true });
    });
    await page.check('#size-200');
    await page.click('#start');
    await page.waitForFunction(() => document.getElementById('large-progress').value > 0.3, null, { timeout: MINUTES });
    await shot('sending');
    await page.waitForSelector('#start:enabled', { timeout: 3 * MINUTES });
    await shot('sent');

    assert.equal(await content('ordinary-close-code'), '1009');
    assert.equal(await content('ordinary-state'), 'Closed with 1009');
    assert.match(await content('ordinary-close-reason'), /buffer too small/);
    assert.equal(await content('large-state'), 'Delivered');
    assert.equal(await content('large-outcome'), 'All 209,715,200 bytes arrived: both hashes are equal.');
    assert.match(await content('large-hash-here'), /^[0-9a-f]{64}$/);
    assert.equal(await content('large-hash-there'), await content('large-hash-here'));
    assert.match(await content('large-frames'), /^[67],\d{3} frames, the longest of 32,000 bytes$/);
    // Set to 0 at the start.
    const progress = (await page.evaluate(() => window.progress)).filter((value) => value > 0);
    assert.ok(progress.length >= 10, `only ${progress.length} steps`);
    assert.ok(progress.every((value, index) => index === 0 || value >= progress[index - 1]), `not monotonic: ${progress}`);
    assert.equal(progress.at(-1), 1);
    t.diagnostic(`${await content('large-throughput')} in ${await content('large-time')}`);
  });

  it('hashes a file as anybody does', async () => {
    const bytes = randomBytes(3000001);
    await sendFile(bytes);
    assert.equal(await content('large-hash-here'), createHash('sha256').update(bytes).digest('hex'));
    assert.equal(await content('large-state'), 'Delivered');
  });

  it('says why a file over 4 GiB is rejected', { timeout: 2 * MINUTES }, async (t) => {
    const directory = await mkdtemp(join(tmpdir(), 'lighterage-'));
    t.after(() => rm(directory, { recursive: true }));
    const path = join(directory, 'sparse.bin');
    await writeFile(path, '');
    await truncate(path, 4 * 1024 ** 3 + 1);
    await page.check('#size-file');
    await page.setInputFiles('#file', path);
    await send();
    assert.equal(await content('ordinary-state'), 'Closed with 1009');
    assert.match(await content('ordinary-outcome'), /Only the first 512\.0 MiB were sent/);
    assert.equal(await content('large-state'), 'Failed');
    assert.match(await content('large-outcome'), /4294967297 bytes.*4294967296/);
  });

  for (const length of [0, 5000]) {
    it(`shows that ${length} bytes fit into the buffer of the ordinary endpoint`, async () => {
      await sendFile(randomBytes(length));
      assert.equal(await content('ordinary-state'), 'Echoed');
      assert.equal(await content('large-state'), 'Delivered');
      assert.equal(await content('large-hash-there'), await content('large-hash-here'));
    });
  }

  it('stops on request, and starts again', async () => {
    await page.check('#size-500');
    await page.click('#start');
    await page.waitForFunction(() => document.getElementById('large-progress').value > 0, null, { timeout: MINUTES });
    await page.click('#stop');
    await page.waitForSelector('#start:enabled');
    assert.equal(await content('large-state'), 'Stopped');
    await page.check('#size-1');
    await send();
    assert.equal(await content('large-state'), 'Delivered');
  });

  it('says in words what is missing, or went wrong', async () => {
    await page.check('#size-file');
    await send();
    assert.equal(await content('alert'), 'Choose a file first.');
    await page.route('**/demo/blob-worker.js', (route) => route.abort());
    await page.check('#size-1');
    await send();
    assert.equal(await content('alert'), 'The worker failed: it could not be loaded');
  });

  it('echoes 1 MB of text with characters of several bytes', async () => {
    await page.click('#echo-start');
    await page.waitForFunction(() => document.getElementById('echo-outcome').textContent !== '', null, { timeout: MINUTES });
    assert.equal(await content('echo-state'), 'Identical');
    assert.match(await content('echo-outcome'), /^\d{3},\d{3} characters, 1,000,000 bytes of UTF-8, came back as they were sent\.$/);
    assert.match(await content('echo-preview'), /^1 Grüße · .*🚢/);
    await shot('echo');
  });

  it('speaks to an endpoint without Lighterage in ordinary messages', async () => {
    const answer = await page.evaluate(async () => {
      const { LighterageSocket } = await import('/lighterage/lighterage.js');
      const socket = new LighterageSocket(`ws://${location.host}/plain-echo`);
      await new Promise((resolve) => (socket.onopen = resolve));
      const echo = new Promise((resolve) => (socket.onmessage = (event) => resolve(event.data)));
      socket.send('short');
      const data = await echo;
      socket.close();
      return { negotiated: socket.negotiated, data };
    });
    assert.deepEqual(answer, { negotiated: false, data: 'short' });
    complaints = complaints.filter((complaint) => !complaint.includes('Sec-WebSocket-Protocol'));
  });

  it('may use an ordinary WebSocket with an endpoint of large messages', async () => {
    const equal = await page.evaluate(async () => {
      const socket = new WebSocket(`ws://${location.host}/echo`);
      await new Promise((resolve) => (socket.onopen = resolve));
      const text = 'é'.repeat(500_000);
      const echo = new Promise((resolve) => (socket.onmessage = (event) => resolve(event.data)));
      socket.send(text);
      const data = await echo;
      socket.close();
      return data === text;
    });
    assert.equal(equal, true);
  });

  it('can be used by keyboard', async () => {
    await page.focus('#size-8');
    await page.keyboard.press('ArrowLeft');
    assert.equal(await page.isChecked('#size-1'), true);
    await page.keyboard.press('Tab');
    assert.equal(await page.evaluate(() => document.activeElement?.id), 'start');
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => document.getElementById('large-state').textContent === 'Delivered', null, { timeout: MINUTES });
    assert.match(await content('announcement'), /both hashes are equal/);
  });

  it('has room on a phone, in the dark', async () => {
    await page.setViewportSize({ width: 360, height: 740 });
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.check('#size-1');
    await send();
    const { scroll, width } = await page.evaluate(() => ({ scroll: document.body.scrollWidth, width: innerWidth }));
    assert.ok(scroll <= width, `${scroll} pixels wide`);
    await shot('phone');
  });
});
