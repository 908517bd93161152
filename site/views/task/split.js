// Show which examples are learned from and which are kept for testing, and how inputs are scaled.

import {html, write} from '../../lib/dom.js';
import {grouped, rounded, trimmed} from '../../lib/number-format.js';
import {createField} from '../../ui/number-field.js';

/** @typedef {import('../../types/state').Task} Task */

/** @param {HTMLElement} made the controls that make the examples @param {import('../../types/state').Dispatch} dispatch */
export function createSplit(made, dispatch) {
  const summary = html('summary');
  const standardise = html('input', {
    type: 'checkbox',
    role: 'switch',
    'data-place': 'standardise',
  });
  let isOn = false;
  standardise.addEventListener('change', async () => {
    const {checked} = standardise;
    const request = /** @type {const} */ ({op: 'set_training', standardise: checked});
    if (!(await dispatch({type: 'choose', place: 'standardise', request})))
      standardise.checked = isOn;
  });
  const share = field('share', 'share to learn from', 0.1, trimmed, dispatch);
  const seed = field('seed', 'seed of the split', 1, String, dispatch);
  const table = html('table');
  const scales = html(
    'div',
    {class: 'scales', tabindex: 0, role: 'region', 'aria-label': 'what inputs are scaled by'},
    [table],
  );
  const note = html('p', {class: 'hint'});
  const element = html('details', {id: 'split'}, [
    summary,
    made,
    html('div', {class: 'row'}, [
      html('label', {}, ['share to learn from', share.input]),
      html('label', {}, ['seed of the split', seed.input]),
      html('label', {class: 'switch'}, [standardise, 'Standardise inputs']),
    ]),
    note,
    scales,
  ]);

  /** @type {unknown} */
  let drawn = null;
  return {
    element,
    /** @param {import('../../types/state').State} state */
    update({snapshot: {task, training}, drafts, problem}) {
      element.hidden = !task || !training;
      if (!task || !training) return;
      const scale = training.standardise ? ', inputs standardised' : '';
      write(
        summary,
        `${counted(training.train_count)} to learn from, ${grouped(training.test_count)} to test${scale}`,
      );
      share.update({
        value: training.share,
        draft: drafts['task-share'],
        wrong: problem?.place === 'task-share',
      });
      seed.update({
        value: training.seed,
        draft: drafts['task-split'],
        wrong: problem?.place === 'task-split',
      });
      if (isOn !== training.standardise) standardise.checked = isOn = training.standardise;
      const key = `${task.edition} ${training.share} ${training.seed} ${isOn}`;
      if (key === drawn) return;
      drawn = key;
      write(
        note,
        isOn
          ? 'Each input is brought to mean 0 and standard deviation 1, by the examples to learn from: its mean is taken away, and what is left divided.'
          : 'Inputs are as they come. Brought to one scale they are often learned faster: no input then drowns out the others.',
      );
      scales.hidden = !task.scale && !task.target_scale;
      table.replaceChildren(...rowsOf(task));
    },
  };
}

/** @param {number} n */
const counted = n => `${grouped(n)} example${n === 1 ? '' : 's'}`;

/**
 * @param {'share' | 'seed'} name @param {string} label @param {number} step
 * @param {(value: number) => string} format @param {import('../../types/state').Dispatch} dispatch
 */
const field = (name, label, step, format, dispatch) =>
  createField({
    name: label,
    place: name === 'seed' ? 'task-split' : 'task-share',
    step,
    format,
    dispatch,
    request: value => ({op: 'set_training', [name]: value}),
  });

/** List what each input, and each number to predict, was scaled by. @param {Task} task */
function rowsOf({features, mean, scale, answers, target_mean, target_scale}) {
  const row = (
    /** @type {string} */ name,
    /** @type {number} */ taken,
    /** @type {number} */ divided,
  ) =>
    html('tr', {}, [
      html('th', {scope: 'row'}, [name]),
      html('td', {}, [`− ${rounded(taken)}`]),
      html('td', {}, [`÷ ${rounded(divided)}`]),
    ]);
  return [
    ...(mean && scale ? features.map((name, n) => row(name, mean[n], scale[n])) : []),
    ...(target_mean && target_scale
      ? answers.map((name, n) => row(`${name}, to predict`, target_mean[n], target_scale[n]))
      : []),
  ];
}
