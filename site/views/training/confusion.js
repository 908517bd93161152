// Show the confusion matrix: how often each class is taken for another, and examples of it.

import {html, set, write} from '../../lib/dom.js';
import {grouped, percent} from '../../lib/number-format.js';
import {createCollapsible} from '../../ui/collapsible.js';
import {createExamples} from './example-list.js';

/** @typedef {import('../../types/state').Confusion} Confusion */

/**
 * @param {HTMLDetailsElement} root
 * @param {import('../../types/state').Dispatch} dispatch
 * @returns {import('../../types/state').View}
 */
export function createConfusion(root, dispatch) {
  const fold = createCollapsible(root, 'confusion', 'Confusion matrix', dispatch);
  const choice = html('select', {'aria-label': 'examples that are counted'}, [
    html('option', {value: 'test'}, ['the examples to test with']),
    html('option', {value: 'train'}, ['the examples to learn from']),
  ]);
  choice.addEventListener('change', () =>
    dispatch({
      type: 'results',
      change: {set: /** @type {'test' | 'train'} */ (choice.value), cell: null},
    }),
  );
  const words = html('span');
  const place = html('div', {class: 'wide'});
  const hint = html('p', {class: 'hint'}, [
    'Rows: what they are. Columns: what they are taken for. A cell lists its examples.',
  ]);
  const examples = createExamples(dispatch);
  fold.body.append(html('div', {class: 'row'}, [choice, words]), place, hint, examples.element);

  /** @type {ReturnType<typeof createTable> | null} */
  let table = null;
  let known = '';
  /** @type {Confusion | null} */
  let shown = null;
  let marked = '';

  return state => {
    if (!fold.update(state)) return;
    const {confusion, cell} = state.results;
    if (!confusion) return;
    const names = confusion.classes.join('\n');
    if (names !== known) {
      known = names;
      table = createTable(confusion.classes, dispatch);
      place.replaceChildren(table.element);
      shown = null;
    }
    if (confusion !== shown || marked !== String(cell)) {
      shown = confusion;
      marked = String(cell);
      table?.update(confusion, cell);
      if (choice.value !== confusion.of) choice.value = confusion.of;
      set(choice.options[0], {disabled: state.snapshot.training?.test_count ? null : ''});
      write(words, `${grouped(confusion.right)} of ${grouped(confusion.total)} are right`);
    }
    examples.update(state);
  };
}

/**
 * Show the matrix as a table whose cells are reached by the arrow keys.
 * @param {string[]} classes @param {import('../../types/state').Dispatch} dispatch
 */
function createTable(classes, dispatch) {
  const n = classes.length;
  const buttons = Array.from({length: n * n}, () => html('button', {type: 'button', tabindex: -1}));
  const actual = classes.map(() => html('td', {class: 'sum'}));
  const guessed = classes.map(() => html('td', {class: 'sum'}));
  const total = html('td', {class: 'sum'});
  const isTall = n > 4 && classes.some(name => name.length > 2);
  const element = html('table', {class: `confusion ${isTall ? 'tall' : ''}`}, [
    html('caption', {class: 'for-ears'}, [
      'Rows: what the examples are. Columns: what they are taken for.',
    ]),
    html('thead', {}, [
      html('tr', {}, [
        html('td'),
        ...classes.map(name => html('th', {scope: 'col'}, [html('span', {}, [name])])),
        html('th', {scope: 'col', class: 'sum'}, ['Σ']),
      ]),
    ]),
    html(
      'tbody',
      {},
      classes.map((name, row) =>
        html('tr', {}, [
          html('th', {scope: 'row'}, [name]),
          ...classes.map((_, column) => html('td', {}, [buttons[row * n + column]])),
          actual[row],
        ]),
      ),
    ),
    html('tfoot', {}, [
      html('tr', {}, [html('th', {scope: 'row', class: 'sum'}, ['Σ']), ...guessed, total]),
    ]),
  ]);
  let at = 0;
  const move = (/** @type {number} */ to) => {
    set(buttons[at], {tabindex: -1});
    at = to;
    set(buttons[at], {tabindex: 0});
  };
  move(0);
  element.addEventListener('focusin', ({target}) => {
    const index = buttons.indexOf(/** @type {HTMLButtonElement} */ (target));
    if (index >= 0) move(index);
  });
  element.addEventListener('keydown', event => {
    const by = {ArrowRight: 1, ArrowLeft: -1, ArrowDown: n, ArrowUp: -n}[event.key];
    const isAtEdge = (by === 1 && at % n === n - 1) || (by === -1 && at % n === 0);
    if (!by || isAtEdge || !buttons[at + by]) return;
    event.preventDefault();
    buttons[at + by].focus();
  });
  /** @type {[number, number] | null} */
  let chosen = null;
  buttons.forEach((button, index) =>
    button.addEventListener('click', () => {
      const [row, column] = [Math.floor(index / n), index % n];
      const isSame = chosen && chosen[0] === row && chosen[1] === column;
      dispatch({type: 'results', change: {cell: isSame ? null : [row, column]}});
    }),
  );

  return {
    element,
    /** @param {Confusion} confusion @param {[number, number] | null} cell */
    update(confusion, cell) {
      chosen = cell;
      buttons.forEach((button, index) => {
        const [row, column] = [Math.floor(index / n), index % n];
        const count = confusion.counts[row]?.[column] ?? 0;
        write(button, grouped(count));
        const share = confusion.actual[row] ? count / confusion.actual[row] : 0;
        button.style.setProperty('--share', percent(0.45 * Math.sqrt(share)).replace(' ', ''));
        set(button, {
          class: row === column ? 'right' : 'wrong',
          'data-none': count ? null : '',
          'aria-pressed': String(cell !== null && cell[0] === row && cell[1] === column),
          'aria-label': `${grouped(count)}: ${classes[row]} taken for ${classes[column]}`,
        });
      });
      classes.forEach((_, k) => {
        write(actual[k], grouped(confusion.actual[k]));
        write(guessed[k], grouped(confusion.guessed[k]));
      });
      write(total, grouped(confusion.total));
    },
  };
}
