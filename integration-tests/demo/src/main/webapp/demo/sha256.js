/* The hash of bytes that come in pieces, FIPS 180-4: crypto.subtle wants them all at once. */

const BLOCK = 64;
/** The fractions of the cube roots, and of the square roots, of the first primes. */
const ROUND = new Int32Array(64);
const INITIAL = new Int32Array(8);

for (let candidate = 2, count = 0; count < 64; candidate++) {
  let prime = true;
  for (let divisor = 2; divisor * divisor <= candidate && prime; divisor++) prime = candidate % divisor !== 0;
  if (!prime) continue;
  if (count < 8) INITIAL[count] = fraction(Math.sqrt(candidate));
  ROUND[count++] = fraction(Math.cbrt(candidate));
}

/** @param {number} root of which a double holds the 32 bits after the point exactly */
function fraction(root) {
  return Math.floor((root - Math.floor(root)) * 4294967296) | 0;
}

export class Sha256 {
  #state = INITIAL.slice();
  #schedule = new Int32Array(64);
  /** What does not fill a block yet. */
  #rest = new Uint8Array(BLOCK);
  #length = 0;

  /** @param {Uint8Array} bytes */
  update(bytes) {
    let offset = 0;
    const held = this.#length % BLOCK;
    this.#length += bytes.length;
    if (held > 0) {
      offset = Math.min(BLOCK - held, bytes.length);
      this.#rest.set(bytes.subarray(0, offset), held);
      if (held + offset < BLOCK) return;
      this.#compress(this.#rest, 0);
    }
    for (; offset + BLOCK <= bytes.length; offset += BLOCK) this.#compress(bytes, offset);
    this.#rest.set(bytes.subarray(offset));
  }

  /** Ends the input. */
  hex() {
    const bits = this.#length * 8;
    const held = this.#length % BLOCK;
    const padding = new Uint8Array(held < 56 ? BLOCK - held : 2 * BLOCK - held);
    padding[0] = 0x80;
    const tail = new DataView(padding.buffer, padding.length - 8);
    tail.setUint32(0, Math.floor(bits / 4294967296));
    tail.setUint32(4, bits >>> 0);
    this.update(padding);
    return Array.from(this.#state, (word) => (word >>> 0).toString(16).padStart(8, '0')).join('');
  }

  /**
   * @param {Uint8Array} bytes
   * @param {number} offset
   */
  #compress(bytes, offset) {
    const w = this.#schedule;
    const state = this.#state;
    for (let i = 0; i < 16; i++, offset += 4) {
      w[i] = (bytes[offset] << 24) | (bytes[offset + 1] << 16) | (bytes[offset + 2] << 8) | bytes[offset + 3];
    }
    for (let i = 16; i < 64; i++) {
      const x = w[i - 15];
      const y = w[i - 2];
      const s0 = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3);
      const s1 = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10);
      w[i] = (w[i - 16] + s0 + w[i - 7] + s1) | 0;
    }
    let a = state[0];
    let b = state[1];
    let c = state[2];
    let d = state[3];
    let e = state[4];
    let f = state[5];
    let g = state[6];
    let h = state[7];
    for (let i = 0; i < 64; i++) {
      const s1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
      const t1 = (h + s1 + (g ^ (e & (f ^ g))) + ROUND[i] + w[i]) | 0;
      const s0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
      const t2 = (s0 + ((a & b) | (c & (a | b)))) | 0;
      h = g;
      g = f;
      f = e;
      e = (d + t1) | 0;
      d = c;
      c = b;
      b = a;
      a = (t1 + t2) | 0;
    }
    state[0] += a;
    state[1] += b;
    state[2] += c;
    state[3] += d;
    state[4] += e;
    state[5] += f;
    state[6] += g;
    state[7] += h;
  }
}
