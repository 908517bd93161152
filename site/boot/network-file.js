// Fetch a file over the network, or take the copy cached on an earlier visit.

import {asResponse, checkFile, FileProblem} from './file-check.js';
import {useOf} from './file-use.js';
import * as cache from './opfs-cache.js';
import {sha256} from './sha256.js';

export const ownFetch = globalThis.fetch; // downloads.js gives Pyodide another one
const NONE = new Uint8Array(); // stands for the bytes of a file that is used only in its compiled or decompressed form

/** @typedef {import('../types/host').SiteFile} SiteFile */

/**
 * @typedef {object} Source
 * @property {string} base the address of the page's folder
 * @property {ReturnType<typeof import('./host-compression.js').createHostCompression>} compression
 * @property {AbortSignal} signal aborts the downloads
 * @property {import('./opfs-cache.js').Content[]} unkept files to cache for the next visit
 */

/**
 * Take a file from the cache, else fetch it.
 * @param {Source} source @param {SiteFile} file
 * @param {(bytes: number, path: string) => void} onBytes
 */
export const fetchedOrKept = async (source, file, onBytes) =>
  (await kept(source, file, onBytes)) ?? fetched(source, file, onBytes);

/**
 * Take a file from the cache if its checksum still matches.
 * @param {Source} source @param {SiteFile} file
 * @param {(bytes: number, path: string) => void} onBytes
 */
async function kept({base, compression}, file, onBytes) {
  const use = useOf(file.path);
  const form = use?.form(file);
  const bytes = form && (await cache.read(base, form));
  if (!use || !bytes || (await sha256(bytes)) !== form.sha256) return null;
  onBytes(file.bytes, file.path);
  compression.seen(file.path, null);
  return {bytes: NONE, made: await use.again(bytes)};
}

/**
 * Fetch a file. A missing or wrong one is fetched once more, bypassing all caches, which may be at
 * fault. A file that the host compresses better than the build did is fetched uncompressed.
 * @param {Source} source @param {SiteFile} file
 * @param {(bytes: number, path: string) => void} onBytes
 */
async function fetched(source, file, onBytes) {
  const first = file.raw && (await source.compression.isBetter) ? file.raw : file;
  let told = 0;
  /** @param {number} share of the file that has arrived */
  const tell = share => {
    const bytes = Math.round(share * file.bytes) - told;
    told += bytes;
    onBytes(bytes, file.path);
  };
  const {bytes, made} = await attempt(source, first, 'default', tell).catch(error => {
    if (source.signal.aborted || !(error instanceof FileProblem)) throw error;
    tell(0);
    return attempt(source, file, 'reload', tell);
  });
  const use = useOf(file.path);
  const form = use?.form(file);
  if (form)
    source.unkept.push({
      file: form,
      bytes: made instanceof ArrayBuffer ? new Uint8Array(made) : bytes,
    });
  return {bytes: use ? NONE : bytes, made};
}

/**
 * @param {Source} source @param {SiteFile} file @param {RequestCache} cache
 * @param {(share: number) => void} tell
 */
async function attempt({base, compression, signal}, file, cache, tell) {
  const {path, url} = file;
  compression.asked(path);
  const response = await ownFetch(base + url, {cache, signal}).catch(() => null);
  compression.seen(path, response);
  const body = bodyOf(response, path);
  const use = useOf(path);
  const making = use && createMaking(path, use.make);
  const bytes = await collected(file, body, (chunk, share) => {
    tell(share);
    making?.add(chunk);
  }).finally(() => making?.end());
  await checkFile(file, bytes);
  return {bytes, made: making ? await making.made : bytes.buffer};
}

/** @param {Response | null} response @param {string} path @throws {FileProblem} if it is not the file */
function bodyOf(response, path) {
  if (!response) throw new FileProblem(path, 'could not be loaded: the network did not answer');
  if (!response.ok || !response.body)
    throw new FileProblem(path, `could not be loaded: the server answered ${response.status}`);
  if (response.headers.get('content-type')?.startsWith('text/html'))
    throw new FileProblem(
      path,
      'did not come, a web page came in its place: this network may want you to log in first',
    );
  return response.body;
}

/**
 * Make something of a file while it downloads. Cloning the response would cost a browser more than
 * everything else.
 * @param {string} path @param {(response: Response) => Promise<any>} make
 */
function createMaking(path, make) {
  /** @type {ReadableStreamDefaultController<Uint8Array> | null} */
  let to = null;
  const stream = new ReadableStream({
    start(controller) {
      to = controller;
    },
    cancel() {
      to = null; // its reader rejected the file, and so will its checksum
    },
  });
  const made = make(asResponse(stream, path));
  made.catch(() => {}); // awaited later
  return {
    made,
    /** @param {Uint8Array} chunk */
    add: chunk => to?.enqueue(chunk),
    end: () => to?.close(),
  };
}

/**
 * Collect the bytes of a stream, counted after transfer decompression, as in the manifest.
 * @param {SiteFile} file @param {ReadableStream<Uint8Array>} stream
 * @param {(chunk: Uint8Array, share: number) => void} onChunk `share` of the file has arrived
 */
async function collected({path, bytes: size}, stream, onChunk) {
  const all = new Uint8Array(size);
  let at = 0;
  const reader = stream.getReader();
  for (;;) {
    const {done, value} = await reader.read().catch(() => {
      throw new FileProblem(path, 'broke off on its way');
    });
    if (done) break;
    if (at + value.length > size)
      throw new FileProblem(path, 'is not the file that belongs to this page');
    all.set(value, at);
    at += value.length;
    onChunk(value, at / size);
  }
  if (at < size) throw new FileProblem(path, 'broke off on its way');
  return all;
}
