// Show the name and the number of what the pointer is on, in a large network.

import {html, set, svg, write} from '../../../lib/dom.js';
import {className, featureName, neuronName, shortened, weightName} from '../../../lib/names.js';
import {exact, rounded} from '../../../lib/number-format.js';
import {placeOf, subjectOf} from '../../../lib/place-keys.js';

const SIDE = 10; // of a pixel in the picture of a neuron's weights

/**
 * @param {ReturnType<typeof import('./connections-canvas.js').createConnectionsCanvas>} connections
 * @param {[number, number] | null} picture
 */
export function createTooltip(connections, picture) {
  const back = svg('rect', {rx: 5, y: -19});
  const name = svg('text', {class: 'name', x: 9, y: -4});
  const number = svg('text', {class: 'number', x: 9, y: 12});
  const canvas = html('canvas');
  const [wide, high] = picture ? [picture[1] * SIDE, picture[0] * SIDE] : [0, 0];
  const large = svg('foreignObject', {x: 9, y: 22, width: wide, height: high}, [canvas]);
  const element = svg('g', {class: 'callout', 'aria-hidden': 'true', display: 'none'}, [
    back,
    name,
    number,
    large,
  ]);
  let [x, y] = [0, 0];
  /** @type {import('../../../lib/layout-dense.js').DenseLayout | null} */
  let places = null;
  /** @type {[import('../../../types/state').State, import('../../../lib/animated-snapshot.js').AnimatedSnapshot, number] | null} */
  let latest = null;
  return {
    element,
    /**
     * Follow the pointer.
     * @param {number} left
     * @param {number} top
     * @param {import('../../../lib/layout-dense.js').DenseLayout} all
     */
    at(left, top, all) {
      [x, y, places] = [left, top, all];
      if (latest) this.update(...latest);
    },
    /** Hide when the pointer has left. */
    away() {
      places = null;
      set(element, {display: 'none'});
    },
    /**
     * @param {import('../../../types/state').State} state @param {import('../../../lib/animated-snapshot.js').AnimatedSnapshot} animated
     * @param {number} layers
     */
    update(state, animated, layers) {
      latest = [state, animated, layers];
      const {pointed, snapshot} = state;
      const isTold = ['neuron', 'input', 'weight'].includes(placeOf(pointed)?.kind ?? '');
      const of = isTold && places ? subjectOf(pointed, layers) : null;
      const told = of && numberOf(of, snapshot, animated);
      if (!of || !told || !places) {
        set(element, {display: 'none', 'data-place': null, 'data-kind': null});
        return;
      }
      set(element, {display: null});
      const {layer, index, from} = of;
      const text =
        from !== null
          ? weightName(layer, layers, index, from)
          : layer === 0
            ? featureName(snapshot.task, index)
            : layer === layers
              ? className(snapshot.task, index)
              : neuronName(layer, layers, index);
      write(name, shortened(text, 44));
      write(number, told.text);
      // Name its place, for the line below the figure.
      set(element, {
        'data-place': from !== null ? pointed : null,
        'data-kind': from !== null ? 'weight' : null,
        'data-layer': layer,
        'data-index': index,
        'data-from': from,
        'aria-label': text,
        'aria-valuetext': from !== null ? exact(told.value) : null,
      });
      const isPictured = picture !== null && layer === 1 && from === null;
      const width = Math.max(
        isPictured ? wide + 18 : 0,
        18 + 6.3 * Math.max(name.textContent?.length ?? 0, told.text.length),
      );
      const height = isPictured ? high + 50 : 38;
      set(large, {display: isPictured ? null : 'none'});
      if (isPictured)
        connections.colours.pictureOf(
          /** @type {HTMLCanvasElement} */ (canvas),
          animated.layers[0].weights[index],
          connections.largest(1),
          picture[1],
          SIDE,
        );
      set(back, {width, height});
      const [left, top] = [
        x + 14 + width > places.width ? Math.max(0, x - width - 14) : x + 14,
        Math.max(20, Math.min(places.height - height + 18, y - 26)),
      ];
      set(element, {transform: `translate(${left.toFixed(1)} ${top.toFixed(1)})`});
    },
  };
}

/**
 * @param {{layer: number, index: number, from: number | null}} of
 * @param {import('../../../types/state').Snapshot} snapshot @param {import('../../../lib/animated-snapshot.js').AnimatedSnapshot} animated
 * @returns {{text: string, value: number} | null}
 */
function numberOf({layer, index, from}, {inputs, task}, animated) {
  if (layer === 0) {
    const value = inputs[index];
    if (value === undefined) return null;
    const raw = task?.mean ? `, ${rounded(task.raw_inputs[index])} before scaling` : '';
    return {text: rounded(value) + raw, value};
  }
  const of = animated.layers[layer - 1];
  if (from !== null) {
    const value = of?.weights[index]?.[from];
    return value === undefined ? null : {text: rounded(value), value};
  }
  const a = of?.a && of.a[index];
  return {text: `${of?.symbol} ${a == null ? '—' : rounded(a)}`, value: a ?? 0};
}
