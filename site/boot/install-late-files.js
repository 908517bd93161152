// Install the files that a restored Python was started without.

import {writeFiles} from './restored.js';
import {unzip} from './unzip.js';

/**
 * @param {any} pyodide
 * @param {import('./downloads.js').Downloads} downloads
 * @param {string[]} paths of wheels, and of the standard library's archive
 */
export async function complete(pyodide, downloads, paths) {
  const {
    sitePackages,
    pyVersionTuple: [major, minor],
  } = pyodide._api;
  for (const path of paths) {
    const bytes = await downloads.bytes(path);
    if (path.endsWith('.whl')) writeFiles(pyodide.FS, sitePackages, await unzip(bytes));
    else pyodide.FS.writeFile(`/lib/python${major}${minor}.zip`, bytes);
  }
  const importlib = pyodide.pyimport('importlib');
  importlib.invalidate_caches();
  importlib.destroy();
}
