/** Payloads from this length on are kept as they came; shorter ones are copied together, and cost no more than their bytes. */
const KEPT = 4096;
const GATHERED = 16384;

/** Makes few long parts of many short ones. */
export class Coalescer {
  #write;
  #gathered = new Uint8Array(0);
  #length = 0;

  /** @param {(part: Uint8Array) => void} write */
  constructor(write) {
    this.#write = write;
  }

  /** @param {Uint8Array} bytes which nobody changes any more */
  add(bytes) {
    if (bytes.length >= KEPT) {
      this.flush();
      this.#write(bytes);
      return;
    }
    if (this.#length + bytes.length > this.#gathered.length) this.#grow(bytes.length);
    this.#gathered.set(bytes, this.#length);
    this.#length += bytes.length;
  }

  /** @param {number} by */
  #grow(by) {
    if (this.#length + by > GATHERED) this.flush();
    const grown = new Uint8Array(Math.min(GATHERED, Math.max(this.#length + by, this.#gathered.length * 2)));
    grown.set(this.#gathered.subarray(0, this.#length));
    this.#gathered = grown;
  }

  flush() {
    if (this.#length > 0) this.#write(this.#gathered.subarray(0, this.#length));
    this.#gathered = new Uint8Array(0);
    this.#length = 0;
  }
}
