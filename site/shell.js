// The page's one entry, a script in the page itself, so that nothing waits for it.
//
// Over http(s) it loads ES modules and files as they are. Opened from a folder (file:), browsers
// refuse modules, fetch and worker scripts, so the same page is one classic script there, and the
// other files come out of the classic scripts in file/, which nobody else downloads. As one single
// file the page has all of that inside.
import {createHoldup} from './holdup.js';

(() => {
  // Nothing is shown until all is in its place, so that nothing moves afterwards. Where the page's
  // script is slow the text is there before it.
  const [LONGEST_BLANK, NEXT_FRAME] = [1000, 20]; // ms
  const {classList} = document.documentElement;
  classList.add('early', 'wordless');
  const show = () => {
    if (!classList.contains('early')) return;
    classList.remove('early');
    setTimeout(showText, NEXT_FRAME);
  };
  // Not in the same breath: the page is to answer meanwhile.
  const showText = () => {
    classList.remove('wordless');
    document.getElementById(location.hash.slice(1))?.scrollIntoView();
  };
  setTimeout(show, LONGEST_BLANK);

  const isInside = document.documentElement.dataset.files === 'inside';
  const isFolder = isInside || location.protocol === 'file:';
  if (!isFolder) {
    // What only a folder needs is forbidden elsewhere.
    const policy = {httpEquiv: 'Content-Security-Policy', content: "script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'"};
    document.head.append(Object.assign(document.createElement('meta'), policy));
  }

  /** @type {import('./types').Manifest} */
  const manifest = JSON.parse(document.getElementById('manifest')?.textContent ?? '');
  const listed = new Map([...manifest.runtime, ...manifest.worker, ...manifest.assets].map(file => [file.path, file]));
  /** @param {string} path */
  const fileOf = path => /** @type {import('./types').SiteFile} */ (listed.get(path));

  /** @type {Record<string, import('./types').Packed>} */
  const packed = {};
  // Files stay as they come: it is the worker that unpacks them, while the page answers.
  /** @param {string} path @param {string} text @param {boolean} zipped */
  globalThis.learnscopePayload = (path, text, zipped) => {
    packed[path] = {text, zipped};
  };

  /**
   * Loads a script or a style. Where the browser can, it compares it with what the build made.
   * @param {string} url @param {string} [sha256]
   * @returns {Promise<void>}
   */
  const load = (url, sha256) =>
    new Promise((resolve, reject) => {
      const element = url.endsWith('.css')
        ? Object.assign(document.createElement('link'), {rel: 'stylesheet', href: url})
        : Object.assign(document.createElement('script'), {src: url});
      if (sha256 && !isFolder) element.integrity = `sha256-${inBase64(sha256)}`;
      element.onload = () => resolve();
      element.onerror = () => {
        element.remove(); // so that it can be tried again
        reject(new Error(`The file ${url} could not be read.`));
      };
      document.head.append(element);
    });

  /**
   * Makes sure that a file comes as it should be. What is missing or wrong may be so in a cache only,
   * so that it is asked for once more, past all caches.
   * @param {string} path
   */
  const check = async path => {
    const {url, sha256} = fileOf(path);
    const integrity = `sha256-${inBase64(sha256)}`;
    const come = (/** @type {RequestCache} */ cache) =>
      fetch(url, {integrity, cache}).then(response => {
        if (!response.ok) throw new Error(`The file ${url} could not be read: the server answered ${response.status}.`);
      });
    await come('default').catch(() => come('reload'));
  };

  /** @param {string} hex */
  const inBase64 = hex => btoa(String.fromCharCode(...(hex.match(/../g) ?? []).map(byte => parseInt(byte, 16))));

  /** A file that stands in the page itself. @param {string} path @returns {import('./types').Packed} */
  const fromInside = path => {
    const block = /** @type {HTMLElement} */ (document.querySelector(`script[data-path="${path}"]`));
    return {text: block.textContent ?? '', zipped: 'zipped' in block.dataset};
  };

  /** Adds a script or a style out of the page itself. @param {string} path */
  const addFromInside = async path => {
    const {text, zipped} = fromInside(path);
    const bytes = new Response(Uint8Array.from(atob(text), c => c.charCodeAt(0)));
    const {body} = /** @type {{body: ReadableStream<Uint8Array<ArrayBuffer>>}} */ (bytes);
    const textContent = await new Response(zipped ? body.pipeThrough(new DecompressionStream('gzip')) : body).text();
    document.head.append(Object.assign(document.createElement(path.endsWith('.css') ? 'style' : 'script'), {textContent}));
  };

  /** @param {string} path */
  const fromPayload = async path => {
    if (isInside) return fromInside(path);
    await load(`file/${fileOf(path).url}.js`);
    const read = packed[path];
    delete packed[path];
    return read;
  };

  // A worker may not start from a folder either, but one from a data: URL may, and it can import
  // what it is handed. WebKit takes only data: URLs there. Messages that come meanwhile wait.
  const workerStub = `
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

  // A browser that does not know module workers does not ask for the type either.
  /** @param {string | URL} url */
  const moduleWorker = url => {
    let asked = false;
    const options = {get type() { return (asked = true), /** @type {const} */ ('module'); }};
    const worker = new Worker(url, options);
    if (asked) return worker;
    worker.terminate();
    throw new Error('This browser has no module workers: Learnscope needs a browser from 2023 or later.');
  };

  /** @type {ReturnType<import('./types').Host['begun']>} */
  let begun = null;
  // Python starts at once, beside the page. What its worker says meanwhile is kept.
  const begin = () => {
    const worker = overHttp.startWorker();
    /** @type {Event[]} */
    const heard = [];
    /** @param {Event} event */
    const hear = event => {
      event.preventDefault();
      heard.push(event);
    };
    worker.onmessage = hear;
    worker.onerror = hear;
    const base = new URL('.', location.href).href;
    worker.postMessage({boot: {way: 'snapshot', base, manifest, wanted: manifest.ways.snapshot.start, files: null}});
    begun = {worker, heard};
  };

  /** @type {import('./types').Host} */
  const overHttp = {
    inFolder: false,
    load: () => {
      const links = manifest.first.map(href => Object.assign(document.createElement('link'), {rel: 'modulepreload', href}));
      document.head.append(...links);
      return import(new URL(manifest.first[0], location.href).href);
    },
    startWorker: () => moduleWorker(new URL(fileOf('worker.js').url, location.href)),
    begun: () => {
      const taken = begun;
      begun = null;
      return taken;
    },
    files: async () => null,
    check,
    add: async path => {
      await check(path);
      await load(fileOf(path).url, fileOf(path).sha256);
    },
  };

  /** @type {import('./types').Packed} */
  let workerSource;
  /** @type {import('./types').Host} */
  const fromFolder = {
    inFolder: true,
    load: async () => {
      if (isInside) await parsed;
      else await load(fileOf('file/app.js').url);
      workerSource = await fromPayload('worker.js');
      return globalThis.learnscopePage;
    },
    startWorker: () => {
      const worker = moduleWorker('data:text/javascript,' + encodeURIComponent(workerStub));
      worker.postMessage(workerSource);
      return worker;
    },
    begun: () => null,
    files: async (paths, arrived) => {
      /** @type {Record<string, import('./types').Packed>} */
      const read = {};
      for (const path of paths) {
        read[path] = await fromPayload(path);
        arrived(path);
      }
      return read;
    },
    check: async () => {},
    add: path => (isInside ? addFromInside(path) : load(fileOf(path).url)),
  };

  // The page is put together when all of its text is there, and its styles, by which it measures.
  const parsed = new Promise(resolve => addEventListener('DOMContentLoaded', resolve));
  const {styled, isOld, follow} = createHoldup(isFolder ? [] : manifest.first, isInside);
  const host = isFolder ? fromFolder : overHttp;
  if (!isFolder && !isOld) {
    try {
      begin();
    } catch {
      // The page tries again, and says why it can't be.
    }
  }
  const page = isOld
    ? Promise.reject(new Error('This browser is too old.'))
    : Promise.all([host.load(), parsed, styled]).then(([app]) => app.main(host));
  page.then(show, show);
  follow(page, parsed);

  // For other programs and for the console: there from the first moment, answering when it can.
  const first = document.getElementById('first-snapshot')?.textContent ?? 'null';
  let snapshot = () => JSON.parse(first);
  const ready = page.then(opened => ((snapshot = opened.snapshot), opened.ready));
  ready.catch(() => {});
  window.learnscope = {
    ready,
    request: request => page.then(opened => opened.request(request)),
    snapshot: () => snapshot(),
  };
})();
