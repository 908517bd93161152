// Offer a newer version, and say when it is there.

import {html, set, write} from '../../lib/dom.js';

/**
 * @param {HTMLElement} root
 * @param {import('../../types/offline').OfflineDispatch} dispatch
 * @returns {import('../../types/state').View}
 */
export function createUpdate(root, dispatch) {
  const text = html('p', {role: 'status'});
  const renew = html('button', {type: 'button'}, ['Reload to use it']);
  const close = html('button', {type: 'button', class: 'quiet'});
  renew.addEventListener('click', () => dispatch({type: 'renew'}));
  close.addEventListener('click', () => dispatch({type: 'later'}));
  root.append(text, renew, close);

  return ({offline: {newer, renewing, told}}) => {
    root.hidden = !newer && !told;
    renew.hidden = !newer;
    write(close, newer ? 'Later' : 'Close');
    set(renew, {'aria-disabled': renewing ? 'true' : null});
    write(
      text,
      told ||
        (newer
          ? 'A new version of Learnscope is here. Your network, its training and what you typed come along.'
          : ''),
    );
  };
}
