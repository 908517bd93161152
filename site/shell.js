// The page's one entry, a classic script, because a page opened from a folder may load nothing else.
//
// Over http(s) it loads ES modules and files as they are. Opened from a folder (file:), browsers
// refuse modules, fetch and worker scripts, so the very same sources and files come out of the
// classic scripts in file/, which nobody else downloads.
(() => {
  /** @type {Record<string, string>} */
  const sources = {};
  /** @type {Record<string, import('./types').Packed>} */
  const files = {};

  // Files stay as they come: it is the worker that unpacks them, while the page answers.
  /** @param {string} path @param {string} text @param {boolean} [zipped] */
  globalThis.learnscopePayload = (path, text, zipped) => {
    if (zipped === undefined) sources[path] = text;
    else files[path] = {text, zipped};
  };

  /** @param {string} path */
  const loadScript = path =>
    new Promise((resolve, reject) => {
      const script = document.createElement('script');
      script.src = path;
      script.onload = resolve;
      script.onerror = () => reject(new Error(`The file ${path} could not be read.`));
      document.head.append(script);
    });

  // Turns module sources into URLs, with the imports between them rewritten. Also runs in the
  // worker, from its text; WebKit takes only data: URLs there.
  /** @param {Record<string, string>} sources @param {boolean} asData */
  const linker = (sources, asData) => {
    /** @type {Record<string, string>} */
    const urls = {};
    /** @param {string} text */
    const urlOf = text =>
      asData
        ? 'data:text/javascript,' + encodeURIComponent(text).replaceAll("'", '%27')
        : URL.createObjectURL(new Blob([text], {type: 'text/javascript'}));
    const imports = /(\bfrom\s*|\bimport\s*\(?\s*)(['"])(\.\.?\/[^'"]+)\2/g;
    /** @param {string} path @returns {string} */
    const link = path =>
      (urls[path] ??= urlOf(
        sources[path].replace(imports, (whole, before, quote, relative) => {
          const target = new URL(relative, 'x:/' + path).pathname.slice(1);
          if (!(target in sources)) return whole;
          // Each data: URL holds those of its imports, encoded once more: the large modules, which
          // are imported when needed, must not be among them.
          if (asData && before.includes('(')) return `${before}learnscopeLink(${quote}${target}${quote})`;
          return before + quote + link(target) + quote;
        }),
      ));
    if (asData) globalThis.learnscopeLink = link;
    return link;
  };

  // A worker may not start from a folder either, but one from a data: URL may, and it can link the
  // modules itself once it is handed their sources. Messages that come meanwhile wait their turn.
  const workerStub = `
    const linker = ${linker};
    const waiting = [];
    self.onmessage = async first => {
      self.onmessage = event => waiting.push(event);
      const {sources, entry} = first.data;
      try {
        await import(linker(sources, false)(entry))
          .catch(() => import(linker(sources, true)(entry)));
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

  /** @type {import('./types').Host} */
  const overHttp = {
    inFolder: false,
    load: path => import(new URL(path, location.href).href),
    startWorker: path => moduleWorker(new URL(path, location.href)),
    files: async () => null,
  };

  /** @type {import('./types').Host} */
  const fromFolder = {
    inFolder: true,
    load: async path => {
      await loadScript('file/sources.js');
      return import(linker(sources, false)(path));
    },
    startWorker: entry => {
      const url = 'data:text/javascript,' + encodeURIComponent(workerStub);
      const worker = moduleWorker(url);
      worker.postMessage({sources, entry});
      return worker;
    },
    files: async (paths, arrived) => {
      /** @type {Record<string, import('./types').Packed>} */
      const read = {};
      for (const path of paths) {
        await loadScript(`file/${path}.js`);
        read[path] = files[path];
        delete files[path];
        arrived(path);
      }
      return read;
    },
  };

  const host = location.protocol === 'file:' ? fromFolder : overHttp;
  const page = host.load('app.js').then(app => app.main(host));
  page.catch(error => {
    const status = document.querySelector('#status p');
    if (status) status.textContent = `The page could not be loaded (${error.message}). Please reload it.`;
  });

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
