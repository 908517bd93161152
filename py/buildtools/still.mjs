// Draws the network by the page's own view, outside a browser: what it shows of a snapshot, as text.
//
// Arguments: the folder of the site, and the package of the DOM to draw in. Input: state, as JSON.

import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

const WIDTH = 460; // of a figure that fits a page of any width, being scaled

const [site, dom] = process.argv.slice(2);
const { Window } = await import(pathToFileURL(dom).href);
const { document } = new Window();
Object.assign(globalThis, { document });
const { createSmall } = await import(pathToFileURL(`${site}/views/small.js`).href);

const state = JSON.parse(readFileSync(0, 'utf8'));
const { snapshot } = state;
const sizes = [snapshot.inputs.length, ...snapshot.layers.map(({ biases }) => biases.length)];
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
const rounded = figure.element.outerHTML.replace(/ ([xyrc12]+)="(\d+\.\d+)"/g, (_, name, at) => ` ${name}="${+Number(at).toFixed(1)}"`);
process.stdout.write(rounded);
