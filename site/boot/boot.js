// Starts Python in the worker, one way or the other, and completes it afterwards.

import {createDownloads} from './downloads.js';
import {complete} from './install-late-files.js';
import {keep} from './opfs-cache.js';
import {plain} from './plain.js';
import {restored} from './restored.js';
import {loadRuntime} from './runtime.js';

/** @type {Record<import('../types/state').Way, typeof plain>} */
const WAYS = {snapshot: restored, plain};

/**
 * The order to start: the page's address, and any file contents a worker can't fetch.
 * @typedef {object} Given
 * @property {import('../types/state').Way} way
 * @property {string} base
 * @property {import('../types/state').Manifest} manifest
 * @property {string[]} wanted paths of files
 * @property {Record<string, import('../types/state').Packed> | null} files
 */

/**
 * Starts Python. It throws if anything is wrong, or in doubt.
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
    // Everything that does not need all bytes is done before they are here.
    const starting = loadRuntime(downloads, manifest).then(runtime =>
      WAYS[way](downloads, runtime, manifest),
    );
    const [pyodide] = await Promise.all([
      Promise.race([starting, downloads.refused]),
      downloads.arrived().then(onStart),
    ]);
    unkept = downloads.unkept();
    release(); // not after a failure: what is under way then asks on, until the page ends this worker
    return pyodide;
  } catch (error) {
    throw error instanceof RangeError && /memory/i.test(error.message) ? new TooLittle() : error;
  }
}

/** No way of starting will do. */
class TooLittle extends Error {
  final = true;
  constructor() {
    super(
      'This device has too little memory free for it. Closing other tabs or programs may help.',
    );
  }
}

/** @type {import('./opfs-cache.js').Content[]} what Python was started from, for the next visit */
let unkept = [];
/** @type {import('./downloads.js').Downloads | null} the files that come later, while they come */
let later = null;

/**
 * Gives Python the files that it was started without. The rest of the standard library and of
 * NumPy is what only a visitor's own Python may import.
 * @param {any} pyodide
 * @param {Given} given
 * @param {(bytes: number, path: string) => void} onBytes
 */
export async function finish(pyodide, given, onBytes) {
  keepForNext(given);
  later?.stop(); // they are asked for again
  const mine = downloadsFor(given, onBytes);
  later = mine;
  if (given.wanted.length) await complete(pyodide, mine, given.wanted);
  if (mine === later) later = null; // with all their bytes
}

/** Keeps files for the next visit, if the browser has room and allows it. @param {Given} given */
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
