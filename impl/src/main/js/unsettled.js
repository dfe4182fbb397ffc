/** @typedef {import('./outgoing.js').OutgoingMessage} OutgoingMessage */

/** The messages that have been handed over and have no outcome yet. */
export class Unsettled {
  /** In the order of sending. @type {Set<OutgoingMessage>} */
  #all = new Set();
  /** Those that have begun. @type {Map<number, OutgoingMessage>} */
  #byId = new Map();
  /** Bytes queued and not acknowledged. */
  buffered = 0;

  get isEmpty() {
    return this.#all.size === 0;
  }

  /** Those there are now, which may be settled while they are gone through. */
  get all() {
    return [...this.#all];
  }

  /** How many have begun and neither ended nor been given up. */
  countBegun() {
    let count = 0;
    for (const { state } of this.#byId.values()) if (state === 'begun') count++;
    return count;
  }

  /** @param {OutgoingMessage} message */
  add(message) {
    this.#all.add(message);
    this.account(message);
  }

  /**
   * @param {number} id
   * @param {OutgoingMessage} message
   */
  begun(id, message) {
    this.#byId.set(id, message);
  }

  /** @param {number} id which no message has any longer */
  freeId(id) {
    this.#byId.delete(id);
  }

  /** No id means anything any more. */
  freeIds() {
    this.#byId.clear();
  }

  /** @param {number} id */
  find(id) {
    return this.#byId.get(id);
  }

  /**
   * @param {OutgoingMessage} message
   * @param {import('./errors.js').TransferError | null} error null for delivered
   */
  settle(message, error) {
    if (!this.#all.delete(message)) return;
    if (this.#byId.get(message.id) === message) this.#byId.delete(message.id);
    this.buffered -= message.buffered;
    message.buffered = 0;
    // Last, because the application may send again from within.
    if (error) message.failed(error);
    else message.delivered();
  }

  /** @param {OutgoingMessage} message of which more is known or acknowledged */
  account(message) {
    if (message.state === 'settled') return;
    const buffered = message.source.held - message.acknowledged;
    this.buffered += buffered - message.buffered;
    message.buffered = buffered;
  }
}
