/** Sizes are in bytes, times in milliseconds. */
export interface LighterageOptions {
  /** The WebSocket to use where there is no global one, or another is wanted: in Node, that of `ws`. */
  WebSocket?: new (url: string, protocols?: string | string[]) => object;
  /** Whether a server that does not speak Lighterage is refused rather than spoken to with ordinary messages. Default false. */
  required?: boolean;
  /** The longest frame, sent or accepted. 1,024 to 262,144, default 32,000. */
  chunkSize?: number;
  /**
   * How much the server may send before it is acknowledged: its rate times its round trip, or more. At least 1,024, default
   * 16 MiB.
   */
  window?: number;
  /** The longest message that is accepted; a longer one is rejected, and the connection lives. Default 64 MiB. */
  maxMessageSize?: number;
  /** How many messages may be under way at once, in each direction. Default 8. */
  maxConcurrent?: number;
  /**
   * `strict`, the default: messages go one after the other. `interleaved`: they take turns, and may complete in another
   * order.
   */
  ordering?: 'strict' | 'interleaved';
  /** How long the server may take to answer the opening. Default 10 s. */
  handshakeTimeout?: number;
  /** How long nothing may come of an incomplete message before it is rejected. Default 60 s. */
  receiveTimeout?: number;
  /** How long `close` waits until all that was sent is acknowledged, and for a connection where there is none. Default 10 s. */
  closeTimeout?: number;
  /**
   * Whether the session goes on with another connection when one is lost, where the server keeps it so long. Default true. If
   * not, or where the server keeps no sessions, the end of the connection is that of the socket.
   */
  resume?: boolean;
  /** After how long a silence the server is sent a PING. 0 for never, default 20 s. */
  keepalive?: number;
  /** How long nothing may come after a PING before the connection is taken for lost. Default 10 s. */
  livenessTimeout?: number;
}

export interface SendOptions {
  /** What the receiver is told about the message; at most 512 bytes as encoded. A plain peer is not told. */
  metadata?: Record<string, string>;
  /** Gives the message up, as `Transfer.abort` does. */
  signal?: AbortSignal;
}

/** Why an error arose, for programs. */
export class LighterageError extends Error {
  constructor(code: string, message: string, options?: ErrorOptions);
  readonly code: string;
}

/**
 * Why a message was not delivered. `code`: TOO_LARGE, NO_CAPACITY, TIMEOUT, CORRUPT, CANCELLED, UNAVAILABLE or FAILED
 * (PROTOCOL.md, section 5), CLOSED (the session ended before all of it was sent), or UNKNOWN_OUTCOME (it ended after that
 * and before the answer). The session also ends where the server has lost it: then the socket stays open, with a new one.
 */
export class TransferError extends LighterageError {}

/** The peer broke a rule of the protocol, for which the connection is closed with `closeCode`. */
export class ProtocolError extends LighterageError {
  constructor(code: string, closeCode: number, message: string);
  readonly closeCode: number;
}

export interface TransferEventMap {
  progress: Event;
}

/** One message on its way to the server. */
export class Transfer extends EventTarget {
  private constructor();
  /** Bytes of the message; null while a stream has not ended. */
  readonly length: number | null;
  /** Bytes that the server has acknowledged; each time that it grows there is a `progress` event. */
  readonly acknowledged: number;
  /**
   * Resolves once the server has the whole message and will hand it to its application exactly once; of a plain peer, once the
   * message is handed to the WebSocket. Rejects with a TransferError; nothing happens where nobody handles that.
   */
  readonly delivered: Promise<void>;
  /** Gives the message up; false where all of it has been sent already. */
  abort(reason?: unknown): boolean;
  addEventListener<K extends keyof TransferEventMap>(
    type: K,
    listener: (this: Transfer, event: TransferEventMap[K]) => unknown,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject | null,
    options?: boolean | AddEventListenerOptions,
  ): void;
}

export interface LighterageMessageEvent extends MessageEvent<any> {
  /** The number of the message in this session; null for a short one, and from a plain peer. */
  readonly id: number | null;
  readonly metadata: Record<string, string> | null;
}

export interface MessageProgressEvent extends Event {
  readonly id: number;
  /** Bytes that have come of the message. */
  readonly received: number;
  /** Bytes of the whole message, where the sender announced it. */
  readonly length: number | null;
  readonly metadata: Record<string, string> | null;
}

export interface SocketErrorEvent extends Event {
  /**
   * Why the socket ends; its `code`, beside those of a ProtocolError:
   * - CONNECTION_FAILED: no more is known, least of all in a browser
   * - CONNECTION_LOST: nothing came for too long, and the session is not resumed
   * - RESUME_EXPIRED: no connection could be had for as long as the server keeps the session
   * - CLOSE_UNSENT: `close` was called while there was no connection, and none could be had within `closeTimeout`
   * - PATH_BLOCKED: connections were lost again and again, though all frames were short
   * - NOT_NEGOTIATED: the server does not speak Lighterage, which is `required`
   */
  readonly error: LighterageError;
  readonly message: string;
}

/** The connection was lost, or an attempt to have another failed; the next attempt comes after `delay`. */
export interface ReconnectingEvent extends Event {
  /** Counts from 1; anew after a connection that was of use. */
  readonly attempt: number;
  readonly delay: number;
  /** The close code of the connection. */
  readonly code: number;
}

/** The session goes on with another connection. */
export interface ResumedEvent extends Event {
  /**
   * True where the server had lost the session, and a new one has begun: messages that were sent and not delivered
   * have been rejected with UNKNOWN_OUTCOME or CLOSED, unless the server still has what came of them.
   */
  readonly newSession: boolean;
}

/** Something between the peers lets only shorter frames through than `chunkSize`. Nothing needs to be done. */
export interface PathLimitEvent extends Event {
  /** The longest frame that is sent from now on. */
  readonly limit: number;
}

export interface LighterageSocketEventMap {
  open: Event;
  message: LighterageMessageEvent;
  messageprogress: MessageProgressEvent;
  reconnecting: ReconnectingEvent;
  resumed: ResumedEvent;
  pathlimit: PathLimitEvent;
  error: SocketErrorEvent;
  close: CloseEvent;
}

type Handler<K extends keyof LighterageSocketEventMap> =
  | ((this: LighterageSocket, event: LighterageSocketEventMap[K]) => any)
  | null;

/**
 * A WebSocket for messages of any size. Everything that WebSocket has is here and means the same, except that
 * - `bufferedAmount` counts what the server has not acknowledged,
 * - `close` waits, for at most `closeTimeout`, until all that was sent is acknowledged, and closes with 1000 where it is given no
 *   code; messages that complete meanwhile are still dispatched,
 * - `binaryType` applies to messages that begin after it was set,
 * - bytes of more than 64 KiB are not copied by `send`, and must stay as they are until delivered,
 * - it stays open when its connection is lost, as long as another may be had to go on with: see `attached`.
 */
export class LighterageSocket extends EventTarget {
  constructor(url: string | URL, protocols?: string | string[], options?: LighterageOptions);
  static readonly CONNECTING: 0;
  static readonly OPEN: 1;
  static readonly CLOSING: 2;
  static readonly CLOSED: 3;
  readonly CONNECTING: 0;
  readonly OPEN: 1;
  readonly CLOSING: 2;
  readonly CLOSED: 3;
  readonly url: string;
  /** The subprotocol of the application that the server chose. */
  readonly protocol: string;
  readonly extensions: string;
  readonly readyState: number;
  /** Whether the server speaks Lighterage. If not, messages are ordinary ones, with the limits of the path. */
  readonly negotiated: boolean;
  /**
   * Whether there is a connection. If not, an open socket is about to have another one, and what is sent waits for it. In
   * browsers it tries at once when the page becomes visible or the network comes back.
   */
  readonly attached: boolean;
  readonly bufferedAmount: number;
  binaryType: 'blob' | 'arraybuffer';
  onopen: Handler<'open'>;
  onmessage: Handler<'message'>;
  onmessageprogress: Handler<'messageprogress'>;
  onreconnecting: Handler<'reconnecting'>;
  onresumed: Handler<'resumed'>;
  onpathlimit: Handler<'pathlimit'>;
  onerror: Handler<'error'>;
  onclose: Handler<'close'>;
  /**
   * Sends a message. A Blob is read piece by piece, and a stream (of bytes, or of strings for text; one that gives nothing is
   * binary) no faster than the server takes it. To a plain peer both may have to be gathered whole.
   * @throws InvalidStateError before the open event
   */
  send(
    data: string | ArrayBuffer | ArrayBufferView | Blob | ReadableStream<Uint8Array> | ReadableStream<string>,
    options?: SendOptions,
  ): Transfer;
  close(code?: number, reason?: string): void;
  addEventListener<K extends keyof LighterageSocketEventMap>(
    type: K,
    listener: (this: LighterageSocket, event: LighterageSocketEventMap[K]) => unknown,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject | null,
    options?: boolean | AddEventListenerOptions,
  ): void;
}

/** Forgets what servers were found to speak and paths to let through, of one URL or of all; that is kept for ten minutes. */
export function forgetOutcomes(url?: string | URL): void;
