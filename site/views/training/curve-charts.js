// Draw the learning curves: one chart for each quantity, with the kept runs behind.

import {html, write} from '../../lib/dom.js';
import {createChart} from '../../ui/line-chart.js';
import {nameOf, QUANTITIES, quantitiesOf, ROWS} from './curve-legend.js';

/** @typedef {import('../../types/state').State} State */
/** @typedef {import('../../types/state').Curves} Curves */
/** @typedef {import('./curve-legend.js').Quantity} Quantity */
/** @typedef {ReturnType<typeof createChart>} Chart */

export function createCurveCharts() {
  const places = {
    cost: html('div', {class: 'chart'}),
    accuracy: html('div', {class: 'chart low'}),
    error: html('div', {class: 'chart low'}),
  };
  const axes = {
    cost: html('p', {class: 'axis'}),
    accuracy: html('p', {class: 'axis'}),
    error: html('p', {class: 'axis'}),
  };
  const element = html('div', {class: 'plots', 'data-place': 'curves', 'aria-hidden': 'true'}, [
    ...QUANTITIES.flatMap(name => [axes[name], places[name]]),
    html('p', {class: 'axis across'}, ['training step']),
  ]);
  /** @type {Partial<Record<Quantity, Chart>>} */
  let charts = {};
  let made = ''; // what the charts were made for
  /** @type {unknown} */
  let drawn = null;
  let marked = -1; // the step that is marked in the charts
  let now = 0; // the step of the figure

  /**
   * Make as many charts as there are curves.
   * @param {State} state @param {(step: number | null) => void} hover
   */
  function make({results: {kept, log}, snapshot: {task}}, hover) {
    const shown = quantitiesOf(task);
    const key = `${kept.map(run => run.letter).join('')} ${log} ${shown}`;
    if (made === key || !places.cost.clientWidth) return;
    made = key;
    drawn = null;
    for (const {chart} of Object.values(charts)) chart.destroy();
    charts = {};
    for (const name of QUANTITIES) {
      places[name].hidden = axes[name].hidden = !shown.includes(name);
      if (places[name].hidden) continue;
      charts[name] = createChart(places[name], {
        height: places[name].clientHeight,
        log: log && name === 'cost',
        lines: [...kept.flatMap(run => linesOf(run, name, run.letter)), ...linesOf(null, name)],
        format: name === 'accuracy' ? asPercent : asNumber,
        ...(name === 'accuracy' ? {range: /** @type {[number, number]} */ ([0, 1])} : {}),
        now: () => now,
        hover,
      });
    }
  }

  return {
    element,
    places,
    /** Follow changes of the page's colours and sizes. */
    begin() {
      matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () =>
        Object.values(charts).forEach(({chart}) => chart.redraw()),
      );
      new ResizeObserver(() =>
        Object.entries(charts).forEach(([name, {chart}]) => {
          const {clientWidth, clientHeight} = places[/** @type {Quantity} */ (name)];
          if (clientWidth) chart.setSize({width: clientWidth, height: clientHeight});
        }),
      ).observe(element);
    },
    /** @param {import('../../types/state').Task | null} task */
    name(task) {
      for (const name of QUANTITIES) write(axes[name], nameOf(name, task));
    },
    /** Find the step at a place across a chart. @param {Quantity} name @param {number} x */
    stepAt: (name, x) => charts[name]?.stepAt(x) ?? null,
    /** @param {State} latest @param {(step: number | null) => void} hover */
    update(latest, hover) {
      const {
        results: {curves, kept},
        snapshot: {training},
      } = latest;
      if (!curves || !training) return;
      now = training.step;
      make(latest, hover);
      if (drawn === curves && marked === now) return;
      if (drawn === curves && latest.playing) return; // the next answer comes soon
      marked = now;
      if (drawn === curves) {
        for (const {chart} of Object.values(charts)) chart.redraw(false, false);
        return;
      }
      drawn = curves;
      for (const [name, chart] of Object.entries(charts)) {
        const quantity = /** @type {Quantity} */ (name);
        chart.draw([
          ...kept.map(run => ({steps: run.steps, lines: linesOf(run, quantity)})),
          {steps: curves.steps, lines: linesOf(curves, quantity)},
        ]);
      }
    },
  };
}

/** @param {number} value */
const asPercent = value => `${Math.round(100 * value)} %`;

/** @param {number} value */
const asNumber = value =>
  Math.abs(value) < 10_000
    ? String(Number(value.toPrecision(3)))
    : value.toLocaleString('en', {notation: 'compact'});

/**
 * @param {Curves | null} curves @param {Quantity} quantity @param {string} [letter]
 * @returns {import('../../ui/line-chart.js').Line[]}
 */
const linesOf = (curves, quantity, letter) =>
  ROWS.filter(row => row.quantity === quantity).map(({of, name}) => ({
    of,
    letter,
    values: curves?.[name] ?? [],
  }));
