// Offer to stop Python, in sight wherever the visitor is, when an answer takes long.

import {html, write} from '../../lib/dom.js';

/**
 * @param {HTMLElement} root
 * @param {import('../../types/state').Dispatch} dispatch
 * @returns {import('../../types/state').View}
 */
export function createStop(root, dispatch) {
  const stop = html('button', {type: 'button'}, ['Stop']);
  stop.addEventListener('click', () => dispatch({type: 'stop'}));
  const text = html('p');
  root.append(text, stop);
  root.setAttribute('role', 'status');
  root.hidden = true;

  return ({slow, boot: {waits}}) => {
    write(text, waits ? 'This waits for the last files of Python.' : 'Python is still at work.');
    if (root.hidden === slow) root.hidden = !slow;
  };
}
