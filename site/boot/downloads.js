// The files that Python starts from: each is downloaded once, its bytes are counted as they come
// in, and Pyodide's own requests are answered from them.

import {decompressed} from './unzip.js';

const STALLED = 30_000; // ms without a byte after which a download is given up

/** @typedef {ReturnType<typeof createDownloads>} Downloads */

/**
 * @param {string} base where the page lies
 * @param {import('../types').SiteFile[]} wanted
 * @param {Record<string, import('../types').Packed> | null} files their contents, or null to fetch them
 * @param {(loaded: number) => void} onBytes
 */
export function createDownloads(base, wanted, files, onBytes) {
  const root = files ? 'http://folder.invalid/' : base;
  /** @type {Map<string, Promise<Response>>} */
  const responses = new Map();
  for (const {path, url} of wanted) {
    const coming = files ? unpackedPayload(files[path]).then(bytes => typed(bytes, path)) : counted(base + url, onBytes);
    coming.catch(() => {});
    responses.set(root + path, coming);
  }
  const take = (/** @type {string} */ path) =>
    /** @type {Promise<Response>} */ (responses.get(root + path)).then(response => response.clone());

  return {
    root,
    /** Resolves when all bytes are here. */
    arrived: () => Promise.all(wanted.map(async ({path}) => (await take(path)).arrayBuffer())).then(() => {}),
    /** The bytes of a file. @param {string} path */
    bytes: path => take(path).then(response => response.arrayBuffer()),
    /** The bytes of a file that is compressed. @param {string} path */
    unpacked: path => take(path).then(response => decompressed(response, 'gzip')),
    /** Makes up a file; returns its address. @param {string} path @param {Uint8Array<ArrayBuffer>} bytes */
    answer(path, bytes) {
      responses.set(root + path, Promise.resolve(typed(bytes, path)));
      return root + path;
    },
    /** Answers Pyodide's requests from here; returns what ends that. */
    intercept() {
      const ownFetch = globalThis.fetch;
      globalThis.fetch = (resource, options) => {
        const url = resource instanceof Request ? resource.url : String(resource);
        return responses.get(url)?.then(response => response.clone()) ?? ownFetch(resource, options);
      };
      return () => {
        globalThis.fetch = ownFetch;
      };
    },
  };
}

/**
 * WebAssembly compiles while it comes in only if its type is right, which not every host knows.
 * @param {BodyInit} body @param {string} path
 */
function typed(body, path) {
  const type = path.endsWith('.wasm') ? 'application/wasm' : 'application/octet-stream';
  return new Response(body, {headers: {'content-type': type}});
}

/**
 * The response, with its bytes counted as they come in (as they are after the transfer's own
 * compression, which is what the manifest counts too).
 * @param {string} url @param {(loaded: number) => void} onBytes
 */
async function counted(url, onBytes) {
  const name = url.split('/').pop();
  const stop = new AbortController();
  const failed = (/** @type {string} */ why) => new Error(`${name} could not be loaded: ${why}.`);
  const giveUp = () => stop.abort(failed('nothing came for half a minute'));
  let timer = setTimeout(giveUp, STALLED);
  const response = await fetch(url, {signal: stop.signal}).catch(() => null);
  if (!response?.ok || !response.body) {
    clearTimeout(timer);
    throw stop.signal.aborted ? stop.signal.reason : failed(response ? `the server answered ${response.status}` : 'the network did not answer');
  }
  const meter = new TransformStream({
    transform(chunk, controller) {
      clearTimeout(timer);
      timer = setTimeout(giveUp, STALLED);
      onBytes(chunk.length);
      controller.enqueue(chunk);
    },
    flush: () => clearTimeout(timer),
  });
  return typed(response.body.pipeThrough(meter), url);
}

/**
 * What the page has read out of the folder: base64, and compressed if that was worth it.
 * @param {import('../types').Packed} packed
 * @returns {Promise<ArrayBuffer>}
 */
async function unpackedPayload({text, zipped}) {
  const bytes = fromBase64(text);
  return zipped ? decompressed(new Response(bytes), 'gzip') : bytes.buffer;
}

/** @param {string} text @returns {Uint8Array<ArrayBuffer>} */
function fromBase64(text) {
  const native = /** @type {any} */ (Uint8Array).fromBase64;
  return native ? native(text) : Uint8Array.from(atob(text), c => c.charCodeAt(0));
}
