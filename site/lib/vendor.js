// Scripts and styles that come with the site and are loaded when they are first needed. They are not
// modules, so that a page opened from a folder may load them as well.

const nowhere = () => Promise.reject(new Error('There is nothing to load it from.'));
/** @type {Pick<import('../types').Host, 'add' | 'check'>} */
let files = {add: nowhere, check: nowhere};
/** @type {Map<string, Promise<void>>} */
const loading = new Map();

/** How this page gets at its files. @param {Pick<import('../types').Host, 'add' | 'check'>} host */
export function loadFrom(host) {
  files = host;
}

/**
 * Makes sure of a module before it is imported: what failed to be imported once, some browsers never
 * ask for again. @param {string} path
 */
export const check = path => files.check(path);

/** @param {string} path @returns {Promise<void>} */
export function load(path) {
  const begun = loading.get(path);
  if (begun) return begun;
  const promise = files.add(path);
  loading.set(path, promise);
  promise.catch(() => loading.delete(path)); // so that it can be tried again
  return promise;
}
