const toHex = (bytes) => Buffer.from(bytes).toString('hex');

/** A server's sessions by token, as simple as can be. */
export class Tokens {
  #issued = 0;
  #serving = new Map();

  /** Those of one session, which is found as holder.session. */
  of(holder) {
    let newest = null;
    const only = (...tokens) => {
      for (const [token, owner] of this.#serving) if (owner === holder) this.#serving.delete(token);
      for (const token of tokens) this.#serving.set(toHex(token), holder);
    };
    return {
      issue: (presented) => {
        newest = new Uint8Array(16);
        new DataView(newest.buffer).setUint32(0, ++this.#issued);
        only(...(this.#serving.get(toHex(presented)) === holder ? [presented] : []), newest);
        return newest;
      },
      confirmed: () => only(newest),
    };
  }

  find(token) {
    return this.#serving.get(toHex(token))?.session ?? null;
  }

  lose() {
    this.#serving.clear();
  }
}
