// What the page uses of CodeMirror; all else is left out of the script that is made of it.
import {StyleModule} from 'style-mod';

export {Decoration, EditorView, drawSelection, highlightSpecialChars, keymap, lineNumbers} from '@codemirror/view';
export {Compartment, EditorState, StateEffect, StateField} from '@codemirror/state';
export {defaultKeymap, history, historyKeymap} from '@codemirror/commands';
export {HighlightStyle, bracketMatching, indentUnit, syntaxHighlighting} from '@codemirror/language';
export {python} from '@codemirror/lang-python';
export {tags} from '@lezer/highlight';

// The page's policy allows no style elements. In a shadow root CodeMirror puts its rules into a sheet
// that the root adopts; the set of rules that it keeps for that, the document gets as well.
const root = {ownerDocument: document, adoptedStyleSheets: []};
StyleModule.mount(root, []);
for (const key of Object.getOwnPropertySymbols(root)) document[key] = root[key];
