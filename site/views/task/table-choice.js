// Choose what to learn from a table: the column to predict, and what to leave out. Show the rows that can't
// be used.

import {html, write} from '../../lib/dom.js';

const MOST_FAULTS = 20;

/** @param {import('../../types/state').Dispatch} dispatch */
export function createTableChoice(dispatch) {
  const predict = html('select');
  predict.addEventListener('change', () =>
    dispatch({type: 'table_choice', choice: {predict: predict.value, classes: null}}),
  );
  const kind = html('select', {}, [
    html('option', {value: 'true'}, ['classes']),
    html('option', {value: 'false'}, ['numbers']),
  ]);
  kind.addEventListener('change', () =>
    dispatch({type: 'table_choice', choice: {classes: kind.value === 'true'}}),
  );
  const columns = html('div', {class: 'columns'});
  columns.addEventListener('change', () => {
    const boxes = /** @type {NodeListOf<HTMLInputElement>} */ (columns.querySelectorAll('input'));
    const without = [...boxes].filter(box => !box.checked).map(box => box.value);
    dispatch({type: 'table_choice', choice: {without}});
  });
  const leaveOut = html('input', {type: 'checkbox'});
  leaveOut.addEventListener('change', () =>
    dispatch({type: 'table_choice', choice: {leave_out: leaveOut.checked}}),
  );
  const leaving = html('span');
  const rows = html('ul');
  const faults = html('div', {class: 'faults'}, [
    html('label', {class: 'switch'}, [leaveOut, leaving]),
    rows,
  ]);
  const plan = html('p', {role: 'status'});
  const element = html('div', {}, [
    html('div', {class: 'row'}, [
      html('label', {}, ['column to predict', predict]),
      html('label', {}, ['as', kind]),
    ]),
    html('fieldset', {}, [html('legend', {}, ['Learn from']), columns]),
    faults,
    plan,
  ]);

  /** @type {import('../../types/state').TableReport | null} */
  let shown = null;
  return {
    element,
    /** @param {import('../../types/state').TableUpload} table */
    update({report, choice, plan: now}) {
      if (!report || !choice) return;
      if (report !== shown) {
        shown = report;
        const usable = report.columns.filter(column => column.kind !== 'empty');
        predict.replaceChildren(...usable.map(({name}) => html('option', {value: name}, [name])));
        columns.replaceChildren(
          ...usable.map(({name}) => {
            const box = html('input', {type: 'checkbox', value: name});
            box.checked = !choice.without.includes(name);
            return html('label', {class: 'switch'}, [box, name]);
          }),
        );
      }
      predict.value = choice.predict;
      for (const box of columns.querySelectorAll('input')) {
        const label = /** @type {HTMLElement} */ (box.parentElement);
        label.hidden = box.value === choice.predict;
      }
      if (!now) return;
      kind.value = String(choice.classes ?? now.classes ?? true);
      faults.hidden = now.bad === 0;
      leaveOut.checked = choice.leave_out;
      write(
        leaving,
        `${now.bad} row${now.bad === 1 ? '' : 's'} can’t be used. Leave ${now.bad === 1 ? 'it' : 'them'} out`,
      );
      const more =
        now.bad > MOST_FAULTS ? [html('li', {}, [`and ${now.bad - MOST_FAULTS} more`])] : [];
      rows.replaceChildren(
        ...now.bad_rows
          .slice(0, MOST_FAULTS)
          .map(({line, reason}) => html('li', {}, [`line ${line}: ${reason}`])),
        ...more,
      );
      write(plan, now.text);
    },
  };
}
