// Start Pyodide as its documentation describes: load the standard library, NumPy and the core, and
// import them. Python falls back to this if a snapshot is missing or can't be trusted.

/**
 * @param {import('./downloads.js').Downloads} downloads
 * @param {import('./runtime.js').Runtime} runtime
 * @param {import('../types/state').Manifest} manifest
 * @returns {Promise<any>} Pyodide's public interface
 */
export async function plain({root, arrived}, {loadPyodide, createPyodideModule}, {packages}) {
  await arrived(); // if a file is missing, Pyodide itself would go on without it
  const pyodide = await loadPyodide({
    indexURL: `${root}runtime/`,
    packageBaseUrl: `${root}runtime/`,
    lockFileURL: `${root}runtime/pyodide-lock.json`,
    stdLibURL: `${root}runtime/python_stdlib.zip`,
    createPyodideModule,
  });
  let trouble = '';
  const errorCallback = (/** @type {string} */ message) => (trouble = message);
  await pyodide.loadPackage(packages, {messageCallback: () => {}, errorCallback});
  if (trouble) throw new Error(trouble);
  return pyodide;
}
