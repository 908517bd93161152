// Edit the texts of the code pane: CodeMirror with Python, and marks for a wrong line and for the line that
// runs. It is loaded when the first text is shown.

import {library} from '../../host/assets.js';

/** @typedef {{from: number, to: number}} Lines */

/**
 * @param {HTMLElement} root
 * @param {{run: () => void, edited: () => void}} events
 */
export async function createEditor(root, {run, edited}) {
  const CM = await library('vendor/codemirror.min.js', 'CodeMirror');
  const marks = createMarks(CM);
  /** @type {Map<string, any>} states of the texts that are not shown */
  const states = new Map();
  let shown = '';

  const runText = () => {
    run();
    return true;
  };
  /** @param {string} doc @param {string} label */
  const stateOf = (doc, label) =>
    CM.EditorState.create({
      doc,
      extensions: [
        CM.keymap.of([{key: 'Mod-Enter', run: runText}]),
        CM.lineNumbers(),
        CM.highlightSpecialChars(),
        CM.history(),
        CM.drawSelection(),
        CM.bracketMatching(),
        CM.indentUnit.of('    '),
        CM.python(),
        CM.syntaxHighlighting(colours(CM)),
        CM.keymap.of([...CM.defaultKeymap, ...CM.historyKeymap]), // without Tab, which moves the focus on
        CM.EditorView.contentAttributes.of({
          tabindex: '0',
          'aria-label': label,
          'aria-describedby': 'code-keys',
        }),
        CM.EditorView.updateListener.of(
          (/** @type {any} */ update) => update.docChanged && edited(),
        ),
        CM.EditorView.domEventHandlers({beforeinput: replaceSelection}),
        marks.field,
      ],
    });
  // Allow no typing before there is a text.
  const view = new CM.EditorView({parent: root, extensions: CM.EditorView.editable.of(false)});

  /** @param {number} number of a line @returns {{top: number, seen: boolean}} */
  const placeOf = number => {
    const {doc} = view.state;
    const {top} = view.lineBlockAt(doc.line(Math.max(1, Math.min(number, doc.lines))).from);
    const {scrollTop, clientHeight} = view.scrollDOM;
    return {
      top: top - clientHeight / 3,
      seen: top >= scrollTop + 20 && top <= scrollTop + clientHeight - 60,
    };
  };
  /** Scroll the editor only; CodeMirror would scroll the page as well. @param {{top: number, seen: boolean}} place */
  const bringIntoSight = ({top, seen}) => {
    if (!seen) view.scrollDOM.scrollTop = top;
  };

  return {
    text: () => view.state.doc.toString(),
    /** Collect the texts that were shown, by name. @returns {Record<string, string>} */
    texts: () =>
      Object.fromEntries(
        [...states, [shown, view.state]].map(([name, {doc}]) => [name, doc.toString()]),
      ),
    /** Show one of the texts; `first` is what it begins with. @param {string} name @param {string} label @param {string} first */
    show(name, label, first) {
      if (name === shown) return;
      if (shown) states.set(shown, view.state);
      shown = name;
      view.setState(states.get(name) ?? stateOf(first, label));
      view.scrollDOM.scrollTop = 0;
    },
    /** Replace the text that is shown. The editor can undo it. @param {string} text */
    replace(text) {
      if (text === view.state.doc.toString()) return;
      view.dispatch({changes: {from: 0, to: view.state.doc.length, insert: text}});
    },
    /**
     * Mark lines of the text; null removes the mark. The editor scrolls to them, but the page does not.
     * @param {'wrong' | 'runs'} kind @param {Lines | null} lines
     */
    mark(kind, lines) {
      view.dispatch({effects: marks.set.of({kind, lines})});
      if (lines) view.requestMeasure({read: () => placeOf(lines.from), write: bringIntoSight});
    },
  };
}

/**
 * Replace a selection by what is typed. A browser would keep the look of the old text as a style
 * attribute, which the page's policy forbids.
 * @param {InputEvent} event @param {any} view
 */
function replaceSelection(event, view) {
  const {data, inputType, isComposing} = event;
  if (inputType !== 'insertText' || data === null || isComposing || view.state.selection.main.empty)
    return false;
  view.dispatch(view.state.replaceSelection(data), {userEvent: 'input.type', scrollIntoView: true});
  return true; // tells CodeMirror to prevent the browser from doing it
}

/**
 * Mark whole lines by a class. Editing moves the marks along.
 * @param {any} CM
 */
function createMarks(CM) {
  const set = CM.StateEffect.define();
  /** @param {any} doc @param {string} kind @param {Lines} lines */
  const decorations = (doc, kind, lines) => {
    const found = [];
    for (let n = Math.max(1, lines.from); n <= Math.min(lines.to, doc.lines); n++) {
      found.push(CM.Decoration.line({class: `cm-${kind}`}).range(doc.line(n).from));
    }
    return found;
  };
  const field = CM.StateField.define({
    create: () => CM.Decoration.none,
    update(/** @type {any} */ old, /** @type {any} */ transaction) {
      let marks = old.map(transaction.changes);
      for (const effect of transaction.effects) {
        if (!effect.is(set)) continue;
        const {kind, lines} = effect.value;
        marks = marks.update({
          filter: (/** @type {any} */ _from, /** @type {any} */ _to, /** @type {any} */ mark) =>
            mark.spec.class !== `cm-${kind}`,
          add: lines ? decorations(transaction.state.doc, kind, lines) : [],
        });
      }
      return marks;
    },
    provide: (/** @type {any} */ it) => CM.EditorView.decorations.from(it),
  });
  return {set, field};
}

/** @param {any} CM */
function colours({HighlightStyle, tags}) {
  return HighlightStyle.define([
    {
      tag: [tags.keyword, tags.operatorKeyword, tags.controlKeyword, tags.moduleKeyword],
      color: 'var(--accent)',
    },
    {tag: [tags.string, tags.special(tags.string)], color: 'var(--quiet)'},
    {tag: tags.comment, color: 'var(--quiet)', fontStyle: 'italic'},
    {tag: [tags.number, tags.bool, tags.null], color: 'var(--negative)'},
    {
      tag: [tags.definition(tags.function(tags.variableName)), tags.definition(tags.className)],
      color: 'var(--positive)',
      fontWeight: '600',
    },
  ]);
}
