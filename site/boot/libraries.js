// Place NumPy's side modules exactly where a snapshot's memory expects them.
//
// Only this file and restored.js rely on the internals of the pinned Pyodide and Emscripten.

/** @typedef {any} Module Emscripten's module object, from pyodide.asm.mjs */

/**
 * Compute a number that changes when the linker places something elsewhere.
 * @param {Module} module
 */
export const checksum = module =>
  Object.values(module.GOT).reduce((sum, {value}) => (Math.imul(sum, 31) + value) | 0, 7);

/**
 * Link the side modules at their recorded places.
 * @param {Module} module
 * @param {import('./image.js').Image} image
 * @returns {{at: number, bytes: Uint8Array}[]} the initial data of each
 */
export function placeLibraries(module, {header, libraries}) {
  const {table, got, heap} = header;
  const functions = module.wasmTable;
  if (functions.length > table.before || checksum(module) !== table.checksum) {
    throw new Error('this browser lays out the function table differently');
  }
  if (module.HEAP8.length < heap) module.growMemory(heap);
  for (const [symbol, value] of Object.entries(got)) {
    module.GOT[symbol] ??= new WebAssembly.Global({value: 'i32', mutable: true}, -1);
    module.GOT[symbol].value = value;
  }
  functions.grow(table.after - functions.length);
  const put = putter(module, table.before);
  const fresh = header.libraries.map((library, n) => {
    const names = linked(module, library, libraries[n]);
    for (const symbol in names) if (symbol in got) put(got[symbol], names[symbol]);
    return {
      at: library.memory,
      bytes: module.HEAPU8.slice(library.memory, library.memory + library.size),
    };
  });
  for (const [symbol, place] of Object.entries(got))
    put(place, module.resolveGlobalSymbol(symbol).sym);
  return fresh;
}

/**
 * Make a function that fills empty places of the function table, from `first` on.
 * @param {Module} module @param {number} first
 */
function putter(module, first) {
  /** @param {number} place @param {unknown} symbol */
  return (place, symbol) => {
    if (typeof symbol !== 'function' || place < first || module.wasmTable.get(place)) return;
    try {
      module.setWasmTableEntry(place, symbol);
    } catch {
      // A JavaScript function, not one of WebAssembly.
      module.setWasmTableEntry(
        place,
        module.convertJsFunctionToWasm(symbol, /** @type {any} */ (symbol).sig),
      );
    }
    module.updateTableMap(place, 1);
  };
}

/**
 * Instantiate one side module and register it as dlopen() would. Unlike dlopen() it does not look up
 * each function in the table, as almost none are ever asked for.
 * @param {Module} module
 * @param {import('./image.js').Library} library
 * @param {WebAssembly.Module} wasm
 * @returns {Record<string, unknown>} its exports
 */
function linked(module, library, wasm) {
  const metadata = module.getDylinkMetadata(wasm);
  const got = new Proxy(metadata.weakImports, module.GOTHandler);
  /** @type {Record<string, any>} */
  let exports = {};
  /** @type {Record<string, Function>} */
  const late = {}; // the module's own exports, callable once it exists
  const environment = new Proxy(
    {},
    {
      get(_, /** @type {string} */ symbol) {
        if (symbol === '__memory_base') return library.memory;
        if (symbol === '__table_base') return library.table;
        const found = module.resolveGlobalSymbol(symbol).sym;
        if (found !== undefined && found !== null) return found;
        late[symbol] ??= (/** @type {any[]} */ ...given) => exports[symbol](...given);
        return late[symbol];
      },
    },
  );
  module.HEAPU8.fill(0, library.memory, library.memory + library.size);
  const instance = new WebAssembly.Instance(wasm, {
    'GOT.mem': got,
    'GOT.func': got,
    env: environment,
    wasi_snapshot_preview1: environment,
  });
  exports = module.relocateExports(instance.exports, library.memory);
  module.newDSO(library.name, library.handle, exports);
  return exports;
}
