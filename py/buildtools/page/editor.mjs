// Exports what the page uses of CodeMirror; all else is left out of the bundle.
import {StyleModule} from 'style-mod';

export {defaultKeymap, history, historyKeymap} from '@codemirror/commands';
export {python} from '@codemirror/lang-python';
export {
  bracketMatching,
  HighlightStyle,
  indentUnit,
  syntaxHighlighting,
} from '@codemirror/language';
export {Compartment, EditorState, StateEffect, StateField} from '@codemirror/state';
export {
  Decoration,
  drawSelection,
  EditorView,
  highlightSpecialChars,
  keymap,
  lineNumbers,
} from '@codemirror/view';
export {tags} from '@lezer/highlight';

// The page's policy allows no style elements. In a shadow root CodeMirror puts its rules into a sheet
// that the root adopts; the set of rules that it keeps for that, the document gets as well.
const root = {ownerDocument: document, adoptedStyleSheets: []};
StyleModule.mount(root, []);
for (const key of Object.getOwnPropertySymbols(root)) document[key] = root[key];
