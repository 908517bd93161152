// node prerender.mjs DOM_MODULE < state.json > parts.json
// Draws the network as SVG with the page's own views, outside a browser, and the controls above it,
// which reserve their space until they work. Runs as one bundle, so each view is imported by name.

import {readFileSync} from 'node:fs';
import {pathToFileURL} from 'node:url';

const WIDTH = 460; // the figure is scaled, so it fits a page of any width

const {Window} = await import(pathToFileURL(process.argv[2]).href);
const {document} = new Window();
Object.assign(globalThis, {document});
const {createLabelledNetwork} = await import(
  '../../../site/views/figure/labelled/labelled-network.js'
);
const {createTask} = await import('../../../site/views/task/task.js');
const {createControls} = await import('../../../site/views/controls/controls.js');
const {createFunctions} = await import('../../../site/views/controls/functions.js');

const state = JSON.parse(readFileSync(0, 'utf8'));
const nothing = async () => false;
process.stdout.write(JSON.stringify({still: drawNetwork(), ...drawControls()}));

/** Draws the figure without anything that can be edited. */
function drawNetwork() {
  const {snapshot} = state;
  const sizes = [snapshot.inputs.length, ...snapshot.layers.map(({biases}) => biases.length)];
  const figure = createLabelledNetwork(sizes, nothing);
  figure.arrange(WIDTH, 1);
  figure.update(state);
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
  return figure.element.outerHTML.replace(
    / ([xyrc12]+)="(\d+\.\d+)"/g,
    (_, name, at) => ` ${name}="${+Number(at).toFixed(1)}"`,
  );
}

/** Draws the controls without their labels for assistive technology: they do nothing yet. */
function drawControls() {
  const [task, controls, rate, settings] = Array.from({length: 4}, () =>
    document.createElement('div'),
  );
  const views = [
    createTask(task, nothing),
    createControls(controls, rate, settings, nothing),
    createFunctions(settings, nothing),
  ];
  for (const update of views) update(state.first);
  const places = Object.entries({task, controls, rate, settings});
  for (const [, place] of places) {
    for (const element of place.querySelectorAll('*')) {
      for (const name of element.getAttributeNames()) {
        if (!['class', 'hidden', 'type', 'value'].includes(name)) element.removeAttribute(name);
      }
    }
  }
  return Object.fromEntries(places.map(([name, {innerHTML}]) => [name, innerHTML]));
}
