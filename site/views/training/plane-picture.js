// Draw the plane of a decision map: axes, the border, the examples, and the legend of classes.

import {markOf} from '../../lib/class-marks.js';
import {hueOf} from '../../lib/colours.js';
import {html, set, svg} from '../../lib/dom.js';
import {ticksOf} from '../../lib/ticks.js';

/** @typedef {import('../../types/state').Plane} Plane */

export const SIDE = 320; // of the plane, in units of the drawing
const LEFT = 38;
const BELOW = 34;
const RADIUS = 3.4;

/** Convert the data's own units to places in a square. @param {Plane} points @param {number} side */
export const placesIn =
  ({low, high}, side) =>
  (/** @type {number} */ x, /** @type {number} */ y) => [
    ((x - low[0]) / (high[0] - low[0])) * side,
    (1 - (y - low[1]) / (high[1] - low[1])) * side,
  ];

/** Draw axes, the border, the points, and a ring around the example in the figure. */
export function createPlanePicture() {
  const border = svg('path', {class: 'border', transform: `scale(${SIDE})`});
  const axes = svg('g', {class: 'axes'});
  const points = svg('g');
  const ring = svg('circle', {class: 'here', r: 8});
  const element = svg(
    'svg',
    {viewBox: `${-LEFT} -6 ${SIDE + LEFT + 6} ${SIDE + BELOW + 6}`, 'aria-hidden': 'true'},
    [axes, svg('rect', {class: 'frame', width: SIDE, height: SIDE}), border, points, ring],
  );
  return {
    element,
    /** @param {string} path */
    border: path => set(border, {d: path}),
    /** @param {number[]} place */
    ring: ([cx, cy]) => set(ring, {cx, cy}),
    /** @param {Plane} given @param {string[]} features */
    place(given, features) {
      axes.replaceChildren(...axesOf(given, features));
      points.replaceChildren(...pathsOf(given));
    },
  };
}

/** @param {Plane} points @param {string[]} features */
function axesOf({low, high}, features) {
  const text = (/** @type {Record<string, string | number>} */ at, /** @type {string} */ words) => {
    const element = svg('text', at);
    element.textContent = words;
    return element;
  };
  const share = (/** @type {number} */ value, /** @type {number} */ axis) =>
    ((value - low[axis]) / (high[axis] - low[axis])) * SIDE;
  return [
    ...ticksOf(low[0], high[0], 5).map(value =>
      text(
        {x: share(value, 0), y: SIDE + 14, 'text-anchor': 'middle'},
        String(value).replace('-', '−'),
      ),
    ),
    ...ticksOf(low[1], high[1], 5).map(value =>
      text(
        {x: -5, y: SIDE - share(value, 1) + 4, 'text-anchor': 'end'},
        String(value).replace('-', '−'),
      ),
    ),
    text({x: SIDE / 2, y: SIDE + 29, 'text-anchor': 'middle', class: 'feature'}, features[0]),
    text(
      {
        x: 0,
        y: 0,
        'text-anchor': 'middle',
        class: 'feature',
        transform: `translate(${-LEFT + 12} ${SIDE / 2}) rotate(-90)`,
      },
      features[1],
    ),
  ];
}

/**
 * Make two paths for each class: one for training points, one for test points.
 * @param {Plane} points
 */
function pathsOf(points) {
  const at = placesIn(points, SIDE);
  /** @type {Map<string, string>} */
  const paths = new Map();
  for (let n = 0; n < points.indices.length; n++) {
    const key = `${points.classes[n]} ${points.is_test[n] ? 'test' : 'train'}`;
    const [x, y] = at(points.x[n], points.y[n]);
    paths.set(key, (paths.get(key) ?? '') + markOf(points.classes[n], x, y, RADIUS));
  }
  return [...paths].map(([key, d]) => {
    const [k, of] = key.split(' ');
    return svg('path', {d, class: `points ${of}`, style: `--hue: ${hueStyle(Number(k))}`});
  });
}

/** @param {number} k */
const hueStyle = k => (k < 0 ? 'var(--ink)' : `var(--class-${hueOf(k)})`);

/**
 * Show the classes with their marks, and what filled and hollow mean.
 * @param {HTMLElement} root @param {string[]} classes @param {boolean} isTested
 */
export function showClasses(root, classes, isTested) {
  /** @param {number} k @param {string} of @param {string} words @param {string} hue */
  const item = (k, of, words, hue) => {
    const path = svg('path', {
      d: markOf(k, 7, 7, 5),
      class: `points ${of}`,
      style: `--hue: ${hue}`,
    });
    const element = html('li');
    element.append(
      svg('svg', {viewBox: '0 0 14 14', class: 'sample', 'aria-hidden': 'true'}, [path]),
      words,
    );
    return element;
  };
  root.replaceChildren(
    ...classes.map((name, k) => item(k, 'train', name, hueStyle(k))),
    ...(isTested
      ? [
          item(0, 'train', 'filled: to learn from', 'var(--quiet)'),
          item(0, 'test', 'hollow: to test with', 'var(--quiet)'),
        ]
      : []),
  );
}
