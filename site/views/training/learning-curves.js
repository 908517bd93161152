// Cost and accuracy over the steps of training. The curve is the time line: dragging along it shows
// the network of then, and from there another future can begin.

import {html, set, write} from '../../lib/dom.js';
import {nextGesture} from '../../lib/gestures.js';
import {grouped, percent, plain, rounded} from '../../lib/number-format.js';
import {createCollapsible} from '../../ui/collapsible.js';
import {dragAlong} from '../../ui/drag.js';
import {createLate} from '../../ui/lazy-part.js';
import {chartsReady, createChart} from '../../ui/line-chart.js';
import {createRuns} from './runs.js';

/** @typedef {import('../../types/state').State} State */
/** @typedef {import('../../types/state').Curves} Curves */
/** @typedef {ReturnType<typeof createChart>} Chart */

const HINT =
  'Drag along the curve to see the network of then, and train on from there: another future begins.';

/** @typedef {'cost' | 'accuracy' | 'error'} Quantity what is drawn; an error is how far a number is off on average */

/** @type {{of: 'train' | 'test', quantity: Quantity, name: keyof Curves}[]} */
const ROWS = /** @type {const} */ (['cost', 'accuracy', 'error']).flatMap(quantity =>
  /** @type {const} */ (['train', 'test']).map(of => ({
    of,
    quantity,
    name: /** @type {const} */ (`${of}_${quantity}`),
  })),
);

const QUANTITIES = /** @type {const} */ (['cost', 'accuracy', 'error']);

/**
 * Lists what there is to draw for a task.
 * @param {import('../../types/state').Task | null} task
 * @returns {Quantity[]}
 */
const quantitiesOf = task =>
  task?.classes.length
    ? ['cost', 'accuracy']
    : task?.answers.length === 1
      ? ['cost', 'error']
      : ['cost'];

/**
 * Names each of them.
 * @param {Quantity} quantity
 * @param {import('../../types/state').Task | null} task
 */
const nameOf = (quantity, task) =>
  ({cost: 'mean cost', accuracy: 'right', error: `${task?.answers[0]} off by`})[quantity];

/**
 * @param {HTMLDetailsElement} root
 * @param {import('../../types/state').Dispatch} dispatch
 * @returns {import('../../types/state').View}
 */
export function createCurves(root, dispatch) {
  const fold = createCollapsible(root, 'curves', '', dispatch);
  const log = html('input', {type: 'checkbox', role: 'switch'});
  log.addEventListener('change', () => dispatch({type: 'results', change: {log: log.checked}}));
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
  const plots = html('div', {class: 'plots', 'data-place': 'curves', 'aria-hidden': 'true'}, [
    ...QUANTITIES.flatMap(name => [axes[name], places[name]]),
    html('p', {class: 'axis across'}, ['training step']),
  ]);
  const slider = html('input', {
    type: 'range',
    step: 1,
    min: 0,
    'aria-label': 'step of the training',
  });
  const legend = createLegend();
  const hint = html('p', {class: 'hint'}, [HINT]);
  const runs = createRuns(dispatch);
  fold.body.append(
    html('label', {class: 'switch'}, [log, 'logarithmic scale for the cost']),
    plots,
    slider,
    legend.element,
    hint,
    runs.element,
  );

  /** @type {State | null} */
  let state = null;
  /** @type {Partial<Record<Quantity, Chart>>} */
  let charts = {};
  let made = ''; // what the charts were made for
  let isReady = false;
  /** @type {number | null} the step under the pointer */
  let hovered = null;
  /** @type {unknown} */
  let drawn = null;
  /** @type {{curves: Curves | null, step: number}} what the numbers beside the slider are of */
  let said = {curves: null, step: -1};
  let marked = -1; // the step that is marked in the charts
  let gesture = 0;
  let asked = 0; // how many steps are asked for and not shown yet

  /** @param {number} index of a point of the curve */
  async function go(index) {
    const steps = state?.results.curves?.steps ?? [];
    if (steps[index] === undefined || (!asked && steps[index] === state?.snapshot.training?.step))
      return;
    asked++;
    slider.value = String(index);
    await dispatch({type: 'go_to_step', step: steps[index], gesture});
    asked--;
    if (state) update(state);
  }
  const begin = () => (gesture = nextGesture());
  slider.addEventListener('pointerdown', begin);
  slider.addEventListener('focus', begin);
  slider.addEventListener('input', () => go(Number(slider.value)));
  for (const name of QUANTITIES) {
    dragAlong(
      places[name],
      x => {
        const steps = state?.results.curves?.steps;
        const chart = charts[name];
        if (steps && chart) go(nearest(steps, chart.stepAt(x)));
      },
      begin,
    );
  }

  const {start} = createLate(
    'The curve',
    fold.body,
    'The slider shows the same.',
  )(async () => {
    await chartsReady();
    isReady = true;
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () =>
      Object.values(charts).forEach(({chart}) => chart.redraw()),
    );
    new ResizeObserver(() =>
      Object.entries(charts).forEach(([name, {chart}]) => {
        const {clientWidth, clientHeight} = places[/** @type {Quantity} */ (name)];
        if (clientWidth) chart.setSize({width: clientWidth, height: clientHeight});
      }),
    ).observe(plots);
    if (state) update(state);
  });

  /** Charts for as many curves as there are. @param {State} now */
  function make({results: {kept, log: isLog}, snapshot: {task}}) {
    const shown = quantitiesOf(task);
    const key = `${kept.map(run => run.letter).join('')} ${isLog} ${shown}`;
    if (made === key || !places.cost.clientWidth) return;
    made = key;
    drawn = null;
    for (const {chart} of Object.values(charts)) chart.destroy();
    charts = {};
    for (const name of QUANTITIES) {
      places[name].hidden = axes[name].hidden = !shown.includes(name);
      if (places[name].hidden) continue;
      const range = /** @type {[number, number]} */ ([0, 1]);
      charts[name] = createChart(places[name], {
        height: places[name].clientHeight,
        log: isLog && name === 'cost',
        lines: [...kept.flatMap(run => linesOf(run, name, run.letter)), ...linesOf(null, name)],
        format:
          name === 'accuracy'
            ? value => `${Math.round(100 * value)} %`
            : value =>
                Math.abs(value) < 10_000
                  ? String(Number(value.toPrecision(3)))
                  : value.toLocaleString('en', {notation: 'compact'}),
        ...(name === 'accuracy' ? {range} : {}),
        now: () => state?.snapshot.training?.step ?? 0,
        hover(step) {
          hovered = step;
          if (state) tell(state);
        },
      });
    }
  }

  /** The numbers at the step under the pointer, or at that of the figure. @param {State} now */
  function tell({results: {curves}, snapshot: {training, task}}) {
    if (!curves || !training) return;
    const shown = quantitiesOf(task);
    fold.name(
      `How learning goes: ${shown.includes('accuracy') ? 'mean cost and accuracy' : 'mean cost and error'}`,
    );
    for (const name of QUANTITIES) write(axes[name], nameOf(name, task));
    legend.update(
      curves,
      shown.map(name => ({name, title: nameOf(name, task)})),
      nearest(curves.steps, hovered ?? training.step),
      hovered === null,
    );
  }

  /** @param {State} latest */
  function update(latest) {
    state = latest;
    if (!fold.update(latest)) return;
    const {
      results: {curves, kept, log: isLog},
      snapshot: {training},
    } = latest;
    if (log.checked !== isLog) log.checked = isLog;
    runs.update(latest);
    if (!curves || !training) return;
    if (said.curves !== curves || said.step !== training.step) {
      said = {curves, step: training.step};
      const at = nearest(curves.steps, training.step);
      set(slider, {max: curves.steps.length - 1, 'aria-valuetext': wordsOf(curves, at)});
      tell(latest);
    }
    const at = String(nearest(curves.steps, training.step));
    if (!asked && slider.value !== at) slider.value = at;
    if (!isReady) return start();
    make(latest);
    if (drawn === curves && marked === training.step) return;
    if (drawn === curves && latest.playing) return; // the next answer is not far
    marked = training.step;
    if (drawn === curves)
      return Object.values(charts).forEach(({chart}) => chart.redraw(false, false));
    drawn = curves;
    for (const [name, chart] of Object.entries(charts)) {
      const quantity = /** @type {Quantity} */ (name);
      chart.draw([
        ...kept.map(run => ({steps: run.steps, lines: linesOf(run, quantity)})),
        {steps: curves.steps, lines: linesOf(curves, quantity)},
      ]);
    }
  }
  return update;
}

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

/** Explains each kind of line, with its numbers at one step. */
function createLegend() {
  const where = html('caption');
  const cells = ROWS.map(({name, quantity}) => ({name, quantity, cell: html('td')}));
  const heads = QUANTITIES.map(name => ({name, cell: html('th', {scope: 'col'})}));
  const row = (/** @type {'train' | 'test'} */ of) =>
    html('tr', {class: of}, [
      html('th', {scope: 'row'}, [html('span', {class: 'sample'}), of]),
      ...cells.filter(({name}) => name.startsWith(of)).map(({cell}) => cell),
    ]);
  const element = html('table', {class: 'legend'}, [
    where,
    html('thead', {}, [html('tr', {}, [html('td'), ...heads.map(({cell}) => cell)])]),
    html('tbody', {}, [row('train'), row('test')]),
  ]);
  return {
    element,
    /** @param {Curves} curves @param {{name: Quantity, title: string}[]} shown @param {number} index @param {boolean} isNow */
    update(curves, shown, index, isNow) {
      write(where, `${isNow ? 'now, ' : ''}at training step ${grouped(curves.steps[index] ?? 0)}`);
      for (const {name, cell} of heads) {
        const of = shown.find(each => each.name === name);
        cell.hidden = !of;
        write(cell, of?.title ?? '');
      }
      for (const {name, quantity, cell} of cells) {
        cell.hidden = !shown.some(each => each.name === quantity);
        write(cell, told(curves, name, index));
      }
    },
  };
}

/** @param {Curves} curves @param {keyof Curves} name @param {number} index */
function told(curves, name, index) {
  const value = curves[name][index] ?? null;
  return value === null
    ? '—'
    : name.endsWith('cost')
      ? rounded(value)
      : name.endsWith('error')
        ? plain(value)
        : percent(value);
}

/** @param {Curves} curves @param {number} index */
const wordsOf = (curves, index) =>
  `training step ${grouped(curves.steps[index])}: ` +
  ROWS.filter(({name}) => (curves[name][index] ?? null) !== null)
    .map(({of, quantity, name}) => `${of} ${quantity} ${told(curves, name, index)}`)
    .join(', ');

/** The index of the step that is nearest. @param {number[]} steps, rising @param {number} step */
function nearest(steps, step) {
  let low = 0;
  let high = steps.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (steps[middle] < step) low = middle + 1;
    else high = middle;
  }
  let found = low > 0 && step - steps[low - 1] < steps[low] - step ? low - 1 : low;
  while (steps[found + 1] === steps[found]) found++; // of two at one step the newer: an edit came between
  return found;
}
