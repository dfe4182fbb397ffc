import { TransferError } from './errors.js';
import {
  LighterageMessageEvent,
  MessageProgressEvent,
  PathLimitEvent,
  ReconnectingEvent,
  ResumedEvent,
  SocketErrorEvent,
  closeEvent,
} from './events.js';
import { SocketEvents } from './handlers.js';
import { encodeMetadata } from './metadata.js';
import { sourceOf } from './source.js';
import { Transfer } from './transfer.js';
import { utf8Length } from './utf8.js';

const CONNECTING = 0;
const OPEN = 1;
const CLOSING = 2;
const CLOSED = 3;

/** Of a close frame, in bytes. */
const MOST_REASON = 123;

/**
 * Where the session of a socket comes from: a dialer, or a server that accepted it.
 * @typedef {object} Opener
 * @property {string} url
 * @property {() => void} cancel gives up before the session is open
 *
 * @typedef {(recipient: import('./receiver.js').Recipient, listener: import('./dialer.js').DialListener) => Opener} Begin
 */

/** What client and server have in common: the interface of WebSocket, for messages of any size. */
export class MessageSocket extends SocketEvents {
  /** @type {0 | 1 | 2 | 3} */
  #readyState = CONNECTING;
  #protocol = '';
  #extensions = '';
  #url;
  #origin;
  #opener;
  /** @type {import('./session-negotiated.js').Session | null} */
  #session = null;
  /** What was sent when it was too late counts, as with WebSocket. */
  #unsendable = 0;
  /** @type {'blob' | 'arraybuffer'} */
  #binaryType;
  #wantsProgress = false;
  #errorTold = false;

  /**
   * @param {Begin} begin
   * @param {'blob' | 'arraybuffer'} binaryType at first
   */
  constructor(begin, binaryType) {
    super();
    this.#binaryType = binaryType;
    this.#opener = begin(this.#recipient(), {
      opened: (session, connection, protocol) => this.#opened(session, connection.extensions, protocol),
      reconnecting: (reconnecting) => this.dispatchEvent(new ReconnectingEvent(reconnecting)),
      resumed: (newSession) => this.dispatchEvent(new ResumedEvent(newSession)),
      pathLimited: (limit) => this.dispatchEvent(new PathLimitEvent(limit)),
      failed: (error) => this.#failed(error),
      closed: (end) => this.#closed(end),
    });
    this.#url = this.#opener.url;
    this.#origin = new URL(this.#url).origin;
  }

  /** @returns {import('./receiver.js').Recipient} */
  #recipient() {
    const binaryType = () => this.#binaryType;
    return {
      get binaryType() {
        return binaryType();
      },
      received: (message) => this.dispatchEvent(new LighterageMessageEvent(message, this.#origin)),
      progressed: (progress) => this.#wantsProgress && this.dispatchEvent(new MessageProgressEvent(progress)),
    };
  }

  /**
   * @param {import('./session-negotiated.js').Session} session
   * @param {string} extensions
   * @param {string} protocol
   */
  #opened(session, extensions, protocol) {
    this.#session = session;
    this.#extensions = extensions;
    this.#protocol = protocol;
    this.#readyState = OPEN;
    this.dispatchEvent(new Event('open'));
  }

  /** @param {import('./errors.js').LighterageError} error */
  #failed(error) {
    this.#readyState = CLOSING;
    this.#errorTold = true;
    this.dispatchEvent(new SocketErrorEvent(error));
  }

  /** @param {import('./connection.js').End} end */
  #closed(end) {
    if (end.error && !this.#errorTold) this.#failed(end.error);
    this.#readyState = CLOSED;
    this.dispatchEvent(closeEvent(end));
  }

  static get CONNECTING() {
    return /** @type {const} */ (0);
  }

  get CONNECTING() {
    return /** @type {const} */ (0);
  }

  static get OPEN() {
    return /** @type {const} */ (1);
  }

  get OPEN() {
    return /** @type {const} */ (1);
  }

  static get CLOSING() {
    return /** @type {const} */ (2);
  }

  get CLOSING() {
    return /** @type {const} */ (2);
  }

  static get CLOSED() {
    return /** @type {const} */ (3);
  }

  get CLOSED() {
    return /** @type {const} */ (3);
  }

  get url() {
    return this.#url;
  }

  /** The application's subprotocol that the server chose. */
  get protocol() {
    return this.#protocol;
  }

  get extensions() {
    return this.#extensions;
  }

  get readyState() {
    return this.#readyState;
  }

  /** Whether the server speaks Lighterage: if not, messages are ordinary ones, with the limits of the path. */
  get negotiated() {
    return this.#session?.negotiated ?? false;
  }

  /** Whether there is a connection: if not, an open socket waits for the next one, and what is sent waits with it. */
  get attached() {
    return this.#session?.attached ?? false;
  }

  get bufferedAmount() {
    return this.#unsendable + (this.#session?.bufferedAmount ?? 0);
  }

  get binaryType() {
    return this.#binaryType;
  }

  /** Of messages that begin from now on. */
  set binaryType(type) {
    // As with WebSocket, what is not one of these changes nothing.
    if (type === 'blob' || type === 'arraybuffer') this.#binaryType = type;
  }

  /**
   * @param {string | ArrayBuffer | ArrayBufferView | Blob | ReadableStream<Uint8Array> | ReadableStream<string>} data
   * @param {import('./lighterage.js').SendOptions} [options]
   */
  send(data, options = {}) {
    if (this.#readyState === CONNECTING) {
      throw new DOMException('The connection is not open yet: send from the open event on', 'InvalidStateError');
    }
    const metadata = options.metadata ? encodeMetadata(Object.entries(options.metadata)) : null;
    const { signal } = options;
    const session = this.#readyState === OPEN ? this.#session : null;
    if (!session) return this.#refuse(data);
    const content = isContent(data) ? data : String(data);
    if (signal?.aborted) {
      return rejected(new TransferError('CANCELLED', `The signal was aborted: ${signal.reason}`, { cause: signal.reason }));
    }
    const transfer = session.send(sourceOf(content), content, metadata);
    if (signal) {
      const abort = () => transfer.abort(signal.reason);
      const forget = () => signal.removeEventListener('abort', abort);
      signal.addEventListener('abort', abort);
      transfer.delivered.then(forget, forget);
    }
    return transfer;
  }

  /** @param {unknown} data that came too late */
  #refuse(data) {
    if (data instanceof Blob) this.#unsendable += data.size;
    else if (data instanceof ArrayBuffer || ArrayBuffer.isView(data)) this.#unsendable += data.byteLength;
    else if (!(data instanceof ReadableStream)) this.#unsendable += utf8Length(String(data));
    return rejected(new TransferError('CLOSED', 'The connection is closing or closed: nothing is sent any more'));
  }

  /**
   * @param {number} [code]
   * @param {string} [reason]
   */
  close(code, reason) {
    if (code !== undefined && code !== 1000 && !(code >= 3000 && code <= 4999)) {
      throw new DOMException(`The close code ${code} is not 1000, nor from 3000 to 4999`, 'InvalidAccessError');
    }
    if (reason !== undefined && utf8Length(reason) > MOST_REASON) {
      throw new DOMException(`The reason takes ${utf8Length(reason)} bytes, of at most ${MOST_REASON}: shorten it`, 'SyntaxError');
    }
    if (this.#readyState >= CLOSING) return;
    this.#readyState = CLOSING;
    if (this.#session) this.#session.close(code, reason);
    else this.#opener.cancel();
  }

  /**
   * @override
   * @param {string} type
   * @param {EventListenerOrEventListenerObject | null} listener
   * @param {boolean | AddEventListenerOptions} [options]
   */
  addEventListener(type, listener, options) {
    // Nobody else learns whether there are listeners, and an event for each frame would be made in vain.
    if (type === 'messageprogress') this.#wantsProgress = true;
    super.addEventListener(type, listener, options);
  }
}

/** @param {unknown} data */
const isContent = (data) =>
  data instanceof ArrayBuffer || ArrayBuffer.isView(data) || data instanceof Blob || data instanceof ReadableStream;

/** @param {TransferError} error */
function rejected(error) {
  const { transfer, settle } = Transfer.control(null);
  settle(error);
  return transfer;
}
