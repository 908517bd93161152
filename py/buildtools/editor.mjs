// What the page uses of CodeMirror; all else is left out of the script that is made of it.
export {Decoration, EditorView, drawSelection, highlightSpecialChars, keymap, lineNumbers} from '@codemirror/view';
export {Compartment, EditorState, StateEffect, StateField} from '@codemirror/state';
export {defaultKeymap, history, historyKeymap} from '@codemirror/commands';
export {HighlightStyle, bracketMatching, indentUnit, syntaxHighlighting} from '@codemirror/language';
export {python} from '@codemirror/lang-python';
export {tags} from '@lezer/highlight';
