// List the kinds of files that are compiled or decompressed while they download.

import {decompressed} from './unzip.js';

/** @typedef {import('../types/host').SiteFile} SiteFile */

/**
 * The use of a kind of file: made while downloading, or again from the cache.
 * @typedef {object} Use
 * @property {RegExp} fits
 * @property {(response: Response) => Promise<any>} make
 * @property {(file: SiteFile) => SiteFile | undefined} form the file to cache for the next visit
 * @property {(bytes: Uint8Array<ArrayBuffer>) => Promise<any>} again
 */

/** @type {Use[]} */
const USES = [
  {
    fits: /\.asm\.wasm$/,
    make: response => WebAssembly.compileStreaming(response),
    form: file => file,
    again: bytes => WebAssembly.compile(bytes),
  },
  {
    fits: /\.snapshot$/,
    make: response => decompressed(response, 'gzip'),
    form: ({raw}) => raw,
    again: async ({buffer}) => buffer,
  },
];

/** @param {string} path */
export const useOf = path => USES.find(({fits}) => fits.test(path));
