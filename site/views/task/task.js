// Show "What should it learn?": the menu of tasks, what makes a task's examples, and their split.

import {html, write} from '../../lib/dom.js';
import {trimmed} from '../../lib/number-format.js';
import {createField} from '../../ui/number-field.js';
import {createSplit} from './split.js';

const TABLE = 'table'; // the entry that opens the dialog of the visitor's own table
const OWN = 'own'; // the name of the task made from that table
const LOADED = 'loaded'; // stands for a network that was loaded without a task

/**
 * @param {HTMLElement} root
 * @param {import('../../types/state').Dispatch} dispatch
 * @returns {import('../../types/state').View}
 */
export function createTask(root, dispatch) {
  const menu = createMenu(dispatch);
  const options = html('div', {class: 'row options'});
  const change = html('button', {type: 'button', 'data-place': 'change-points'}, [
    'Change these points',
  ]);
  const why = html('p', {class: 'why'});
  const split = createSplit(options, dispatch);
  root.append(menu.element, split.element, why);

  /** @type {import('../../types/state').Points | null} */
  let points = null;
  change.addEventListener('click', () => {
    menu.focus(); // this button disappears
    if (points) dispatch({type: 'points', ...listed(points)});
  });

  let shown = '';
  /** @type {{name: string, field: import('../../ui/number-field.js').Field}[]} */
  let fields = [];
  /** @type {import('../../types/state').Task | null} */
  let task = null;

  return state => {
    const {snapshot, tasks, problem, drafts} = state;
    task = snapshot.task;
    const now = task?.name ?? LOADED;
    const choice = tasks.find(({name}) => name === now);
    menu.update(tasks, now);
    write(why, task?.why ?? '');
    if (now !== shown) {
      shown = now;
      fields = (choice?.options ?? []).map(option => ({
        name: option.name,
        field: optionField(option, dispatch),
      }));
      options.replaceChildren(
        ...fields.map(({field}, n) =>
          html('label', {}, [lowered(/** @type {any} */ (choice).options[n].label), field.input]),
        ),
        change,
      );
    }
    for (const {name, field} of fields) {
      const place = `task-${name}`;
      field.update({
        value: task?.options[name] ?? 0,
        draft: drafts[place],
        wrong: problem?.place === place,
      });
    }
    points = state.points?.edition === task?.edition ? state.points : null;
    change.hidden = !points || task?.is_drawn || points.x.length > 1000;
    split.update(state);
  };
}

/** @param {import('../../types/state').Dispatch} dispatch */
function createMenu(dispatch) {
  const select = html('select', {'data-place': 'task'});
  const others = [
    html('option', {value: OWN}, ['Your own table']),
    html('option', {value: LOADED}, ['Your own network']),
  ];
  let now = '';
  let asked = 0;
  select.addEventListener('change', async () => {
    const {value} = select;
    if (value === TABLE) {
      select.value = now;
      dispatch({type: 'tabling', open: true});
      return;
    }
    asked++;
    await dispatch({type: 'choose', place: 'task', request: {op: 'load_task', name: value}});
    asked--;
    if (!asked) select.value = now;
  });
  return {
    focus: () => select.focus(),
    element: html('label', {class: 'what'}, [html('span', {}, ['What should it learn?']), select]),
    /** @param {import('../../types/state').TaskChoice[]} tasks @param {string} name */
    update(tasks, name) {
      if (!select.options.length) {
        select.append(
          ...tasks.map(({name, label}) => html('option', {value: name}, [label])),
          html('option', {value: TABLE}, ['A table of your own…']),
        );
      }
      if (name === now) return;
      now = name;
      for (const option of others) {
        if (option.value === name) select.prepend(option);
        else option.remove();
      }
      if (!asked) select.value = name;
    },
  };
}

/**
 * Make a field for a number that the examples are made with.
 * @param {import('../../types/state').TaskOption} option @param {import('../../types/state').Dispatch} dispatch
 */
const optionField = ({name, label, whole, high}, dispatch) =>
  createField({
    name: label,
    place: `task-${name}`,
    step: !whole ? 0.05 : high > 1e6 ? 1 : 10,
    format: whole ? String : trimmed,
    dispatch,
    request: value => ({op: 'load_task', options: {[name]: value}}),
  });

/** @param {string} text as it stands beside other labels */
const lowered = text => text.charAt(0).toLowerCase() + text.slice(1);

/** Convert points to the form in which they are loaded. @param {import('../../types/state').Points} points */
const listed = ({x, y, of_class, classes}) => ({
  points: Array.from(x, (at, n) => [at, y[n], of_class[n]]),
  classes: classes.length,
});
