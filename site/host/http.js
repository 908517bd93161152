// Run the page over http(s): modules and files are loaded directly, and each is compared with what the
// build made.

import {integrityOf, listed, load, moduleWorker} from './loading.js';

/** @param {import('../types/state').Manifest} manifest */
export function overHttp(manifest) {
  const fileOf = listed(manifest);
  /** @type {ReturnType<import('../types/state').Host['begun']>} */
  let begun = null;

  const startWorker = (/** @type {string} */ name = '') =>
    moduleWorker(new URL(fileOf('worker.js').url, location.href), name);

  /** @type {import('../types/state').Host} */
  const host = {
    inFolder: false,
    load: () => {
      const links = manifest.first.map(href =>
        Object.assign(document.createElement('link'), {rel: 'modulepreload', href}),
      );
      document.head.append(...links);
      return import(new URL(manifest.first[0], location.href).href);
    },
    startWorker,
    begun: () => {
      const taken = begun;
      begun = null;
      return taken;
    },
    files: async () => null,
    add: path => {
      const {url, sha256} = fileOf(path);
      return load(url, integrityOf(sha256));
    },
    damaged: () => '',
  };

  return {
    host,
    /** Tell whether the styles that arrived are the right ones. */
    areStyles: () => {
      const {url, sha256} = fileOf('styles.css');
      return fetch(url, {integrity: integrityOf(sha256)}).then(
        ({ok}) => ok,
        () => false,
      );
    },
    /**
     * Start Python at once, and keep the worker's messages until the page listens. The
     * worker's name is its order: a message would reach it only after the page's first paint.
     */
    begin() {
      const base = new URL('.', location.href).href;
      const boot = {
        way: 'snapshot',
        base,
        manifest,
        wanted: manifest.ways.snapshot.start,
        files: null,
      };
      const worker = startWorker(JSON.stringify({boot}));
      /** @type {Event[]} */
      const heard = [];
      /** @param {Event} event */
      const hear = event => {
        event.preventDefault();
        heard.push(event);
      };
      worker.onmessage = hear;
      worker.onerror = hear;
      begun = {worker, heard};
    },
  };
}
