// Loads scripts, styles and workers, wherever the page comes from.

/** @param {import('../types/state').Manifest} manifest @returns {(path: string) => import('../types/state').SiteFile} */
export function listed(manifest) {
  const files = new Map(
    [...manifest.runtime, ...manifest.worker, ...manifest.assets].map(file => [file.path, file]),
  );
  return path => /** @type {import('../types/state').SiteFile} */ (files.get(path));
}

/** Writes a checksum as browsers compare it. @param {string} sha256 in hexadecimal */
export const integrityOf = sha256 =>
  `sha256-${btoa(String.fromCharCode(...(sha256.match(/../g) ?? []).map(byte => parseInt(byte, 16))))}`;

/**
 * Loads a script or a style.
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
      element.remove(); // so that it can be tried again
      reject(new Error(`The file ${url} could not be read.`));
    };
    document.head.append(element);
  });

/** Makes the error of a browser that lacks something: asking again is of no use. @param {string} what */
const lacking = what =>
  Object.assign(
    new Error(`This browser has no ${what}: Learnscope needs a browser from 2023 or later.`),
    {isHopeless: true},
  );

/** @param {string | URL} url @param {string} [name] */
export function moduleWorker(url, name = '') {
  const missing = ['WebAssembly', 'Worker'].find(each => !(each in globalThis));
  if (missing) throw lacking(missing);
  // A browser that does not know module workers does not ask for the type either.
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
