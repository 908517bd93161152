// Says what keeps the network from learning, and offers the way out.

import {html, write} from '../../lib/dom.js';

/**
 * @param {HTMLElement} root
 * @param {import('../../types/state').Dispatch} dispatch
 * @returns {import('../../types/state').View}
 */
export function createTrouble(root, dispatch) {
  const text = html('p');
  const help = html('button', {type: 'button'});
  /** @type {import('../../types/protocol').CommandRequest | null} */
  let request = null;
  help.addEventListener(
    'click',
    () => request && dispatch({type: 'choose', place: 'diagnosis', request}),
  );
  root.append(text, help);
  root.setAttribute('role', 'status');

  return ({snapshot: {diagnosis}, motion, problem}) => {
    const shown = motion || problem?.first ? null : diagnosis; // one thing at a time
    root.hidden = !shown;
    root.dataset.diagnosis = shown?.kind ?? '';
    write(text, shown?.text ?? '');
    const remedy = shown?.remedy ?? null;
    request = /** @type {any} */ (remedy?.request ?? null);
    write(help, remedy?.label ?? '');
    help.hidden = !remedy;
  };
}
