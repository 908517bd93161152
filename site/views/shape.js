// The hands on the network's shape, above its layers: neurons and layers come and go.

import {html, set} from '../lib/dom.js';
import {createField} from './field.js';

const MOST_LAYERS = 6; // then none can be put between
const TIGHT = 112; // pixels, where none can
const APART = 150; // pixels between layers, for each to have its controls above it

/** @param {import('../types').Dispatch} dispatch */
export function createShape(dispatch) {
  const element = html('div', {class: 'shape', role: 'group', 'aria-label': 'The network’s shape'});
  /** @type {ReturnType<typeof createLayer>[]} */
  const layers = [];
  /** @type {HTMLElement[]} what puts a layer before each of them, and after the last */
  const between = [];
  let shown = -1;

  /** @param {number} count of hidden layers */
  const become = count => {
    while (between.length <= count) between.push(createInsert(between.length, dispatch));
    while (layers.length < count) layers.push(createLayer(layers.length + 1, dispatch));
    // What is there stays where it is, or it would lose the focus.
    const wanted = between.slice(0, count + 1).flatMap((insert, n) => (n ? [layers[n - 1].element, insert] : [insert]));
    for (const insert of between) insert.hidden = count >= MOST_LAYERS;
    const lost = element.contains(document.activeElement) && !wanted.some(part => part.contains(document.activeElement));
    while (element.children.length > wanted.length) element.lastElementChild?.remove();
    element.append(...wanted.slice(element.children.length));
    if (lost) between[count].focus();
    shown = count;
  };

  return {
    element,
    /**
     * Each layer's controls stand above it where there is room for that, else in rows.
     * @param {number[]} centres of the layers, in pixels @param {number} width
     */
    arrange(centres, width) {
      const gaps = centres.slice(1).map((x, n) => x - centres[n]);
      const isAbove = Math.min(...gaps) >= (shown < MOST_LAYERS ? APART : TIGHT);
      set(element, {'data-above': isAbove ? '' : null});
      [...element.children].forEach((part, n) => {
        const x = n % 2 ? centres[(n + 1) / 2] : (centres[n / 2] + centres[n / 2 + 1]) / 2;
        if (part instanceof HTMLElement) part.style.left = isAbove ? `${Math.min(x, width)}px` : '';
      });
    },
    /** @param {import('../types').State} state */
    update(state) {
      const count = state.snapshot.layers.length - 1;
      if (count !== shown) become(count);
      layers.slice(0, count).forEach((layer, n) => layer.update(state, n));
    },
  };
}

/** @param {string} text @param {string} name @param {string} place */
function button(text, name, place) {
  return html('button', {type: 'button', 'aria-label': name, title: name, 'data-place': place}, [text]);
}

/** @param {number} before how many hidden layers @param {import('../types').Dispatch} dispatch */
function createInsert(before, dispatch) {
  const where = before ? `hidden layer ${before}` : 'the inputs';
  const place = `insert-${before + 1}`;
  const insert = button('+', `add a hidden layer after ${where}`, place);
  insert.classList.add('insert');
  insert.addEventListener('click', () => dispatch({type: 'choose', place, request: {op: 'add_layer', layer: before + 1}}));
  return insert;
}

/** @param {number} layer @param {import('../types').Dispatch} dispatch */
function createLayer(layer, dispatch) {
  const name = `hidden layer ${layer}`;
  const place = `layer-${layer}`;
  let count = 0;
  const fewer = button('−', `remove a neuron from ${name}`, place);
  const more = button('+', `add a neuron to ${name}`, place);
  const away = button('×', `remove ${name}`, place);
  const ask = (/** @type {import('../types').Request} */ request) => dispatch({type: 'choose', place, request});
  fewer.addEventListener('click', () => ask({op: 'remove_neuron', layer, index: Math.max(0, count - 1)}));
  more.addEventListener('click', () => ask({op: 'add_neuron', layer}));
  away.addEventListener('click', () => ask({op: 'remove_layer', layer}));
  const size = createField({
    name: `neurons in ${name}`, place: `layer-size-${layer}`, step: 1, whole: true, format: String, dispatch,
    request: neurons => ({op: 'set_layer_size', layer, neurons}),
  });
  return {
    element: html('span', {class: 'shape-layer', role: 'group', 'aria-label': name}, [fewer, size.input, more, away]),
    /** @param {import('../types').State} state @param {number} n */
    update({snapshot, drafts, problem}, n) {
      count = snapshot.layers[n].biases.length;
      const at = `layer-size-${layer}`;
      size.update({value: count, draft: drafts[at], wrong: problem?.place === at});
    },
  };
}
