// Take a table of the visitor's own: paste it, choose its file or drop it; see how it was read; say what to
// predict; learn it.

import {html, set, write} from '../../lib/dom.js';
import {keepTextOverReload} from '../../store/saved-page.js';
import {createTableChoice} from './table-choice.js';
import {createTableReport} from './table-report.js';

const LARGE = 100_000; // letters; more would slow down the text field

/**
 * @param {HTMLElement} root
 * @param {import('../../types/state').Dispatch} dispatch
 * @returns {import('../../types/state').View}
 */
export function createTable(root, dispatch) {
  const {dialog, text, use, file, name, progress, bar, cancel, problem, found, learn, close} =
    createParts();
  const report = createTableReport(dispatch);
  const choice = createTableChoice(dispatch);
  found.append(report.element, choice.element);
  root.append(dialog);
  keepTextOverReload('table', text);

  const take = (/** @type {Blob} */ source, /** @type {string} */ from) =>
    dispatch({type: 'table', source, name: from});
  const takeFile = (/** @type {FileList | null | undefined} */ files) =>
    files?.[0] && take(files[0], files[0].name);
  use.addEventListener('click', () => take(new Blob([text.value]), 'pasted text'));
  text.addEventListener('paste', event => {
    const pasted = event.clipboardData?.getData('text/plain') ?? '';
    if (pasted.length < LARGE) return;
    event.preventDefault(); // a text field could not take so much
    take(new Blob([pasted]), 'pasted text');
  });
  file.addEventListener('change', () => {
    takeFile(file.files);
    file.value = '';
  });
  cancel.addEventListener('click', () => dispatch({type: 'table_cancel'}));
  close.addEventListener('click', () => dialog.close());
  dialog.addEventListener('close', () => dispatch({type: 'tabling', open: false}));
  learn.addEventListener(
    'click',
    () => learn.ariaDisabled !== 'true' && dispatch({type: 'table_learn'}),
  );

  // Accept a file dropped anywhere on the page.
  const hasFiles = (/** @type {DragEvent} */ event) => event.dataTransfer?.types.includes('Files');
  document.addEventListener('dragover', event => hasFiles(event) && event.preventDefault());
  document.addEventListener('drop', event => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    takeFile(event.dataTransfer?.files);
  });

  /** @type {import('../../types/state').TableUpload | null} */
  let drawn = null;
  return ({tabling, table}) => {
    if (tabling !== dialog.open) tabling ? dialog.showModal() : dialog.close();
    if (table === drawn || !tabling) return;
    drawn = table;
    const {share, plan, choice: chosen} = table;
    write(name, table.name && `${table.name}, ${size(table.bytes)}`);
    progress.hidden = share === null || (table.report !== null && share === 0);
    set(bar, {value: share ?? 0});
    const wrong = table.problem ?? plan?.problem ?? '';
    write(problem, wrong);
    problem.hidden = !wrong;
    found.hidden = !table.report;
    report.update(table);
    choice.update(table);
    const faulty = plan !== null && plan.bad > 0 && !chosen?.leave_out;
    learn.hidden = !table.report;
    set(learn, {'aria-disabled': share !== null || wrong || !plan || faulty ? 'true' : null});
  };
}

/** @param {number} bytes */
const size = bytes =>
  bytes < 1e5 ? `${(bytes / 1e3).toFixed(1)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;

/** Make the elements of the dialog. */
function createParts() {
  const text = html('textarea', {
    rows: 6,
    spellcheck: 'false',
    'aria-label': 'table as text',
    placeholder: 'length,width,kind\n5.1,3.5,a\n4.9,3.0,b',
  });
  const use = html('button', {type: 'button'}, ['Use this text']);
  const file = html('input', {
    type: 'file',
    accept: '.csv,.tsv,.tab,.txt,text/csv,text/plain',
    'aria-label': 'choose a file',
  });
  const name = html('p', {class: 'name', role: 'status'});
  const bar = html('progress', {max: 1, 'aria-label': 'reading the table'});
  const cancel = html('button', {type: 'button'}, ['Cancel']);
  const progress = html('div', {class: 'row'}, [bar, cancel]);
  const problem = html('p', {class: 'wrong', role: 'alert'});
  const found = html('div', {class: 'found'});
  const learn = html('button', {type: 'button', class: 'primary'}, ['Learn this']);
  const close = html('button', {type: 'button'}, ['Close']);
  const dialog = html('dialog', {id: 'own-table', 'aria-labelledby': 'own-table-title'}, [
    html('h2', {id: 'own-table-title'}, ['A table of your own']),
    html('p', {class: 'hint'}, [
      'Rows are examples, columns are what is known of them: as CSV, with commas, semicolons or tabs. Nothing of it leaves this machine.',
    ]),
    text,
    html('div', {class: 'row'}, [
      use,
      html('span', {}, ['or choose a file, or drop one anywhere:']),
      file,
    ]),
    name,
    progress,
    problem,
    found,
    html('div', {class: 'row ends'}, [learn, close]),
  ]);
  return {dialog, text, use, file, name, progress, bar, cancel, problem, found, learn, close};
}
