// Warn that a changed example still has its old target, which Backprop would teach, and let the visitor say
// which class is meant.

import {html, set, write} from '../../lib/dom.js';

const NONE = '';

/**
 * @param {import('../../types/state').Dispatch} dispatch
 */
export function createMeaning(dispatch) {
  const text = html('span');
  const select = html('select', {
    'data-place': 'class',
    'aria-label': 'class that the changed example is of',
  });
  const label = html('label', {}, [text, select]);
  const element = html('div', {class: 'meaning', role: 'status'}, [label]);
  /** @type {string[]} */
  let known = [];
  let now = NONE;
  select.addEventListener('change', async () => {
    if (select.value !== NONE)
      await dispatch({
        type: 'choose',
        place: 'class',
        request: {op: 'set_class', index: Number(select.value)},
      });
    select.value = now;
  });

  return {
    element,
    /** @param {import('../../types/state').State} state */
    update({snapshot: {task, training}}) {
      const shows = Boolean(training && task?.count && task.changed);
      if (element.hidden === shows) element.hidden = !shows;
      if (!task || !shows) return;
      select.hidden = !task.classes.length;
      write(
        text,
        task.classes.length
          ? 'You changed this. Backprop would teach that it is '
          : 'You changed this. Its target is still the old one, until you type another.',
      );
      if (known.join() !== task.classes.join()) {
        known = task.classes;
        select.replaceChildren(
          html('option', {value: NONE}, ['no one class']),
          ...known.map((name, n) => html('option', {value: n}, [name])),
        );
        now = NONE;
      }
      set(/** @type {Element} */ (select.firstElementChild), {
        hidden: task.meant === null ? null : '',
      });
      const meant = task.meant === null ? NONE : String(task.meant);
      if (meant !== now || select.value !== meant) select.value = now = meant;
    },
  };
}
