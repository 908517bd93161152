// Zeroes all unused memory, so that a snapshot is small and always the same.

const FILE_DATA = 28; // offset in Emscripten's struct dso: address and size of a library's file
const LARGEST = 1 << 24;
const SMALLEST = 8;
const STACK_IN_USE = 1024;

/** @param {any} module Pyodide's Emscripten module */
export function scrub(module) {
  dropFileImages(module);
  zeroFreeMemory(module);
  const [low, top] = [module._emscripten_stack_get_end(), module.stackSave()];
  module.HEAPU8.fill(0, low, top - STACK_IN_USE);
}

/** Frees the files of shared libraries, which dlopen() keeps although nothing needs them. */
function dropFileImages(module) {
  for (const handle of handles(module)) {
    const place = (handle + FILE_DATA) >>> 2;
    const [address, size] = module.HEAPU32.subarray(place, place + 2);
    if (!address || !size) continue;
    module.HEAPU8.fill(0, address, address + size);
    module._free(address);
    module.HEAPU32.fill(0, place, place + 2);
  }
}

/** Allocates all free memory, large pieces first, zeroes it, and frees it again. */
function zeroFreeMemory(module) {
  const taken = [];
  module.memory.grow = () => {
    throw new RangeError('no more'); // otherwise malloc() would never fail
  };
  for (let size = LARGEST; size >= SMALLEST; size >>= 1) {
    for (let address; (address = module._malloc(size) >>> 0); taken.push(address)) {
      module.HEAPU8.fill(0, address, address + size);
    }
  }
  delete module.memory.grow;
  for (const address of taken) module._free(address);
}

/** Lists the handles of the loaded shared libraries. */
export const handles = module =>
  Object.keys(module.LDSO.loadedLibsByHandle)
    .map(Number)
    .filter(handle => handle !== 0);
