// Fetches a file over the network, or takes what an earlier visit kept of it.

import {asResponse, checkFile, FileProblem} from './file-check.js';
import {useOf} from './file-use.js';
import * as cache from './opfs-cache.js';
import {sha256} from './sha256.js';

export const ownFetch = globalThis.fetch; // Pyodide gets another one
const NONE = new Uint8Array(); // nobody needs the bytes of a file that something was made of

/** @typedef {import('../types/host').SiteFile} SiteFile */

/**
 * @typedef {object} Source
 * @property {string} base where the page lies
 * @property {ReturnType<typeof import('./host-compression.js').createHostCompression>} compression
 * @property {AbortSignal} signal gives up what is on its way
 * @property {import('./opfs-cache.js').Content[]} unkept files to keep for the next visit
 */

/**
 * @param {Source} source @param {SiteFile} file
 * @param {(bytes: number, path: string) => void} onBytes
 */
export const fetchedOrKept = async (source, file, onBytes) =>
  (await kept(source, file, onBytes)) ?? fetched(source, file, onBytes);

/**
 * Takes what an earlier visit kept of a file, if it is still right.
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
 * Fetches a file. A missing or wrong one is asked for once more past all caches, where the fault may
 * be. A file that the host compresses better than the build did comes raw.
 * @param {Source} source @param {SiteFile} file
 * @param {(bytes: number, path: string) => void} onBytes
 */
async function fetched(source, file, onBytes) {
  const first = file.raw && (await source.compression.isBetter) ? file.raw : file;
  let told = 0;
  /** @param {number} share of the file that is here */
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
 * Makes something of a file while it comes in. Cloning the response for that would cost a browser more
 * than all the rest.
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
      to = null; // whatever reads it finds it wrong, and so will its checksum
    },
  });
  const made = make(asResponse(stream, path));
  made.catch(() => {}); // it is awaited later
  return {
    made,
    /** @param {Uint8Array} chunk */
    add: chunk => to?.enqueue(chunk),
    end: () => to?.close(),
  };
}

/**
 * Collects the bytes of a stream, counted after any transfer compression, as in the manifest.
 * @param {SiteFile} file @param {ReadableStream<Uint8Array>} stream
 * @param {(chunk: Uint8Array, share: number) => void} onChunk `share` of the file is here
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
