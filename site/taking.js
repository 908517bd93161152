// "Take it with you": the whole site as a zip file, made here from the site's own files, each
// checked. Unpacked it opens by double-click.

import {load} from './lib/vendor.js';

const NAME = 'learnscope';
const LIBRARY = 'zip-core.min.js';
const PART = 131_072; // bytes
const AGAIN = 'Reload the page and try again.';

/** @param {import('./store.js').Store} store */
export function createTaking(store) {
  /** @type {AbortController | null} */
  let stop = null;
  /** @param {number | null} share @param {string} [told] */
  const tell = (share, told = '') => store.set({folder: {share, told}});

  async function take() {
    if (stop) return;
    const {signal} = (stop = new AbortController());
    tell(0);
    try {
      save(await zipped(await listed(signal), signal, tell), `${NAME}.zip`);
      tell(null, `${NAME}.zip is among your downloads: unpack it and open index.html.`);
    } catch (error) {
      tell(null, signal.aborted ? 'Cancelled.' : `The zip file could not be made: ${/** @type {Error} */ (error).message}`);
    }
    stop = null;
  }
  return {take, cancel: () => stop?.abort()};
}

/** Every file of the site. @param {AbortSignal} signal @returns {Promise<import('./versions').SiteFile[]>} */
const listed = async signal => JSON.parse(new TextDecoder().decode(await fetched('files.json', signal))).files;

/**
 * @param {import('./versions').SiteFile[]} files
 * @param {AbortSignal} signal
 * @param {(share: number) => void} tell
 * @returns {Promise<Blob>}
 */
async function zipped(files, signal, tell) {
  await load(LIBRARY);
  /** @type {any} */
  // @ts-ignore the library is a classic script
  const {BlobWriter, ZipWriter, configure} = window.zip;
  configure({useWebWorkers: false}); // the browser's own compression does not stop the page
  const writer = new ZipWriter(new BlobWriter('application/zip'), {signal});
  const total = files.reduce((sum, {bytes}) => sum + bytes, 0);
  let done = 0;
  for (const file of files) {
    const bytes = await checked(file, signal);
    await writer.add(`${NAME}/${file.path}`, inParts(bytes, part => tell((done += part) / total)));
  }
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

/** @param {import('./versions').SiteFile} file @param {AbortSignal} signal */
async function checked({path, sha256}, signal) {
  const bytes = await fetched(path, signal);
  if ((await digest(bytes)) !== sha256) throw new Error(`${path} is not what belongs to this page any more. ${AGAIN}`);
  return new Uint8Array(bytes);
}

/** @param {string} path @param {AbortSignal} signal */
async function fetched(path, signal) {
  const unreachable = () => {
    signal.throwIfAborted();
    throw new Error('the network does not answer, and this needs one.');
  };
  const response = await fetch(path, {signal}).catch(unreachable);
  if (!response.ok) throw new Error(`the server does not have ${path} any more. ${AGAIN}`);
  return response.arrayBuffer().catch(unreachable);
}

/** @param {ArrayBuffer} bytes */
async function digest(bytes) {
  const sum = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(sum, byte => byte.toString(16).padStart(2, '0')).join('');
}

/** @param {Blob} blob @param {string} name */
function save(blob, name) {
  const url = URL.createObjectURL(blob);
  Object.assign(document.createElement('a'), {href: url, download: name}).click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000); // a browser that asks where to may take its time
}
