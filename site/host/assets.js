// Loads files of the site when they are first needed. Scripts among them are not modules, so that a page
// opened from a folder may load them as well.

import {createDownloadProgress, stalled} from '../boot/download-progress.js';
import {createDownloads} from '../boot/downloads.js';

/** @typedef {Pick<import('../types/state').Host, 'inFolder' | 'add' | 'damaged'>} Files */

/** @type {Files | null} */
let files = null;
/** @type {import('../types/state').SiteFile[]} */
let listed = [];
/** @type {Map<string, Promise<void>>} */
const loading = new Map();

/** How this page gets at its files, and which there are. @param {Files} host @param {import('../types/state').Manifest} manifest */
export function loadFrom(host, {assets}) {
  files = host;
  listed = assets;
}

/**
 * Checks a file before its use, so that a failed one can be requested again. Some browsers never
 * ask again for a module that once failed to be imported.
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

/** Loads a script or a style. @param {string} path @param {string} [name] @returns {Promise<void>} */
export function load(path, name) {
  const begun = loading.get(path);
  if (begun) return begun;
  const promise = added(path, name);
  loading.set(path, promise);
  promise.catch(() => loading.delete(path)); // so that it can be tried again
  return promise;
}

/** Loads a script; returns what it defines. @param {string} path @param {string} name @returns {Promise<any>} */
export const library = (path, name) =>
  load(path, name).then(() => /** @type {any} */ (globalThis)[name]);
