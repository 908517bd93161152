// Pyodide's own two modules.

/**
 * @typedef {object} Runtime
 * @property {(options: object) => Promise<any>} loadPyodide
 * @property {(settings: any) => Promise<any>} createPyodideModule
 */

/** @returns {Promise<Runtime>} */
export async function loadRuntime() {
  const [{loadPyodide}, {default: createPyodideModule}] = await Promise.all([
    // @ts-ignore the built site has these
    import('../runtime/pyodide.mjs'),
    // @ts-ignore
    import('../runtime/pyodide.asm.mjs'),
  ]);
  return {loadPyodide, createPyodideModule};
}
