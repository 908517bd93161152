// Reads a snapshot file: Python's memory with NumPy and the core imported.
//
//   4 bytes   length of the header, little-endian
//   header    JSON, padded with spaces so that the parts begin at a multiple of 16
//   parts     NumPy's side modules, the core's own files, and the memory's blocks
//
// Only the memory's blocks that are not zero are there. They are XORed with the data that every fresh
// instance has anyway, so that they pack well. The build writes it: py/buildtools/snapshot/.

/**
 * The place of a part: offset from the first part, and length.
 * @typedef {[offset: number, length: number]} Span
 *
 * A side module (a shared library): its name and handle in Python, where its data lie in memory,
 * where its functions begin in the function table, and its WebAssembly.
 * @typedef {{name: string, handle: number, memory: number, size: number, table: number, wasm: Span}} Library
 *
 * @typedef {object} Header
 * @property {string} id of everything that it was made from
 * @property {string} build which Pyodide made it
 * @property {string} digest what the core's self-test gave when it was made
 * @property {{before: number, after: number, checksum: number}} table the function table's length
 *   before and after the side modules; checksum of what the linker had put where before
 * @property {Record<string, number>} got the linker's symbols that differ from a fresh start's
 * @property {Library[]} libraries
 * @property {{path: string, span: Span}[]} files
 * @property {number} heap bytes of memory
 * @property {number} pristine bytes of memory, from 0, that were XORed with a fresh instance's
 * @property {number[]} runs address and length of each run of blocks, one after the other
 * @property {number} blocks the offset of the first
 * @property {unknown} references what JavaScript objects Python holds, in Pyodide's own terms
 *
 * @typedef {{header: Header, part: (span: Span) => Uint8Array<ArrayBuffer>, libraries: WebAssembly.Module[]}} Image
 */

export const ALIGNMENT = 16;

/**
 * Reads a snapshot file and compiles what is in it.
 * @param {ArrayBuffer} bytes
 * @returns {Promise<Image>}
 */
export async function readImage(bytes) {
  const length = new DataView(bytes).getUint32(0, true);
  /** @type {Header} */
  const header = JSON.parse(new TextDecoder().decode(new Uint8Array(bytes, 4, length)));
  /** @param {Span} span */
  const part = ([offset, size]) => new Uint8Array(bytes, 4 + length + offset, size);
  const compiled = header.libraries.map(({wasm}) => WebAssembly.compile(part(wasm)));
  return {header, part, libraries: await Promise.all(compiled)};
}

/**
 * Makes memory what it was when the snapshot was taken.
 * @param {Uint8Array} memory
 * @param {number} used where the memory begins that nothing but fresh data has been written to
 * @param {Image} image
 * @param {{at: number, bytes: Uint8Array}[]} fresh what a fresh instance has, and where
 */
export function layBlocks(memory, used, {header, part}, fresh) {
  memory.fill(0, 0, used);
  for (const {at, bytes} of fresh) memory.fill(0, at, at + bytes.length);
  let offset = header.blocks;
  for (let i = 0; i < header.runs.length; i += 2) {
    const [address, length] = header.runs.slice(i, i + 2);
    memory.set(part([offset, length]), address);
    offset += length;
  }
  for (const {at, bytes} of fresh) xor(memory, at, bytes);
}

/** @param {Uint8Array} memory @param {number} at @param {Uint8Array} bytes */
export function xor(memory, at, bytes) {
  // Four at a time where both begin at a multiple of four, which they do.
  const words = (at | bytes.byteOffset) % 4 ? 0 : bytes.length >> 2;
  const mine = words ? new Uint32Array(memory.buffer, memory.byteOffset + at, words) : [];
  const theirs = words ? new Uint32Array(bytes.buffer, bytes.byteOffset, words) : [];
  for (let i = 0; i < words; i++) mine[i] ^= theirs[i];
  for (let i = words * 4; i < bytes.length; i++) memory[at + i] ^= bytes[i];
}
