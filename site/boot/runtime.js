// Import Pyodide's own two modules.

/**
 * @typedef {object} Runtime
 * @property {(options: object) => Promise<any>} loadPyodide
 * @property {(settings: any) => Promise<any>} createPyodideModule
 */

/**
 * @param {import('./downloads.js').Downloads} downloads @param {import('../types/state').Manifest} manifest
 * @returns {Promise<Runtime>}
 */
export async function loadRuntime(downloads, {modules}) {
  const [{loadPyodide}, {default: createPyodideModule}] = await Promise.all(
    modules.map(async path => imported(await downloads.bytes(path))),
  );
  return {loadPyodide, createPyodideModule};
}

/** Import a module from its source. From a folder, WebKit accepts only data: URLs. @param {Uint8Array<ArrayBuffer>} source */
async function imported(source) {
  const url = URL.createObjectURL(new Blob([source], {type: 'text/javascript'}));
  try {
    return await import(url);
  } catch {
    return import(`data:text/javascript,${encodeURIComponent(new TextDecoder().decode(source))}`);
  } finally {
    URL.revokeObjectURL(url);
  }
}
