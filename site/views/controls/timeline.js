// The cost of every Forward as a curve: the time line. Dragging along it shows the network of then.

import {html, set, write} from '../../lib/dom.js';
import {nextGesture} from '../../lib/gestures.js';
import {grouped, rounded} from '../../lib/number-format.js';
import {WHOLE} from '../../lib/ticks.js';
import {dragAlong} from '../../ui/drag.js';
import {createLate} from '../../ui/lazy-part.js';
import {chartsReady} from '../../ui/line-chart.js';

const HEIGHT = 150;
const OF_ONE =
  'Each Forward puts its cost here; from the second on they are a curve. Drag along it to see the network of that moment, and go on from there.';
const OF_TASK =
  'Each Forward puts its cost here, and each stretch of training the one at its end; how all examples are learned is in the curve of the mean cost.';

/**
 * @param {HTMLElement} root
 * @param {import('../../types/state').Dispatch} dispatch
 * @returns {import('../../types/state').View}
 */
// biome-ignore lint/complexity/noExcessiveLinesPerFunction: pointer, keys and drawing share the chart
export function createTimeline(root, dispatch) {
  const title = html('h2', {}, ['Cost over time']);
  const hint = html('p', {class: 'hint'});
  const place = html('div', {class: 'chart', 'aria-hidden': 'true'});
  const slider = html('input', {type: 'range', step: 1, 'aria-label': 'moment on the time line'});
  const where = html('output');
  root.append(title, place, html('div', {class: 'row'}, [slider, where]), hint);
  set(root, {'data-empty': ''});

  /** @type {import('../../types/state').Timeline | null} */
  let line = null;
  /** @type {any} */
  let chart = null;
  let gesture = 0;
  const begin = () => (gesture = nextGesture());
  slider.addEventListener('pointerdown', begin);
  slider.addEventListener('focus', begin);
  let asked = 0; // how many moments are asked for and not shown yet: a key held down must lose none
  const go = async (/** @type {number} */ moment) => {
    asked++;
    slider.value = String(moment);
    await dispatch({type: 'go_to', moment, gesture});
    asked--;
    if (!asked) slider.value = String(now);
  };
  slider.addEventListener('input', () => go(Number(slider.value)));
  dragAlong(
    place,
    x => {
      if (!chart || !line) return;
      const index = nearest(
        line,
        chart.posToVal(x - chart.over.getBoundingClientRect().left, 'x'),
        now - line.first,
      );
      if (index !== now - line.first) go(line.first + index);
    },
    () => (gesture = nextGesture()),
  );

  let now = 0;
  /** @type {import('../../types/state').Timeline | null} */
  let drawn = null;

  const {start} = createLate(
    'The curve',
    root,
    'The slider shows the same.',
  )(async () => {
    await chartsReady();
    chart = makeChart(place, () => now - (line?.first ?? 0));
    new ResizeObserver(() => chart.setSize({width: place.clientWidth, height: HEIGHT})).observe(
      place,
    );
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => chart.redraw());
    draw();
  });

  return ({timeline, snapshot, motion}) => {
    line = timeline;
    write(
      title,
      snapshot.training
        ? 'The way here: cost C of the one example in the figure'
        : 'Cost over time',
    );
    write(hint, snapshot.training ? OF_TASK : OF_ONE);
    const count = timeline?.steps.length ?? 0;
    set(root, {'data-empty': count < 2 ? '' : null});
    if (!timeline || count < 2 || motion) return;
    now = snapshot.moment;
    set(slider, {min: timeline.first, max: timeline.first + count - 1});
    if (!asked && slider.value !== String(now)) slider.value = String(now);
    const [step, cost] = [timeline.steps, timeline.costs].map(
      values => values[now - timeline.first],
    );
    const words = cost === undefined ? '' : `step ${grouped(step)}, cost ${rounded(cost)}`;
    write(where, words);
    set(slider, {'aria-valuetext': words});
    if (chart) draw();
    else start();
  };

  function draw() {
    if (!line || !chart) return;
    if (drawn === line) return chart.redraw(false);
    drawn = line;
    chart.setData([Array.from(line.steps), Array.from(line.costs)]);
  }
}

/**
 * The moment whose step is nearest. A tie goes to the one nearest to now.
 * @param {import('../../types/state').Timeline} line @param {number} step @param {number} now
 */
function nearest({steps}, step, now) {
  let best = 0;
  for (let n = 1; n < steps.length; n++) {
    const closer = Math.abs(steps[n] - step) - Math.abs(steps[best] - step);
    if (closer < 0 || (closer === 0 && Math.abs(n - now) < Math.abs(best - now))) best = n;
  }
  return best;
}

/** @param {HTMLElement} root @param {() => number} now the index of the moment that is shown */
function makeChart(root, now) {
  const colour = (/** @type {string} */ name) =>
    getComputedStyle(root).getPropertyValue(name).trim();
  const axis = {
    stroke: () => colour('--quiet'),
    font: '12px sans-serif',
    grid: {stroke: () => colour('--rule'), width: 1},
    ticks: {stroke: () => colour('--rule'), width: 1},
  };
  const point = (/** @type {any} */ chart) => {
    const [steps, costs] = chart.data;
    if (steps[now()] === undefined) return;
    const x = chart.valToPos(steps[now()], 'x', true);
    const y = chart.valToPos(costs[now()], 'y', true);
    const {ctx} = chart;
    ctx.beginPath();
    ctx.arc(x, y, 5 * devicePixelRatio, 0, 2 * Math.PI);
    ctx.fillStyle = colour('--accent');
    ctx.fill();
  };
  // @ts-ignore the library is a classic script
  return new window.uPlot(
    {
      width: root.clientWidth,
      height: HEIGHT,
      legend: {show: false},
      cursor: {drag: {x: false, y: false}, y: false},
      scales: {x: {time: false}},
      axes: [
        {...axis, size: 30, incrs: WHOLE},
        {...axis, size: 52},
      ],
      series: [{}, {stroke: () => colour('--positive'), width: 2, points: {show: false}}],
      hooks: {draw: [point]},
    },
    [[], []],
    root,
  );
}
