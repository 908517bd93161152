// A part of the page that is loaded when it is first needed. Where it does not come, a sentence stands in
// its place, and it can be tried again.

import {html} from './dom.js';

/**
 * @param {string} text @param {HTMLElement} place
 * @returns {(work: () => Promise<void>) => () => void} the same work, so looked after
 */
export const createFailed = (text, place) => work => {
  const button = html('button', {type: 'button'}, ['Try again']);
  const sentence = html('p', {class: 'failed', role: 'alert'}, [text + ' ', button]);
  const attempt = () => {
    sentence.remove();
    work().catch(() => place.append(sentence));
  };
  button.addEventListener('click', attempt);
  return attempt;
};
