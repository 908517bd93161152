// Make small steps, undo and redo, and switch questions on or off.

import {html, set} from '../../lib/dom.js';

const GRAINS = /** @type {const} */ ([
  ['pass', 'whole pass'],
  ['layer', 'layer'],
  ['neuron', 'neuron'],
  ['term', 'term'],
]);

/**
 * @param {HTMLElement} root
 * @param {import('../../types/state').Dispatch} dispatch
 * @returns {import('../../types/state').View}
 */
export function createSteps(root, dispatch) {
  const step = html('button', {type: 'button', 'data-place': 'step'}, ['Step']);
  step.addEventListener('click', () => dispatch({type: 'step'}));
  const grain = html(
    'select',
    {'aria-label': 'size of a step'},
    GRAINS.map(([value, text]) => html('option', {value}, [text])),
  );
  grain.addEventListener('change', () =>
    dispatch({
      type: 'grain',
      value: /** @type {import('../../types/state').Grain} */ (grain.value),
    }),
  );

  /** @param {'undo' | 'redo'} type @param {string} sign @param {string} keys */
  const button = (type, sign, keys) => {
    const name = type === 'undo' ? 'Undo' : 'Redo';
    const element = html(
      'button',
      {
        type: 'button',
        'data-place': type,
        'aria-label': name,
        title: `${name} (${keys})`,
        class: 'sign',
      },
      [sign],
    );
    element.addEventListener('click', () => dispatch({type}));
    return element;
  };
  const undo = button('undo', '↶', 'Ctrl+Z');
  const redo = button('redo', '↷', 'Ctrl+Shift+Z');
  document.addEventListener('keydown', event => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || isTyping(event.target)) return;
    const key = event.key.toLowerCase();
    const type =
      key === 'y' || (key === 'z' && event.shiftKey) ? 'redo' : key === 'z' ? 'undo' : null;
    if (!type) return;
    event.preventDefault();
    dispatch({type});
  });

  const predicting = html('input', {type: 'checkbox', role: 'switch'});
  predicting.addEventListener('change', () =>
    dispatch({type: 'predicting', value: predicting.checked}),
  );

  root.append(
    html('span', {class: 'group'}, [step, html('label', {}, ['by one', grain])]),
    html('span', {class: 'group'}, [undo, redo]),
    html(
      'label',
      {class: 'switch', title: 'Before Forward and Backprop, say what they will show'},
      [predicting, 'Predict first'],
    ),
  );

  return ({snapshot, grain: size, predicting: on}) => {
    if (grain.value !== size) grain.value = size;
    if (predicting.checked !== on) predicting.checked = on;
    set(undo, {'aria-disabled': String(!snapshot.can_step_back)});
    set(redo, {'aria-disabled': String(!snapshot.can_redo)});
  };
}

/**
 * Tell whether keys belong to text being typed. A number counts only until it is accepted.
 * @param {EventTarget | null} target
 */
const isTyping = target =>
  target instanceof HTMLElement &&
  (target.closest('[contenteditable]') !== null ||
    target.matches('textarea, [data-edited], [type=text]:not(.field)'));
