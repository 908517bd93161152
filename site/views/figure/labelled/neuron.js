// One neuron: z inside, its activation above, its bias below. An input is a field in a circle.

import {set, svg, write} from '../../../lib/dom.js';
import {
  biasName,
  className,
  featureName,
  meant,
  neuronName,
  shortened,
} from '../../../lib/names.js';
import {exact, rounded, trimmed} from '../../../lib/number-format.js';
import {createCoveredText} from '../../../ui/covered-text.js';
import {createField} from '../../../ui/number-field.js';
import {createLabel} from '../../../ui/value-label.js';

/** @typedef {import('../../../types/state').Dispatch} Dispatch */

/** How strongly a circle is filled, in per cent, for a number whose natural size is 1. @param {number} value */
const strength = value => (45 * Math.min(1, Math.abs(value))).toFixed(0) + '%';

/** @param {SVGElement} circle @param {number | null} value */
function fill(circle, value) {
  circle.dataset.sign = value === null ? 'none' : value < 0 ? 'negative' : 'positive';
  circle.style.setProperty('--fill', value === null ? '0%' : strength(value));
}

/** @param {number} index @param {number} layers @param {Dispatch} dispatch */
export function createInput(index, layers, dispatch) {
  const place = `input-${index}`;
  const name = neuronName(0, layers, index);
  const field = createField({
    name,
    place,
    step: 0.1,
    format: trimmed,
    dispatch,
    request: value => ({op: 'set_input', index, value}),
  });
  set(field.input, {'data-kind': 'input', 'data-layer': 0, 'data-index': index});
  const circle = svg('circle', {class: 'body'});
  const title = createCoveredText('name', {'aria-hidden': 'true'});
  const box = svg('foreignObject', {height: 26}, [field.input]);
  const full = svg('title');
  let [most, widest] = [11, 11]; // letters there is room for, and as many as may stand in the middle
  let [middle, left, base, radius] = [0, 0, 0, 0];
  /** @type {boolean | null} whether the name begins at the left of the circle */
  let isWide = null;
  return {
    element: svg('g', {class: 'neuron input'}, [title.element, circle, box, full]),
    /** @param {import('../../../lib/layout-labelled.js').Point} centre @param {{radius: number, isAlone?: boolean}} sizes `isAlone`: nothing stands beside its name */
    arrange({x, y}, {radius: r, isAlone = false}) {
      radius = r;
      set(circle, {cx: x, cy: y, r: radius});
      [middle, left, base] = [x, x - radius, y - radius - 5];
      isWide = null;
      widest = radius < 28 ? 9 : 11;
      most = isAlone ? 14 : widest;
      set(box, {x: x - radius + 2, y: y - 13, width: 2 * radius - 4});
    },
    /** @param {import('../../../types/state').State} state */
    update({snapshot, drafts, problem}) {
      const value = snapshot.inputs[index];
      const meaning = featureName(snapshot.task, index);
      const text = shortened(meaning, most);
      title.write(text);
      if (isWide !== text.length > widest) {
        isWide = text.length > widest;
        title.arrange({x: isWide ? left : middle, y: base}, isWide ? 'start' : 'middle', radius);
      }
      write(full, meaning.length > most ? meaning : '');
      set(field.input, {'aria-label': meant(name, meaning)});
      field.update({value, draft: drafts[place], wrong: problem?.place === place});
      fill(circle, value);
    },
  };
}

/** @param {number} layer @param {number} layers @param {number} index @param {Dispatch} dispatch */
export function createNeuron(layer, layers, index, dispatch) {
  const place = `bias-${layer}-${index}`;
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
      'data-place': `neuron-${layer}-${index}`,
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
    /** @param {import('../../../types/state').State} state @param {import('../../../lib/animated-snapshot.js').LayerMoment} moment */
    update({drafts, problem, snapshot: {walk, task}}, moment) {
      if (layer === layers) write(title, shortened(className(task, index), 11));
      const a = moment.a && moment.a[index];
      const weighted = moment.z && moment.z[index];
      const error = moment.delta && moment.delta[index];
      activation.write(`${moment.symbol} ${a === null ? '—' : rounded(a)}`);
      // A sum that a small step adds to stands where its result will stand.
      const sum =
        walk?.partial?.layer === layer && walk.partial.index === index ? walk.partial.value : null;
      const adding = sum === null ? '' : `Σ ${rounded(sum)}`;
      write(z, weighted !== null ? rounded(weighted) : (walk?.kind === 'forward' && adding) || '—');
      delta.write(error !== null ? `δ ${rounded(error)}` : walk?.kind === 'backprop' ? adding : '');
      fill(circle, a);
      set(element, {
        'data-value': a,
        'data-computed': String(a !== null),
        'aria-label': spoken(
          layer === layers ? meant(name, className(task, index)) : name,
          weighted,
          a,
          error,
        ),
      });
      field.update({
        value: moment.biases[index],
        draft: drafts[place],
        wrong: problem?.place === place,
      });
      bias.update(
        moment.old && moment.old.biases[index],
        moment.change && moment.change.biases[index],
      );
    },
  };
}

/** @param {string} name @param {number | null} z @param {number | null} a @param {number | null} delta */
export function spoken(name, z, a, delta) {
  const parts = [
    z === null ? 'weighted input z not computed yet' : `weighted input z ${exact(z)}`,
    a === null ? 'activation not computed yet' : `activation ${exact(a)}`,
  ];
  if (delta !== null) parts.push(`delta of the last Backprop ${exact(delta)}`);
  return `${name}: ${parts.join(', ')}`;
}
