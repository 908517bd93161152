// Draw the network with every number beside its thing, if there is room for that. Elements are made once for
// a network's shape; afterwards only attributes change.

import {animatedSnapshot} from '../../../lib/animated-snapshot.js';
import {html, set, svg} from '../../../lib/dom.js';
import {layout} from '../../../lib/layout-labelled.js';
import {createInput} from '../input-neuron.js';
import {createCost, createOutput} from '../output.js';
import {createConnection} from './connection.js';
import {createNeuron} from './neuron.js';

const TALLEST = 780; // the height that a network of more than three rows may have
const MOST_ROWS = 6;

/**
 * Tell whether there is room for every number. @param {number} width @param {number[]} sizes
 */
export function fits(width, sizes) {
  const most = Math.max(...sizes);
  if (most > MOST_ROWS) return false;
  const places = layout(width, sizes);
  return places !== null && (most <= 3 || places.height <= TALLEST);
}

/** @param {number[]} sizes @param {import('../../../types/state').Dispatch} dispatch */
export function createLabelledNetwork(sizes, dispatch) {
  const layers = sizes.length - 1;
  const each = (/** @type {number} */ n) => Array.from({length: n}, (_, index) => index);

  const inputs = each(sizes[0]).map(index => createInput(index, layers, dispatch));
  const connections = sizes
    .slice(1)
    .map((size, n) =>
      each(size).map(to =>
        each(sizes[n]).map(from => createConnection({layer: n + 1, layers, to, from}, dispatch)),
      ),
    );
  const neurons = sizes
    .slice(1)
    .map((size, n) => each(size).map(index => createNeuron(n + 1, layers, index, dispatch)));
  const answers = each(sizes[layers]).map(index => createOutput(index, dispatch));
  const cost = createCost();

  const figure = svg(
    'svg',
    {
      class: 'network',
      role: 'group',
      'aria-label': `Network with ${sizes.join(', ')} neurons from inputs to outputs`,
    },
    [
      svg(
        'g',
        {'aria-hidden': 'true'},
        connections.flat(2).map(connection => connection.under),
      ),
      ...inputs.map(input => input.element),
      ...neurons.flatMap((layer, n) => [
        ...connections[n].flat().map(connection => connection.over),
        ...layer.flatMap(neuron => [neuron.element, neuron.bias]),
      ]),
      ...answers.map(answer => answer.element),
      cost.element,
    ],
  );

  const sheet = html('div', {class: 'sheet'}, [figure]);

  return {
    element: sheet,
    sheet,
    /**
     * Place each layer.
     * @param {number} width in the figure's own units @param {number} scale CSS pixels per unit
     */
    arrange(width, scale) {
      const places = layout(width, sizes);
      if (!places) return;
      set(figure, {
        width: width * scale,
        height: places.height * scale,
        viewBox: `0 0 ${width} ${places.height}`,
        'data-compact': String(places.compact),
      });
      inputs.forEach((input, i) => input.arrange(places.neurons[0][i], places));
      neurons.forEach((layer, n) =>
        layer.forEach((neuron, j) => neuron.arrange(places.neurons[n + 1][j], places)),
      );
      connections.forEach((layer, n) =>
        layer.forEach((row, to) =>
          row.forEach((connection, from) =>
            connection.arrange(places.connections[n][to][from], places),
          ),
        ),
      );
      answers.forEach((answer, k) => answer.arrange(places.neurons[layers][k], places));
      cost.arrange(places);
      return places.neurons.map(layer => layer[0].x);
    },
    /** @param {import('../../../types/state').State} state */
    update(state) {
      const animated = animatedSnapshot(state);
      for (const input of inputs) input.update(state);
      neurons.forEach((layer, n) =>
        layer.forEach(neuron => neuron.update(state, animated.layers[n])),
      );
      connections.forEach((layer, n) =>
        layer.flat().forEach(connection => connection.update(state, animated.layers[n])),
      );
      for (const answer of answers) answer.update(state, animated);
      cost.update(state, animated);
    },
  };
}
