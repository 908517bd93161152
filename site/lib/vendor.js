// Scripts and styles that come with the site and are loaded when they are first needed. They are not
// modules, so that a page opened from a folder may load them as well.

/** @type {(path: string) => Promise<void>} */
let add = () => Promise.reject(new Error('There is nothing to load it from.'));
/** @type {Map<string, Promise<void>>} */
const loading = new Map();

/** How this page gets at its files. @param {Pick<import('../types').Host, 'add'>} host */
export function loadFrom(host) {
  add = host.add;
}

/** @param {string} path @returns {Promise<void>} */
export function load(path) {
  const begun = loading.get(path);
  if (begun) return begun;
  const promise = add(path);
  loading.set(path, promise);
  promise.catch(() => loading.delete(path)); // so that it can be tried again
  return promise;
}
