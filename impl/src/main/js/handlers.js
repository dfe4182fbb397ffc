/**
 * Event handler attributes, onopen and the like: one listener each, whose place among the others is that of its first setting.
 */
class HandlerAttributes {
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

/** An EventTarget with the handler attributes of a socket. */
export class SocketEvents extends EventTarget {
  #handlers = new HandlerAttributes(this);

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

  get onmessageprogress() {
    return this.#handlers.get('messageprogress');
  }

  set onmessageprogress(handler) {
    this.#handlers.set('messageprogress', handler);
  }

  get onreconnecting() {
    return this.#handlers.get('reconnecting');
  }

  set onreconnecting(handler) {
    this.#handlers.set('reconnecting', handler);
  }

  get onresumed() {
    return this.#handlers.get('resumed');
  }

  set onresumed(handler) {
    this.#handlers.set('resumed', handler);
  }

  get onpathlimit() {
    return this.#handlers.get('pathlimit');
  }

  set onpathlimit(handler) {
    this.#handlers.set('pathlimit', handler);
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
}
