// Show the neurons of one layer of a large network: a group that is one stop of the Tab key, in which the
// arrow keys lead from one neuron to the next.

import {set, svg, write} from '../../../lib/dom.js';
import {className, featureName, meant, neuronName, shortened} from '../../../lib/names.js';
import {exact, rounded} from '../../../lib/number-format.js';
import {neuronKey} from '../../../lib/place-keys.js';
import {describeNeuron} from '../neuron-description.js';

const FINGER = 32;

/**
 * @param {number} layer from 0, the inputs @param {number[]} sizes
 */
export function createNeuronCells(layer, sizes) {
  const layers = sizes.length - 1;
  const kind = layer === 0 ? 'inputs' : layer === layers ? 'outputs' : `hidden layer ${layer}`;
  const all = Array.from({length: sizes[layer]}, (_, index) => createCell(layer, layers, index));
  const element = svg(
    'g',
    {
      class: 'cells',
      role: 'group',
      'aria-label': `${kind}, ${sizes[layer]} of them: arrow keys lead from one to the next`,
    },
    all.map(cell => cell.element),
  );
  let current = 0;
  set(all[0].element, {tabindex: 0});
  return {
    element,
    /** Let the Tab key lead to this one from now on. @param {number} index */
    become(index) {
      set(all[current].element, {tabindex: -1});
      current = index;
      set(all[current].element, {tabindex: 0});
    },
    /** @param {number} index */
    focus(index) {
      this.become(index);
      all[index].element.focus();
    },
    /** @param {import('../../../lib/layout-dense.js').Block} block */
    arrange: block => all.forEach((cell, n) => cell.arrange(block, n)),
    /**
     * @param {import('../../../types/state').State} state @param {import('../../../lib/animated-snapshot.js').AnimatedLayer | null} animated
     * @param {boolean} calm whether there is time to update names, too
     */
    update(state, animated, calm) {
      for (const cell of all) cell.update(state, animated, calm);
    },
  };
}

/** @param {number} layer @param {number} layers @param {number} index */
function createCell(layer, layers, index) {
  const own = neuronName(layer, layers, index);
  const body = svg('rect', {class: 'body'});
  const number = svg('text', {class: 'activation'});
  const title = svg('text', {class: 'name', 'text-anchor': 'middle', 'aria-hidden': 'true'});
  const frame = svg('rect');
  const element = svg(
    'g',
    {
      class: `neuron cell ${layer === 0 ? 'input' : layer === layers ? 'output' : 'hidden'}`,
      role: 'img',
      tabindex: -1,
      'data-kind': layer ? 'neuron' : 'input',
      'data-layer': layer,
      'data-index': index,
      'data-place': neuronKey(layer, index),
    },
    [frame, body, title, number],
  );
  let [radius, written, named, inside] = [0, false, false, false];
  /** @type {number | null | undefined} */
  let shown;
  return {
    element,
    /** @param {import('../../../lib/layout-dense.js').Block} block @param {number} n */
    arrange({kind, xs, ys, r, half, columns, row, side, beside, named: isNamed}, n) {
      const isPicture = kind === 'weights';
      const [x, y] = [isPicture ? xs[n] + half - r - 2 : xs[n], ys[n]];
      [radius, named] = [r, isNamed];
      inside = kind === 'circle' || kind === 'field';
      written = inside || beside;
      set(body, {x: x - r, y: y - r, width: 2 * r, height: 2 * r});
      // Make the area to hit larger than what is seen, if there is room.
      const width = columns === 1 ? Math.max(2 * half, FINGER) : 2 * half;
      set(
        frame,
        isPicture
          ? {class: 'frame', x: xs[n] - half + 1, y: y - side / 2, width: side, height: side}
          : {class: 'hit', x: x - width / 2, y: y - row / 2, width, height: row},
      );
      set(title, {x, y: y - r - 4});
      set(
        number,
        inside
          ? {x, y: y + r * 0.18, 'text-anchor': 'middle', 'font-size': Math.min(12, r * 0.5)}
          : {x: x + r + 4, y: y + 3.5, 'text-anchor': 'start', 'font-size': 10},
      );
      if (!written) write(number, '');
      if (!named) write(title, '');
      shown = undefined;
    },
    /**
     * @param {import('../../../types/state').State} state @param {import('../../../lib/animated-snapshot.js').AnimatedLayer | null} animated
     * @param {boolean} calm
     */
    update({snapshot}, animated, calm) {
      const a = animated ? animated.a && animated.a[index] : snapshot.inputs[index];
      if (a !== shown) {
        shown = a;
        fill(body, a, radius, inside ? 45 : 85);
        set(element, {'data-value': a, 'data-computed': String(a !== null)});
        if (written) write(number, a === null ? '—' : rounded(a));
        set(number, {'data-long': inside && number.textContent.length > 7 ? '' : null});
      }
      if (!calm && document.activeElement !== element) return;
      const meaning =
        layer === 0
          ? featureName(snapshot.task, index)
          : layer === layers
            ? className(snapshot.task, index)
            : own;
      if (named) write(title, shortened(meaning, 11));
      set(element, {
        'aria-label': animated
          ? describeNeuron(
              meant(own, meaning),
              animated.z && animated.z[index],
              a,
              animated.delta && animated.delta[index],
            )
          : `${meant(own, meaning)}: ${exact(snapshot.inputs[index])}`,
      });
    },
  };
}

/**
 * Draw a positive neuron round and a negative one square, fuller the further from 0.
 * @param {SVGElement} body @param {number | null} value @param {number} r
 * @param {number} most per cent
 */
function fill(body, value, r, most) {
  const sign = value === null ? 'none' : value < 0 ? 'negative' : 'positive';
  const strength = value === null ? 0 : Math.round((most / 5) * Math.min(1, Math.abs(value))) * 5;
  set(body, {
    'data-sign': sign,
    rx: sign === 'negative' ? r * 0.25 : r,
    style: `--fill:${strength}%`,
  });
}
