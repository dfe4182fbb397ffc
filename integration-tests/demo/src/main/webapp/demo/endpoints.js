import { LighterageSocket } from '../lighterage/lighterage.js';

/** @param {string} path of an endpoint of this application */
function endpoint(path) {
  const url = new URL(path, document.baseURI);
  url.protocol = url.protocol.replace('http', 'ws');
  return url.href;
}

/**
 * Sends a message as any page does. The server echoes it, or closes the connection.
 * @param {Blob} blob
 * @param {AbortSignal} signal
 * @param {(bytes: number) => void} progress bytes that left the browser, which is all that a WebSocket tells
 * @returns {Promise<{ echoed: number } | { code: number, reason: string }>}
 */
export async function sendOrdinary(blob, signal, progress) {
  const socket = new WebSocket(endpoint('plain-echo'));
  let poll = 0;
  try {
    return await new Promise((resolve, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason), { once: true });
      socket.onopen = () => {
        socket.send(blob);
        poll = setInterval(() => progress(blob.size - socket.bufferedAmount), 50);
      };
      socket.onmessage = ({ data }) => resolve({ echoed: data.size });
      socket.onclose = ({ code, reason }) => resolve({ code, reason });
    });
  } finally {
    clearInterval(poll);
    socket.close();
  }
}

/**
 * Sends a message through Lighterage.
 * @param {Blob} blob
 * @param {string} name
 * @param {AbortSignal} signal
 * @param {(bytes: number) => void} progress bytes that the server has acknowledged
 * @returns {Promise<{ receipt: { length: number, sha256: string }, frames: number, longest: number }>}
 */
export async function sendLarge(blob, name, signal, progress) {
  const sent = { frames: 0, longest: 0 };
  const socket = new LighterageSocket(endpoint('upload'), [], { WebSocket: countingWebSocket(sent), required: true });
  try {
    await opened(socket, signal);
    const answer = nextMessage(socket);
    const transfer = socket.send(blob, { metadata: { name }, signal });
    transfer.addEventListener('progress', () => progress(transfer.acknowledged));
    const [receipt] = await Promise.all([answer, transfer.delivered]);
    return { receipt: JSON.parse(receipt), ...sent };
  } finally {
    socket.close();
  }
}

/**
 * @param {string} text
 * @param {(sent: number, received: number) => void} progress bytes acknowledged, and bytes that came
 * @returns {Promise<string>}
 */
export async function echo(text, progress) {
  const socket = new LighterageSocket(endpoint('echo'), [], { required: true });
  try {
    await opened(socket);
    const answer = nextMessage(socket);
    const transfer = socket.send(text);
    let received = 0;
    transfer.addEventListener('progress', () => progress(transfer.acknowledged, received));
    socket.addEventListener('messageprogress', (event) => progress(transfer.acknowledged, (received = event.received)));
    const [back] = await Promise.all([answer, transfer.delivered]);
    return back;
  } finally {
    socket.close();
  }
}

/**
 * @param {LighterageSocket} socket
 * @param {AbortSignal} [signal]
 */
function opened(socket, signal) {
  return new Promise((resolve, reject) => {
    signal?.addEventListener('abort', () => reject(signal.reason), { once: true });
    socket.addEventListener('open', () => resolve(undefined));
    socket.addEventListener('error', ({ message }) => reject(new Error(message)));
    socket.addEventListener('close', (event) => reject(closed(event)));
  });
}

/** @param {LighterageSocket} socket */
function nextMessage(socket) {
  return new Promise((resolve, reject) => {
    socket.addEventListener('message', ({ data }) => resolve(data), { once: true });
    socket.addEventListener('close', (event) => reject(closed(event)));
  });
}

/** @param {CloseEvent} event */
const closed = ({ code, reason }) => new Error(`The connection was closed with ${code}${reason && `: ${reason}`}`);

/**
 * A WebSocket that counts what really goes over it.
 * @param {{ frames: number, longest: number }} sent
 */
const countingWebSocket = (sent) =>
  class extends WebSocket {
    /** @param {Uint8Array} frame */
    send(frame) {
      sent.frames++;
      sent.longest = Math.max(sent.longest, frame.byteLength);
      super.send(frame);
    }
  };
