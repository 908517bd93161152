// The network itself. Elements are made once for a network's shape; afterwards only attributes change.

import {html, set, svg} from '../lib/dom.js';
import {layout} from '../lib/geometry.js';
import {linkPlaces} from '../lib/places.js';
import {momentOf} from '../lib/moment.js';
import {createAnswer, createCost} from './answer.js';
import {createConnection} from './connection.js';
import {createInput, createNeuron} from './neuron.js';

const NARROWEST = 342; // where there is less room than this, the whole figure shrinks
const MOST_WEIGHTS = 1500; // more would freeze the page, and nobody could read them

/**
 * @param {HTMLElement} root
 * @param {import('../types').Dispatch} dispatch
 * @returns {import('../types').View}
 */
export function createFigure(root, dispatch) {
  /** @type {ReturnType<typeof build> | null} */
  let drawing = null;
  let shape = '';
  /** @type {import('../types').State | null} */
  let latest = null;

  const arrange = () => {
    if (!drawing || !root.clientWidth) return;
    // The figure grows with the page's letters, on a projector as for weak eyes.
    const grown = parseFloat(getComputedStyle(document.documentElement).fontSize) / 16;
    const scale = Math.min(grown, root.clientWidth / NARROWEST);
    drawing.arrange(root.clientWidth / scale, scale);
    if (latest) drawing.update(latest);
  };
  new ResizeObserver(arrange).observe(root);
  linkPlaces(root, dispatch);
  const select = (/** @type {Event} */ event) => {
    const place = event.target instanceof Element && event.target.closest('[data-place]')?.getAttribute('data-place');
    if (place) dispatch({type: 'select', place});
  };
  root.addEventListener('focusin', select);
  root.addEventListener('click', select); // a line has no focus

  return state => {
    latest = state;
    const sizes = [state.snapshot.inputs.length, ...state.snapshot.layers.map(layer => layer.biases.length)];
    if (sizes.join() !== shape) {
      shape = sizes.join();
      drawing = build(sizes, dispatch);
      root.replaceChildren(drawing.element);
      arrange();
    }
    set(root, {'data-moving': state.motion?.kind ?? null});
    drawing?.update(state);
    light(root, state);
  };
}

/** @param {number[]} sizes @param {import('../types').Dispatch} dispatch */
function build(sizes, dispatch) {
  const layers = sizes.length - 1;
  const each = (/** @type {number} */ n) => Array.from({length: n}, (_, index) => index);
  if (sizes.slice(1).reduce((sum, n, before) => sum + n * sizes[before], 0) > MOST_WEIGHTS) return tooLarge();

  const inputs = each(sizes[0]).map(index => createInput(index, layers, dispatch));
  const connections = sizes.slice(1).map((size, n) =>
    each(size).map(to => each(sizes[n]).map(from => createConnection({layer: n + 1, layers, to, from}, dispatch))));
  const neurons = sizes.slice(1).map((size, n) => each(size).map(index => createNeuron(n + 1, layers, index, dispatch)));
  const answers = each(sizes[layers]).map(index => createAnswer(index, dispatch));
  const cost = createCost();

  const element = svg('svg', {class: 'network', role: 'group', 'aria-label': `Network with ${sizes.join(', ')} neurons from inputs to outputs`}, [
    svg('g', {'aria-hidden': 'true'}, connections.flat(2).map(connection => connection.under)),
    ...inputs.map(input => input.element),
    ...neurons.flatMap((layer, n) => [
      ...connections[n].flat().map(connection => connection.over),
      ...layer.flatMap(neuron => [neuron.element, neuron.bias]),
    ]),
    ...answers.map(answer => answer.element),
    cost.element,
  ]);

  return {
    element,
    /** @param {number} width in the figure's own units @param {number} scale CSS pixels for each */
    arrange(width, scale) {
      const places = layout(width, sizes);
      set(element, {
        width: width * scale, height: places.height * scale, viewBox: `0 0 ${width} ${places.height}`,
        'data-roomy': String(places.roomy), 'data-compact': String(places.compact),
      });
      inputs.forEach((input, i) => input.arrange(places.neurons[0][i], places));
      neurons.forEach((layer, n) => layer.forEach((neuron, j) => neuron.arrange(places.neurons[n + 1][j], places)));
      connections.forEach((layer, n) => layer.forEach((row, to) => row.forEach((connection, from) =>
        connection.arrange(places.connections[n][to][from], places))));
      answers.forEach((answer, k) => answer.arrange(places.neurons[layers][k], places));
      cost.arrange(places);
    },
    /** @param {import('../types').State} state */
    update(state) {
      const moment = momentOf(state);
      for (const input of inputs) input.update(state);
      neurons.forEach((layer, n) => layer.forEach(neuron => neuron.update(state, moment.layers[n])));
      connections.forEach((layer, n) => layer.flat().forEach(connection => connection.update(state, moment.layers[n])));
      for (const answer of answers) answer.update(state, moment);
      cost.update(state, moment);
    },
  };
}

/**
 * Lights up what the last small step, a question or a problem is about.
 * @param {HTMLElement} root @param {import('../types').State} state
 */
function light(root, {snapshot, prediction, problem, motion, pointed, selected}) {
  const places = new Set(prediction ? [prediction.place] : snapshot.walk?.places);
  if (pointed) places.add(pointed);
  if (problem) places.add(problem.place);
  if (problem?.first) places.add(problem.first);
  if (snapshot.trouble && !motion) places.add(snapshot.trouble.place);
  for (const lit of root.querySelectorAll('[data-lit]')) {
    if (!places.has(lit.getAttribute('data-place') ?? '')) lit.removeAttribute('data-lit');
  }
  for (const place of places) {
    for (const element of root.querySelectorAll(`[data-place="${place}"]`)) element.setAttribute('data-lit', '');
  }
  for (const element of root.querySelectorAll('[data-selected]')) {
    if (element.getAttribute('data-place') !== selected) element.removeAttribute('data-selected');
  }
  if (selected) for (const element of root.querySelectorAll(`[data-place="${selected}"]`)) element.setAttribute('data-selected', '');
}

function tooLarge() {
  const text = `This network has more than ${MOST_WEIGHTS} weights, too many to draw one by one. It works all the same.`;
  return {element: html('p', {class: 'too-large'}, [text]), arrange() {}, update() {}};
}
