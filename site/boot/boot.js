// Start Python in the worker in one of two ways, then load its remaining files.

import {createDownloads} from './downloads.js';
import {complete} from './install-late-files.js';
import {keep} from './opfs-cache.js';
import {plain} from './plain.js';
import {restored} from './restored.js';
import {loadRuntime} from './runtime.js';

/** @type {Record<import('../types/state').Way, typeof plain>} */
const WAYS = {snapshot: restored, plain};

/**
 * An order to start Python, with file contents that the worker can't fetch itself.
 * @typedef {object} Given
 * @property {import('../types/state').Way} way
 * @property {string} base
 * @property {import('../types/state').Manifest} manifest
 * @property {string[]} wanted paths of files
 * @property {Record<string, import('../types/state').Packed> | null} files
 */

/**
 * Start Python. Throws if anything is wrong or uncertain.
 * @param {Given} given
 * @param {(bytes: number, path: string) => void} onBytes
 * @param {() => void} onStart when all bytes are here
 * @returns {Promise<any>} Pyodide's public interface
 */
export async function boot(given, onBytes, onStart) {
  const {way, manifest} = given;
  const downloads = downloadsFor(given, onBytes);
  const release = downloads.intercept();
  try {
    // Do everything that needs only some of the files while the others are still downloading.
    const starting = loadRuntime(downloads, manifest).then(runtime =>
      WAYS[way](downloads, runtime, manifest),
    );
    const [pyodide] = await Promise.all([
      Promise.race([starting, downloads.refused]),
      downloads.arrived().then(onStart),
    ]);
    unkept = downloads.unkept();
    release(); // not after a failure: pending work may still fetch, until the page terminates this worker
    return pyodide;
  } catch (error) {
    throw error instanceof RangeError && /memory/i.test(error.message) ? new OutOfMemory() : error;
  }
}

/** Too little memory is free, whichever way Python starts. */
class OutOfMemory extends Error {
  final = true;
  constructor() {
    super(
      'This device has too little memory free for it. Closing other tabs or programs may help.',
    );
  }
}

/** @type {import('./opfs-cache.js').Content[]} files Python was started from, to cache for the next visit */
let unkept = [];
/** @type {import('./downloads.js').Downloads | null} the files loaded after the start, while they download */
let later = null;

/**
 * Give Python the files that it was started without. They are the parts of the standard library
 * and of NumPy that only a visitor's own Python may import.
 * @param {any} pyodide
 * @param {Given} given
 * @param {(bytes: number, path: string) => void} onBytes
 */
export async function finish(pyodide, given, onBytes) {
  keepForNext(given);
  later?.stop(); // its files are requested again below
  const mine = downloadsFor(given, onBytes);
  later = mine;
  if (given.wanted.length) await complete(pyodide, mine, given.wanted);
  if (mine === later) later = null; // releases the files' contents
}

/** Cache files for the next visit, if the browser has room and allows it. @param {Given} given */
function keepForNext({base, manifest: {runtime}}) {
  const version = runtime.flatMap(file => (file.raw ? [file, file.raw] : [file]));
  if (unkept.length) keep(base, unkept, version).catch(() => {});
  unkept = [];
}

/** @param {Given} given @param {(bytes: number, path: string) => void} onBytes */
function downloadsFor({base, manifest, wanted, files}, onBytes) {
  return createDownloads(
    base,
    manifest.runtime.filter(({path}) => wanted.includes(path)),
    files,
    onBytes,
  );
}
