// The files that Python starts from. Each is downloaded, its bytes are counted as they come in, and it
// is compared with what the build made: nothing is used that is not the same to the last bit.

import {sha256} from './sha256.js';
import {decompressed} from './unzip.js';

/**
 * A file on its way: its bytes, and what is made of them while they come in, both only when they
 * have proved to be the right ones.
 * @typedef {{bytes: Promise<Uint8Array<ArrayBuffer>>, made: Promise<any>}} Coming
 * @typedef {ReturnType<typeof createDownloads>} Downloads
 */

/** @type {{fits: RegExp, use: (response: Response) => Promise<any>}[]} */
const USES = [
  {fits: /\.wasm$/, use: response => WebAssembly.compileStreaming(response)},
  {fits: /\.snapshot$/, use: response => decompressed(response, 'gzip')},
];
/** @param {string} path */
const useOf = path => USES.find(({fits}) => fits.test(path))?.use;

/**
 * @param {string} base where the page lies
 * @param {import('../types').SiteFile[]} wanted
 * @param {Record<string, import('../types').Packed> | null} files their contents, or null to fetch them
 * @param {(bytes: number, path: string) => void} onBytes
 */
export function createDownloads(base, wanted, files, onBytes) {
  const root = files ? 'http://folder.invalid/' : base;
  const stop = new AbortController();
  /** @type {Map<string, Coming>} */
  const coming = new Map();
  /** @type {Map<string, Uint8Array<ArrayBuffer>>} */
  const madeUp = new Map();
  for (const file of wanted) {
    const whole = files ? unpacked(file, files[file.path]) : downloaded(base, file, onBytes, stop.signal);
    const [bytes, made] = [whole.then(got => got.bytes), whole.then(got => got.made)];
    for (const promise of [bytes, made]) promise.catch(() => {}); // they are awaited later
    coming.set(file.path, {bytes, made});
  }
  const of = (/** @type {string} */ path) => /** @type {Coming} */ (coming.get(path));
  /** @type {(why: unknown) => void} */
  let refuse = () => {};
  /** @type {Promise<never>} */
  const refused = new Promise((_, reject) => (refuse = reject));
  refused.catch(() => {}); // it is awaited later

  return {
    root,
    /** Resolves when all are here, and right. */
    arrived: () => Promise.all([...coming.values()].map(({made}) => made)).then(() => {}),
    /** @param {string} path */
    bytes: path => of(path).bytes,
    /** What has been made of a file. @param {string} path */
    made: path => of(path).made,
    /** Rejects when the WebAssembly can't be instantiated, which Pyodide itself passes over. */
    refused,
    /** Makes up a file; returns its address. @param {string} path @param {Uint8Array<ArrayBuffer>} bytes */
    answer(path, bytes) {
      madeUp.set(root + path, bytes);
      return root + path;
    },
    /** Gives up what is still on its way. */
    stop: () => stop.abort(new Error('It was given up.')),
    /** Answers Pyodide's requests from here; returns what ends that. */
    intercept() {
      const {fetch} = globalThis;
      const {instantiateStreaming} = WebAssembly;
      globalThis.fetch = async (resource, options) => {
        const url = resource instanceof Request ? resource.url : String(resource);
        if (url.endsWith('.wasm')) return typed('', url); // it is compiled already
        const bytes = madeUp.get(url) ?? (await coming.get(url.slice(root.length))?.bytes);
        return bytes ? typed(bytes, url) : fetch(resource, options);
      };
      /** @param {unknown} _ @param {WebAssembly.Imports} imports @returns {Promise<any>} */
      const instantiated = async (_, imports) => {
        const module = await of(wanted.find(({path}) => path.endsWith('.wasm'))?.path ?? '').made.catch(never);
        const instance = WebAssembly.instantiate(module, imports);
        instance.catch(refuse);
        return {module, instance: await instance};
      };
      Object.assign(WebAssembly, {instantiateStreaming: instantiated});
      return () => {
        Object.assign(globalThis, {fetch});
        Object.assign(WebAssembly, {instantiateStreaming});
      };
    },
  };
}

/** What does not come is told by arrived(). @returns {Promise<any>} */
const never = () => new Promise(() => {});

/** What went wrong with a file, in a sentence that can be shown. */
export class FileProblem extends Error {
  /** @param {string} path @param {string} what goes on after the file's name */
  constructor(path, what) {
    super(`${path.split('/').pop()} ${what}.`);
    this.path = path;
  }
}

/**
 * A file over the network. What is missing or wrong may be so in a cache only: it is asked for once
 * more, past all caches.
 * @param {string} base @param {import('../types').SiteFile} file
 * @param {(bytes: number, path: string) => void} onBytes @param {AbortSignal} signal
 */
async function downloaded(base, file, onBytes, signal) {
  let counted = 0;
  const count = (/** @type {number} */ bytes) => {
    counted += bytes;
    onBytes(bytes, file.path);
  };
  try {
    return await attempt(base, file, 'default', count, signal);
  } catch (error) {
    if (signal.aborted || !(error instanceof FileProblem)) throw error;
    count(-counted);
    return attempt(base, file, 'reload', count, signal);
  }
}

/**
 * @param {string} base @param {import('../types').SiteFile} file @param {RequestCache} cache
 * @param {(bytes: number) => void} count @param {AbortSignal} signal
 */
async function attempt(base, file, cache, count, signal) {
  const {path, url} = file;
  const response = await fetch(base + url, {cache, signal}).catch(() => null);
  if (!response) throw new FileProblem(path, 'could not be loaded: the network did not answer');
  if (!response.ok || !response.body) throw new FileProblem(path, `could not be loaded: the server answered ${response.status}`);
  const isPage = response.headers.get('content-type')?.startsWith('text/html');
  if (isPage) throw new FileProblem(path, 'did not come, a web page came in its place: does this network want you to log in');
  const [copy, made] = [response.clone(), useOf(path)?.(rightlyTyped(response, path))];
  made?.catch(() => {}); // it is awaited later
  const bytes = await collected(file, /** @type {ReadableStream<Uint8Array>} */ (copy.body), count);
  await check(file, bytes);
  return {bytes, made: await made};
}

/**
 * The bytes of a stream, counted as they come in (as they are after the transfer's own compression,
 * which is what the manifest counts too).
 * @param {import('../types').SiteFile} file @param {ReadableStream<Uint8Array>} stream
 * @param {(bytes: number) => void} count
 */
async function collected({path, bytes: size}, stream, count) {
  const all = new Uint8Array(size);
  let at = 0;
  const reader = stream.getReader();
  for (;;) {
    const {done, value} = await reader.read().catch(() => {
      throw new FileProblem(path, 'broke off on its way');
    });
    if (done) break;
    if (at + value.length > size) throw new FileProblem(path, 'is not the file that belongs to this page');
    all.set(value, at);
    at += value.length;
    count(value.length);
  }
  if (at < size) throw new FileProblem(path, 'broke off on its way');
  return all;
}

/** @param {import('../types').SiteFile} file @param {Uint8Array<ArrayBuffer>} bytes */
async function check({path, bytes: size, sha256: wanted}, bytes) {
  if (bytes.length !== size || (await sha256(bytes)) !== wanted) {
    throw new FileProblem(path, 'was changed on its way, so it is not used');
  }
}

/**
 * WebAssembly compiles while it comes in only if its type is right, which not every host knows. Where
 * it is, the browser's own response finds what was compiled at the last visit.
 * @param {Response} response @param {string} path
 */
function rightlyTyped(response, path) {
  const isRight = !path.endsWith('.wasm') || response.headers.get('content-type') === 'application/wasm';
  return isRight ? response : typed(response.body, path);
}

/** @param {BodyInit | null} body @param {string} path */
function typed(body, path) {
  const type = path.endsWith('.wasm') ? 'application/wasm' : 'application/octet-stream';
  return new Response(body, {headers: {'content-type': type}});
}

/**
 * What the page has read out of the folder: base64, and compressed if that was worth it.
 * @param {import('../types').SiteFile} file @param {import('../types').Packed} packed
 */
async function unpacked(file, {text, zipped}) {
  const coded = fromBase64(text);
  const bytes = zipped ? new Uint8Array(await decompressed(new Response(coded), 'gzip')) : coded;
  await check(file, bytes);
  return {bytes, made: await useOf(file.path)?.(typed(bytes, file.path))};
}

/** @param {string} text @returns {Uint8Array<ArrayBuffer>} */
function fromBase64(text) {
  const native = /** @type {any} */ (Uint8Array).fromBase64;
  return native ? native(text) : Uint8Array.from(atob(text), c => c.charCodeAt(0));
}
