// Typesets LaTeX that Python has written, with a library that comes when it is first needed. What is
// linked to a place in the figure keeps the link, as data-place.

import {load} from './vendor.js';

/** @type {((latex: string, options: object) => string) | null} */
let toMathML = null;
/** @type {Map<string, string>} what has been typeset, for numbers that stay as they were */
const known = new Map();
const MOST_KNOWN = 2000;

/** Resolves when formulas can be set. */
export async function formulasReady() {
  if (toMathML) return;
  await load('vendor/temml.min.js');
  // @ts-ignore the script defines it
  toMathML = globalThis.temml.renderToString;
}

/**
 * Puts a formula into the element, in pieces that may break onto the next line between its terms.
 * @param {HTMLElement} element @param {string} latex
 */
export function setFormula(element, latex) {
  if (element.dataset.latex === latex) return;
  element.dataset.latex = latex;
  let mathML = known.get(latex);
  if (mathML === undefined) {
    const trust = (/** @type {{command: string}} */ {command}) => command === '\\data';
    const large = latex.replaceAll('\\frac', '\\dfrac');
    mathML = toMathML?.(large, {wrap: 'tex', trust}) ?? '';
    if (known.size > MOST_KNOWN) known.clear();
    known.set(latex, mathML);
  }
  element.innerHTML = mathML;
}

/**
 * Typesets LaTeX in elements; where the library can't be had, they show it as it is.
 * @param {[HTMLElement, string][]} formulas
 */
export async function typeset(formulas) {
  for (const [element, latex] of formulas) if (element.dataset.latex !== latex) element.textContent = latex;
  await formulasReady().catch(() => {});
  if (toMathML) for (const [element, latex] of formulas) setFormula(element, latex);
}
