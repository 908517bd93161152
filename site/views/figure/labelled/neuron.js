// Draw one neuron: z inside, its activation above, its bias below.

import {set, svg, write} from '../../../lib/dom.js';
import {biasName, className, neuronName, shortened, spokenName} from '../../../lib/names.js';
import {rounded} from '../../../lib/number-format.js';
import {biasKey, neuronKey} from '../../../lib/place-keys.js';
import {createCoveredText} from '../../../ui/covered-text.js';
import {createField} from '../../../ui/number-field.js';
import {createLabel} from '../../../ui/value-label.js';
import {describeNeuron} from '../neuron-description.js';
import {fill} from '../neuron-fill.js';

/** @typedef {import('../../../types/state').Dispatch} Dispatch */

/** @param {number} layer @param {number} layers @param {number} index @param {Dispatch} dispatch */
export function createNeuron(layer, layers, index, dispatch) {
  const place = biasKey(layer, index);
  const name = neuronName(layer, layers, index);
  const field = createField({
    name: biasName(layer, layers, index),
    place,
    step: 0.1,
    format: rounded,
    dispatch,
    request: value => ({op: 'set_bias', layer, index, value}),
  });
  set(field.input, {'data-kind': 'bias', 'data-layer': layer, 'data-index': index});
  const bias = createLabel(field, 'b');
  const circle = svg('circle', {class: 'body'});
  const middle = {'text-anchor': 'middle'};
  const title = svg('text', {class: 'name', ...middle});
  const delta = createCoveredText('delta');
  const activation = createCoveredText('activation');
  const letter = svg('text', {class: 'letter', ...middle});
  const z = svg('text', {class: 'z', ...middle});
  write(title, name);
  write(letter, 'z');
  const element = svg(
    'g',
    {
      class: `neuron ${layer === layers ? 'output' : 'hidden'}`,
      role: 'img',
      tabindex: 0,
      'data-kind': 'neuron',
      'data-layer': layer,
      'data-index': index,
      'data-place': neuronKey(layer, index),
    },
    [delta.element, activation.element, title, circle, letter, z],
  );
  return {
    element,
    bias: bias.element,
    /** @param {import('../../../lib/layout-labelled.js').Point} centre @param {import('../../../lib/layout-labelled.js').Layout} sizes */
    arrange({x, y}, {radius, label: {w}}) {
      set(circle, {cx: x, cy: y, r: radius});
      activation.arrange({x, y: y - radius - 6}, 'middle', radius);
      delta.arrange({x, y: y - radius - 20}, 'middle', radius);
      set(title, {x, y: y - radius - 34});
      set(letter, {x, y: y - 8});
      set(z, {x, y: y + 8});
      bias.arrange({x, y: y + radius + 24}, w);
    },
    /** @param {import('../../../types/state').State} state @param {import('../../../lib/animated-snapshot.js').AnimatedLayer} animated */
    update({drafts, problem, snapshot: {walk, task, training}}, animated) {
      if (layer === layers) write(title, shortened(className(task, index), 11));
      const a = animated.a && animated.a[index];
      const weighted = animated.z && animated.z[index];
      const error = animated.delta && animated.delta[index];
      activation.write(`${animated.symbol} ${a === null ? '—' : rounded(a)}`);
      // Show the sum that a small step adds to where its result will be.
      const sum =
        walk?.partial?.layer === layer && walk.partial.index === index ? walk.partial.value : null;
      const adding = sum === null ? '' : `Σ ${rounded(sum)}`;
      write(z, weighted !== null ? rounded(weighted) : (walk?.kind === 'forward' && adding) || '—');
      delta.write(error !== null ? `δ ${rounded(error)}` : walk?.kind === 'backprop' ? adding : '');
      fill(circle, a);
      const meaning = layer === layers ? className(task, index) : name;
      const spoken = spokenName(name, meaning, training);
      set(element, {
        'data-value': a,
        'data-computed': String(a !== null),
        'aria-label': describeNeuron(spoken.name, weighted, a, error),
        'aria-description': spoken.more,
      });
      field.update({
        value: animated.biases[index],
        draft: drafts[place],
        wrong: problem?.place === place,
      });
      bias.update(
        animated.old && animated.old.biases[index],
        animated.change && animated.change.biases[index],
      );
    },
  };
}
