// List the examples of a cell of the confusion matrix, as pictures if they are, else by their values. A
// click puts one into the figure.

import {html, set, write} from '../../lib/dom.js';
import {grouped, trimmed} from '../../lib/number-format.js';

const VALUES = 4; // of an example that is no picture

/** @param {import('../../types/state').Dispatch} dispatch */
export function createExamples(dispatch) {
  const title = html('h3');
  const list = html('div', {class: 'examples'});
  const element = html('section', {class: 'cell'}, [title, list]);
  list.addEventListener('click', event => {
    const button = event.target instanceof Element ? event.target.closest('button') : null;
    if (button)
      dispatch({
        type: 'choose',
        place: 'confusion',
        request: {op: 'set_example', index: Number(button.dataset.index)},
      });
  });
  /** @type {import('../../types/state').Results['rows']} */
  let shown = null;
  /** @type {{confusion?: object, rows?: object | null, cell?: object, index?: number}} the inputs of what is shown */
  let told = {};

  return {
    element,
    /** @param {import('../../types/state').State} state */
    update({results: {cell, confusion, rows}, snapshot: {task}}) {
      const indices = (cell && confusion?.examples[cell[0]]?.[cell[1]]) ?? [];
      element.hidden = !cell;
      if (!cell || !confusion || !task) return;
      if (
        told.confusion === confusion &&
        told.rows === rows &&
        told.cell === cell &&
        told.index === task.index
      )
        return;
      told = {confusion, rows, cell, index: task.index};
      const [row, column] = cell.map(k => confusion.classes[k]);
      const count = confusion.counts[cell[0]][cell[1]];
      const some = count > indices.length ? `, the first ${indices.length}` : '';
      write(
        title,
        `${grouped(count)} of class ${row}, ${row === column ? 'taken for what they are' : `taken for ${column}`}${some}`,
      );
      if (!indices.length) {
        shown = null;
        list.replaceChildren();
      } else if (rows && rows !== shown && rows.indices.join() === indices.join()) {
        shown = rows;
        showRows(list, rows, task);
      }
      for (const button of list.querySelectorAll('button'))
        set(button, {'aria-pressed': String(Number(button.dataset.index) === task.index)});
    },
  };
}

/**
 * Reuse the elements that exist, so that the focus stays.
 * @param {HTMLElement} list @param {NonNullable<import('../../types/state').Results['rows']>} rows @param {import('../../types/state').Task} task
 */
function showRows(list, {indices, features, values}, task) {
  while (list.children.length > indices.length) list.lastElementChild?.remove();
  set(list, {'data-pictures': task.picture ? '' : null});
  indices.forEach((index, n) => {
    const button = /** @type {HTMLButtonElement} */ (
      list.children[n] ?? list.appendChild(html('button', {type: 'button'}))
    );
    const row = Array.from({length: features}, (_, i) => values[n * features + i]);
    set(button, {
      'data-index': index,
      'aria-label': `example ${index + 1}`,
      title: `example ${index + 1}`,
    });
    if (task.picture) drawPicture(button, row, task.picture);
    else
      write(
        button,
        `${index + 1}: ${row.slice(0, VALUES).map(trimmed).join(', ')}${features > VALUES ? ' …' : ''}`,
      );
  });
}

/** @param {HTMLElement} button @param {number[]} pixels @param {[number, number]} size */
function drawPicture(button, pixels, [rows, columns]) {
  let canvas = button.querySelector('canvas');
  if (!canvas) {
    canvas = html('canvas');
    button.replaceChildren(canvas);
  }
  if (canvas.width !== columns || canvas.height !== rows)
    Object.assign(canvas, {width: columns, height: rows});
  const context = canvas.getContext('2d');
  if (!context) return;
  const image = context.createImageData(columns, rows);
  const darkest = Math.max(...pixels) || 1;
  pixels.forEach((value, n) => image.data.set([0, 0, 0, (255 * value) / darkest], 4 * n));
  context.putImageData(image, 0, 0);
}
