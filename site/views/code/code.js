// The Python that does it: the core's own source, to read, to watch while it runs, and to change.

import {html, set, write} from '../../lib/dom.js';
import {keepOverReload} from '../../store/saved-page.js';
import {createCurve} from '../../ui/activation-curve.js';
import {createLate} from '../../ui/lazy-part.js';
import {createRunning} from './current-line.js';
import {createEditor} from './editor.js';

/** @typedef {import('../../types/state').ModuleName} ModuleName */
/** @typedef {Awaited<ReturnType<typeof createEditor>>} Editor */
/** @typedef {{error?: object | null, line?: string}} Marks */

const NOT_YET = 'This text is not what runs: press Run, and it takes the place of what does.';
/** @type {Record<ModuleName, {tab: string, file: string, hint: string, back: string}>} */
const MODULES = {
  network: {
    tab: 'network.py',
    file: 'network.py',
    back: 'Restore the original',
    hint: 'This is what runs when you press Forward. Change it and press Run: your version takes its place.',
  },
  backprop: {
    tab: 'backprop.py',
    file: 'backprop.py',
    back: 'Restore the original',
    hint: 'This is what runs when you press Backprop. Change it and press Run: your version takes its place, and every slope it finds is checked by measuring.',
  },
  own: {
    tab: 'Your own activation',
    file: 'your activation',
    back: 'Take it away',
    hint: 'Write f and its slope f_prime and press Run: the menus of activations then have an entry “Yours”.',
  },
};
const NAMES = /** @type {ModuleName[]} */ (Object.keys(MODULES));

/**
 * @param {HTMLDetailsElement} root
 * @param {import('../../types/state').Dispatch} dispatch
 * @returns {import('../../types/state').View}
 */
// biome-ignore lint/complexity/noExcessiveLinesPerFunction: the editor, its tabs and its marks share their state
export function createCode(root, dispatch) {
  const parts = createParts();
  const {tabs, hint, place, run, restore, next, verdict, error, runs, curve} = parts;
  root.append(html('summary', {}, [html('h2', {}, ['The Python that does it'])]), parts.element);
  const showRunning = createRunning(runs);
  const showCurve = createCurve(curve);

  /** @type {Awaited<ReturnType<typeof createEditor>> | null} */
  let editor = null;
  /** @type {import('../../types/state').State | null} */
  let state = null;
  /** @type {Set<ModuleName>} whose original text is to come back into the editor */
  const back = new Set();
  const tab = () => state?.code.tab ?? 'network';
  /** @type {Partial<Record<ModuleName, string>>} texts that are to come into the editor */
  let given = {};
  keepOverReload(
    'code',
    () => ({...given, ...edited()}),
    kept => {
      given = kept;
      drawn = {};
      if (state?.code.open && editor) draw(state);
    },
  );

  /** The texts that are not Python's own originals. */
  const edited = () =>
    Object.fromEntries(
      Object.entries(editor?.texts() ?? {}).filter(([name, text]) => {
        const source = state?.code.sources[/** @type {ModuleName} */ (name)];
        return source && (source.id !== 0 || source.text !== text);
      }),
    );

  const go = () =>
    editor && shown === tab() && dispatch({type: 'run', module: tab(), text: editor.text()});
  run.addEventListener('click', go);
  restore.addEventListener('click', () => {
    if (tab() !== 'own') back.add(tab());
    dispatch({type: 'restore_source', module: tab()});
  });
  next.addEventListener('click', () => {
    if (state?.grain === 'pass') dispatch({type: 'grain', value: 'neuron'});
    dispatch({type: 'step'});
  });
  root.addEventListener('toggle', () => dispatch({type: 'code', open: root.open}));
  listenToTabs(tabs, dispatch);

  const {start} = createLate(
    'The editor',
    place,
  )(async () => {
    editor = await createEditor(place, {run: () => go(), edited: () => state && draw(state)});
    if (state) draw(state);
  });

  let shown = '';
  /** @type {Marks} */
  let marked = {};
  /** @type {{code?: object, python?: object, choices?: object | null, missing?: string}} */
  let drawn = {};
  return latest => {
    state = latest;
    const {
      code,
      choices,
      snapshot: {python},
      boot: {missing},
    } = latest;
    if (!code.open) return;
    if (!editor) return start();
    if (
      drawn.code === code &&
      drawn.python === python &&
      drawn.choices === choices &&
      drawn.missing === missing
    )
      return;
    drawn = {code, python, choices, missing};
    draw(latest);
  };

  /** @param {import('../../types/state').State} latest */
  function draw({code, choices, snapshot: {python, walk}, boot: {missing}}) {
    const source = code.sources[code.tab];
    tabs.forEach((element, n) =>
      set(element, {
        'aria-selected': String(NAMES[n] === code.tab),
        tabindex: NAMES[n] === code.tab ? 0 : -1,
      }),
    );
    write(restore, MODULES[code.tab].back);
    const isTyped = code.tab in python.typed;
    const tell = (/** @type {string} */ text) =>
      write(
        hint,
        text +
          (missing
            ? ` ${missing} So not every module can be imported yet; Run asks for it again.`
            : ''),
      );
    if (!editor || !source) return tell(MODULES[code.tab].hint);
    if (shown !== code.tab) marked = {};
    shown = code.tab;
    editor.show(code.tab, `${MODULES[code.tab].file}, Python that can be edited`, source.text);
    if (back.has(code.tab) && !isTyped && source.id === 0) {
      back.delete(code.tab);
      editor.replace(source.text);
    }
    const text = given[code.tab];
    if (text !== undefined) {
      delete given[code.tab];
      editor.replace(text);
    }
    const isEdited = editor.text() !== source.text;
    tell(isEdited && code.tab !== 'own' ? NOT_YET : MODULES[code.tab].hint);
    set(run, {'aria-disabled': String(code.busy !== null)});
    set(restore, {'aria-disabled': String(!isTyped && (!isEdited || code.tab === 'own'))});
    write(error, code.error?.module === code.tab ? code.error.text : '');
    error.hidden = error.textContent === '';
    say(verdict, error.hidden ? verdictOn(code.tab, python) : null); // which is about what runs, not about this
    showCurve(code.tab === 'own' ? choices : null);
    next.hidden = code.tab === 'own';
    const trace = walk && code.tab !== 'own' ? code.trace : null;
    showRunning(trace, next.hidden ? '' : whyUnmarked(walk !== null, isEdited));
    marked = markLines(editor, marked, code, isEdited || !walk ? null : trace);
  }
}

/**
 * Marks the wrong line and the running one, unless they are marked already.
 * @param {Editor} editor @param {Marks} marked what is marked in the text that is shown
 * @param {import('../../types/state').Code} code @param {import('../../types/state').Trace | null} trace
 * @returns {Marks}
 */
function markLines(editor, marked, {error: wrong, tab: name}, trace) {
  const error = wrong?.module === name && wrong.line ? wrong : null;
  if (marked.error !== error)
    editor.mark('wrong', error?.line ? {from: error.line, to: error.line} : null);
  const here =
    trace?.module === name && trace.line
      ? {from: trace.line, to: trace.last_line ?? trace.line}
      : null;
  const line = here ? `${name} ${here.from} ${here.to}` : '';
  if (marked.line !== line) editor.mark('runs', here);
  return {error, line};
}

/** @param {HTMLButtonElement[]} tabs @param {import('../../types/state').Dispatch} dispatch */
function listenToTabs(tabs, dispatch) {
  tabs.forEach((element, n) => {
    element.addEventListener('click', () => dispatch({type: 'tab', module: NAMES[n]}));
    element.addEventListener('keydown', event => {
      const by = {ArrowRight: 1, ArrowLeft: -1}[event.key];
      if (!by) return;
      const next = (n + by + NAMES.length) % NAMES.length;
      dispatch({type: 'tab', module: NAMES[next]});
      tabs[next].focus();
    });
  });
}

/**
 * Says how the running line is found, where none is marked.
 * @param {boolean} isWalking @param {boolean} isEdited
 */
const whyUnmarked = (isWalking, isEdited) =>
  !isWalking
    ? 'Take a small step, and the line that does it is marked here.'
    : isEdited
      ? 'This text is not what runs. Press Run, and the line that runs is marked again.'
      : '';

/** The elements of the pane. */
function createParts() {
  const tabs = NAMES.map(name =>
    html(
      'button',
      {type: 'button', role: 'tab', id: `code-tab-${name}`, 'aria-controls': 'code-text'},
      [MODULES[name].tab],
    ),
  );
  const hint = html('p', {class: 'hint'});
  const place = html('div', {class: 'editor'});
  const keys = html('p', {class: 'hint', id: 'code-keys'}, [
    'Ctrl+Enter runs it. Tab moves on to the buttons; Ctrl+] and Ctrl+[ indent.',
  ]);
  const run = html('button', {type: 'button', class: 'primary'}, ['Run']);
  const restore = html('button', {type: 'button'});
  const next = html('button', {type: 'button'}, ['Next step']);
  const verdict = html('p', {class: 'verdict', role: 'status'});
  const error = html('p', {class: 'wrong', role: 'alert'});
  const runs = html('div', {class: 'runs'});
  const curve = html('div', {class: 'curve'});
  for (const element of [verdict, error, runs, curve]) element.hidden = true;
  const element = html('div', {class: 'pane'}, [
    html('div', {role: 'tablist', 'aria-label': 'The Python that does it'}, tabs),
    html('div', {role: 'tabpanel', id: 'code-text', 'aria-label': 'The text and what it does'}, [
      html('div', {class: 'text'}, [
        hint,
        place,
        keys,
        html('div', {class: 'row'}, [run, restore, next]),
      ]),
      html('div', {class: 'told'}, [error, verdict, curve, runs]),
    ]),
  ]);
  return {element, tabs, hint, place, run, restore, next, verdict, error, runs, curve};
}

/** @param {ModuleName} tab @param {import('../../types/state').Snapshot['python']} python */
const verdictOn = (tab, python) => (tab === 'own' ? python.own : python.verdict);

/** @param {HTMLElement} element @param {import('../../types/state').CodeVerdict | null} verdict */
function say(element, verdict) {
  element.hidden = !verdict;
  set(element, {'data-agrees': verdict ? String(verdict.agrees) : null});
  write(element, verdict ? `${verdict.agrees ? '✓' : '✗'} ${verdict.text}` : '');
}
