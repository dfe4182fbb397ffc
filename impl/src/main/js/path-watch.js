import { LighterageError } from './errors.js';
import { Losses, hopelessMessage } from './losses.js';
import { reducedChunkSize } from './path.js';

/** Finds how long frames may be that the path lets through, from the losses of transports: PROTOCOL.md, section 8. */
export class PathWatch {
  #sender;
  #route;
  /** Those of this session, where it can be resumed. */
  #losses = new Losses();

  /**
   * @param {import('./sender.js').Sender} sender
   * @param {import('./routes.js').Route} route
   */
  constructor(sender, route) {
    this.#sender = sender;
    this.#route = route;
    sender.chunkSize = Math.min(sender.chunkSize, route.limit);
  }

  /**
   * @param {number} length of a frame that the peer has acknowledged
   * @returns {number | null} the limit, where this shows for the first time that frames of it pass
   */
  passed(length) {
    return this.#route.confirm(length) ? this.#route.limit : null;
  }

  /**
   * A transport was lost on which frames could be sent.
   * @param {number} closeCode
   * @param {boolean} survives whether the session goes on; if not, the losses of its route count
   * @returns {LighterageError | null} where nothing gets through
   */
  lost(closeCode, survives) {
    const { first, longest } = this.#sender.ledger;
    const verdict = (survives ? this.#losses : this.#route.losses).lost(closeCode, first, longest);
    if (!survives) this.#route.keep();
    if (verdict === 'reduce') {
      this.#sender.chunkSize = reducedChunkSize(this.#sender.chunkSize, longest);
      this.#route.reduce(this.#sender.chunkSize);
    }
    return verdict === 'hopeless' ? new LighterageError('PATH_BLOCKED', hopelessMessage(longest)) : null;
  }

  /** The transport was closed in order. */
  closed() {
    this.#route.losses.forget();
  }
}
