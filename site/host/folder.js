// Run the page from a folder (file:), where browsers refuse modules, fetch and worker scripts. There the
// page is one classic script, and its other files come from the classic scripts in file/, which only
// such a page loads. A single-file page contains them all.

import {listed, load, moduleWorker} from './loading.js';

// A worker can't start from a file: URL either, but one from a data: URL can, and it imports the source
// that it is sent. WebKit accepts only data: URLs there. Messages that arrive meanwhile wait.
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
 * @param {Promise<unknown> | null} inside resolves when a single-file page is parsed; null for other pages
 * @returns {import('../types/state').Host}
 */
export function fromFolder(manifest, inside) {
  const fileOf = listed(manifest);
  /** Explain that a file can't be used. @param {string} path */
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
 * Read files from the scripts in file/. They stay packed: the worker unpacks them while the page
 * responds.
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

/** Find a file embedded in the page. @param {string} path @returns {import('../types/state').Packed} */
function fromInside(path) {
  const block = /** @type {HTMLElement} */ (document.querySelector(`script[data-path="${path}"]`));
  return {text: block.textContent ?? '', zipped: 'zipped' in block.dataset};
}

/** Add a script or a style embedded in the page. @param {string} path */
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
