// Exports the parts of CodeMirror that the page uses; the bundle has nothing else.
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

// The page's policy forbids style elements. In a shadow root, CodeMirror puts its rules into an
// adopted style sheet instead. Mount it on a fake root, and give the document the same rule set.
const root = {ownerDocument: document, adoptedStyleSheets: []};
StyleModule.mount(root, []);
for (const key of Object.getOwnPropertySymbols(root)) document[key] = root[key];
