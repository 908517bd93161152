// Load scripts, styles and workers, over http or from a folder.

/** @param {import('../types/state').Manifest} manifest @returns {(path: string) => import('../types/state').SiteFile} */
export function listed(manifest) {
  const files = new Map(
    [...manifest.runtime, ...manifest.worker, ...manifest.assets].map(file => [file.path, file]),
  );
  return path => /** @type {import('../types/state').SiteFile} */ (files.get(path));
}

/** Convert a checksum to the form of an `integrity` attribute. @param {string} sha256 in hexadecimal */
export const integrityOf = sha256 =>
  `sha256-${btoa(String.fromCharCode(...(sha256.match(/../g) ?? []).map(byte => parseInt(byte, 16))))}`;

/**
 * Load a script or a style.
 * @param {string} url @param {string} [integrity]
 * @returns {Promise<void>}
 */
export const load = (url, integrity) =>
  new Promise((resolve, reject) => {
    const element = url.endsWith('.css')
      ? Object.assign(document.createElement('link'), {rel: 'stylesheet', href: url})
      : Object.assign(document.createElement('script'), {src: url});
    if (integrity) element.integrity = integrity;
    element.onload = () => resolve();
    element.onerror = () => {
      element.remove(); // allows another try
      reject(new Error(`The file ${url} could not be read.`));
    };
    document.head.append(element);
  });

/** Make the error for a browser that lacks a feature: trying again is useless. @param {string} what */
const lacking = what =>
  Object.assign(
    new Error(`This browser has no ${what}: Learnscope needs a browser from 2023 or later.`),
    {isHopeless: true},
  );

/** @param {string | URL} url @param {string} [name] */
export function moduleWorker(url, name = '') {
  const missing = ['WebAssembly', 'Worker'].find(each => !(each in globalThis));
  if (missing) throw lacking(missing);
  // A browser without module workers never reads the `type` option.
  let asked = false;
  const options = {
    name,
    get type() {
      asked = true;
      return /** @type {const} */ ('module');
    },
  };
  const worker = new Worker(url, options);
  if (asked) return worker;
  worker.terminate();
  throw lacking('module workers');
}
