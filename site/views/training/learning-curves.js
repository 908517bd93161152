// Cost and accuracy over the steps of training. The curve is the time line: dragging along it shows
// the network of then, and from there another future can begin.

import {html, set} from '../../lib/dom.js';
import {nextGesture} from '../../lib/gestures.js';
import {createCollapsible} from '../../ui/collapsible.js';
import {dragAlong} from '../../ui/drag.js';
import {createLate} from '../../ui/lazy-part.js';
import {chartsReady} from '../../ui/line-chart.js';
import {createCurveCharts} from './curve-charts.js';
import {
  createCurveLegend,
  nameOf,
  nearest,
  QUANTITIES,
  quantitiesOf,
  wordsOf,
} from './curve-legend.js';
import {createRuns} from './runs.js';

/** @typedef {import('../../types/state').State} State */
/** @typedef {import('../../types/state').Curves} Curves */

const HINT =
  'Drag along the curve to see the network of then, and train on from there: another future begins.';

/**
 * @param {HTMLDetailsElement} root
 * @param {import('../../types/state').Dispatch} dispatch
 * @returns {import('../../types/state').View}
 */
// biome-ignore lint/complexity/noExcessiveLinesPerFunction: slider, charts and legend share the step under the pointer
export function createCurves(root, dispatch) {
  const fold = createCollapsible(root, 'curves', '', dispatch);
  const log = html('input', {type: 'checkbox', role: 'switch'});
  log.addEventListener('change', () => dispatch({type: 'results', change: {log: log.checked}}));
  const charts = createCurveCharts();
  const slider = html('input', {
    type: 'range',
    step: 1,
    min: 0,
    'aria-label': 'step of the training',
  });
  const legend = createCurveLegend();
  const hint = html('p', {class: 'hint'}, [HINT]);
  const runs = createRuns(dispatch);
  fold.body.append(
    html('label', {class: 'switch'}, [log, 'logarithmic scale for the cost']),
    charts.element,
    slider,
    legend.element,
    hint,
    runs.element,
  );

  /** @type {State | null} */
  let state = null;
  let isReady = false;
  /** @type {number | null} the step under the pointer */
  let hovered = null;
  /** @type {{curves: Curves | null, step: number}} what the numbers beside the slider are of */
  let said = {curves: null, step: -1};
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
      charts.places[name],
      x => {
        const steps = state?.results.curves?.steps;
        const step = charts.stepAt(name, x);
        if (steps && step !== null) go(nearest(steps, step));
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
    charts.begin();
    if (state) update(state);
  });

  /** The numbers at the step under the pointer, or at that of the figure. @param {State} now */
  function tell({results: {curves}, snapshot: {training, task}}) {
    if (!curves || !training) return;
    const shown = quantitiesOf(task);
    fold.name(
      `How learning goes: ${shown.includes('accuracy') ? 'mean cost and accuracy' : 'mean cost and error'}`,
    );
    charts.name(task);
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
      results: {curves, log: isLog},
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
    charts.update(latest, step => {
      hovered = step;
      if (state) tell(state);
    });
  }
  return update;
}
