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

/**
 * Event handler attributes, onopen and the like: one listener each, whose place among the others is that of its first setting.
 */
export class HandlerAttributes {
  /** @type {Map<string, { handler: unknown }>} */
  #slots = new Map();
  #target;

  /** @param {EventTarget} target */
  constructor(target) {
    this.#target = target;
  }

  /**
   * @param {string} type
   * @returns {any} the function, or null
   */
  get(type) {
    return this.#slots.get(type)?.handler ?? null;
  }

  /**
   * @param {string} type
   * @param {unknown} handler what is no function removes it
   */
  set(type, handler) {
    const value = typeof handler === 'function' ? handler : null;
    const slot = this.#slots.get(type);
    if (slot) {
      slot.handler = value;
    } else if (value) {
      const added = { handler: /** @type {unknown} */ (value) };
      this.#slots.set(type, added);
      this.#target.addEventListener(type, (event) => {
        if (typeof added.handler === 'function') added.handler.call(this.#target, event);
      });
    }
  }
}
