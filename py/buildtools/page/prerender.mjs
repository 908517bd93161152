// node prerender.mjs DOM_MODULE < state.json > parts.json
// Draws the network by the page's own views, outside a browser, as SVG; and the controls above it,
// whose place is so kept until they work. Runs as one bundle: `import` is told each view by name.

import {readFileSync} from 'node:fs';
import {pathToFileURL} from 'node:url';

const WIDTH = 460; // of a figure that fits a page of any width, being scaled

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

/** Draws the figure, with nothing in it that can be changed. */
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

/** Draws the controls, without what gives them names and meanings. */
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
