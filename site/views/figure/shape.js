// Change the network's shape by controls above its layers, which add and remove neurons and layers.

import {html, set} from '../../lib/dom.js';
import {createField} from '../../ui/number-field.js';

/**
 * Least distance of layers, in the figure's units, for controls above each. In "line" they are side by
 * side, in "stack" in two rows. Closer layers show only their sizes, and one layer at a time has its
 * buttons.
 */
const APART = {line: 150, stack: matchMedia('(pointer: coarse)').matches ? 101 : 90};
const BUTTONS = 104; // the width of three buttons, for a finger

/** @param {import('../../types/state').Dispatch} dispatch */
export function createShape(dispatch) {
  const element = html('div', {class: 'shape', role: 'group', 'aria-label': 'The network’s shape'});
  /** @type {ReturnType<typeof createLayer>[]} */
  const layers = [];
  /** @type {HTMLElement[]} buttons that insert a layer before each, and after the last */
  const between = [];
  let shown = -1;
  let current = 0; // the layer that has its buttons, if there is no room for all

  /** @param {Event} event */
  const turnTo = ({target}) => {
    const at = layers.findIndex(layer => target instanceof Node && layer.element.contains(target));
    if (at >= 0 && at !== current) become(shown, at);
  };
  element.addEventListener('focusin', turnTo);
  element.addEventListener('pointerover', event => event.pointerType === 'mouse' && turnTo(event));

  /** @param {number} count of hidden layers @param {number} [chosen] the current one */
  const become = (count, chosen = current) => {
    current = Math.max(0, Math.min(chosen, count - 1));
    layers.forEach((layer, n) => set(layer.element, {'data-current': n === current ? '' : null}));
    if (count === shown) return;
    while (between.length <= count) between.push(createInsert(between.length, dispatch));
    while (layers.length < count) layers.push(createLayer(layers.length + 1, dispatch));
    // Do not move elements that stay, or they would lose the focus.
    const wanted = between
      .slice(0, count + 1)
      .flatMap((insert, n) => (n ? [layers[n - 1].element, insert] : [insert]));
    const lost =
      element.contains(document.activeElement) &&
      !wanted.some(part => part.contains(document.activeElement));
    while (element.children.length > wanted.length) element.lastElementChild?.remove();
    element.append(...wanted.slice(element.children.length));
    if (lost) between[count].focus();
    shown = count;
  };

  return {
    element,
    /**
     * Place each layer's controls above it. Those of a single layer may be in the middle.
     * @param {number[]} centres of the layers, in pixels @param {number} width
     * @param {number} scale growth with the page's letters
     */
    arrange(centres, width, scale) {
      const gaps = centres.slice(1).map((x, n) => x - centres[n]);
      const gap = Math.min(...(gaps.length > 2 ? gaps.slice(1, -1) : gaps)); // between hidden layers
      const way =
        centres.length < 3 || Math.min(...gaps) >= APART.line * scale
          ? 'line'
          : centres.length === 3
            ? 'middle'
            : gap >= APART.stack * scale
              ? 'stack'
              : 'narrow';
      set(element, {'data-way': way, style: `--gap: ${Math.floor(gap)}px`});
      const half = (BUTTONS * scale) / 2;
      [...element.children].forEach((part, n) => {
        const x = n % 2 ? centres[(n + 1) / 2] : (centres[n / 2] + centres[n / 2 + 1]) / 2;
        if (!(part instanceof HTMLElement)) return;
        part.style.left = way === 'middle' ? '' : `${x}px`;
        part.style.setProperty('--aside', `${Math.max(half, Math.min(width - half, x)) - x}px`); // keeps it inside the page
      });
    },
    /** @param {import('../../types/state').State} state */
    update(state) {
      const count = state.snapshot.layers.length - 1;
      if (count !== shown) become(count);
      layers.slice(0, count).forEach((layer, n) => layer.update(state, n));
    },
  };
}

/** @param {string} text @param {string} name @param {string} place */
function button(text, name, place) {
  return html('button', {type: 'button', 'aria-label': name, title: name, 'data-place': place}, [
    text,
  ]);
}

/** @param {number} before how many hidden layers @param {import('../../types/state').Dispatch} dispatch */
function createInsert(before, dispatch) {
  const where = before ? `hidden layer ${before}` : 'the inputs';
  const place = `insert-${before + 1}`;
  const insert = button('+', `add a hidden layer after ${where}`, place);
  insert.classList.add('insert');
  insert.addEventListener('click', () =>
    dispatch({type: 'choose', place, request: {op: 'add_layer', layer: before + 1}}),
  );
  return insert;
}

/** @param {number} layer @param {import('../../types/state').Dispatch} dispatch */
function createLayer(layer, dispatch) {
  const name = `hidden layer ${layer}`;
  const place = `layer-${layer}`;
  let count = 0;
  const fewer = button('−', `remove a neuron from ${name}`, place);
  const more = button('+', `add a neuron to ${name}`, place);
  const away = button('×', `remove ${name}`, place);
  const ask = (/** @type {import('../../types/protocol').CommandRequest} */ request) =>
    dispatch({type: 'choose', place, request});
  fewer.addEventListener('click', () =>
    ask({op: 'remove_neuron', layer, index: Math.max(0, count - 1)}),
  );
  more.addEventListener('click', () => ask({op: 'add_neuron', layer}));
  away.addEventListener('click', () => ask({op: 'remove_layer', layer}));
  const size = createField({
    name: `neurons in ${name}`,
    place: `layer-size-${layer}`,
    step: 1,
    whole: true,
    format: String,
    dispatch,
    request: neurons => ({op: 'set_layer_size', layer, neurons}),
  });
  return {
    element: html('span', {class: 'shape-layer', role: 'group', 'aria-label': name}, [
      fewer,
      size.input,
      more,
      away,
    ]),
    /** @param {import('../../types/state').State} state @param {number} n */
    update({snapshot, drafts, problem}, n) {
      count = snapshot.layers[n].biases.length;
      const at = `layer-size-${layer}`;
      size.update({value: count, draft: drafts[at], wrong: problem?.place === at});
    },
  };
}
