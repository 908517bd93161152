// Writes a snapshot file, as site/boot/image.js describes it.
import {ALIGNMENT, xor} from '../../../../site/boot/image.js';
import {handles} from './scrub.mjs';

const BLOCK = 4096;
// Offsets in Emscripten's struct dso of a library's data and its part of the function table.
const [DATA, DATA_SIZE, TABLE, TABLE_SIZE] = [12, 16, 20, 24];

/**
 * @param {any} pyodide with everything imported, its free memory zeroed
 * @param {object} before what `before()` returned for this Pyodide before anything was imported
 * @param {{id: string, digest: string, files: {path: string, bytes: Uint8Array}[]}} given
 * @returns {Promise<Uint8Array>}
 */
export async function packed(pyodide, before, {id, digest, files}) {
  const module = pyodide._module;
  const libraries = librariesOf(module);
  const got = {};
  for (const [symbol, value] of Object.entries(gotOf(module))) {
    if (before.got[symbol] !== value) got[symbol] = value;
  }
  checkTable(module.wasmTable, before.table, libraries, got);
  // Pyodide's list of loaded packages is a JavaScript object, which is empty after a fresh start.
  for (const name of Object.keys(pyodide.loadedPackages)) delete pyodide.loadedPackages[name];
  const {memory, references} = split(pyodide.makeMemorySnapshot());
  xor(memory, 0, before.pristine);
  for (const {name, memory: at, size} of libraries) {
    xor(memory, at, await freshData(module.FS.readFile(name), size));
  }

  const parts = new Parts();
  for (const library of libraries) library.wasm = parts.add(module.FS.readFile(library.name));
  const spans = files.map(({path, bytes}) => ({path, span: parts.add(bytes)}));
  const runs = nonZero(memory);
  const blocks = parts.length;
  for (let i = 0; i < runs.length; i += 2)
    parts.add(memory.subarray(runs[i], runs[i] + runs[i + 1]));
  const header = {
    id,
    build: pyodide._api.config.BUILD_ID,
    digest,
    table: {before: before.table, after: module.wasmTable.length, checksum: before.checksum},
    got,
    libraries: libraries.map(({tableSize, ...library}) => library),
    files: spans,
    heap: memory.length,
    pristine: before.pristine.length,
    runs,
    blocks,
    references,
  };
  return parts.file(new TextEncoder().encode(JSON.stringify(header)));
}

/** Maps the linker's symbols to their values. */
export const gotOf = module =>
  Object.fromEntries(Object.entries(module.GOT).map(([symbol, {value}]) => [symbol, value]));

function librariesOf(module) {
  const words = module.HEAPU32;
  return handles(module)
    .map(handle => ({
      name: module.LDSO.loadedLibsByHandle[handle].name,
      handle,
      memory: words[(handle + DATA) >>> 2],
      size: words[(handle + DATA_SIZE) >>> 2],
      table: words[(handle + TABLE) >>> 2],
      tableSize: words[(handle + TABLE_SIZE) >>> 2],
    }))
    .sort((a, b) => a.table - b.table);
}

/** Checks that a restored Python can find every new function in the table. */
function checkTable(table, first, libraries, got) {
  const known = new Set(Object.values(got));
  for (let i = first; i < table.length; i++) {
    const isLibrarys = libraries.some(lib => i >= lib.table && i < lib.table + lib.tableSize);
    if (table.get(i) && !known.has(i) && !isLibrarys) {
      throw new Error(`Entry ${i} of the function table belongs to nothing that is known`);
    }
  }
}

/** Splits Pyodide's own snapshot into memory and JSON about references to JavaScript. */
function split(snapshot) {
  const [, start, length] = new Uint32Array(snapshot.buffer);
  const text = new TextDecoder().decode(snapshot.subarray(48, 48 + length));
  return {memory: snapshot.slice(start), references: JSON.parse(text)};
}

/** Reads a side module's initial data: instantiates it at 0 in its own memory. */
async function freshData(wasm, size) {
  const module = await WebAssembly.compile(wasm);
  const memory = new WebAssembly.Memory({initial: Math.ceil(size / 65536) + 1});
  const imports = {};
  for (const {module: from, name, kind} of WebAssembly.Module.imports(module)) {
    imports[from] ??= {};
    imports[from][name] = standIn(kind, name, memory);
  }
  new WebAssembly.Instance(module, imports);
  return new Uint8Array(memory.buffer, 0, size);
}

function standIn(kind, name, memory) {
  switch (kind) {
    case 'function':
      return () => {};
    case 'memory':
      return memory;
    case 'table':
      return new WebAssembly.Table({initial: 20000, element: 'anyfunc'});
    case 'tag':
      return new WebAssembly.Tag({parameters: ['i32']});
    default: {
      const isBase = name === '__memory_base' || name === '__table_base';
      return isBase ? 0 : new WebAssembly.Global({value: 'i32', mutable: true}, 0);
    }
  }
}

/** Lists the address and length of each run of blocks that are not all zero. */
function nonZero(memory) {
  const runs = [];
  let end = -1;
  for (let at = 0; at < memory.length; at += BLOCK) {
    if (!new Uint32Array(memory.buffer, memory.byteOffset + at, BLOCK / 4).some(Boolean)) continue;
    if (at === end) runs[runs.length - 1] += BLOCK;
    else runs.push(at, BLOCK);
    end = at + BLOCK;
  }
  return runs;
}

/** @param {number} size */
const aligned = size => Math.ceil(size / ALIGNMENT) * ALIGNMENT;

/** Collects the pieces of a file, each at a multiple of the alignment. */
class Parts {
  pieces = [];
  length = 0;

  /** Adds a piece and returns its span. @param {Uint8Array} bytes */
  add(bytes) {
    const span = [this.length, bytes.length];
    this.pieces.push([this.length, bytes]);
    this.length = aligned(this.length + bytes.length);
    return span;
  }

  /** Assembles the whole file. @param {Uint8Array} header */
  file(header) {
    const start = aligned(4 + header.length);
    const file = new Uint8Array(start + this.length);
    new DataView(file.buffer).setUint32(0, start - 4, true);
    file.fill(0x20, 4, start);
    file.set(header, 4);
    for (const [offset, bytes] of this.pieces) file.set(bytes, start + offset);
    return file;
  }
}

/** Describes a Pyodide before anything is imported. */
export function before(module, checksum, pristine) {
  let end = pristine.length;
  while (end && !pristine[end - 1]) end--;
  return {
    got: gotOf(module),
    checksum,
    table: module.wasmTable.length,
    pristine: pristine.slice(0, Math.ceil(end / BLOCK) * BLOCK),
  };
}
