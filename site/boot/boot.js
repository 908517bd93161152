// The worker's one door to Python: starts it one way or the other, and completes it afterwards.

import {createDownloads} from './downloads.js';
import {complete} from './complete.js';
import {plain} from './plain.js';
import {restored} from './restored.js';
import {loadRuntime} from './runtime.js';

/** @type {Record<import('../types').Way, typeof plain>} */
const WAYS = {snapshot: restored, plain};

/**
 * What the worker is told to start from: where the page lies, and the files' contents where a
 * worker cannot fetch them itself.
 * @typedef {object} Given
 * @property {import('../types').Way} way
 * @property {string} base
 * @property {import('../types').Manifest} manifest
 * @property {Record<string, import('../types').Packed> | null} files
 */

/**
 * Python, ready for use. It throws where anything is wrong, or in doubt.
 * @param {Given} given
 * @param {(loaded: number) => void} onBytes
 * @param {() => void} onStart when all bytes are here
 * @returns {Promise<any>} Pyodide's public interface
 */
export async function boot({way, base, manifest, files}, onBytes, onStart) {
  const downloads = createDownloads(base, filesOf(manifest, manifest.ways[way].start), files, onBytes);
  const release = downloads.intercept();
  try {
    const [runtime] = await Promise.all([loadRuntime(downloads, manifest), downloads.arrived().then(onStart)]);
    return await WAYS[way](downloads, runtime, manifest);
  } finally {
    release();
  }
}

/**
 * Gives Python the files that it was started without. The rest of the standard library and of
 * NumPy is what only a visitor's own Python may import.
 * @param {any} pyodide
 * @param {Given} given
 */
export async function finish(pyodide, {way, base, manifest, files}) {
  const {later} = manifest.ways[way];
  if (later.length) await complete(pyodide, createDownloads(base, filesOf(manifest, later), files, () => {}), later);
}

/** @param {import('../types').Manifest} manifest @param {string[]} paths */
const filesOf = ({runtime}, paths) => runtime.filter(({path}) => paths.includes(path));
