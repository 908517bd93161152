// Show the names in the line that runs, with their shapes and numbers.

import {html, write} from '../../lib/dom.js';
import {exact, rounded} from '../../lib/number-format.js';

/** @param {HTMLElement} root */
export function createRunning(root) {
  const text = html('p');
  const body = html('tbody');
  const table = html('table', {}, [
    html('thead', {}, [
      html(
        'tr',
        {},
        ['name', 'shape', 'numbers'].map(name => html('th', {scope: 'col'}, [name])),
      ),
    ]),
    body,
  ]);
  root.append(text, table);
  /** @type {import('../../types/state').Trace | null} */
  let shown = null;

  /** @param {import('../../types/state').Trace | null} trace @param {string} [instead] a sentence to show without a trace */
  return (trace, instead = '') => {
    root.hidden = !trace && !instead;
    write(text, instead || (trace?.text ?? ''));
    table.hidden = !trace?.names.length || instead !== '';
    if (trace === shown) return;
    shown = trace;
    body.replaceChildren(...(trace?.names ?? []).map(row));
  };
}

/** @param {import('../../types/state').TracedName} name */
function row({name, shape, values, total, at}) {
  const numbers = Array.from(values, (value, n) =>
    html(n === at ? 'mark' : 'span', {title: exact(value)}, [rounded(value)]),
  );
  const more =
    total > values.length
      ? [html('span', {class: 'more'}, [`and ${total - values.length} more`])]
      : [];
  return html('tr', {}, [
    html('th', {scope: 'row'}, [html('code', {}, [name])]),
    html('td', {}, [shape.length ? Array.from(shape).join(' × ') : 'number']),
    html('td', {class: 'numbers'}, [...numbers, ...more]),
  ]);
}
