// When Python does not answer for a while: a way to stop it, in sight wherever the visitor is.

import {html} from '../lib/dom.js';

/**
 * @param {HTMLElement} root
 * @param {import('../types').Dispatch} dispatch
 * @returns {import('../types').View}
 */
export function createStop(root, dispatch) {
  const stop = html('button', {type: 'button'}, ['Stop']);
  stop.addEventListener('click', () => dispatch({type: 'stop'}));
  root.append(html('p', {}, ['Python is still at work.']), stop);
  root.setAttribute('role', 'status');
  root.hidden = true;

  return ({slow}) => {
    if (root.hidden === slow) root.hidden = !slow;
  };
}
