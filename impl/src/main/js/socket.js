import { Dialer } from './dialer.js';
import { TransferError, argumentError } from './errors.js';
import { HandlerAttributes, LighterageMessageEvent, MessageProgressEvent, SocketErrorEvent, closeEvent } from './events.js';
import { limitsOf } from './limits.js';
import { encodeMetadata } from './metadata.js';
import { isNegotiated } from './negotiation.js';
import { normalizedUrl } from './outcomes.js';
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
 * The interface of WebSocket, for messages of any size: see lighterage.d.ts for what it adds.
 */
export class LighterageSocket extends EventTarget {
  /** @type {0 | 1 | 2 | 3} */
  #readyState = CONNECTING;
  #protocol = '';
  #extensions = '';
  #url;
  #origin;
  #dialer;
  /** @type {import('./session-negotiated.js').Session | null} */
  #session = null;
  /** What was sent when it was too late counts, as with WebSocket. */
  #unsendable = 0;
  /** @type {'blob' | 'arraybuffer'} */
  #binaryType = 'blob';
  #handlers = new HandlerAttributes(this);
  #wantsProgress = false;
  #errorTold = false;

  /**
   * @param {string | URL} url
   * @param {string | string[]} [protocols]
   * @param {import('./lighterage.js').LighterageOptions} [options]
   */
  constructor(url, protocols = [], options = {}) {
    super();
    const WebSocket = options.WebSocket ?? globalThis.WebSocket;
    if (!WebSocket) {
      const message = "There is no WebSocket here: give one as options.WebSocket, such as that of 'ws'";
      throw argumentError(TypeError, 'WEBSOCKET_MISSING', message);
    }
    const own = typeof protocols === 'string' ? [protocols] : [...protocols];
    const reserved = own.find(isNegotiated);
    if (reserved !== undefined) {
      throw new DOMException(`The subprotocol ${reserved} is Lighterage's: give those of the application`, 'SyntaxError');
    }
    this.#dialer = new Dialer(
      {
        WebSocket: /** @type {typeof globalThis.WebSocket} */ (WebSocket),
        url: normalizedUrl(url),
        protocols: own,
        limits: limitsOf(options),
        required: options.required ?? false,
      },
      this.#recipient(),
      {
        opened: (session, connection, protocol) => this.#opened(session, connection.extensions, protocol),
        failed: (error) => this.#failed(error),
        closed: (end) => this.#closed(end),
      },
    );
    this.#url = this.#dialer.url;
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
    else this.#dialer.cancel();
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

  get onopen() {
    return this.#handlers.get('open');
  }

  set onopen(handler) {
    this.#handlers.set('open', handler);
  }

  get onmessage() {
    return this.#handlers.get('message');
  }

  set onmessage(handler) {
    this.#handlers.set('message', handler);
  }

  get onerror() {
    return this.#handlers.get('error');
  }

  set onerror(handler) {
    this.#handlers.set('error', handler);
  }

  get onclose() {
    return this.#handlers.get('close');
  }

  set onclose(handler) {
    this.#handlers.set('close', handler);
  }

  get onmessageprogress() {
    return this.#handlers.get('messageprogress');
  }

  set onmessageprogress(handler) {
    this.#handlers.set('messageprogress', handler);
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
