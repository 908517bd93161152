// Knows which files are made into something while they come in.

import {decompressed} from './unzip.js';

/** @typedef {import('../types/host').SiteFile} SiteFile */

/**
 * A way to use a file, and its form for the next visit.
 * @typedef {object} Use
 * @property {RegExp} fits
 * @property {(response: Response) => Promise<any>} make
 * @property {(file: SiteFile) => SiteFile | undefined} form
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
