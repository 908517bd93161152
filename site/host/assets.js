// Load files of the site when they are first needed. Its scripts are classic ones, which a page opened
// from a folder can load too.

import {createDownloadProgress, stalled} from '../boot/download-progress.js';
import {createDownloads} from '../boot/downloads.js';

/** @typedef {Pick<import('../types/state').Host, 'inFolder' | 'add' | 'damaged'>} Files */

/** @type {Files | null} */
let files = null;
/** @type {import('../types/state').SiteFile[]} */
let listed = [];
/** @type {Map<string, Promise<void>>} */
const loading = new Map();

/** Set how this page loads its files, and which files there are. @param {Files} host @param {import('../types/state').Manifest} manifest */
export function loadFrom(host, {assets}) {
  files = host;
  listed = assets;
}

/**
 * Check a file before its use, so that a failed download can be retried. Some browsers never request
 * a module again after its import failed.
 * @param {string} path
 */
export async function check(path) {
  const file = listed.find(each => each.path === path);
  if (!file || files?.inFolder) return;
  await new Promise((resolve, reject) => {
    const base = new URL('.', location.href).href;
    const downloads = createDownloads(base, [file], null, bytes => arrival.add(path, bytes));
    const arrival = createDownloadProgress(new Map([[path, file.bytes]]), {
      onProgress() {},
      onStalled(paths) {
        downloads.stop();
        reject(new Error(stalled(paths)));
      },
    });
    downloads.arrived().then(resolve, reject).finally(arrival.stop);
  });
}

/** @param {string} path @param {string} [name] a global that the script defines */
async function added(path, name) {
  await check(path);
  if (!files) throw new Error('There is nothing to load it from.');
  await files.add(path);
  if (name && !(name in globalThis)) throw new Error(files.damaged(path));
}

/** Load a script or a style. @param {string} path @param {string} [name] @returns {Promise<void>} */
export function load(path, name) {
  const begun = loading.get(path);
  if (begun) return begun;
  const promise = added(path, name);
  loading.set(path, promise);
  promise.catch(() => loading.delete(path)); // allows another try
  return promise;
}

/** Load a script, and return the global that it defines. @param {string} path @param {string} name @returns {Promise<any>} */
export const library = (path, name) =>
  load(path, name).then(() => /** @type {any} */ (globalThis)[name]);
