// Points of the visitor's own: put on the plane by pointer, by keys or as a list.

import {markOf} from '../../lib/class-marks.js';
import {set, svg, write} from '../../lib/dom.js';
import {nextGesture} from '../../lib/gestures.js';
import {trimmed} from '../../lib/number-format.js';
import {createPlane, held} from '../../lib/plane-scale.js';
import {
  createPointsList,
  createPointsParts,
  ERASER,
  followBrush,
  MARK,
  SIZE,
} from './points-parts.js';

/** @typedef {import('../../types/state').Point} Point */

const APART = 0.09; // of the extent: so far from each other are points along a stroke
const NEAR = 0.09; // and so near are those that the eraser takes
const STEP = 0.05;
/** @type {Record<string, [number, number]>} */
const ARROWS = {ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1]};

/**
 * @param {HTMLElement} root
 * @param {import('../../types/state').Dispatch} dispatch
 * @returns {import('../../types/state').View}
 */
// biome-ignore lint/complexity/noExcessiveLinesPerFunction: pointer, keys and list share the points on their way
export function createPoints(root, dispatch) {
  const {element, board, marks, ring, cursor, tools, clear, classes, said, total} =
    createPointsParts();
  const list = createPointsList((wanted, n) => send(wanted, undefined, n));
  root.append(element, list.element);
  root.hidden = true;

  /** @type {(number | string)[][]} what is on the plane, answered or not */
  let points = [];
  let extent = 1;
  let asked = 0;
  /** @type {[number, number]} where the keys are */
  let at = [0, 0];
  /** @type {import('../../types/state').State | null} */
  let state = null;
  const names = () => state?.snapshot.task?.classes ?? [];

  /** @param {(number | string)[][]} wanted @param {number} [gesture] @param {number} [n] */
  async function send(wanted, gesture, n = names().length) {
    asked++;
    if (wanted.flat().every(Number.isFinite)) {
      // what is none, Python says
      points = wanted;
      draw();
    }
    const done = await dispatch({type: 'points', points: wanted, classes: n, gesture});
    asked--;
    take();
    return done;
  }

  /** Shows the points that Python has, unless newer ones are on their way. */
  function take() {
    const told = state?.points;
    if (asked || !told || told.edition !== state?.snapshot.task?.edition) return;
    points = Array.from(told.x, (x, n) => [x, told.y[n], told.of_class[n]]);
    extent = told.extent;
    draw();
  }

  /** @param {number} k @param {[number, number]} place @param {number} [gesture] */
  function put(k, [x, y], gesture) {
    at = [x, y];
    if (k === ERASER) return takeAway(gesture);
    say(`${names()[k]} at ${trimmed(x)}, ${trimmed(y)}`);
    return send([...points, [x, y, k]], gesture);
  }

  /** @param {number} [gesture] */
  function takeAway(gesture) {
    const left = points.filter(point => distance(point, at) > NEAR * extent);
    if (left.length === points.length) return say('no point here');
    say(`${points.length - left.length} taken away`);
    send(left, gesture);
  }
  const say = (/** @type {string} */ text, isForEyes = false) => {
    write(said, text);
    set(said, {class: isForEyes ? 'hint' : 'for-ears'});
  };

  /** Whether a key means something on the plane. @param {KeyboardEvent} event */
  function pressed(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return false;
    const by = ARROWS[event.key];
    const k = Number(event.key) - 1;
    if (by) {
      const step = STEP * extent * (event.shiftKey ? 5 : 1);
      at = [held(at[0] + by[0] * step, extent), held(at[1] + by[1] * step, extent)];
      say(`${trimmed(at[0])}, ${trimmed(at[1])}`);
      draw();
    } else if (event.key === ' ' || event.key === 'Enter') put(tools.chosen(), at);
    else if (event.key === 'Delete' || event.key === 'Backspace') takeAway();
    else if (k >= 0 && k < names().length) put(k, at);
    else if (classes.querySelector(`[value="${k + 1}"]`))
      say(
        `There are ${names().length} classes. Choose “${k + 1} classes” below the plane first.`,
        true,
      );
    else return false;
    return true;
  }

  let gesture = 0;
  followBrush(board, (left, top, begins) => {
    const place = createPlane(SIZE, extent).at(left, top);
    if (begins) gesture = nextGesture();
    else if (tools.chosen() !== ERASER && distance(place, at) < APART * extent) return;
    put(tools.chosen(), place, gesture);
  });
  board.addEventListener('focus', () => draw());
  board.addEventListener('blur', () => draw());
  board.addEventListener('keydown', event => {
    if (pressed(event)) event.preventDefault();
  });
  clear.addEventListener('click', () => send([]));
  classes.addEventListener('change', () => {
    const n = Number(classes.value);
    say('');
    send(
      points.filter(point => Number(point[2]) < n),
      undefined,
      n,
    );
  });

  const showMarks = createMarks(marks);
  function draw() {
    const plane = createPlane(SIZE, extent);
    const place = (/** @type {(number | string)[]} */ [x, y]) =>
      `translate(${plane.left(Number(x)).toFixed(1)} ${plane.top(Number(y)).toFixed(1)})`;
    showMarks(points, place);
    const shown = state?.snapshot.task && points[state.snapshot.task.index];
    ring.style.display = shown ? '' : 'none';
    if (shown) set(ring, {transform: place(shown)});
    cursor.style.display = board.matches(':focus-visible') ? '' : 'none';
    set(cursor, {transform: place(at)});
    write(total, `${points.length} point${points.length === 1 ? '' : 's'}`);
    list.update(points);
  }

  /** @type {unknown[]} */
  let drawn = [];
  return latest => {
    state = latest;
    const {
      snapshot: {task},
      points: told,
      problem,
    } = latest;
    root.hidden = !task?.is_drawn;
    if (!task || root.hidden) return;
    set(board, {'aria-invalid': problem?.place === 'points' ? 'true' : null});
    if (drawn[0] === told && drawn[1] === task.edition && drawn[2] === task.index) return;
    drawn = [told, task.edition, task.index];
    tools.update(task.classes);
    classes.value = String(task.classes.length);
    take();
  };
}

/**
 * Shows a mark for each point; elements are kept for the next time.
 * @param {Element} root
 */
function createMarks(root) {
  /** @type {SVGPathElement[]} */
  const pool = [];
  return (
    /** @type {(number | string)[][]} */ points,
    /** @type {(point: (number | string)[]) => string} */ place,
  ) => {
    while (pool.length < points.length) {
      const mark = svg('path');
      pool.push(mark);
      root.append(mark);
    }
    pool.forEach((mark, n) => {
      const point = points[n];
      mark.style.display = point ? '' : 'none';
      if (point)
        set(mark, {
          d: markOf(Number(point[2]), 0, 0, MARK),
          transform: place(point),
          'data-class': point[2],
        });
    });
  };
}

/** @param {(number | string)[]} a @param {(number | string)[]} b */
const distance = (a, b) => Math.hypot(Number(a[0]) - Number(b[0]), Number(a[1]) - Number(b[1]));
