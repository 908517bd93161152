// Compute SHA-256. The browser's own implementation does not block, but exists only if the page came
// over https or from this machine. Elsewhere it is computed here, following FIPS 180-4.

/** @param {Uint8Array<ArrayBuffer>} bytes @returns {Promise<string>} in hexadecimal */
export async function sha256(bytes) {
  const subtle = globalThis.crypto?.subtle;
  const digest = subtle ? new Uint8Array(await subtle.digest('SHA-256', bytes)) : digestOf(bytes);
  return Array.from(digest, byte => byte.toString(16).padStart(2, '0')).join('');
}

/** Take the first 32 bits of the fractional part. @param {number} x */
const fraction = x => ((x - Math.floor(x)) * 2 ** 32) | 0;

/** @type {number[]} */
const PRIMES = [];
for (let n = 2; PRIMES.length < 64; n++) if (PRIMES.every(prime => n % prime)) PRIMES.push(n);
const CONSTANTS = Int32Array.from(PRIMES, prime => fraction(Math.cbrt(prime)));

/** @param {number} x @param {number} n */
const rotated = (x, n) => (x >>> n) | (x << (32 - n));

/** @param {Uint8Array} bytes @returns {Uint8Array} 32 bytes */
export function digestOf(bytes) {
  const padded = new Uint8Array((bytes.length + 72) & ~63);
  padded.set(bytes);
  padded[bytes.length] = 0x80;
  const view = new DataView(padded.buffer);
  view.setUint32(padded.length - 8, bytes.length / 2 ** 29);
  view.setUint32(padded.length - 4, bytes.length << 3);
  const state = Int32Array.from(PRIMES.slice(0, 8), prime => fraction(Math.sqrt(prime)));
  const words = new Int32Array(64);
  for (let at = 0; at < padded.length; at += 64) {
    for (let i = 0; i < 16; i++) words[i] = view.getInt32(at + 4 * i);
    takeIn(state, words);
  }
  const out = new DataView(new ArrayBuffer(32));
  for (const [i, word] of state.entries()) out.setInt32(4 * i, word);
  return new Uint8Array(out.buffer);
}

/** Mix one block into the state, after extending its 16 words to 64. @param {Int32Array} state @param {Int32Array} w */
function takeIn(state, w) {
  for (let i = 16; i < 64; i++) {
    const x = w[i - 15];
    const y = w[i - 2];
    const before = rotated(x, 7) ^ rotated(x, 18) ^ (x >>> 3);
    const after = rotated(y, 17) ^ rotated(y, 19) ^ (y >>> 10);
    w[i] = (((w[i - 16] + before) | 0) + ((w[i - 7] + after) | 0)) | 0;
  }
  let [a, b, c, d, e, f, g, h] = state;
  for (let i = 0; i < 64; i++) {
    const mixed = rotated(e, 6) ^ rotated(e, 11) ^ rotated(e, 25);
    const t = (((h + mixed) | 0) + ((((e & f) ^ (~e & g)) + CONSTANTS[i]) | 0) + w[i]) | 0;
    const s =
      ((rotated(a, 2) ^ rotated(a, 13) ^ rotated(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    h = g;
    g = f;
    f = e;
    e = (d + t) | 0;
    d = c;
    c = b;
    b = a;
    a = (t + s) | 0;
  }
  const words = [a, b, c, d, e, f, g, h];
  for (let i = 0; i < 8; i++) state[i] = (state[i] + words[i]) | 0;
}
