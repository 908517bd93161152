// "Take it with you": the whole site as a zip file, made here from the site's own files, each
// checked. Unpacked it opens by double-click.

import {sha256} from './boot/sha256.js';
import {load} from './lib/vendor.js';

const NAME = 'learnscope';
const LIBRARY = 'vendor/zip-core.min.js';
const PART = 131_072; // bytes
const AGAIN = 'Reload the page and try again.';

/** @param {import('./store.js').Store} store @param {import('./types').Manifest} manifest */
export function createTaking(store, {build}) {
  /** @type {AbortController | null} */
  let stop = null;
  /** @param {number | null} share @param {string} [told] */
  const tell = (share, told = '') => store.set({folder: {share, told}});

  async function take() {
    if (stop) return;
    const {signal} = (stop = new AbortController());
    tell(0);
    try {
      save(await zipped(build, signal, tell), `${NAME}.zip`);
      tell(null, `${NAME}.zip is among your downloads: unpack it and open index.html.`);
    } catch (error) {
      tell(null, signal.aborted ? 'Cancelled.' : `The zip file could not be made: ${/** @type {Error} */ (error).message}`);
    }
    stop = null;
  }
  return {take, cancel: () => stop?.abort()};
}

/**
 * @param {string} build
 * @param {AbortSignal} signal
 * @param {(share: number) => void} tell
 * @returns {Promise<Blob>}
 */
async function zipped(build, signal, tell) {
  await load(LIBRARY);
  /** @type {any} */
  // @ts-ignore the library is a classic script
  const {BlobWriter, ZipWriter, configure} = window.zip;
  configure({useWebWorkers: false}); // the browser's own compression does not stop the page
  const writer = new ZipWriter(new BlobWriter('application/zip'), {signal});
  const add = (/** @type {string} */ url, /** @type {Uint8Array} */ bytes, tell = (/** @type {number} */ _) => {}) =>
    writer.add(`${NAME}/${url}`, inParts(bytes, tell));

  const list = `files-${build}.json`;
  const listing = await fetched(list, signal);
  /** @type {import('./types').SiteFile[]} */
  const files = JSON.parse(new TextDecoder().decode(listing)).files;
  const total = files.reduce((sum, {bytes}) => sum + bytes, 0);
  let done = 0;
  await add(list, listing);
  await add('.nojekyll', new Uint8Array());
  for (const url of ['index.html', 'sw.js']) await add(url, await ofThisVersion(url, build, signal));
  for (const file of files) await add(file.url, await checked(file, signal), part => tell((done += part) / total));
  return writer.close();
}

/** The bytes one part after another, so that the page answers in between. @param {Uint8Array} bytes @param {(part: number) => void} tell */
function inParts(bytes, tell) {
  let at = 0;
  return new ReadableStream({
    async pull(controller) {
      await new Promise(resolve => setTimeout(resolve));
      const part = bytes.subarray(at, at + PART);
      at += PART;
      if (part.length) controller.enqueue(part);
      else controller.close();
      tell(part.length);
    },
  });
}

/** @param {import('./types').SiteFile} file @param {AbortSignal} signal */
async function checked({url, sha256: wanted}, signal) {
  const bytes = await fetched(url, signal);
  // Over plain http a browser has no checksums; the names carry a part of them anyway.
  if (globalThis.crypto.subtle && (await sha256(bytes)) !== wanted) throw new Error(`${url} was damaged on its way. ${AGAIN}`);
  return bytes;
}

/** A file whose name does not say which version it belongs to. @param {string} url @param {string} build @param {AbortSignal} signal */
async function ofThisVersion(url, build, signal) {
  const bytes = await fetched(url, signal);
  if (!new TextDecoder().decode(bytes).includes(`"build":"${build}"`)) throw new Error(`the site has a newer version now. ${AGAIN}`);
  return bytes;
}

/** @param {string} url @param {AbortSignal} signal */
async function fetched(url, signal) {
  const unreachable = () => {
    signal.throwIfAborted();
    throw new Error('the network does not answer, and this needs one.');
  };
  const response = await fetch(url, {signal}).catch(unreachable);
  if (!response.ok) throw new Error(`the server does not have ${url} any more. ${AGAIN}`);
  return new Uint8Array(await response.arrayBuffer().catch(unreachable));
}

/** @param {Blob} blob @param {string} name */
function save(blob, name) {
  const url = URL.createObjectURL(blob);
  Object.assign(document.createElement('a'), {href: url, download: name}).click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000); // a browser that asks where to may take its time
}
