// The connections of a large network, and the weights of neurons that look at a picture: one canvas
// behind the figure, drawn anew when something in it has changed.

import {html} from '../../../lib/dom.js';
import {subjectOf, weightKey} from '../../../lib/place-keys.js';
import {createStrongestEdges, distanceTo} from '../../../lib/strongest-edges.js';
import {createWeightColours} from '../../../lib/weight-colours.js';

export const MOST_LINES = 420; // connections of one layer that are drawn
const MOST_RUNNERS = 40;
const WIDTHS = [0.6, 1, 1.9];
const STRENGTHS = [0.22, 0.36, 0.6];

/** @typedef {import('../../../lib/animated-snapshot.js').AnimatedSnapshot} AnimatedSnapshot */
/** @typedef {import('../../../lib/layout-dense.js').Block} Block */

/** @param {number[]} sizes */
export function createConnectionsCanvas(sizes) {
  const canvas = html('canvas', {'aria-hidden': 'true'});
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
  const choices = sizes.slice(1).map(createStrongestEdges);
  const colours = createWeightColours(canvas);
  /** @type {import('../../../lib/layout-dense.js').DenseLayout | null} */
  let places = null;
  let scale = 1;
  let frame = 0;
  let drawnAt = -1;
  /** @type {unknown[]} */
  let drawn = [];
  /** @type {{animated: AnimatedSnapshot, focus: (string | null)[]} | null} */
  let latest = null;

  /** The layers between which connections lie. @param {number} layer */
  const around = layer =>
    /** @type {import('../../../lib/layout-dense.js').DenseLayout} */ (places).layers.slice(
      layer - 1,
      layer + 1,
    );

  /** @param {number} layer @param {number} flat */
  const ends = (layer, flat) => {
    const n_in = sizes[layer - 1];
    const [a, b] = around(layer);
    const [to, from] = [Math.floor(flat / n_in), flat % n_in];
    return {x1: a.xs[from] + a.half, y1: a.ys[from], x2: b.xs[to] - b.half, y2: b.ys[to], to, from};
  };

  /** Many a second: it makes no object for each. @param {number} layer @param {ArrayLike<number>} flats */
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

  /** The strongest connections. @param {number} layer @param {boolean} aside whether others are looked at */
  const strands = (layer, aside) => {
    const count = choices[layer - 1].classes.reduce((sum, list) => sum + list.count, 0);
    const clear = count < 100 ? 1 : Math.min(1, Math.max(0.4, (places?.gap ?? 0) / 180)); // many short lines lie close
    choices[layer - 1].classes.forEach((list, n) => {
      if (!list.count) return;
      context.strokeStyle = n < 3 ? colours.positive : colours.negative;
      context.lineWidth = WIDTHS[n % 3];
      context.globalAlpha = STRENGTHS[n % 3] * (aside ? 0.4 : 1) * clear;
      trace(layer, list.at.subarray(0, list.count));
    });
  };

  /** One connection, or all of a neuron. @param {AnimatedSnapshot} animated @param {string | null} place */
  const highlight = (animated, place) => {
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
  };

  /**
   * Draws what runs along the strongest connections.
   * @param {number} layer
   * @param {number} along
   * @param {string} colour
   */
  const runners = (layer, along, colour) => {
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
  };

  const draw = () => {
    frame = 0;
    if (!places || !latest) return;
    const {animated, focus} = latest;
    drawnAt = Number(document.timeline.currentTime);
    context.setTransform(scale, 0, 0, scale, 0, 0);
    context.clearRect(0, 0, places.width, places.height);
    const aside = focus.some(place => connectionsOf(place, sizes).length > 0);
    animated.layers.forEach(({weights, signal, error}, n) => {
      if (weights !== drawn[n]) choices[n].choose(weights, MOST_LINES);
      drawn[n] = weights;
      strands(n + 1, aside);
      runners(n + 1, signal, colours.ink);
      runners(n + 1, 1 - error, colours.accent);
    });
    for (const place of focus) highlight(animated, place);
    const first = places.layers[1];
    context.globalAlpha = 1;
    if (first.kind === 'weights')
      colours.paint(
        context,
        first,
        animated.layers[0].weights,
        choices[0].largest,
        places.layers[0].columns,
      );
  };

  /** @type {unknown[]} */
  let known = [];
  return {
    canvas,
    colours,
    /** The largest weight of a layer. @param {number} layer */
    largest: layer => choices[layer - 1].largest,
    /** @param {import('../../../lib/layout-dense.js').DenseLayout} where @param {number} pixels CSS pixels for each of its units */
    arrange(where, pixels) {
      places = where;
      scale = pixels * devicePixelRatio;
      [canvas.width, canvas.height] = [
        Math.round(where.width * scale),
        Math.round(where.height * scale),
      ];
      Object.assign(canvas.style, {
        width: `${where.width * pixels}px`,
        height: `${where.height * pixels}px`,
      });
      known = [];
    },
    /** @param {AnimatedSnapshot} animated @param {(string | null)[]} focus places that are looked at */
    update(animated, focus) {
      const now = [
        ...animated.layers.flatMap(({weights, signal, error}) => [weights, signal, error]),
        ...focus,
        colours.version,
      ];
      if (now.length === known.length && now.every((each, n) => each === known[n])) return;
      known = now;
      latest = {animated, focus};
      // At once, so that it belongs to the rest of the figure; but only once in a frame.
      if (drawnAt !== Number(document.timeline.currentTime)) draw();
      else frame ||= requestAnimationFrame(draw);
    },
    /** The connection that is drawn nearest to a point, if it is near. @param {number} x @param {number} y */
    at(x, y) {
      let least = 5;
      /** @type {string | null} */
      let found = null;
      if (!places || !latest) return found;
      /** @param {number} layer @param {number} flat */
      const look = (layer, flat) => {
        const {x1, y1, x2, y2, to, from} = ends(layer, flat);
        if (x < x1 || x > x2) return;
        const distance = distanceTo(x, y, x1, y1, x2, y2);
        if (distance < least) [least, found] = [distance, weightKey(layer, to, from)];
      };
      choices.forEach(({classes}, n) => {
        for (const {at, count} of classes) for (let k = 0; k < count; k++) look(n + 1, at[k]);
      });
      for (const place of latest.focus)
        for (const [layer, flats] of connectionsOf(place, sizes))
          for (const flat of flats) look(layer, flat);
      return found;
    },
  };
}

/**
 * Lists a place's connections in each layer, each as to · n_in + from.
 * @param {string | null} place @param {number[]} sizes @returns {[number, number[]][]}
 */
function connectionsOf(place, sizes) {
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
