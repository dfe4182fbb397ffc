import { CloseCode, LEAST } from './protocol.js';

/** Transports lost running with the same frame the first unacknowledged, before a longer frame is taken for the cause. */
const SUSPICIOUS = 2;
/** As many, where no frame was long: then nothing gets through. */
const HOPELESS = 12;

/** @typedef {'reduce' | 'hopeless' | null} Verdict */

/** What the losses of transports tell of the path, PROTOCOL.md, section 8. A frame is known by its number in the session. */
export class Losses {
  #first = 0;
  #running = 0;

  /**
   * @param {number} closeCode
   * @param {number} first the number of the first frame that was sent on the transport and not acknowledged; 0 for none, and then
   *   the loss tells nothing
   * @param {number} longest of these frames, in bytes
   * @returns {Verdict}
   */
  lost(closeCode, first, longest) {
    if (first === 0) return null;
    this.#running = first === this.#first ? this.#running + 1 : 1;
    this.#first = first;
    if (longest <= LEAST.client.maxFrame) return this.#running >= HOPELESS ? 'hopeless' : null;
    return closeCode === CloseCode.TOO_BIG || this.#running >= SUSPICIOUS ? 'reduce' : null;
  }

  /** A session ended in order. */
  forget() {
    this.#first = this.#running = 0;
  }
}

/** @param {number} longest */
export const hopelessMessage = (longest) =>
  `The path lets no frames through: ${HOPELESS} connections running were lost with the same frame unacknowledged, though the ` +
  `longest had ${longest} bytes: see what between the peers closes connections that carry frames of ${LEAST.client.maxFrame} bytes`;
