// Download the files that Python starts from. Bytes are counted as they arrive, and a file is used only
// if it matches the build's checksum.

import {asResponse} from './file-check.js';
import {createHostCompression} from './host-compression.js';
import {fetchedOrKept, ownFetch} from './network-file.js';
import {unpacked} from './packed-file.js';

/** @typedef {import('../types/host').SiteFile} SiteFile */
/** @typedef {ReturnType<typeof createDownloads>} Downloads */

/**
 * A file being downloaded: its bytes, and what was made of them. Both resolve only after the check.
 * @typedef {{bytes: Promise<Uint8Array<ArrayBuffer>>, made: Promise<any>}} Coming
 */

/**
 * @param {string} base the address of the page's folder
 * @param {SiteFile[]} wanted
 * @param {Record<string, import('../types/state').Packed> | null} files their contents, or null to fetch them
 * @param {(bytes: number, path: string) => void} onBytes
 */
export function createDownloads(base, wanted, files, onBytes) {
  const root = files ? 'http://folder.invalid/' : base;
  const stop = new AbortController();
  const compression = createHostCompression();
  /** @type {Map<string, Coming>} */
  const coming = new Map();
  /** @type {Map<string, Uint8Array<ArrayBuffer>>} */
  const madeUp = new Map();
  /** @type {import('./opfs-cache.js').Content[]} */
  const unkept = [];
  for (const file of wanted) {
    const source = {base, compression, signal: stop.signal, unkept};
    const whole = files ? unpacked(file, files[file.path]) : fetchedOrKept(source, file, onBytes);
    const [bytes, made] = [whole.then(got => got.bytes), whole.then(got => got.made)];
    for (const promise of [bytes, made]) promise.catch(() => {}); // they are awaited later
    coming.set(file.path, {bytes, made});
  }
  const of = (/** @type {string} */ path) => /** @type {Coming} */ (coming.get(path));
  /** @type {(why: unknown) => void} */
  let refuse = () => {};
  /** @type {Promise<never>} */
  const refused = new Promise((_, reject) => {
    refuse = reject;
  });
  refused.catch(() => {}); // it is awaited later

  return {
    root,
    /** Resolve when all files are here and correct. */
    arrived: () => Promise.all([...coming.values()].map(({made}) => made)).then(() => {}),
    /** @param {string} path */
    bytes: path => of(path).bytes,
    /** Return what was made of a file. @param {string} path */
    made: path => of(path).made,
    /** Rejects when the WebAssembly can't be instantiated: Pyodide ignores that error. */
    refused,
    /** Serve these bytes as a file, and return its address. @param {string} path @param {Uint8Array<ArrayBuffer>} bytes */
    answer(path, bytes) {
      madeUp.set(root + path, bytes);
      return root + path;
    },
    /** Hand over the files to cache for the next visit, once. */
    unkept: () => unkept.splice(0),
    /** Abort the downloads under way. */
    stop: () => stop.abort(new Error('It was given up.')),
    /** Answer Pyodide's requests from here; returns a function that stops doing so. */
    intercept() {
      const {instantiateStreaming} = WebAssembly;
      globalThis.fetch = async (resource, options) => {
        const url = resource instanceof Request ? resource.url : String(resource);
        if (url.endsWith('.wasm')) return asResponse('', url); // already compiled
        const bytes = madeUp.get(url) ?? (await coming.get(url.slice(root.length))?.bytes);
        return bytes ? asResponse(bytes, url) : ownFetch(resource, options);
      };
      /** @param {unknown} _ @param {WebAssembly.Imports} imports @returns {Promise<any>} */
      const instantiated = async (_, imports) => {
        const module = await of(
          wanted.find(({path}) => path.endsWith('.wasm'))?.path ?? '',
        ).made.catch(never);
        const instance = WebAssembly.instantiate(module, imports);
        instance.catch(refuse);
        return {module, instance: await instance};
      };
      Object.assign(WebAssembly, {instantiateStreaming: instantiated});
      return () => {
        globalThis.fetch = ownFetch;
        Object.assign(WebAssembly, {instantiateStreaming});
      };
    },
  };
}

/** Never resolve: arrived() reports a missing file. @returns {Promise<any>} */
const never = () => new Promise(() => {});
