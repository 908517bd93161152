// The decision map: what the network makes of every point of the plane, and the examples on it.

import {classHues, hues, inBothSchemes} from '../../lib/colours.js';
import {html, set, write} from '../../lib/dom.js';
import {bordersOf, lineAt, paintClasses, paintValues} from '../../lib/heatmap.js';
import {neuronName} from '../../lib/names.js';
import {grouped, plain, rounded} from '../../lib/number-format.js';
import {placeOf} from '../../lib/place-keys.js';
import {neuronOf} from '../../store/selectors.js';
import {createCollapsible} from '../../ui/collapsible.js';
import {createPlanePicture, placesIn, SIDE, showClasses} from './plane-picture.js';

/** @typedef {import('../../types/state').State} State */
/** @typedef {import('../../types/state').Plane} Plane */
/** @typedef {import('../../types/state').DecisionMap} DecisionMap */

const NEAR = 14; // pixels from a point that still mean it

/**
 * @param {HTMLDetailsElement} root
 * @param {import('../../types/state').Dispatch} dispatch
 * @returns {import('../../types/state').View}
 */
// biome-ignore lint/complexity/noExcessiveLinesPerFunction: one view, whose parts share what is shown
export function createMap(root, dispatch) {
  const fold = createCollapsible(root, 'map', 'Decision map', dispatch);
  const what = html('span');
  const back = html('button', {type: 'button', class: 'quiet'}, ['Back to the guess']);
  const canvas = html('canvas', {width: 2, height: 2});
  const picture = createPlanePicture();
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

  /** Puts the place of a click into the figure. @param {MouseEvent} event */
  function tryPlace(event) {
    const points = state?.results.plane;
    const values = points && valuesAt(points, canvas.getBoundingClientRect(), event);
    if (values)
      dispatch({type: 'choose', place: 'plane', request: {op: 'set_inputs', values, raw: true}});
  }

  /** @param {MouseEvent} event */
  function pointAt(event) {
    const points = state?.results.plane;
    return points ? nearestExample(points, canvas.getBoundingClientRect(), event) : null;
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
    const isClasses = !map.neuron && map.maps > 1;
    write(what, titleOf(map, task, layers.length));
    if (isClasses) paintClasses(canvas, map, classHues(plane));
    else paintValues(canvas, map, 0, hues(plane));
    picture.border(
      isClasses ? bordersOf(map) : lineAt(map, map.least < 0 ? 0 : (map.least + map.most) / 2),
    );
    if (points) picture.ring(placesIn(points, SIDE)(map.here[0], map.here[1]));
  }
  return inBothSchemes(update, () => (shown = null));
}

/**
 * Turns a place on the screen into inputs, in the data's units; null if outside.
 * @param {Plane} points @param {DOMRect} box @param {MouseEvent} event
 */
function valuesAt({low, high}, box, {clientX, clientY}) {
  const [across, up] = [(clientX - box.left) / box.width, (box.bottom - clientY) / box.height];
  if (Math.min(across, up, 1 - across, 1 - up) < 0) return null;
  return [across, up].map((share, n) =>
    Number((low[n] + share * (high[n] - low[n])).toPrecision(4)),
  );
}

/**
 * Finds the example nearest to a place on the screen; null if none is near.
 * @param {Plane} points @param {DOMRect} box @param {MouseEvent} event
 */
function nearestExample(points, box, {clientX, clientY}) {
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

/**
 * Says what the map shows: a neuron's activation or the guess, and its range.
 * @param {DecisionMap} map @param {import('../../types/state').Task} task @param {number} layers
 */
function titleOf(map, task, layers) {
  const neuron = placeOf(map.neuron);
  const range = `from ${rounded(map.least)} to ${rounded(map.most)}`;
  if (neuron) return `activation of ${neuronName(neuron.layer, layers, neuron.index)}, ${range}`;
  if (map.maps > 1) return 'the guess everywhere, the surer the stronger';
  return map.own
    ? `the guess for ${task.answers[0]} everywhere, from ${plain(map.own[0])} to ${plain(map.own[1])}`
    : `the guess everywhere, as the network tells it, ${range}`;
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
