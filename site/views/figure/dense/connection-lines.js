// Draw the connections of a large network on a canvas: the strongest, those of one place, and the marks
// that run along them.

import {subjectOf} from '../../../lib/place-keys.js';

const MOST_RUNNERS = 40;
const WIDTHS = [0.6, 1, 1.9];
const STRENGTHS = [0.22, 0.36, 0.6];

/** @typedef {import('../../../lib/animated-snapshot.js').AnimatedSnapshot} AnimatedSnapshot */
/** @typedef {import('../../../lib/layout-dense.js').DenseLayout} DenseLayout */

/**
 * @param {CanvasRenderingContext2D} context
 * @param {number[]} sizes
 * @param {ReturnType<typeof import('../../../lib/strongest-edges.js').createStrongestEdges>[]} choices
 * @param {ReturnType<typeof import('../../../lib/weight-colours.js').createWeightColours>} colours
 */
export function createConnectionLines(context, sizes, choices, colours) {
  /** @type {DenseLayout | null} */
  let places = null;

  /** Find the two layers that connections lie between. @param {number} layer */
  const around = layer => /** @type {DenseLayout} */ (places).layers.slice(layer - 1, layer + 1);

  /** @param {number} layer @param {number} flat */
  const ends = (layer, flat) => {
    const n_in = sizes[layer - 1];
    const [a, b] = around(layer);
    const [to, from] = [Math.floor(flat / n_in), flat % n_in];
    return {x1: a.xs[from] + a.half, y1: a.ys[from], x2: b.xs[to] - b.half, y2: b.ys[to], to, from};
  };

  /** Trace lines without making an object for each. @param {number} layer @param {ArrayLike<number>} flats */
  const trace = (layer, flats) => {
    const n_in = sizes[layer - 1];
    const [a, b] = around(layer);
    context.beginPath();
    for (let k = 0; k < flats.length; k++) {
      const to = Math.floor(flats[k] / n_in);
      const from = flats[k] - to * n_in;
      context.moveTo(a.xs[from] + a.half, a.ys[from]);
      context.lineTo(b.xs[to] - b.half, b.ys[to]);
    }
    context.stroke();
  };

  return {
    ends,
    /** @param {DenseLayout} where */
    arrange: where => (places = where),
    /** @param {number} layer @param {boolean} aside whether to dim them, beside highlighted ones */
    strongest(layer, aside) {
      const count = choices[layer - 1].classes.reduce((sum, list) => sum + list.count, 0);
      const clear = count < 100 ? 1 : Math.min(1, Math.max(0.4, (places?.gap ?? 0) / 180)); // fainter if close layers crowd many short lines
      choices[layer - 1].classes.forEach((list, n) => {
        if (!list.count) return;
        context.strokeStyle = n < 3 ? colours.positive : colours.negative;
        context.lineWidth = WIDTHS[n % 3];
        context.globalAlpha = STRENGTHS[n % 3] * (aside ? 0.4 : 1) * clear;
        trace(layer, list.at.subarray(0, list.count));
      });
    },
    /** Highlight one connection, or all of a neuron. @param {AnimatedSnapshot} animated @param {string | null} place */
    highlight(animated, place) {
      for (const [layer, flats] of connectionsOf(place, sizes)) {
        const {weights} = animated.layers[layer - 1];
        const largest = choices[layer - 1].largest || 1;
        const n_in = sizes[layer - 1];
        context.globalAlpha = flats.length === 1 ? 1 : 0.8;
        for (const flat of flats) {
          const weight = weights[Math.floor(flat / n_in)][flat % n_in];
          context.strokeStyle = weight < 0 ? colours.negative : colours.positive;
          context.setLineDash(weight < 0 ? [6, 3] : []);
          context.lineWidth = flats.length === 1 ? 3 : 0.5 + (1.8 * Math.abs(weight)) / largest;
          trace(layer, [flat]);
        }
        context.setLineDash([]);
      }
    },
    /** @param {number} layer @param {number} along @param {string} colour */
    runners(layer, along, colour) {
      if (along <= 0 || along >= 1) return;
      context.fillStyle = colour;
      context.globalAlpha = 1;
      for (const n of [2, 5, 1, 4]) {
        const {at, count} = choices[layer - 1].classes[n];
        for (let k = 0; k < Math.min(count, MOST_RUNNERS / 2); k++) {
          const {x1, y1, x2, y2} = ends(layer, at[k]);
          context.beginPath();
          context.arc(x1 + (x2 - x1) * along, y1 + (y2 - y1) * along, 2.6, 0, 7);
          context.fill();
        }
      }
    },
  };
}

/**
 * List a place's connections in each layer, each as to · n_in + from.
 * @param {string | null} place @param {number[]} sizes @returns {[number, number[]][]}
 */
export function connectionsOf(place, sizes) {
  const subject = subjectOf(place, sizes.length - 1);
  if (!subject || !(subject.index < sizes[subject.layer])) return [];
  const {layer, index, from} = subject;
  if (from !== null)
    return from < sizes[layer - 1] ? [[layer, [index * sizes[layer - 1] + from]]] : [];
  /** @type {[number, number[]][]} */
  const all = [];
  const each = (/** @type {number} */ n) => Array.from({length: n}, (_, k) => k);
  if (layer > 0) all.push([layer, each(sizes[layer - 1]).map(i => index * sizes[layer - 1] + i)]);
  if (layer < sizes.length - 1)
    all.push([layer + 1, each(sizes[layer + 1]).map(to => to * sizes[layer] + index)]);
  return all;
}
