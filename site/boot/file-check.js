// Compares a file with what the build made of it.

import {sha256} from './sha256.js';

/** @typedef {import('../types/host').SiteFile} SiteFile */

/** A fault of a file, in a sentence that can be shown. */
export class FileProblem extends Error {
  /** @param {string} path @param {string} fault goes on after the file's name */
  constructor(path, fault) {
    super(`${path.split('/').pop()} ${fault}.`);
    this.path = path;
  }
}

/**
 * @param {SiteFile} file @param {Uint8Array<ArrayBuffer>} bytes
 * @throws {FileProblem} if they are not the file's
 */
export async function checkFile({path, bytes: size, sha256: wanted}, bytes) {
  if (bytes.length !== size || (await sha256(bytes)) !== wanted)
    throw new FileProblem(path, 'was changed on its way, so it is not used');
}

/** Makes a response of the media type that a path has. @param {BodyInit | null} body @param {string} path */
export function asResponse(body, path) {
  const type = path.endsWith('.wasm') ? 'application/wasm' : 'application/octet-stream';
  return new Response(body, {headers: {'content-type': type}});
}
