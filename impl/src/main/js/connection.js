import { LighterageError } from './errors.js';
import { CloseCode } from './protocol.js';
import { truncateUtf8 } from './utf8.js';

/**
 * How a connection or session ended; error is null unless it failed.
 * @typedef {{ code: number, reason: string, wasClean: boolean, error: LighterageError | null }} End
 *
 * What a connection tells.
 * @typedef {object} ConnectionListener
 * @property {() => void} opened
 * @property {(data: string | ArrayBuffer) => void} received
 * @property {(end: End) => void} closed the last call; also where it never opened
 */

/**
 * More is not handed to the WebSocket while it has so many bytes to send. Browsers tell nobody when that drains, and nobody
 * needs to be told: what it has to send are frames that the peer will acknowledge, and its ACK makes the engine ask again.
 */
const MOST_BUFFERED = 1048576;
/** Bytes of a reason that a close frame takes. */
const MOST_REASON = 123;

/**
 * One WebSocket, and what is the same for every constructor and environment about it.
 * @implements {Transport}
 * @typedef {import('./engine.js').Transport} Transport
 */
export class Connection {
  #socket;
  #listener;
  #closed = false;
  /** @type {LighterageError | null} */
  #error = null;

  /**
   * @param {WebSocket} socket which has not opened yet, or has been accepted by a server
   * @param {string} url for errors
   * @param {ConnectionListener} listener
   */
  constructor(socket, url, listener) {
    this.#socket = socket;
    this.#listener = listener;
    socket.binaryType = 'arraybuffer';
    socket.addEventListener('open', () => this.#closed || listener.opened());
    socket.addEventListener('message', ({ data }) => this.#closed || listener.received(data));
    // Every error is followed by a close. A browser does not say what it was, for safety; ws does.
    socket.addEventListener('error', (event) => {
      const message = 'message' in event ? event.message : 'no more is known';
      this.#error = new LighterageError('CONNECTION_FAILED', `The connection to ${url} failed: ${message}`);
    });
    socket.addEventListener('close', ({ code, reason, wasClean }) => this.#end({ code, reason, wasClean, error: this.#error }));
  }

  /** @param {End} end */
  #end(end) {
    if (this.#closed) return;
    this.#closed = true;
    this.#listener.closed(end);
  }

  get url() {
    return this.#socket.url;
  }

  get protocol() {
    return this.#socket.protocol;
  }

  get extensions() {
    return this.#socket.extensions;
  }

  get bufferedAmount() {
    return this.#socket.bufferedAmount;
  }

  writable() {
    return this.#isOpen && this.#socket.bufferedAmount < MOST_BUFFERED;
  }

  get #isOpen() {
    return this.#socket.readyState === this.#socket.OPEN;
  }

  /** @param {string | Uint8Array | Blob} data */
  send(data) {
    // Closing by itself, it would count what it does not send.
    if (this.#isOpen) this.#socket.send(data);
  }

  /**
   * @param {number} [code]
   * @param {string} [reason]
   */
  close(code, reason) {
    const shown = reason === undefined ? undefined : truncateUtf8(reason, MOST_REASON);
    if (code === undefined || code === CloseCode.NORMAL || code >= 3000) return this.#socket.close(code, shown);
    try {
      this.#socket.close(code, shown);
    } catch {
      // Browsers let scripts close with 1000 and from 3000 on alone: 4002 says there what 1002 says elsewhere.
      this.#socket.close(code + 3000, shown);
    }
  }

  /**
   * Takes it for lost, though nothing says that it has ended.
   * @param {string} message
   */
  drop(message) {
    this.#break();
    this.#end({ code: CloseCode.ABNORMAL, reason: '', wasClean: false, error: new LighterageError('CONNECTION_LOST', message) });
  }

  /** Closes, and tells nothing any more. */
  abandon() {
    this.#closed = true;
    this.#socket.close();
  }

  #break() {
    const socket = /** @type {WebSocket & { terminate?: () => void }} */ (this.#socket);
    // That of ws would wait for an answer that cannot come.
    if (socket.terminate) socket.terminate();
    else socket.close();
  }
}
