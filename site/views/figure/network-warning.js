// Say what keeps the network from learning, and offer a way back.

import {html, write} from '../../lib/dom.js';

/**
 * @param {HTMLElement} root
 * @param {import('../../types/state').Dispatch} dispatch
 * @returns {import('../../types/state').View}
 */
export function createTrouble(root, dispatch) {
  const text = html('p');
  const back = html('button', {type: 'button'}, ['Back to the last good step']);
  /** @type {number | null} */
  let lastWell = null;
  back.addEventListener(
    'click',
    () => lastWell !== null && dispatch({type: 'go_to', moment: lastWell}),
  );
  root.append(text, back);
  root.setAttribute('role', 'status');

  return ({snapshot: {trouble}, motion}) => {
    const shown = motion ? null : trouble;
    root.hidden = !shown;
    write(text, shown?.text ?? '');
    lastWell = shown?.last_well ?? null;
    back.hidden = lastWell === null;
  };
}
