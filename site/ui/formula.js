// Typesets LaTeX that Python has written, with a library that comes when it is first needed. A part
// linked to a place in the figure keeps its data-place. Until it comes formulas are plain text.

import {library} from '../host/assets.js';
import {createLate} from './lazy-part.js';

/** A formula as LaTeX and in plain words. @typedef {{latex: string, words: string}} Formula */

/** @type {((latex: string, options: object) => string) | null} */
let toMathML = null;
/** @type {Map<string, string>} what has been typeset, for numbers that stay as they were */
const known = new Map();
const MOST_KNOWN = 2000;
const SOON = 1_000; // ms; nothing waits longer for its formulas

/** @type {Promise<void> | null} the library on its way */
let coming = null;
const ask = () => (coming = come());
const formulasReady = () => coming ?? ask();

/** Resolves when formulas can be set, and those that stand there as plain text are. */
async function come() {
  toMathML = (await library('vendor/temml.min.js', 'temml')).renderToString;
  for (const element of document.querySelectorAll('[data-written]')) {
    const {dataset} = /** @type {HTMLElement} */ (element);
    const {written: latex = ''} = dataset;
    setFormula(/** @type {HTMLElement} */ (element), {latex, words: element.textContent ?? ''});
  }
}

/** Resolves when formulas can be set, or soon. */
export const formulasSoon = () =>
  Promise.race([
    formulasReady().catch(() => {}),
    new Promise(resolve => setTimeout(resolve, SOON)),
  ]);

/** Says why formulas are plain text, where they are. @param {HTMLElement} place @returns {() => void} to be called when there are some */
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
 * Puts a formula into the element, in pieces that may wrap between its terms. It is plain words
 * while the library is missing.
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
    // The page's policy allows no style in an attribute, only by way of an element.
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
 * Typesets formulas in elements.
 * @param {[HTMLElement, Formula][]} formulas
 */
export async function typeset(formulas) {
  await formulasSoon();
  for (const [element, formula] of formulas) setFormula(element, formula);
}
