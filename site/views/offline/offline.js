// Show whether the page works without a network, and offer to download it.

import {html, set, write} from '../../lib/dom.js';

const REFUSED = 'so without a network this page will not open. The folder will: take it with you.';
/** @type {Record<import('../../types/offline').Offline['stage'], string>} */
const SENTENCES = {
  unknown: '',
  folder:
    'You opened this page from its folder: it works without a network, and the folder can be copied as it is.',
  single: 'This page is one file: it works without a network, and the file can be copied as it is.',
  keeping: '',
  kept: 'This page now works without a network. Only taking it with you, below, needs one.',
  insecure: `Browsers keep no page that comes over plain http, ${REFUSED}`,
  refused: `This browser keeps nothing of this page, ${REFUSED}`,
  full: `This browser has no room to keep this page, ${REFUSED}`,
  network:
    'The network broke off before this page was kept, so it does not work without one yet. It tries again at your next visit.',
  wrong:
    'The site is just being changed, so this page does not work without a network yet. It tries again at your next visit.',
};

/**
 * @param {HTMLElement} root
 * @param {import('../../types/offline').OfflineDispatch} dispatch
 * @returns {import('../../types/state').View}
 */
export function createOffline(root, dispatch) {
  const state = html('p', {role: 'status'});
  const take = html('button', {type: 'button'}, ['Take it with you']);
  const hint = html('span', {}, [
    'All of it as a zip file: unpack it, open index.html, no network needed.',
  ]);
  const bar = html('progress', {max: 1, 'aria-label': 'the zip file on its way'});
  const cancel = html('button', {type: 'button'}, ['Cancel']);
  const told = html('p', {role: 'status'});
  const row = html('div', {class: 'row'}, [take, hint, bar, cancel]);
  take.addEventListener('click', () => dispatch({type: 'take'}));
  cancel.addEventListener('click', () => dispatch({type: 'take_cancel'}));
  root.append(state, row, told);

  return ({offline: {stage}, folder}) => {
    write(state, SENTENCES[stage]);
    row.hidden = stage === 'folder' || stage === 'single';
    const isOn = folder.share !== null;
    const hadFocus = document.activeElement === (isOn ? take : cancel);
    take.hidden = hint.hidden = isOn;
    bar.hidden = cancel.hidden = !isOn;
    if (hadFocus) (isOn ? cancel : take).focus();
    set(bar, {value: (folder.share ?? 0).toFixed(3)});
    write(told, folder.told);
  };
}
