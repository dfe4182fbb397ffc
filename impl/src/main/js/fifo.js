const LEAST_MOVED = 32;

/**
 * A first-in, first-out queue whose every operation but delete takes constant time, however long it is.
 * @template T
 */
export class Fifo {
  /** @type {(T | undefined)[]} */
  #items = [];
  #first = 0;

  get size() {
    return this.#items.length - this.#first;
  }

  /** @param {T} item */
  push(item) {
    this.#items.push(item);
  }

  /** @returns {T | undefined} */
  peek() {
    return this.#items[this.#first];
  }

  /** @returns {T | undefined} */
  shift() {
    const item = this.#items[this.#first];
    if (this.size > 0) this.#items[this.#first++] = undefined;
    // Moving what is left once half is gone costs each item at most one move.
    if (this.#first >= LEAST_MOVED && this.#first * 2 > this.#items.length) {
      this.#items = this.#items.slice(this.#first);
      this.#first = 0;
    }
    return item;
  }

  /** @returns {IterableIterator<T>} */
  *[Symbol.iterator]() {
    for (let at = this.#first; at < this.#items.length; at++) yield /** @type {T} */ (this.#items[at]);
  }

  clear() {
    this.#items = [];
    this.#first = 0;
  }

  /** @param {T} item */
  delete(item) {
    const at = this.#items.indexOf(item, this.#first);
    if (at >= 0) this.#items.splice(at, 1);
  }
}
