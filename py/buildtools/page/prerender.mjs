// Draws the network by the page's own views, outside a browser: what they show of a snapshot, as text, and
// what stands above it, so that its place is kept until it works.
//
// Arguments: the folder of the site, and the package of the DOM to draw in. Input: state, as JSON.

import {readFileSync} from 'node:fs';
import {pathToFileURL} from 'node:url';

const WIDTH = 460; // of a figure that fits a page of any width, being scaled

const [site, dom] = process.argv.slice(2);
const {Window} = await import(pathToFileURL(dom).href);
const {document} = new Window();
Object.assign(globalThis, {document});
/** @param {string} name */
const view = name => import(pathToFileURL(`${site}/views/${name}.js`).href);
const {createSmall} = await view('figure/labelled/labelled-network');

const state = JSON.parse(readFileSync(0, 'utf8'));
const {snapshot} = state;
const sizes = [snapshot.inputs.length, ...snapshot.layers.map(({biases}) => biases.length)];
const figure = createSmall(sizes, async () => false);
figure.arrange(WIDTH, 1);
figure.update(state);

// Nothing in it can be changed, and it takes the width that there is.
for (const name of ['width', 'height']) figure.element.removeAttribute(name);
for (const input of figure.element.querySelectorAll('input')) {
  input.setAttribute('value', input.value);
  input.setAttribute('readonly', '');
  input.setAttribute('role', 'textbox');
}
for (const element of figure.element.querySelectorAll('.signal, .error')) element.remove();
for (const element of figure.element.querySelectorAll('*')) {
  for (const name of ['style', 'tabindex', 'data-place']) element.removeAttribute(name);
}
const rounded = figure.element.outerHTML.replace(
  / ([xyrc12]+)="(\d+\.\d+)"/g,
  (_, name, at) => ` ${name}="${+Number(at).toFixed(1)}"`,
);

const nothing = async () => false;
const [task, controls, rate, settings] = Array.from({length: 4}, () =>
  document.createElement('div'),
);
const [{createTask}, {createControls}, {createFunctions}] = await Promise.all(
  ['task/task', 'controls/controls', 'controls/functions'].map(view),
);
const views = [
  createTask(task, nothing),
  createControls(controls, rate, settings, nothing),
  createFunctions(settings, nothing),
];
for (const update of views) update(state.first);
const places = {task, controls, rate, settings};
for (const place of Object.values(places)) {
  for (const element of place.querySelectorAll('*')) {
    for (const name of element.getAttributeNames()) {
      if (!['class', 'hidden', 'type', 'value'].includes(name)) element.removeAttribute(name);
    }
  }
}
const kept = Object.entries(places).map(([name, {innerHTML}]) => [name, innerHTML]);
process.stdout.write(JSON.stringify({still: rounded, ...Object.fromEntries(kept)}));
