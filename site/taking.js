// "Take it with you": the whole site as a zip file, made here from the site's own files, each
// checked. Unpacked it opens by double-click.

import {load} from './lib/vendor.js';

const NAME = 'learnscope';
const LIBRARY = 'zip-core.min.js';

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
async function listed(signal) {
  const response = await fetch('files.json', {signal});
  return (await response.json()).files;
}

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
  const {BlobWriter, Uint8ArrayReader, ZipWriter, configure} = window.zip;
  configure({useWebWorkers: false}); // the browser's own compression does not stop the page
  const writer = new ZipWriter(new BlobWriter('application/zip'), {lastModDate: new Date(), signal});
  const total = files.reduce((sum, {bytes}) => sum + bytes, 0);
  let done = 0;
  for (const file of files) {
    await writer.add(`${NAME}/${file.path}`, new Uint8ArrayReader(await fetched(file, signal)));
    tell((done += file.bytes) / total);
  }
  return writer.close();
}

/** @param {import('./versions').SiteFile} file @param {AbortSignal} signal */
async function fetched({path, sha256}, signal) {
  const response = await fetch(path, {signal}).catch(() => null);
  signal.throwIfAborted();
  if (!response) throw new Error('the network does not answer. It needs one for this.');
  if (!response.ok) throw new Error(`the server does not have ${path} any more. Reload the page and try again.`);
  const bytes = await response.arrayBuffer();
  if ((await digest(bytes)) !== sha256) throw new Error(`${path} is not what belongs to this page any more. Reload the page and try again.`);
  return new Uint8Array(bytes);
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
