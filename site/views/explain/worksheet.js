// Make a worksheet of the network to print: a page to work on, and the key on the next.

import {load} from '../../host/assets.js';
import {html} from '../../lib/dom.js';
import {explainFormulas, typeset} from '../../ui/formula.js';
import {createLate} from '../../ui/lazy-part.js';

/** @typedef {import('../../types/state').Worksheet} Worksheet */

/**
 * @param {HTMLElement} root where its button goes
 * @param {import('../../types/state').Dispatch} dispatch
 * @returns {import('../../types/state').View}
 */
export function createWorksheet(root, dispatch) {
  const open = html('button', {type: 'button', 'data-place': 'worksheet'}, ['Worksheet']);
  const late = createLate(
    'The worksheet',
    root,
  )(async () => {
    await load('worksheet.css');
    dispatch({type: 'worksheet', open: true});
  });
  open.addEventListener('click', late.again);
  root.append(
    open,
    html('span', {class: 'hint'}, ['the network on paper, to work out by hand, with a key']),
  );

  const print = html('button', {type: 'button', class: 'primary'}, ['Print']);
  print.addEventListener('click', () => window.print());
  const close = html('button', {type: 'button'}, ['Close']);
  close.addEventListener('click', () => dispatch({type: 'worksheet', open: false}));
  const pages = html('div', {class: 'pages'});
  const bar = html('div', {class: 'row bar'}, [print, close]);
  const explain = explainFormulas(bar);
  // Use no <dialog>: a browser does not break its top layer into pages.
  const sheet = html(
    'section',
    {class: 'worksheet', role: 'dialog', 'aria-modal': 'true', 'aria-label': 'Worksheet'},
    [bar, pages],
  );
  sheet.addEventListener(
    'keydown',
    event => event.key === 'Escape' && dispatch({type: 'worksheet', open: false}),
  );

  /** @type {Worksheet | null} */
  let shown = null;
  return ({worksheet}) => {
    if (worksheet === shown) return;
    shown = worksheet;
    for (const element of document.body.children) {
      if (element instanceof HTMLElement && element !== sheet) element.inert = worksheet !== null;
    }
    if (!worksheet) {
      sheet.remove();
      return open.focus();
    }
    const formulas = createFormulas(worksheet.words);
    pages.replaceChildren(questions(worksheet, formulas.element), key(worksheet, formulas.element));
    document.body.append(sheet);
    typeset(formulas.all);
    explain();
    print.focus();
  };
}

/** Make elements for formulas, to be typeset together. @param {Worksheet['words']} words */
function createFormulas(words) {
  /** @type {[HTMLElement, import('../../ui/formula').Formula][]} */
  const all = [];
  /** @param {string} latex @param {keyof HTMLElementTagNameMap} [tag] */
  const element = (latex, tag = 'span') => {
    const made = html(tag);
    const small = latex.replaceAll('\\frac', '\\tfrac'); // everything must fit on the page
    all.push([made, {latex: small, words: words[latex]}]);
    return made;
  };
  return {all, element};
}

/** @typedef {ReturnType<typeof createFormulas>['element']} MakeFormula */

/** @param {Worksheet} sheet @param {MakeFormula} formula */
function questions(sheet, formula) {
  const line = html('p', {class: 'who'}, [html('span', {}, ['Name']), html('span', {}, ['Date'])]);
  const known = [...sheet.values, ...sheet.given].map(({label, value}) =>
    html('li', {}, [formula(label), ` = ${value}`]),
  );
  return html('article', {'aria-label': 'questions', tabindex: 0}, [
    line,
    html('h2', {}, [sheet.title]),
    html('p', {}, [`${sheet.origin}. ${sheet.intro}`]),
    ...sheet.notes.map(note => html('p', {}, [note])),
    html(
      'ul',
      {class: 'rules', 'aria-label': 'the functions of this network'},
      sheet.rules.map(rule => html('li', {}, [formula(rule)])),
    ),
    html('ul', {class: 'known', 'aria-label': 'numbers that are given'}, known),
    html(
      'div',
      {class: 'tables'},
      sheet.tables.map(each => table(each, formula)),
    ),
    html(
      'div',
      {class: 'parts'},
      sheet.parts.map(({title, exercises}) =>
        part(
          title,
          exercises.map(({question}) =>
            html('li', {}, [formula(question), html('span', {class: 'answer'}, ['='])]),
          ),
        ),
      ),
    ),
  ]);
}

/** @param {Worksheet} sheet @param {MakeFormula} formula */
const key = (sheet, formula) =>
  html('article', {class: 'key', 'aria-label': 'key', tabindex: 0}, [
    html('h2', {}, [`Key: ${sheet.title}`]),
    html('p', {}, [`${sheet.origin}.`]),
    html(
      'div',
      {class: 'parts'},
      sheet.parts.map(({title, exercises}) =>
        part(
          title,
          exercises.map(({solution}) => html('li', {}, [formula(solution)])),
        ),
      ),
    ),
  ]);

/** @param {string} title @param {HTMLElement[]} items */
const part = (title, items) =>
  html('section', {}, [html('h3', {}, [title]), html('ol', {}, items)]);

/** @param {Worksheet['tables'][number]} given @param {MakeFormula} formula */
function table({caption, columns, rows}, formula) {
  const head = columns.map(({label, name}) => {
    const seen = formula(label);
    seen.ariaHidden = 'true';
    return html('th', {scope: 'col'}, [html('span', {class: 'for-ears'}, [name]), seen]);
  });
  return html('table', {}, [
    html('caption', {}, [caption]),
    html('thead', {}, [html('tr', {}, [html('td'), ...head])]),
    html(
      'tbody',
      {},
      rows.map(({name, values}) =>
        html('tr', {}, [
          html('th', {scope: 'row'}, [name]),
          ...values.map(value => html('td', {}, [value])),
        ]),
      ),
    ),
  ]);
}
