// Typeset LaTeX that Python has written, with a library that is loaded when it is first needed. Parts of a
// formula linked to the figure keep their data-place. Until the library arrives formulas are plain text.

import {library} from '../host/assets.js';
import {createLate} from './lazy-part.js';

/** A formula as LaTeX and in plain words. @typedef {{latex: string, words: string}} Formula */

/** @type {((latex: string, options: object) => string) | null} */
let toMathML = null;
/** @type {Map<string, string>} the typeset formulas, for numbers that have not changed */
const known = new Map();
const MOST_KNOWN = 2000;
const SOON = 1_000; // ms; the longest wait for formulas

/** @type {Promise<void> | null} resolves when the library is loaded */
let coming = null;
const ask = () => (coming = come());
const formulasReady = () => coming ?? ask();

/** Load the library, and typeset the formulas shown as plain text. */
async function come() {
  toMathML = (await library('vendor/temml.min.js', 'temml')).renderToString;
  for (const element of document.querySelectorAll('[data-written]')) {
    const {dataset} = /** @type {HTMLElement} */ (element);
    const {written: latex = ''} = dataset;
    setFormula(/** @type {HTMLElement} */ (element), {latex, words: element.textContent ?? ''});
  }
}

/** Wait until formulas can be typeset, but not for long. */
export const formulasSoon = () =>
  Promise.race([
    formulasReady().catch(() => {}),
    new Promise(resolve => setTimeout(resolve, SOON)),
  ]);

/** Explain why formulas are plain text, if any are. @param {HTMLElement} place @returns {() => void} call it when there are formulas */
export function explainFormulas(place) {
  let tries = 0;
  const {start} = createLate(
    'What typesets formulas',
    place,
    'Until then they are plain text.',
  )(() => (tries++ ? ask() : formulasReady()));
  return () => void (toMathML || start());
}

/**
 * Put a formula into the element, in pieces that may wrap between its terms. Without the library it is
 * plain words.
 * @param {HTMLElement} element @param {Formula} formula
 */
export function setFormula(element, {latex, words}) {
  if (element.dataset.latex === latex) return;
  if (!toMathML) {
    element.dataset.written = latex;
    element.textContent = words;
    return;
  }
  delete element.dataset.written;
  element.dataset.latex = latex;
  let mathML = known.get(latex);
  if (mathML === undefined) {
    const trust = (/** @type {{command: string}} */ {command}) => command === '\\data';
    const large = latex.replaceAll('\\frac', '\\dfrac');
    // The page's policy forbids style attributes, but not styles set on an element.
    mathML = toMathML(large, {wrap: 'tex', trust}).replaceAll(' style="', ' data-style="');
    if (known.size > MOST_KNOWN) known.clear();
    known.set(latex, mathML);
  }
  element.innerHTML = mathML;
  for (const part of element.querySelectorAll('[data-style]')) {
    const {style, dataset} = /** @type {MathMLElement} */ (part);
    style.cssText = dataset.style ?? '';
  }
}

/**
 * Typeset formulas in elements.
 * @param {[HTMLElement, Formula][]} formulas
 */
export async function typeset(formulas) {
  await formulasSoon();
  for (const [element, formula] of formulas) setFormula(element, formula);
}
