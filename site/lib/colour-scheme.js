// Light or dark: told to what is drawn on canvases, as long as it is there.

/** @type {Set<WeakRef<Element>>} */
const elements = new Set();
/** @type {WeakMap<Element, () => void>} */
const redraws = new WeakMap();

matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => {
  for (const element of there()) redraws.get(element)?.();
});

/**
 * Calls back when light turns dark or the other way round. It stops when the element is gone, and
 * does not keep it alive.
 * @param {Element} element @param {() => void} changed
 */
export function onSchemeOf(element, changed) {
  there();
  redraws.set(element, changed);
  elements.add(new WeakRef(element));
}

/** Those that are still there; the others are forgotten. */
function there() {
  /** @type {Element[]} */
  const found = [];
  for (const weak of elements) {
    const element = weak.deref();
    if (element) found.push(element);
    else elements.delete(weak);
  }
  return found;
}
