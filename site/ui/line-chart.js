// Draw curves over steps, with uPlot. Training and test differ by dash as well as by hue, and a kept run is
// marked by a letter at its end.

import {load} from '../host/assets.js';
import {WHOLE} from '../lib/ticks.js';

/** @typedef {{values: (number | null)[], of: 'train' | 'test', letter?: string}} Line */
/** @typedef {{steps: number[], lines: Line[]}} Run its lines have a value for each step */

/** Load what draws the charts. */
export const chartsReady = () =>
  Promise.all([load('vendor/uPlot.iife.min.js', 'uPlot'), load('vendor/uPlot.min.css')]);

/**
 * @param {HTMLElement} root
 * @param {object} given
 * @param {number} given.height
 * @param {boolean} given.log
 * @param {Line[]} given.lines which lines to draw; their values come later
 * @param {[number, number]} [given.range] of the values
 * @param {(value: number) => string} given.format
 * @param {() => number} given.now the step that the figure shows
 * @param {(step: number | null) => void} given.hover
 */
export function createChart(root, {height, log, lines, range, format, now, hover}) {
  const colour = (/** @type {string} */ name) =>
    getComputedStyle(root).getPropertyValue(name).trim();
  const axis = {
    stroke: () => colour('--quiet'),
    font: '12px sans-serif',
    grid: {stroke: () => colour('--rule'), width: 1},
    ticks: {stroke: () => colour('--rule'), width: 1},
  };
  const library = /** @type {any} */ (window).uPlot;
  const chart = new library(
    {
      width: root.clientWidth,
      height,
      legend: {show: false},
      cursor: {
        drag: {x: false, y: false},
        y: false,
        points: {show: false},
        sync: {key: 'training'},
      },
      scales: {x: {time: false}, y: {distr: log ? 3 : 1, ...(range ? {range: () => range} : {})}},
      axes: [
        {...axis, size: 28, incrs: WHOLE},
        {
          ...axis,
          size: 52,
          values: (/** @type {any} */ _, /** @type {(number | null)[]} */ ticks) =>
            ticks.map(tick => (tick === null ? '' : format(tick))),
        },
      ],
      series: [
        {},
        ...lines.map(({of, letter}) => ({
          stroke: () => colour(letter ? '--quiet' : of === 'train' ? '--positive' : '--negative'),
          width: letter ? 1.2 : 2,
          dash: of === 'test' ? [5, 4] : undefined,
          spanGaps: true,
          points: {show: false},
        })),
      ],
      hooks: {
        draw: [
          (/** @type {any} */ drawn) => {
            drawn.ctx.save(); // uPlot relies on the settings that it made
            letters(drawn, lines, colour('--quiet'));
            mark(drawn, now(), colour('--accent'));
            drawn.ctx.restore();
          },
        ],
        setCursor: [
          (/** @type {any} */ drawn) =>
            hover(drawn.cursor.left < 0 ? null : drawn.posToVal(drawn.cursor.left, 'x')),
        ],
      },
    },
    [[], ...lines.map(() => [])],
    root,
  );

  return {
    chart,
    /** @param {Run[]} runs the kept ones, and the current one last */
    draw(runs) {
      const tables = runs.map(run => tableOf(run, log));
      chart.setData(tables.length > 1 ? library.join(tables) : tables[0]);
    },
    /** Find the step at a place on the screen. @param {number} x */
    stepAt: x => chart.posToVal(x - chart.over.getBoundingClientRect().left, 'x'),
  };
}

/** Make a run's columns. A logarithmic scale has no place for a cost of 0. @param {Run} run @param {boolean} log */
const tableOf = ({steps, lines}, log) => [
  steps,
  ...lines.map(({values}) =>
    log ? values.map(value => (value !== null && value > 0 ? value : null)) : values,
  ),
];

/**
 * Mark the step that the figure shows.
 * @param {any} chart
 * @param {number} step
 * @param {string} colour
 */
function mark(chart, step, colour) {
  const {ctx, bbox} = chart;
  const x = chart.valToPos(step, 'x', true);
  if (!(x >= bbox.left - 1 && x <= bbox.left + bbox.width + 1)) return;
  ctx.fillStyle = colour;
  ctx.fillRect(x - devicePixelRatio, bbox.top, 2 * devicePixelRatio, bbox.height);
}

/** Write the letter of each kept run at the end of its curve. @param {any} chart @param {Line[]} lines @param {string} colour */
function letters(chart, lines, colour) {
  const {ctx} = chart;
  ctx.fillStyle = colour;
  ctx.font = `600 ${12 * devicePixelRatio}px sans-serif`;
  ctx.textAlign = 'right';
  ctx.textBaseline = 'bottom';
  lines.forEach(({letter, of}, n) => {
    const values = chart.data[n + 1];
    const last = values.findLastIndex(
      (/** @type {number | null | undefined} */ value) => typeof value === 'number',
    );
    if (!letter || of !== 'train' || last < 0) return;
    ctx.fillText(
      letter,
      chart.valToPos(chart.data[0][last], 'x', true),
      chart.valToPos(values[last], 'y', true) - 3,
    );
  });
}
