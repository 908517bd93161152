// Say what could not be done, at the place where it was tried.

import {html, write} from '../../lib/dom.js';

/**
 * @param {HTMLElement} stage
 * @param {import('../../types/state').Dispatch} dispatch
 * @returns {import('../../types/state').View}
 */
export function createProblem(stage, dispatch) {
  const text = html('p');
  const undo = html('button', {type: 'button'}, ['Undo the last change']);
  undo.addEventListener('click', () => dispatch({type: 'undo'}));
  const bubble = html('div', {id: 'problem', role: 'alert'}, [text, undo]);
  bubble.hidden = true;
  stage.append(bubble);
  /** @type {import('../../types/state').Problem | null} */
  let shown = null;

  return ({problem, snapshot}) => {
    if (problem === shown) return;
    shown = problem;
    bubble.hidden = !problem;
    write(text, problem?.text ?? '');
    if (!problem) return;
    // Offer no undo for an edit that was refused for making numbers too large.
    undo.hidden = problem.first !== problem.place || !snapshot.can_step_back;
    const tried = stage.querySelector(`[data-place="${problem.place}"]`);
    const seen = tried?.checkVisibility() ? tried : tried?.closest('details'); // it may be folded away
    const at = (seen ?? stage).getBoundingClientRect();
    const within = stage.getBoundingClientRect();
    const left = at.left + at.width / 2 - within.left - bubble.offsetWidth / 2;
    bubble.style.left = `${Math.max(0, Math.min(left, within.width - bubble.offsetWidth))}px`;
    bubble.style.top = `${at.bottom - within.top + 6}px`;
  };
}
