// Make a part of the page that can be folded away, and stays as it was left.

import {html, set, write} from '../lib/dom.js';
import {isOpen, isThere} from '../store/selectors.js';

/**
 * @param {HTMLDetailsElement} root @param {import('../types/state').Part} part @param {string} text
 * @param {import('../types/state').Dispatch} dispatch
 */
export function createCollapsible(root, part, text, dispatch) {
  const title = html('h2', {}, [text]);
  const summary = html('summary', {}, [title]);
  const body = html('div', {class: 'fold'});
  root.append(summary, body);
  root.classList.add(part);
  let open = false;
  let now = /** @type {import('../types/state').State | null} */ (null);
  summary.addEventListener('click', event => {
    event.preventDefault();
    if (now) dispatch({type: 'results', change: {open: {...now.results.open, [part]: !open}}});
  });
  return {
    body,
    /** Show as much as is in view, and return whether that is anything. @param {import('../types/state').State} state */
    update(state) {
      now = state;
      root.hidden = !isThere(state, part);
      open = isOpen(state, part);
      if (root.open !== open) root.open = open;
      return open;
    },
    /** @param {string} text */
    name: text => write(title, text),
    /** @param {boolean} busy */
    busy: busy => set(body, {'aria-busy': busy ? 'true' : null}),
  };
}
