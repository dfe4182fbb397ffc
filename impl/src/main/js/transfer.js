import { noop } from './noop.js';

/**
 * What moves a transfer on: given to those who send, not to applications.
 * @typedef {object} TransferControl
 * @property {Transfer} transfer
 * @property {(acknowledged: number, length: number | null) => void} progress
 * @property {(error: import('./errors.js').TransferError | null) => void} settle null for delivered
 * @property {(abort: (reason: unknown) => boolean) => void} onabort
 */

/** One message on its way to the peer: how far it has come, and what became of it. */
export class Transfer extends EventTarget {
  /** @type {number | null} */
  #length;
  #acknowledged = 0;
  /** @type {(reason: unknown) => boolean} */
  #abort = () => false;
  /** @type {() => void} */
  #resolve = noop;
  /** @type {(error: Error) => void} */
  #reject = noop;
  /** @type {Promise<void>} */
  #delivered;

  /** @param {number | null} length in bytes */
  constructor(length) {
    super();
    this.#length = length;
    this.#delivered = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
    // An application may ignore the transfer, as it ignores what WebSocket.send returns, and must not be ended by it.
    this.#delivered.catch(noop);
  }

  /** Bytes of the message; null while that is not known. */
  get length() {
    return this.#length;
  }

  /** Bytes that the peer has acknowledged. */
  get acknowledged() {
    return this.#acknowledged;
  }

  /** Resolves once the peer has the whole message; rejects with a TransferError. */
  get delivered() {
    return this.#delivered;
  }

  /**
   * Gives the message up, as far as it has not been sent to its end.
   * @param {unknown} [reason]
   * @returns {boolean} false where it was too late
   */
  abort(reason = 'no reason given') {
    return this.#abort(reason);
  }

  /**
   * @param {number | null} length
   * @returns {TransferControl}
   */
  static control(length) {
    const transfer = new Transfer(length);
    return {
      transfer,
      progress(acknowledged, length) {
        transfer.#acknowledged = acknowledged;
        transfer.#length = length;
        transfer.dispatchEvent(new Event('progress'));
      },
      settle(error) {
        transfer.#abort = () => false;
        if (error) transfer.#reject(error);
        else transfer.#resolve();
      },
      onabort(abort) {
        transfer.#abort = abort;
      },
    };
  }
}
