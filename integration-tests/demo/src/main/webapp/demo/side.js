import { seconds, share, throughput } from './format.js';

/** @param {string} id */
const byId = (id) => /** @type {HTMLElement} */ (document.getElementById(id));

/** @typedef {'idle' | 'busy' | 'good' | 'bad'} State */

/** What the page shows of one transfer: the elements whose ids begin with a name. */
export class Side {
  #name;
  #total = 0;
  #start = 0;
  #bytes = 0;
  #frame = 0;

  /** @param {string} name */
  constructor(name) {
    this.#name = name;
  }

  /** @param {string} part */
  #part(part) {
    return byId(`${this.#name}-${part}`);
  }

  /** Forgets the transfer before. */
  reset() {
    for (const part of ['bytes', 'throughput', 'time', 'close-code', 'close-reason', 'frames', 'hash-here', 'hash-there']) {
      const element = byId(`${this.#name}-${part}`);
      if (element) element.textContent = '–';
    }
    /** @type {HTMLProgressElement} */ (this.#part('progress')).value = 0;
    this.state('idle', 'Waiting', '');
  }

  /** @param {number} total in bytes */
  begin(total) {
    this.#total = total;
    this.#bytes = 0;
    this.#start = performance.now();
    this.state('busy', 'Sending', '');
    this.#show();
  }

  /** @param {number} bytes */
  progress(bytes) {
    this.#bytes = bytes;
    // Acknowledgements come faster than the screen can show them.
    this.#frame ||= requestAnimationFrame(() => this.#show());
  }

  #show() {
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    const elapsed = performance.now() - this.#start;
    /** @type {HTMLProgressElement} */ (this.#part('progress')).value = this.#total > 0 ? this.#bytes / this.#total : 1;
    this.show('bytes', share(this.#bytes, this.#total));
    this.show('throughput', throughput(this.#bytes, elapsed));
    this.show('time', seconds(elapsed));
  }

  /** Stops the clock. */
  end() {
    this.#show();
  }

  /**
   * @param {string} part
   * @param {string} text
   */
  show(part, text) {
    this.#part(part).textContent = text;
  }

  /**
   * @param {State} state
   * @param {string} word
   * @param {string} outcome in a sentence
   */
  state(state, word, outcome) {
    for (const part of ['state', 'outcome']) this.#part(part).dataset.state = state;
    this.show('state', word);
    this.show('outcome', outcome);
  }
}
