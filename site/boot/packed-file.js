// Unpack a file that the page has read from the folder: base64, compressed if that was worth it.

import {asResponse, checkFile, FileProblem} from './file-check.js';
import {useOf} from './file-use.js';
import {decompressed} from './unzip.js';

/**
 * @param {import('../types/host').SiteFile} file @param {import('../types/host').Packed} packed
 */
export async function unpacked(file, {text, zipped}) {
  const bytes = await bytesOf(text, zipped).catch(() => {
    throw new FileProblem(file.path, 'is damaged');
  });
  await checkFile(file, bytes);
  return {bytes, made: await useOf(file.path)?.make(asResponse(bytes, file.path))};
}

/** @param {string} text @param {boolean} zipped */
async function bytesOf(text, zipped) {
  const coded = fromBase64(text);
  return zipped ? new Uint8Array(await decompressed(new Response(coded), 'gzip')) : coded;
}

/** @param {string} text @returns {Uint8Array<ArrayBuffer>} */
function fromBase64(text) {
  const native = /** @type {any} */ (Uint8Array).fromBase64;
  return native ? native(text) : Uint8Array.from(atob(text), c => c.charCodeAt(0));
}
