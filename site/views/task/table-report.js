// Show how a table was read: its separators, which can be changed, and its first rows.

import {html, write} from '../../lib/dom.js';

const SIGNS = {
  separator: {
    label: 'columns parted by',
    entries: {comma: 'comma ,', semicolon: 'semicolon ;', tab: 'tab'},
  },
  decimal: {label: 'decimal sign', entries: {point: 'point .', comma: 'comma ,'}},
};
/** @type {Record<string, string>} how to name unusual encodings */
const ENCODINGS = {
  cp1252:
    'The file is not in UTF-8, so its letters were read as Western European (Windows-1252). If some look wrong, save it as UTF-8.',
  'utf-16-le': 'The file was read as UTF-16.',
  'utf-16-be': 'The file was read as UTF-16.',
  'utf-16': 'The file was read as UTF-16.',
};

/** @param {import('../../types/state').Dispatch} dispatch */
export function createTableReport(dispatch) {
  const signs = /** @type {['separator', 'decimal']} */ (['separator', 'decimal']).map(name => {
    const {label, entries} = SIGNS[name];
    const select = html(
      'select',
      {},
      Object.entries(entries).map(([value, text]) => html('option', {value}, [text])),
    );
    select.addEventListener('change', () =>
      dispatch({type: 'table_layout', layout: {[name]: select.value}}),
    );
    return {name, select, element: html('label', {}, [label, select])};
  });
  const header = html('input', {type: 'checkbox'});
  header.addEventListener('change', () =>
    dispatch({type: 'table_layout', layout: {header: header.checked}}),
  );
  const note = html('p', {class: 'hint'});
  const head = html('table');
  const element = html('div', {}, [
    html('div', {class: 'row'}, [
      ...signs.map(sign => sign.element),
      html('label', {class: 'switch'}, [header, 'the first row has names']),
    ]),
    note,
    html('div', {class: 'head', tabindex: 0, role: 'region', 'aria-label': 'the first rows'}, [
      head,
    ]),
  ]);

  /** @type {import('../../types/state').TableReport | null} */
  let drawn = null;
  return {
    element,
    /** @param {import('../../types/state').TableUpload} table */
    update({report}) {
      if (!report || report === drawn) return;
      drawn = report;
      for (const {name, select} of signs) select.value = report[name];
      header.checked = report.header;
      write(note, ENCODINGS[report.encoding] ?? '');
      head.replaceChildren(...rowsOf(report));
    },
  };
}

/** @param {import('../../types/state').TableReport} report */
function rowsOf({columns, head, header, rows}) {
  const width = Math.max(...head.map(row => row.length), 0);
  const more =
    columns.length > width ? [html('th', {}, [`and ${columns.length - width} more columns`])] : [];
  const names = columns
    .slice(0, width)
    .map(({name, kind}) =>
      html('th', {scope: 'col'}, [
        name,
        html('small', {}, [kind === 'empty' ? 'empty' : kind === 'text' ? 'words' : 'numbers']),
      ]),
    );
  const shown = head.slice(header ? 1 : 0, header ? 6 : 5);
  return [
    html('caption', {}, [
      `${rows} row${rows === 1 ? '' : 's'}, ${columns.length} column${columns.length === 1 ? '' : 's'}; it begins`,
    ]),
    html('thead', {}, [html('tr', {}, [...names, ...more])]),
    html(
      'tbody',
      {},
      shown.map(row =>
        html(
          'tr',
          {},
          row.map(cell => html('td', {}, [cell])),
        ),
      ),
    ),
  ];
}
