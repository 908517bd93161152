// Formulas that Python writes while the page runs, typeset as MathML by Temml when first needed.

import {load} from './vendor.js';

/**
 * Typesets LaTeX in elements; where that can't be had, they show it as it is.
 * @param {[Element, string][]} formulas
 */
export async function typeset(formulas) {
  for (const [element, latex] of formulas) element.textContent = latex;
  try {
    await Promise.all([load('temml.min.js'), load('temml.css')]);
  } catch {
    return;
  }
  for (const [element, latex] of formulas) temml.render(latex, element, {wrap: 'tex'});
}
