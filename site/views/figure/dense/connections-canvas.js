// The connections of a large network, and the weights of neurons that look at a picture: one canvas
// behind the figure, drawn anew when something in it has changed.

import {html} from '../../../lib/dom.js';
import {weightKey} from '../../../lib/place-keys.js';
import {createStrongestEdges, distanceTo} from '../../../lib/strongest-edges.js';
import {createWeightColours} from '../../../lib/weight-colours.js';
import {connectionsOf, createConnectionLines} from './connection-lines.js';

export const MOST_LINES = 420; // connections of one layer that are drawn

/** @typedef {import('../../../lib/animated-snapshot.js').AnimatedSnapshot} AnimatedSnapshot */
/** @typedef {import('../../../lib/layout-dense.js').Block} Block */

/** @param {number[]} sizes */
// biome-ignore lint/complexity/noExcessiveLinesPerFunction: one canvas, whose methods share what is drawn
export function createConnectionsCanvas(sizes) {
  const canvas = html('canvas', {'aria-hidden': 'true'});
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
  const choices = sizes.slice(1).map(createStrongestEdges);
  const colours = createWeightColours(canvas);
  const lines = createConnectionLines(context, sizes, choices, colours);
  /** @type {import('../../../lib/layout-dense.js').DenseLayout | null} */
  let places = null;
  let scale = 1;
  let frame = 0;
  let drawnAt = -1;
  /** @type {unknown[]} */
  let drawn = [];
  /** @type {{animated: AnimatedSnapshot, focus: (string | null)[]} | null} */
  let latest = null;

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
      lines.strongest(n + 1, aside);
      lines.runners(n + 1, signal, colours.ink);
      lines.runners(n + 1, 1 - error, colours.accent);
    });
    for (const place of focus) lines.highlight(animated, place);
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
      lines.arrange(where);
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
        const {x1, y1, x2, y2, to, from} = lines.ends(layer, flat);
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
