import { generate, sha256 } from './demo/blobs.js';
import { echo, sendLarge, sendOrdinary } from './demo/endpoints.js';
import { count, seconds, size } from './demo/format.js';
import { Side } from './demo/side.js';
import { repeated, utf8Length } from './demo/text.js';

const MIB = 1048576;
/** Browsers take a message of an ordinary WebSocket into memory whole, and a page that has too little of it crashes. */
const MOST_ORDINARY = 512 * MIB;
/** What is sent along with a message is limited to 512 bytes. */
const LONGEST_NAME = 100;

/** @param {string} id */
const byId = (id) => /** @type {any} */ (document.getElementById(id));

const ordinary = new Side('ordinary');
const large = new Side('large');
let stopping = new AbortController();

/** @param {string} text for those who do not see the page */
const announce = (text) => (byId('announcement').textContent = text);

/** @param {string} text */
function alert(text) {
  byId('alert').textContent = text;
  byId('alert').hidden = text === '';
}

/** @param {boolean} busy */
function setBusy(busy) {
  byId('upload-choice').disabled = busy;
  byId('start').disabled = busy;
  byId('stop').disabled = !busy;
}

const chosen = () => byId('upload-form').elements.what.value;

/** @param {AbortSignal} signal */
async function chosenMessage(signal) {
  if (chosen() === 'file') {
    const [file] = byId('file').files;
    if (!file) throw new Error('Choose a file first.');
    return { name: file.name.slice(0, LONGEST_NAME), blob: file };
  }
  const bytes = Number(chosen()) * MIB;
  byId('preparation').textContent = 'Preparing';
  return { name: `generated-${chosen()}MiB.bin`, blob: await generate(bytes, signal) };
}

/**
 * @param {Blob} blob
 * @param {AbortSignal} signal
 */
async function showOrdinary(blob, signal) {
  ordinary.begin(blob.size);
  const outcome = await sendOrdinary(blob.slice(0, MOST_ORDINARY), signal, (bytes) => ordinary.progress(bytes));
  if ('echoed' in outcome) {
    ordinary.progress(blob.size);
    ordinary.end();
    ordinary.state('good', 'Echoed', `${size(outcome.echoed)} came back: it fits into the buffer.`);
    return;
  }
  ordinary.end();
  ordinary.show('close-code', String(outcome.code));
  ordinary.show('close-reason', outcome.reason || 'none');
  const cut = blob.size > MOST_ORDINARY ? ` Only the first ${size(MOST_ORDINARY)} were sent: the browser would load all into memory.` : '';
  ordinary.state('bad', `Closed with ${outcome.code}`, closeInWords(outcome.code) + cut);
  announce(`Ordinary endpoint: closed with ${outcome.code}.`);
}

/** @param {number} code */
function closeInWords(code) {
  if (code === 1009) return 'The message was too big: the server closed the connection, and the message is lost.';
  if (code === 1006) return 'The connection was lost without a close code, and the message with it.';
  return 'The server closed the connection, and the message is lost.';
}

/**
 * @param {Blob} blob
 * @param {string} name
 * @param {AbortSignal} signal
 */
async function showLarge(blob, name, signal) {
  large.begin(blob.size);
  large.show('hash-here', 'being computed');
  // Where one of the two fails the other stops too, and shows nothing in the next run.
  const ending = new AbortController();
  const either = AbortSignal.any([signal, ending.signal]);
  let quarter = 0;
  const progress = (bytes) => {
    large.progress(bytes);
    const reached = Math.floor((4 * bytes) / blob.size);
    if (reached > quarter) announce(`With large messages: ${25 * (quarter = reached)} percent acknowledged.`);
  };
  const hashed = sha256(blob, either).then((hash) => {
    large.show('hash-here', hash);
    return hash;
  });
  const sent = sendLarge(blob, name, either, progress).then((result) => {
    large.progress(result.receipt.length);
    large.end();
    large.show('frames', `${count(result.frames)} frames, the longest of ${count(result.longest)} bytes`);
    large.show('hash-there', result.receipt.sha256);
    return result.receipt;
  });
  const [hash, receipt] = await Promise.all([hashed, sent]).finally(() => ending.abort(new Error('The transfer failed')));
  const same = hash === receipt.sha256 && blob.size === receipt.length;
  const outcome = same
    ? `All ${count(receipt.length)} bytes arrived: both hashes are equal.`
    : 'The hashes differ: what arrived is not what was sent.';
  large.state(same ? 'good' : 'bad', same ? 'Delivered' : 'Corrupted', outcome);
  announce(`With large messages: ${outcome}`);
}

/**
 * Runs one side, and says in words what stopped it.
 * @param {Side} side
 * @param {Promise<void>} running
 */
async function settled(side, running) {
  try {
    await running;
  } catch (error) {
    const stopped = stopping.signal.aborted;
    const words = stopped ? 'Stopped before the end.' : error.message;
    side.end();
    side.state(stopped ? 'idle' : 'bad', stopped ? 'Stopped' : 'Failed', words);
    announce(words);
  }
}

byId('upload-form').addEventListener('submit', async (event) => {
  event.preventDefault();
  stopping = new AbortController();
  const { signal } = stopping;
  alert('');
  ordinary.reset();
  large.reset();
  setBusy(true);
  try {
    const { name, blob } = await chosenMessage(signal);
    byId('preparation').textContent = `${name}, ${count(blob.size)} bytes`;
    // One after the other, so that neither takes the line from the other.
    await settled(ordinary, showOrdinary(blob, signal));
    if (!signal.aborted) await settled(large, showLarge(blob, name, signal));
  } catch (error) {
    byId('preparation').textContent = '';
    if (!signal.aborted) alert(error.message);
  } finally {
    setBusy(false);
  }
});

byId('stop').addEventListener('click', () => stopping.abort(new Error('Stopped in the page')));

byId('upload-form').addEventListener('change', () => {
  const file = chosen() === 'file';
  byId('file-label').hidden = !file;
  byId('choice-note').hidden = file;
});

byId('echo-form').addEventListener('submit', async (event) => {
  event.preventDefault();
  const side = new Side('echo');
  const text = repeated(byId('echo-text').value, Number(byId('echo-size').value));
  const length = utf8Length(text);
  const start = performance.now();
  const show = (sent, received) => {
    byId('echo-progress').value = (sent + received) / (2 * length);
    side.show('sent', size(sent));
    side.show('received', size(received));
    side.show('time', seconds(performance.now() - start));
  };
  byId('echo-start').disabled = true;
  byId('echo-preview-label').hidden = true;
  side.state('busy', 'Sending', '');
  show(0, 0);
  try {
    const back = await echo(text, show);
    const same = back === text;
    show(length, utf8Length(back));
    side.state(
      same ? 'good' : 'bad',
      same ? 'Identical' : 'Different',
      `${count(back.length)} characters, ${count(utf8Length(back))} bytes of UTF-8, came back ${same ? 'as they were sent' : 'changed'}.`,
    );
    byId('echo-preview').textContent = [...back.slice(0, 400)].slice(0, 200).join('');
    byId('echo-preview-label').hidden = false;
  } catch (error) {
    side.state('bad', 'Failed', error.message);
  } finally {
    byId('echo-start').disabled = false;
    announce(`Echo: ${byId('echo-outcome').textContent}`);
  }
});

// A browser may restore the choice of an earlier visit.
byId('upload-form').dispatchEvent(new Event('change'));
