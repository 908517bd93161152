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
      return self.postMessage({failed: String(error), path: 'worker.js'});
    }
    for (const event of waiting) self.onmessage(event);
  };`;

/**
 * @param {import('../types/state').Manifest} manifest
 * @param {Promise<unknown> | null} inside resolves when a page that has all its files inside is parsed
 * @returns {import('../types/state').Host}
 */
export function fromFolder(manifest, inside) {
  const fileOf = listed(manifest);
  /** Says that a file can't be used. @param {string} path */
  const damaged = path => {
    if (inside) return 'This page is damaged: copy or download it anew, and open it again.';
    const file = fileOf(path);
    const name = manifest.assets.includes(file) ? file.url : payloadOf(file);
    return `The file ${name} is missing or damaged: copy the whole folder here anew, or unpack all of its zip file.`;
  };
  const isDamaged = (/** @type {string} */ path) => () => {
    throw new Error(damaged(path));
  };
  const take = inside ? async (/** @type {string} */ path) => fromInside(path) : payloads(fileOf);
  const read = (/** @type {string} */ path) => take(path).catch(isDamaged(path));

  return {
    inFolder: true,
    load: async () => {
      await (inside ?? load(fileOf('file/app.js').url).catch(() => {}));
      return globalThis.learnscopePage ?? isDamaged('file/app.js')();
    },
    startWorker: async () => {
      const source = await read('worker.js');
      const worker = moduleWorker(`data:text/javascript,${encodeURIComponent(WORKER)}`);
      worker.postMessage(source);
      return worker;
    },
    begun: () => null,
    files: async (paths, arrived) => {
      /** @type {Record<string, import('../types/state').Packed>} */
      const files = {};
      for (const path of paths) {
        files[path] = await read(path);
        arrived(path);
      }
      return files;
    },
    add: path => (inside ? addFromInside(path) : load(fileOf(path).url)).catch(isDamaged(path)),
    damaged,
  };
}

/**
 * Reads files out of the scripts in file/. They stay as they come: it is the worker that unpacks them,
 * while the page answers.
 * @param {(path: string) => import('../types/state').SiteFile} fileOf
 */
function payloads(fileOf) {
  /** @type {Record<string, import('../types/state').Packed>} */
  const packed = {};
  globalThis.learnscopePayload = (path, text, zipped) => {
    packed[path] = {text, zipped};
  };
  return async (/** @type {string} */ path) => {
    await load(payloadOf(fileOf(path)));
    const read = packed[path];
    if (!read) throw new Error('It was cut short.');
    delete packed[path];
    return read;
  };
}

/** @param {import('../types/state').SiteFile} file */
const payloadOf = ({url}) => `file/${url}.js`;

/** A file that stands in the page itself. @param {string} path @returns {import('../types/state').Packed} */
function fromInside(path) {
  const block = /** @type {HTMLElement} */ (document.querySelector(`script[data-path="${path}"]`));
  return {text: block.textContent ?? '', zipped: 'zipped' in block.dataset};
}

/** Adds a script or a style out of the page itself. @param {string} path */
async function addFromInside(path) {
  const {text, zipped} = fromInside(path);
  const bytes = new Response(Uint8Array.from(atob(text), c => c.charCodeAt(0)));
  const {body} = /** @type {{body: ReadableStream<Uint8Array<ArrayBuffer>>}} */ (bytes);
  const textContent = await new Response(
    zipped ? body.pipeThrough(new DecompressionStream('gzip')) : body,
  ).text();
  document.head.append(
    Object.assign(document.createElement(path.endsWith('.css') ? 'style' : 'script'), {
      textContent,
    }),
  );
}
