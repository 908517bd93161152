// Read a snapshot file: Python's memory with NumPy and the core imported.
//
//   4 bytes   length of the header, little-endian
//   header    JSON, padded with spaces so that the parts begin at a multiple of 16
//   parts     NumPy's side modules, the core's own files, and the memory's blocks
//
// Only nonzero blocks of memory are stored. They are XORed with the data that every fresh instance
// has anyway, which makes them compress well. The build writes it: py/buildtools/pyodide/snapshot/.

/**
 * The place of a part: offset from the first part, and length.
 * @typedef {[offset: number, length: number]} Span
 *
 * A side module (a shared library): its name and handle in Python, the addresses of its data and of
 * its first function in the table, and its WebAssembly.
 * @typedef {{name: string, handle: number, memory: number, size: number, table: number, wasm: Span}} Library
 *
 * @typedef {object} Header
 * @property {string} id identifies everything it was made from
 * @property {string} build the Pyodide that made it
 * @property {string} digest what the core's self-test gave when it was made
 * @property {{before: number, after: number, checksum: number}} table the function table's length
 *   before and after the side modules; checksum of what the linker had placed before them
 * @property {Record<string, number>} got the linker's symbols that differ from a fresh start's
 * @property {Library[]} libraries
 * @property {{path: string, span: Span}[]} files
 * @property {number} heap bytes of memory
 * @property {number} pristine bytes of memory, from 0, that were XORed with a fresh instance's
 * @property {number[]} runs address and length of each run of blocks, in turn
 * @property {number} blocks the offset of the first block
 * @property {unknown} references the JavaScript objects that Python holds, in Pyodide's own format
 *
 * @typedef {{header: Header, part: (span: Span) => Uint8Array<ArrayBuffer>, libraries: WebAssembly.Module[]}} Image
 */

export const ALIGNMENT = 16;

/**
 * Read a snapshot file and compile its side modules.
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
 * Restore memory to its state when the snapshot was taken.
 * @param {Uint8Array} memory
 * @param {number} used bytes that may have been written to; memory beyond is zero
 * @param {Image} image
 * @param {{at: number, bytes: Uint8Array}[]} fresh data of a fresh instance, with their addresses
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
  // XOR whole words if both begin at a multiple of four, as they do in practice.
  const words = (at | bytes.byteOffset) % 4 ? 0 : bytes.length >> 2;
  const mine = words ? new Uint32Array(memory.buffer, memory.byteOffset + at, words) : [];
  const theirs = words ? new Uint32Array(bytes.buffer, bytes.byteOffset, words) : [];
  for (let i = 0; i < words; i++) mine[i] ^= theirs[i];
  for (let i = words * 4; i < bytes.length; i++) memory[at + i] ^= bytes[i];
}
