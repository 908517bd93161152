// Remember things on this device, if the browser allows it.

const PREFIX = 'learnscope.';

/** @param {string} name @param {any} otherwise @returns {any} */
export function recall(name, otherwise) {
  try {
    return JSON.parse(localStorage.getItem(PREFIX + name) ?? 'null') ?? otherwise;
  } catch {
    return otherwise;
  }
}

/** @param {string} name @param {unknown} value */
export function remember(name, value) {
  try {
    localStorage.setItem(PREFIX + name, JSON.stringify(value));
  } catch {
    // Storage is blocked or full: the value lasts for this visit only.
  }
}
