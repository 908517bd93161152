// Ask a question before Forward or Backprop, and show the verdict after it.

import {html, write} from '../../lib/dom.js';

/**
 * @param {HTMLElement} root
 * @param {import('../../types/state').Dispatch} dispatch
 * @returns {import('../../types/state').View}
 */
export function createPrediction(root, dispatch) {
  const text = html('p', {role: 'status'});
  const choices = html('div', {class: 'row'});
  const score = html('p', {class: 'score'});
  root.append(text, choices, score);
  root.hidden = true;
  /** @type {import('../../types/state').Prediction | null} */
  let shown = null;
  /** @type {Element | null} what had the focus before the question */
  let asker = null;

  const giveFocusBack = () => {
    if (asker instanceof HTMLElement && choices.contains(document.activeElement))
      asker.focus({preventScroll: true});
  };

  return ({prediction, motion, snapshot, score: {right, asked}}) => {
    if (!prediction || prediction.verdict) giveFocusBack();
    root.hidden = !prediction;
    if (!prediction) {
      shown = null;
      return;
    }
    // Show the verdict only once its result is visible.
    const verdict = motion || snapshot === prediction.before ? null : prediction.verdict;
    write(text, verdict ? verdict.text : prediction.verdict ? 'Now look …' : prediction.text);
    write(score, verdict ? `${right} of ${asked} right so far, counted on this device only.` : '');
    if (prediction === shown) return;
    shown = prediction;
    choices.hidden = prediction.verdict !== null;
    if (prediction.verdict) return;
    choices.replaceChildren(
      ...prediction.choices.map(([value, label]) => button(label, value)),
      button('just show me', null),
    );
    asker = document.activeElement;
    /** @type {HTMLElement} */ (choices.firstElementChild).focus({preventScroll: true});
    root.scrollIntoView({block: 'nearest'});
  };

  /** @param {string} label @param {string | null} choice */
  function button(label, choice) {
    const element = html('button', {type: 'button', class: choice === null ? 'quiet' : ''}, [
      label,
    ]);
    element.addEventListener('click', () => dispatch({type: 'predict', choice}));
    return element;
  }
}
