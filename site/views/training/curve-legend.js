// Name what the learning curves show, and show their numbers at one step.

import {html, write} from '../../lib/dom.js';
import {grouped, percent, plain, rounded} from '../../lib/number-format.js';

/** @typedef {import('../../types/state').Curves} Curves */

/** @typedef {'cost' | 'accuracy' | 'error'} Quantity a quantity to draw; an error is the mean distance from the right number */

/** @type {{of: 'train' | 'test', quantity: Quantity, name: keyof Curves}[]} */
export const ROWS = /** @type {const} */ (['cost', 'accuracy', 'error']).flatMap(quantity =>
  /** @type {const} */ (['train', 'test']).map(of => ({
    of,
    quantity,
    name: /** @type {const} */ (`${of}_${quantity}`),
  })),
);

export const QUANTITIES = /** @type {const} */ (['cost', 'accuracy', 'error']);

/**
 * List what there is to draw for a task.
 * @param {import('../../types/state').Task | null} task
 * @returns {Quantity[]}
 */
export const quantitiesOf = task =>
  task?.classes.length
    ? ['cost', 'accuracy']
    : task?.answers.length === 1
      ? ['cost', 'error']
      : ['cost'];

/**
 * Name a quantity.
 * @param {Quantity} quantity
 * @param {import('../../types/state').Task | null} task
 */
export const nameOf = (quantity, task) =>
  ({cost: 'mean cost', accuracy: 'right', error: `${task?.answers[0]} off by`})[quantity];

/** Explain each kind of line, with its numbers at one step. */
export function createCurveLegend() {
  const where = html('caption');
  const cells = ROWS.map(({name, quantity}) => ({name, quantity, cell: html('td')}));
  const heads = QUANTITIES.map(name => ({name, cell: html('th', {scope: 'col'})}));
  const row = (/** @type {'train' | 'test'} */ of) =>
    html('tr', {class: of}, [
      html('th', {scope: 'row'}, [html('span', {class: 'sample'}), of]),
      ...cells.filter(({name}) => name.startsWith(of)).map(({cell}) => cell),
    ]);
  const element = html('table', {class: 'legend'}, [
    where,
    html('thead', {}, [html('tr', {}, [html('td'), ...heads.map(({cell}) => cell)])]),
    html('tbody', {}, [row('train'), row('test')]),
  ]);
  return {
    element,
    /** @param {Curves} curves @param {{name: Quantity, title: string}[]} shown @param {number} index @param {boolean} isNow */
    update(curves, shown, index, isNow) {
      write(where, `${isNow ? 'now, ' : ''}at training step ${grouped(curves.steps[index] ?? 0)}`);
      for (const {name, cell} of heads) {
        const of = shown.find(each => each.name === name);
        cell.hidden = !of;
        write(cell, of?.title ?? '');
      }
      for (const {name, quantity, cell} of cells) {
        cell.hidden = !shown.some(each => each.name === quantity);
        write(cell, told(curves, name, index));
      }
    },
  };
}

/** @param {Curves} curves @param {keyof Curves} name @param {number} index */
function told(curves, name, index) {
  const value = curves[name][index] ?? null;
  return value === null
    ? '—'
    : name.endsWith('cost')
      ? rounded(value)
      : name.endsWith('error')
        ? plain(value)
        : percent(value);
}

/** @param {Curves} curves @param {number} index */
export const wordsOf = (curves, index) =>
  `training step ${grouped(curves.steps[index])}: ` +
  ROWS.filter(({name}) => (curves[name][index] ?? null) !== null)
    .map(({of, quantity, name}) => `${of} ${quantity} ${told(curves, name, index)}`)
    .join(', ');

/** Find the index of the nearest step. @param {number[]} steps in rising order @param {number} step */
export function nearest(steps, step) {
  let low = 0;
  let high = steps.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (steps[middle] < step) low = middle + 1;
    else high = middle;
  }
  let found = low > 0 && step - steps[low - 1] < steps[low] - step ? low - 1 : low;
  while (steps[found + 1] === steps[found]) found++; // of two at one step take the newer: there was an edit in between
  return found;
}
