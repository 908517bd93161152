// The page opened from a folder (file:), where browsers refuse modules, fetch and worker scripts: it is
// one classic script there, and the other files come out of the classic scripts in file/, which nobody
// else downloads. As one single file the page has all of that inside.

import {listed, load, moduleWorker} from './loading.js';

// A worker may not start from a folder either, but one from a data: URL may, and it can import
// what it is handed. WebKit takes only data: URLs there. Messages that come meanwhile wait.
const WORKER = `
  const waiting = [];
  self.onmessage = async first => {
    self.onmessage = event => waiting.push(event);
    const {text, zipped} = first.data;
    try {
      const packed = new Response(Uint8Array.from(atob(text), c => c.charCodeAt(0))).body;
      const source = await new Response(zipped ? packed.pipeThrough(new DecompressionStream('gzip')) : packed).text();
      await import(URL.createObjectURL(new Blob([source], {type: 'text/javascript'})))
        .catch(() => import('data:text/javascript,' + encodeURIComponent(source)));
    } catch (error) {
      return self.postMessage({failed: String(error)});
    }
    for (const event of waiting) self.onmessage(event);
  };`;

/**
 * @param {import('../types').Manifest} manifest
 * @param {Promise<unknown> | null} inside resolves when a page that has all its files inside is parsed
 * @returns {import('../types').Host}
 */
export function fromFolder(manifest, inside) {
  const fileOf = listed(manifest);
  const read = inside ? async (/** @type {string} */ path) => fromInside(path) : payloads(fileOf);
  /** @type {import('../types').Packed} */
  let workerSource;

  return {
    inFolder: true,
    load: async () => {
      await (inside ?? load(fileOf('file/app.js').url));
      workerSource = await read('worker.js');
      return globalThis.learnscopePage;
    },
    startWorker: () => {
      const worker = moduleWorker('data:text/javascript,' + encodeURIComponent(WORKER));
      worker.postMessage(workerSource);
      return worker;
    },
    begun: () => null,
    files: async (paths, arrived) => {
      /** @type {Record<string, import('../types').Packed>} */
      const files = {};
      for (const path of paths) {
        files[path] = await read(path);
        arrived(path);
      }
      return files;
    },
    check: async () => {},
    add: path => (inside ? addFromInside(path) : load(fileOf(path).url)),
  };
}

/**
 * Reads files out of the scripts in file/. They stay as they come: it is the worker that unpacks them,
 * while the page answers.
 * @param {(path: string) => import('../types').SiteFile} fileOf
 */
function payloads(fileOf) {
  /** @type {Record<string, import('../types').Packed>} */
  const packed = {};
  globalThis.learnscopePayload = (path, text, zipped) => {
    packed[path] = {text, zipped};
  };
  return async (/** @type {string} */ path) => {
    await load(`file/${fileOf(path).url}.js`);
    const read = packed[path];
    delete packed[path];
    return read;
  };
}

/** A file that stands in the page itself. @param {string} path @returns {import('../types').Packed} */
function fromInside(path) {
  const block = /** @type {HTMLElement} */ (document.querySelector(`script[data-path="${path}"]`));
  return {text: block.textContent ?? '', zipped: 'zipped' in block.dataset};
}

/** Adds a script or a style out of the page itself. @param {string} path */
async function addFromInside(path) {
  const {text, zipped} = fromInside(path);
  const bytes = new Response(Uint8Array.from(atob(text), c => c.charCodeAt(0)));
  const {body} = /** @type {{body: ReadableStream<Uint8Array<ArrayBuffer>>}} */ (bytes);
  const textContent = await new Response(zipped ? body.pipeThrough(new DecompressionStream('gzip')) : body).text();
  document.head.append(Object.assign(document.createElement(path.endsWith('.css') ? 'style' : 'script'), {textContent}));
}
