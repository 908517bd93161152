// What could not be done, said where it was tried.

import {html, write} from '../lib/dom.js';

/**
 * @param {HTMLElement} stage
 * @returns {import('../types').View}
 */
export function createProblem(stage) {
  const bubble = html('p', {id: 'problem', role: 'alert'});
  bubble.hidden = true;
  stage.append(bubble);
  /** @type {import('../types').Problem | null} */
  let shown = null;

  return ({problem}) => {
    if (problem === shown) return;
    shown = problem;
    bubble.hidden = !problem;
    write(bubble, problem?.text ?? '');
    if (!problem) return;
    const at = (stage.querySelector(`[data-place="${problem.place}"]`) ?? stage).getBoundingClientRect();
    const within = stage.getBoundingClientRect();
    const left = at.left + at.width / 2 - within.left - bubble.offsetWidth / 2;
    bubble.style.left = `${Math.max(0, Math.min(left, within.width - bubble.offsetWidth))}px`;
    bubble.style.top = `${at.bottom - within.top + 6}px`;
  };
}
