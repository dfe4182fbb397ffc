import type { EventEmitter } from 'node:events';
import type { IncomingMessage } from 'node:http';
import type { LighterageSocket, LighterageSocketEventMap } from './lighterage.js';

export type HandleProtocols = (protocols: Set<string>, request: IncomingMessage) => string | false;

/** What is used of a WebSocketServer of `ws`, 8.16 or later. */
export interface WebSocketServerLike {
  options: { handleProtocols?: HandleProtocols | null | undefined };
  on(event: string, listener: (...args: any[]) => void): unknown;
}

/** Sizes are in bytes, times in milliseconds unless it says otherwise. */
export interface LighterageServerOptions {
  /** The subprotocols of the application, the preferred first. Left out, `handleProtocols` of the WebSocketServer chooses. */
  protocols?: string[];
  /** How long a session is kept for its client to come back when its connection is lost, in seconds. 0 for not at all, default 60. */
  resume?: number;
  /**
   * Who the client is; a session is resumed by none but the same. A session's token cannot be guessed, so that this is for
   * applications in which one connection may have another's token. Default: the same for all.
   */
  principal?: (request: IncomingMessage) => string | null;
  /** How many sessions are kept at once for clients to come back to; beyond that the one lost longest ago ends. Default 1,000. */
  maxKeptSessions?: number;
  /** How much is kept for all of these together. Default 256 MiB. */
  maxKeptBytes?: number;
  /** The longest frame, sent or accepted. 1,024 to 262,144, default 32,000; at least 16,384 are accepted. */
  chunkSize?: number;
  /** How much a client may send before it is acknowledged. At least 65,536, default 16 MiB. */
  window?: number;
  /** The longest message that is accepted. Default 64 MiB. */
  maxMessageSize?: number;
  /** How many messages of one client may be under way at once, in each direction. Default 8. */
  maxConcurrent?: number;
  ordering?: 'strict' | 'interleaved';
  /** How long a client may take for its HELLO. Default 10 s. */
  handshakeTimeout?: number;
  receiveTimeout?: number;
  closeTimeout?: number;
  keepalive?: number;
  livenessTimeout?: number;
}

/** The connection of a session was lost, and it waits for its client. */
export interface DetachedEvent extends Event {
  /** The close code of the connection. */
  readonly code: number;
}

export interface AcceptedSocketEventMap extends Omit<LighterageSocketEventMap, 'reconnecting'> {
  detached: DetachedEvent;
}

/**
 * One client: a socket as the client's own, with messages as ArrayBuffers unless `binaryType` is set. With a client that does not
 * speak Lighterage `negotiated` is false, and messages are ordinary ones.
 *
 * Codes of its errors, beside those of the client's socket: RESUME_EXPIRED (the client did not come back within `resume`),
 * NO_CAPACITY (others were lost later, and there was no room to keep this one), CANNOT_RESUME (the client came back to an earlier
 * state of the session), SERVER_CLOSED (`LighterageServer.close` was called while the client was away).
 */
export interface AcceptedSocket
  extends Omit<LighterageSocket, 'addEventListener' | 'onreconnecting'> {
  addEventListener<K extends keyof AcceptedSocketEventMap>(
    type: K,
    listener: (event: AcceptedSocketEventMap[K]) => unknown,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject | null,
    options?: boolean | AddEventListenerOptions,
  ): void;
}

export interface LighterageServer extends EventEmitter {
  /** How many sessions wait for their clients to come back. */
  readonly keptSessions: number;
  /** Ends the sessions that wait for their clients; also done when the WebSocketServer has closed. */
  close(): void;
  /** A client's session has begun. One that comes back to its session is no new connection. */
  on(event: 'connection', listener: (socket: AcceptedSocket, request: IncomingMessage) => void): this;
}

/** Lets a WebSocketServer speak Lighterage with the clients that do. Call it before the first connection comes. */
export function lighterageServer(server: WebSocketServerLike, options?: LighterageServerOptions): LighterageServer;
