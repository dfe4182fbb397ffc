/* Events that Node 20 does not have, or that WebSocket's own have less in. */

/** A MessageEvent that says what the message's sender said about it. */
export class LighterageMessageEvent extends MessageEvent {
  /**
   * @param {import('./receiver.js').IncomingMessage} message
   * @param {string} origin
   */
  constructor({ id, data, metadata }, origin) {
    super('message', { data, origin });
    /** The number of the message on this connection; null for a short one, and from a plain peer. */
    this.id = id;
    this.metadata = metadata;
  }
}

/** How much of a message has come that is not complete. */
export class MessageProgressEvent extends Event {
  /** @param {import('./receiver.js').IncomingProgress} progress */
  constructor({ id, received, length, metadata }) {
    super('messageprogress');
    this.id = id;
    this.received = received;
    this.length = length;
    this.metadata = metadata;
  }
}

/** An error event that says what was wrong, as far as that is known. */
export class SocketErrorEvent extends Event {
  /** @param {import('./errors.js').LighterageError} error */
  constructor(error) {
    super('error');
    this.error = error;
    this.message = error.message;
  }
}

/** The connection was lost, and the session waits for the next attempt to have another. */
export class ReconnectingEvent extends Event {
  /** @param {import('./reconnector.js').Reconnecting} reconnecting */
  constructor({ attempt, delay, code }) {
    super('reconnecting');
    this.attempt = attempt;
    this.delay = delay;
    this.code = code;
  }
}

/** The connection of a client was lost, and its session waits for it to come back. */
export class DetachedEvent extends Event {
  /** @param {number} code */
  constructor(code) {
    super('detached');
    this.code = code;
  }
}

/** The session goes on with another connection; or a new one does where the server had lost it. */
export class ResumedEvent extends Event {
  /** @param {boolean} newSession */
  constructor(newSession) {
    super('resumed');
    this.newSession = newSession;
  }
}

/** The path was found to let no longer frames through. */
export class PathLimitEvent extends Event {
  /** @param {number} limit */
  constructor(limit) {
    super('pathlimit');
    this.limit = limit;
  }
}

/** CloseEvent where there is none. */
class OwnCloseEvent extends Event {
  /**
   * @param {string} type
   * @param {{ code: number, reason: string, wasClean: boolean }} end
   */
  constructor(type, { code, reason, wasClean }) {
    super(type);
    this.code = code;
    this.reason = reason;
    this.wasClean = wasClean;
  }
}

const CloseEventClass = globalThis.CloseEvent ?? OwnCloseEvent;

/** @param {{ code: number, reason: string, wasClean: boolean }} end */
export const closeEvent = (end) => new CloseEventClass('close', end);
