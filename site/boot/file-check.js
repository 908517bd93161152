// Check a file against the size and checksum that the build recorded.

import {sha256} from './sha256.js';

/** @typedef {import('../types/host').SiteFile} SiteFile */

/** A problem with a file, as a sentence for the visitor. */
export class FileProblem extends Error {
  /** @param {string} path @param {string} fault continues the sentence that begins with the file's name */
  constructor(path, fault) {
    super(`${path.split('/').pop()} ${fault}.`);
    this.path = path;
  }
}

/**
 * Check a file's bytes.
 * @param {SiteFile} file @param {Uint8Array<ArrayBuffer>} bytes
 * @throws {FileProblem} if the size or the checksum differs
 */
export async function checkFile({path, bytes: size, sha256: wanted}, bytes) {
  if (bytes.length !== size || (await sha256(bytes)) !== wanted)
    throw new FileProblem(path, 'was changed on its way, so it is not used');
}

/** Make a response with the media type for a path. @param {BodyInit | null} body @param {string} path */
export function asResponse(body, path) {
  const type = path.endsWith('.wasm') ? 'application/wasm' : 'application/octet-stream';
  return new Response(body, {headers: {'content-type': type}});
}
