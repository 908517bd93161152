// Libraries that come with the site and are loaded when they are first needed. They are classic
// scripts, which a page opened from a folder may load as well.

/** @type {Map<string, Promise<void>>} */
const loading = new Map();

/** @param {string} file in vendor/ @returns {Promise<void>} */
export function load(file) {
  const begun = loading.get(file);
  if (begun) return begun;
  const promise = /** @type {Promise<void>} */ (new Promise((resolve, reject) => {
    const isStyle = file.endsWith('.css');
    const element = isStyle
      ? Object.assign(document.createElement('link'), {rel: 'stylesheet', href: `vendor/${file}`})
      : Object.assign(document.createElement('script'), {src: `vendor/${file}`});
    element.onload = () => resolve();
    element.onerror = () => {
      loading.delete(file); // so that it can be tried again
      element.remove();
      reject(new Error(`${file} could not be loaded.`));
    };
    document.head.append(element);
  }));
  loading.set(file, promise);
  return promise;
}
