// Pyodide's own two modules.

/**
 * @typedef {object} Runtime
 * @property {(options: object) => Promise<any>} loadPyodide
 * @property {(settings: any) => Promise<any>} createPyodideModule
 */

/**
 * Out of the folder they come linked like the page's own; else what runs is what has been checked.
 * @param {import('./downloads.js').Downloads} downloads @param {import('../types').Manifest} manifest
 * @returns {Promise<Runtime>}
 */
export async function loadRuntime(downloads, {modules}) {
  const [{loadPyodide}, {default: createPyodideModule}] = await Promise.all(
    downloads.inFolder
      ? // @ts-ignore the built site has these
        [import('../runtime/pyodide.mjs'), import('../runtime/pyodide.asm.mjs')]
      : modules.map(async path => imported(await downloads.bytes(path))),
  );
  return {loadPyodide, createPyodideModule};
}

/** @param {Uint8Array<ArrayBuffer>} source */
async function imported(source) {
  const url = URL.createObjectURL(new Blob([source], {type: 'text/javascript'}));
  try {
    return await import(url);
  } finally {
    URL.revokeObjectURL(url);
  }
}
