// A part of the page that did not come, said where it would be.

import {html} from './dom.js';

/** @param {string} text @param {() => void} retry */
export function createFailed(text, retry) {
  const button = html('button', {type: 'button'}, ['Try again']);
  button.addEventListener('click', retry);
  return html('p', {class: 'failed', role: 'alert'}, [text + ' ', button]);
}
