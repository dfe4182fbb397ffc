import { EventEmitter } from 'node:events';
import { Connection } from './connection.js';
import { realClock } from './environment.js';
import { argumentError } from './errors.js';
import { DetachedEvent } from './events.js';
import { limitsOf } from './limits.js';
import { MessageSocket } from './message-socket.js';
import { answer, applicationProtocol, applicationProtocols, isNegotiated } from './negotiation.js';
import { noop } from './noop.js';
import { KeptSessions, identityOf } from './node-sessions.js';
import { ServerSession } from './node-session.js';
import { CloseCode } from './protocol.js';
import { routeOf } from './routes.js';
import { PlainSession } from './session-plain.js';

/** How many sessions without a connection a server keeps, and how much for all of them. */
const MOST_KEPT_SESSIONS = 1000;
const MOST_KEPT_BYTES = 268435456;
const RESUME_SECONDS = 60;

/**
 * @typedef {import('node:http').IncomingMessage} Request
 * @typedef {import('./node.js').LighterageServerOptions} Options
 */

/** One client, as the application of a server sees it. */
export class AcceptedSocket extends MessageSocket {
  /** @param {import('./message-socket.js').Begin} begin */
  constructor(begin) {
    super(begin, 'arraybuffer');
  }
}

/** Lets the sockets of a WebSocketServer of ws speak the protocol, or be ordinary ones where their clients are. */
export class LighterageServer extends EventEmitter {
  #limits;
  #principal;
  /** @type {KeptSessions<ServerSession>} */
  #kept;

  /**
   * @param {import('./node.js').WebSocketServerLike} server
   * @param {Options} options
   */
  constructor(server, options) {
    super();
    const {
      resume = RESUME_SECONDS,
      maxKeptSessions = MOST_KEPT_SESSIONS,
      maxKeptBytes = MOST_KEPT_BYTES,
      principal = () => null,
      protocols,
      ...given
    } = options;
    this.#limits = limitsOf({ ...given, resumeSeconds: resume });
    for (const [name, value] of Object.entries({ maxKeptSessions, maxKeptBytes })) {
      if (Number.isSafeInteger(value) && value >= 0) continue;
      throw argumentError(RangeError, 'OPTION_OUT_OF_RANGE', `${name} is ${value}: give an integer from 0 on`);
    }
    this.#principal = principal;
    this.#kept = new KeptSessions(realClock, { seconds: resume, maxSessions: maxKeptSessions, maxBytes: maxKeptBytes });
    server.options.handleProtocols = handlerOf(protocols, server.options.handleProtocols);
    server.on('connection', (/** @type {WebSocket} */ socket, /** @type {Request} */ request) => this.#accept(socket, request));
    server.on('close', () => this.close());
  }

  /** How many sessions wait for their clients to come back. */
  get keptSessions() {
    return this.#kept.size;
  }

  /** Gives up the sessions that wait for their clients; called when the WebSocketServer has closed. */
  close() {
    this.#kept.close();
  }

  /**
   * @param {WebSocket} socket
   * @param {Request} request
   */
  #accept(socket, request) {
    if (isNegotiated(socket.protocol)) this.#negotiated(socket, request);
    else this.#plain(socket, request);
  }

  /**
   * @param {WebSocket} socket
   * @param {Request} request
   */
  #negotiated(socket, request) {
    const url = urlOf(request);
    const protocol = applicationProtocol(socket.protocol);
    const identity = identityOf(request, protocol, this.#principal(request));
    /** Whose connection this is. @type {ServerSession} */
    let session;
    let isFirst = true;
    const connection = new Connection(socket, url, {
      opened: noop,
      received: (data) => {
        const former = isFirst && typeof data !== 'string' ? this.#resume(connection, new Uint8Array(data), identity) : null;
        isFirst = false;
        if (former) {
          session.discard();
          session = former;
        } else if (session.isOn(connection)) {
          session.receive(data);
        }
      },
      closed: (end) => session.isOn(connection) && session.lost(end),
    });
    const name = `${new URL(url).pathname} for ${request.socket.remoteAddress}`;
    const accepted = new AcceptedSocket((recipient, listener) => {
      const parts = { connection, limits: this.#limits, route: routeOf(name), name, identity, kept: this.#kept };
      session = new ServerSession(parts, recipient, {
        ...listener,
        resumed: () => listener.resumed(false),
        opened: () => {
          listener.opened(session, connection, protocol);
          this.emit('connection', accepted, request);
        },
        detached: (code) => accepted.dispatchEvent(new DetachedEvent(code)),
      });
      return { url, cancel: () => session.close(undefined, undefined) };
    });
    // @ts-expect-error AcceptedSocket has set it
    session.start();
  }

  /**
   * @param {Connection} connection
   * @param {Uint8Array} bytes its first frame
   * @param {string} identity
   * @returns {ServerSession | null} the session that goes on with the connection
   */
  #resume(connection, bytes, identity) {
    const session = this.#kept.find(bytes, identity);
    return session?.takeOver(connection, bytes) ? session : null;
  }

  /**
   * @param {WebSocket} socket
   * @param {Request} request
   */
  #plain(socket, request) {
    const url = urlOf(request);
    const { maxMessageSize } = this.#limits;
    /** @type {() => void} */
    let open = noop;
    const accepted = new AcceptedSocket((recipient, listener) => {
      const connection = new Connection(socket, url, {
        opened: noop,
        received: (data) => session.receive(data),
        closed: (end) => {
          session.end();
          listener.closed(end);
        },
      });
      const session = new PlainSession(connection, this.#limits, realClock, (data) => {
        const length = typeof data === 'string' ? Buffer.byteLength(data) : data.byteLength;
        if (length > maxMessageSize) {
          return connection.close(CloseCode.TOO_BIG, `A message of ${length} bytes, of at most ${maxMessageSize} (maxMessageSize)`);
        }
        const asBlob = typeof data !== 'string' && recipient.binaryType === 'blob';
        recipient.received({ id: null, data: asBlob ? new Blob([data]) : data, metadata: null });
      }, false);
      open = () => listener.opened(session, connection, connection.protocol);
      return { url, cancel: () => connection.close() };
    });
    open();
    this.emit('connection', accepted, request);
  }
}

/**
 * What chooses the subprotocol. The application's own handler is asked for its own subprotocols alone, without our prefix.
 * @param {string[] | undefined} protocols the application's, the preferred first
 * @param {import('./node.js').HandleProtocols | null | undefined} handler
 * @returns {import('./node.js').HandleProtocols}
 */
function handlerOf(protocols, handler) {
  return (offered, request) => {
    const own = applicationProtocols(offered);
    const chosen = protocols ? protocols.find((protocol) => own.has(protocol)) : own.size > 0 && handler?.(own, request);
    return answer(offered, chosen ? [chosen] : []) ?? false;
  };
}

/** @param {Request} request */
function urlOf({ url = '/', headers, socket }) {
  const scheme = 'encrypted' in socket ? 'wss' : 'ws';
  // A client may have sent anything as Host.
  for (const host of [headers.host, 'localhost']) {
    try {
      return new URL(`${scheme}://${host}${url}`).href;
    } catch {
      // The next one will do.
    }
  }
  return `${scheme}://localhost/`;
}

/**
 * @param {import('./node.js').WebSocketServerLike} server
 * @param {Options} [options]
 */
export const lighterageServer = (server, options = {}) => new LighterageServer(server, options);
