// Offer the whole site as a zip file, made here from the site's own files, each checked. Once unpacked it
// opens by double-click.

import {createDownloadProgress} from '../boot/download-progress.js';
import {sha256} from '../boot/sha256.js';
import {library} from '../host/assets.js';

const NAME = 'learnscope';
const LIBRARY = 'vendor/zip-core.min.js';
const PART = 131_072; // bytes
const CANCELLED = 'Cancelled.';
const AGAIN = 'Reload the page and try again.';

/** @param {import('../store/store.js').Store} store @param {import('../types/state').Manifest} manifest */
export function createZipDownload(store, {build}) {
  /** @type {AbortController | null} */
  let stop = null;
  /** @param {number | null} share @param {string} [told] */
  const tell = (share, told = '') => store.set({folder: {share, told}});
  const mention = (/** @type {string} */ told) =>
    told !== store.state.folder.told && tell(store.state.folder.share, told);

  async function take() {
    if (stop) return;
    const mine = new AbortController();
    const {signal} = mine;
    stop = mine;
    tell(0);
    const watch = createDownloadProgress(new Map([['', 0]]), {
      onProgress: (_loaded, _total, left) =>
        void mention(left === null ? '' : 'Nothing comes at present.'),
      onStalled: () =>
        mine.abort(new Error('nothing came for half a minute. Take it with you tries again.')),
    });
    try {
      const zip = await zipped(build, {signal, came: bytes => watch.add('', bytes)}, tell).finally(
        watch.stop,
      );
      save(zip, `${NAME}.zip`);
      tell(null, `${NAME}.zip is among your downloads: unpack it and open index.html.`);
    } catch (error) {
      const {message} = /** @type {Error} */ (signal.aborted ? signal.reason : error);
      tell(null, message === CANCELLED ? message : `The zip file could not be made: ${message}`);
    }
    stop = null;
  }
  return {take, cancel: () => stop?.abort(new Error(CANCELLED))};
}

/** @typedef {{signal: AbortSignal, came: (bytes: number) => void}} Watched cancels a download, and reports its progress */

/**
 * @param {string} build
 * @param {Watched} watched
 * @param {(share: number) => void} tell
 * @returns {Promise<Blob>}
 */
async function zipped(build, watched, tell) {
  const {signal, came} = watched;
  const ended = new Promise((_, reject) =>
    signal.addEventListener('abort', () => reject(signal.reason)),
  );
  const {BlobWriter, ZipWriter, configure} = await Promise.race([library(LIBRARY, 'zip'), ended]);
  configure({useWebWorkers: false}); // the browser's own compression does not block the page
  const writer = new ZipWriter(new BlobWriter('application/zip'), {signal});
  const add = (
    /** @type {string} */ url,
    /** @type {Uint8Array} */ bytes,
    tell = (/** @type {number} */ _) => {},
  ) => writer.add(`${NAME}/${url}`, inParts(bytes, tell));

  const list = `files-${build}.json`;
  const listing = await fetched(list, watched);
  /** @type {import('../types/state').SiteFile[]} */
  const files = JSON.parse(new TextDecoder().decode(listing)).files;
  const total = files.reduce((sum, {bytes}) => sum + bytes, 0);
  let done = 0;
  await add(list, listing);
  await add('.nojekyll', new Uint8Array());
  for (const url of ['index.html', 'sw.js'])
    await add(url, await ofThisVersion(url, build, watched));
  for (const file of files) {
    await add(file.url, await checked(file, watched), part => {
      came(part);
      done += part;
      tell(done / total);
    });
  }
  return writer.close();
}

/** Stream the bytes in parts, so that the page responds in between. @param {Uint8Array} bytes @param {(part: number) => void} tell */
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

/** @param {import('../types/state').SiteFile} file @param {Watched} watched */
async function checked({url, sha256: wanted}, watched) {
  const bytes = await fetched(url, watched);
  // Over plain http a browser can't compute checksums; the names contain a part of them anyway.
  if (globalThis.crypto.subtle && (await sha256(bytes)) !== wanted)
    throw new Error(`${url} was damaged on its way. ${AGAIN}`);
  return bytes;
}

/** Fetch a file whose name does not tell its version. @param {string} url @param {string} build @param {Watched} watched */
async function ofThisVersion(url, build, watched) {
  const bytes = await fetched(url, watched);
  if (!new TextDecoder().decode(bytes).includes(`"build":"${build}"`))
    throw new Error(`the site has a newer version now. ${AGAIN}`);
  return bytes;
}

/** @param {string} url @param {Watched} watched */
async function fetched(url, {signal, came}) {
  const unreachable = () => {
    signal.throwIfAborted();
    throw new Error('the network does not answer, and this needs one.');
  };
  const response = await fetch(url, {signal}).catch(unreachable);
  if (!response.ok) throw new Error(`the server does not have ${url} any more. ${AGAIN}`);
  /** @type {TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>} */
  const counted = new TransformStream({
    transform(chunk, to) {
      came(chunk.length);
      to.enqueue(chunk);
    },
  });
  return new Uint8Array(
    await new Response(response.body?.pipeThrough(counted)).arrayBuffer().catch(unreachable),
  );
}

/** @param {Blob} blob @param {string} name */
function save(blob, name) {
  const url = URL.createObjectURL(blob);
  Object.assign(document.createElement('a'), {href: url, download: name}).click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000); // the browser may first ask where to save it
}
