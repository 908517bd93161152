// The decision map: what the network makes of every point of the plane, and the examples on it.

import {markOf} from '../../lib/class-marks.js';
import {classHues, hueOf, hues, inBothSchemes} from '../../lib/colours.js';
import {html, set, svg, write} from '../../lib/dom.js';
import {bordersOf, lineAt, paintClasses, paintValues} from '../../lib/heatmap.js';
import {neuronName} from '../../lib/names.js';
import {grouped, plain, rounded} from '../../lib/number-format.js';
import {placeOf} from '../../lib/place-keys.js';
import {ticksOf} from '../../lib/ticks.js';
import {neuronOf} from '../../store/selectors.js';
import {createCollapsible} from '../../ui/collapsible.js';

/** @typedef {import('../../types/state').State} State */
/** @typedef {import('../../types/state').Plane} Plane */
/** @typedef {import('../../types/state').DecisionMap} DecisionMap */

const SIDE = 320; // of the plane, in units of the drawing
const LEFT = 38;
const BELOW = 34;
const RADIUS = 3.4;
const NEAR = 14; // pixels from a point that still mean it

/**
 * @param {HTMLDetailsElement} root
 * @param {import('../../types/state').Dispatch} dispatch
 * @returns {import('../../types/state').View}
 */
export function createMap(root, dispatch) {
  const fold = createCollapsible(root, 'map', 'Decision map', dispatch);
  const what = html('span');
  const back = html('button', {type: 'button', class: 'quiet'}, ['Back to the guess']);
  const canvas = html('canvas', {width: 2, height: 2});
  const picture = createPicture();
  const plane = html(
    'div',
    {
      class: 'plane',
      role: 'slider',
      tabindex: 0,
      'aria-label': 'example on the plane',
      'aria-valuemin': 1,
      'data-place': 'plane',
    },
    [canvas],
  );
  plane.append(picture.element);
  const where = html('p', {class: 'where'});
  const legend = html('ul', {class: 'classes'});
  fold.body.append(html('p', {class: 'row'}, [what, back]), plane, where, legend);

  /** @type {State | null} */
  let state = null;
  /** @param {number} index */
  const choose = index =>
    dispatch({type: 'choose', place: 'plane', request: {op: 'set_example', index}});
  back.addEventListener('click', () => {
    plane.focus(); // this button goes
    dispatch({type: 'results', change: {away: state?.selected ?? null}});
  });
  plane.addEventListener('click', event => {
    const index = pointAt(event);
    if (index !== null) choose(index);
    else tryPlace(event);
  });
  plane.addEventListener('pointermove', event => tell(pointAt(event)));
  plane.addEventListener('pointerleave', () => tell(null));
  plane.addEventListener('keydown', event => {
    const task = state?.snapshot.task;
    const by = {ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1}[event.key];
    if (!by || !task) return;
    event.preventDefault();
    choose((task.index + by + task.count) % task.count);
  });

  /**
   * Puts a place on the plane into the figure, as inputs in the data's units.
   * @param {MouseEvent} event
   */
  function tryPlace({clientX, clientY}) {
    const points = state?.results.plane;
    const box = canvas.getBoundingClientRect();
    const [across, up] = [(clientX - box.left) / box.width, (box.bottom - clientY) / box.height];
    if (!points || Math.min(across, up, 1 - across, 1 - up) < 0) return;
    const values = [across, up].map((share, n) =>
      Number((points.low[n] + share * (points.high[n] - points.low[n])).toPrecision(4)),
    );
    dispatch({type: 'choose', place: 'plane', request: {op: 'set_inputs', values, raw: true}});
  }

  /** The example that is meant by a place on the screen. @param {MouseEvent} event */
  function pointAt({clientX, clientY}) {
    const points = state?.results.plane;
    if (!points) return null;
    const box = canvas.getBoundingClientRect();
    const at = placesIn(points, box.width);
    let best = NEAR ** 2;
    let found = null;
    for (let n = 0; n < points.indices.length; n++) {
      const [x, y] = at(points.x[n], points.y[n]);
      const distance = (box.left + x - clientX) ** 2 + (box.top + y - clientY) ** 2;
      if (distance <= best) [best, found] = [distance, points.indices[n]];
    }
    return found;
  }

  /** Says which example is under the pointer, or in the figure. @param {number | null} index */
  function tell(index) {
    if (!state?.snapshot.task) return;
    plane.style.cursor = index === null ? '' : 'pointer';
    write(
      where,
      index === null
        ? 'A click on a point puts it into the figure, a click elsewhere tries that place.'
        : wordsOf(state, index),
    );
  }

  /** @type {DecisionMap | null} */
  let shown = null;
  /** @type {Plane | null} */
  let placed = null;
  let index = -1; // of the example that is named
  /** @param {State} latest */
  function update(latest) {
    state = latest;
    if (!fold.update(latest)) return;
    const {
      results: {map, plane: points},
      snapshot: {task, layers},
    } = latest;
    if (!task) return;
    if (points !== placed || task.index !== index) {
      index = task.index;
      set(plane, {
        'aria-valuemax': task.count,
        'aria-valuenow': index + 1,
        'aria-valuetext': wordsOf(latest, index),
      });
    }
    if (points && points !== placed) {
      placed = points;
      picture.place(points, task.features);
      showClasses(legend, task.classes, Array.from(points.is_test).some(Boolean));
      tell(null);
    }
    if (!map || map === shown) return;
    shown = map;
    back.hidden = !map.neuron || neuronOf(latest) !== latest.selected;
    const neuron = placeOf(map.neuron);
    const isClasses = !map.neuron && map.maps > 1;
    const range = `from ${rounded(map.least)} to ${rounded(map.most)}`;
    write(
      what,
      neuron
        ? `activation of ${neuronName(neuron.layer, layers.length, neuron.index)}, ${range}`
        : isClasses
          ? 'the guess everywhere, the surer the stronger'
          : map.own
            ? `the guess for ${task.answers[0]} everywhere, from ${plain(map.own[0])} to ${plain(map.own[1])}`
            : `the guess everywhere, as the network tells it, ${range}`,
    );
    if (isClasses) paintClasses(canvas, map, classHues(plane));
    else paintValues(canvas, map, 0, hues(plane));
    picture.border(
      isClasses ? bordersOf(map) : lineAt(map, map.least < 0 ? 0 : (map.least + map.most) / 2),
    );
    if (points) picture.ring(placesIn(points, SIDE)(map.here[0], map.here[1]));
  }
  return inBothSchemes(update, () => (shown = null));
}

/** From the data's own units to places in a square. @param {Plane} points @param {number} side */
const placesIn =
  ({low, high}, side) =>
  (/** @type {number} */ x, /** @type {number} */ y) => [
    ((x - low[0]) / (high[0] - low[0])) * side,
    (1 - (y - low[1]) / (high[1] - low[1])) * side,
  ];

/** Draws axes, the border, the points, and a ring around the example in the figure. */
function createPicture() {
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
 * Makes two paths for each class: one for training points, one for test points.
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
 * The classes with their marks, and what filled and hollow means.
 * @param {HTMLElement} root @param {string[]} classes @param {boolean} isTested
 */
function showClasses(root, classes, isTested) {
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

/** @param {State} state @param {number} index */
function wordsOf({snapshot: {task}, results: {plane: points}}, index) {
  const at = points ? Array.from(points.indices).indexOf(index) : -1;
  const name = `example ${grouped(index + 1)} of ${grouped(task?.count ?? 0)}`;
  if (!points || at < 0) return name;
  const of = task?.classes[points.classes[at]];
  return [name, ...(of ? [of] : []), points.is_test[at] ? 'to test with' : 'to learn from'].join(
    ', ',
  );
}
