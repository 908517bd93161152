// Make elements once, and set only what has changed on them.

const SVG = 'http://www.w3.org/2000/svg';

/**
 * @template {keyof SVGElementTagNameMap} K
 * @param {K} name @param {Record<string, string | number>} [attributes] @param {Element[]} [children]
 * @returns {SVGElementTagNameMap[K]}
 */
export function svg(name, attributes = {}, children = []) {
  const element = document.createElementNS(SVG, name);
  set(element, attributes);
  element.append(...children);
  return element;
}

/**
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} name @param {Record<string, string | number>} [attributes] @param {(Element | string)[]} [children]
 * @returns {HTMLElementTagNameMap[K]}
 */
export function html(name, attributes = {}, children = []) {
  const element = document.createElement(name);
  set(element, attributes);
  element.append(...children);
  return element;
}

/**
 * Set attributes that differ; null removes one.
 * @param {Element} element @param {Record<string, string | number | null>} attributes
 */
export function set(element, attributes) {
  for (const name in attributes) {
    const value = attributes[name];
    if (name === 'style') style(element, String(value ?? ''));
    else if (value === null) element.removeAttribute(name);
    else if (element.getAttribute(name) !== String(value))
      element.setAttribute(name, String(value));
  }
}

/** @type {WeakMap<Element, string>} */
const styles = new WeakMap();

/** Set an element's style. The page's policy forbids style attributes, but not this way. @param {Element} element @param {string} text */
function style(element, text) {
  if (styles.get(element) === text) return;
  styles.set(element, text);
  /** @type {HTMLElement | SVGElement} */ (element).style.cssText = text;
}

/** @param {Element} element @param {string} text */
export function write(element, text) {
  if (element.textContent !== text) element.textContent = text;
}
