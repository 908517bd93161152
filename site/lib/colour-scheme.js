// Tell canvases when the page turns light or dark, for as long as they exist.

/** @type {Set<WeakRef<Element>>} */
const elements = new Set();
/** @type {WeakMap<Element, () => void>} */
const redraws = new WeakMap();

matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => {
  for (const element of existing()) redraws.get(element)?.();
});

/**
 * Call back when light turns dark or the other way round. This ends with the element, and does not keep
 * it alive.
 * @param {Element} element @param {() => void} changed
 */
export function onSchemeOf(element, changed) {
  existing();
  redraws.set(element, changed);
  elements.add(new WeakRef(element));
}

/** List the elements that still exist, and forget the others. */
function existing() {
  /** @type {Element[]} */
  const found = [];
  for (const weak of elements) {
    const element = weak.deref();
    if (element) found.push(element);
    else elements.delete(weak);
  }
  return found;
}
