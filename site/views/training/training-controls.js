// Control training on all examples: one step, one epoch, how fast, and in which way.

import {html, set, write} from '../../lib/dom.js';
import {exact, grouped, percent, plain, rounded, trimmed} from '../../lib/number-format.js';
import {FIGURES} from '../../store/selectors.js';
import {createField} from '../../ui/number-field.js';

const PACES = /** @type {const} */ ([
  [1, '1 step a second'],
  [5, '5 a second'],
  [25, '25 a second'],
  [100, '100 a second'],
  [1000, '1,000 a second'],
  [0, 'flat out'],
]);

/** @typedef {import('../../types/protocol').SetTrainingRequest['optimiser']} Optimiser */

/**
 * @param {HTMLElement} root
 * @param {HTMLElement} settings a place for what is seldom set
 * @param {import('../../types/state').Dispatch} dispatch
 * @returns {import('../../types/state').View}
 */
export function createTraining(root, settings, dispatch) {
  /** @param {string} text @param {'step' | 'epoch'} of */
  const button = (text, of) => {
    const element = html(
      'button',
      {type: 'button', 'data-place': of === 'step' ? 'train' : 'epoch'},
      [text],
    );
    element.addEventListener('click', () => dispatch({type: 'train', of}));
    return element;
  };
  const pace = html(
    'select',
    {'aria-label': 'speed of Play'},
    PACES.map(([value, text]) => html('option', {value}, [text])),
  );
  pace.addEventListener('change', () => dispatch({type: 'pace', value: Number(pace.value)}));
  const about = html('p', {class: 'hint about'});
  const fields = createFields(dispatch);
  const readout = createReadout();
  const stopped = createStopped(dispatch);
  root.append(
    html('div', {class: 'row verbs-of-training'}, [
      button('One step', 'step'),
      button('One epoch', 'epoch'),
    ]),
    html('div', {class: 'row how'}, [html('label', {}, ['speed', pace]), fields.batch]),
    stopped.element,
    html('div', {class: 'state'}, [readout.element]),
    about,
  );

  settings.append(fields.more);

  return state => {
    const {
      snapshot: {training},
    } = state;
    root.hidden = fields.more.hidden = !training;
    if (!training) return;
    if (pace.value !== String(state.pace)) pace.value = String(state.pace);
    fields.update(state, training);
    readout.update(training, state);
    stopped.update(training, state.playing);
    const size = training.batch_size;
    const batches = size && size < training.train_count ? `${grouped(size)} at a time` : 'at once';
    write(
      about,
      `Forward, Backprop: this example. Play, steps, epochs: all ${grouped(training.train_count)}, ${batches}.`,
    );
  };
}

/** @typedef {import('../../types/state').Training} Training */

/** @param {import('../../types/state').Dispatch} dispatch */
function createFields(dispatch) {
  const batch = choiceField('batch size', 'batch_size', 'all', 10, dispatch);
  const momentum = numberField('momentum μ', 'momentum', 0.05, dispatch);
  const l2 = numberField('L2 λ', 'l2', 0.001, dispatch);
  const stopStep = choiceField('stop at step', 'stop_step', 'never', 100, dispatch);
  const stopCost = choiceField('or at a cost of', 'stop_cost', 'never', 0.01, dispatch);
  const optimiser = html('select', {'data-place': 'optimiser'});
  let shown = '';
  optimiser.addEventListener('change', async () => {
    await dispatch({
      type: 'choose',
      place: 'optimiser',
      request: {op: 'set_training', optimiser: /** @type {Optimiser} */ (optimiser.value)},
    });
    optimiser.value = shown;
  });
  /** @type {import('../../types/state').Choices['optimisers'] | undefined} */
  let known;
  const more = html('div', {class: 'of-training'}, [
    html('div', {class: 'row settings'}, [
      html('label', {}, ['optimiser', optimiser]),
      momentum.label,
      l2.label,
      stopStep.label,
      stopCost.label,
    ]),
    html('p', {class: 'hint'}, [
      'The sketch of 2015 that this page goes back to left batches, optimisers and L2 out on purpose, to keep the eye on the fundamentals: one plain step downhill. They change the way downhill, not what a slope is.',
    ]),
  ]);
  const all = [batch, momentum, l2, stopStep, stopCost];

  return {
    batch: batch.label,
    more,
    /** @param {import('../../types/state').State} state @param {Training} training */
    update(state, training) {
      for (const field of all) field.update(state, training);
      if (known !== state.choices?.optimisers) {
        known = state.choices?.optimisers;
        optimiser.replaceChildren(
          ...(known ?? []).map(({name, label}) => html('option', {value: name}, [label])),
        );
        shown = '';
      }
      if (known && shown !== training.optimiser) optimiser.value = shown = training.optimiser;
      momentum.label.hidden = !known?.find(({name}) => name === shown)?.takes_momentum;
    },
  };
}

/** @typedef {'batch_size' | 'momentum' | 'l2' | 'stop_step' | 'stop_cost'} Setting */

/**
 * @param {string} text @param {Setting} name @param {number} step @param {import('../../types/state').Dispatch} dispatch
 * @param {(value: number) => string} [format] @param {(value: number | string) => number | string} [meant]
 */
function numberField(text, name, step, dispatch, format = trimmed, meant = value => value) {
  const field = createField({
    name: text,
    place: name,
    step,
    format,
    dispatch,
    said: value => (value === 0 ? format(value) : exact(value)),
    request: value => ({op: 'set_training', [name]: meant(value)}),
  });
  return {
    label: html('label', {}, [text, field.input]),
    /** @param {import('../../types/state').State} state @param {Training} training */
    update({drafts, problem}, training) {
      field.update({value: training[name], draft: drafts[name], wrong: problem?.place === name});
    },
  };
}

/**
 * Make a number field in which 0 has a name. The name may be typed as well.
 * @param {string} text @param {Setting} name @param {string} zero @param {number} step
 * @param {import('../../types/state').Dispatch} dispatch
 */
const choiceField = (text, name, zero, step, dispatch) =>
  numberField(
    text,
    name,
    step,
    dispatch,
    value => (value === 0 ? zero : exact(value)),
    value => (value === zero ? 0 : value),
  );

/** Show where training stands, in numbers that keep their places. */
function createReadout() {
  const step = html('dd', {class: 'count'});
  const epoch = html('dd', {class: 'count'});
  const rows = /** @type {const} */ (['train', 'test']).map(name => {
    const [cost, right, off] = [html('dd'), html('dd'), html('dd')];
    const ofClasses = [html('dt', {}, ['right']), right];
    const ofNumbers = [html('dt', {title: 'how far the guess is off on average'}, ['off by']), off];
    return {
      name,
      cost,
      right,
      off,
      ofClasses,
      ofNumbers,
      row: html('div', {}, [
        html(
          'dt',
          {
            title: `the mean cost of all examples to ${name === 'train' ? 'learn from' : 'test with'}`,
          },
          [`${name} cost`],
        ),
        cost,
        ...ofClasses,
        ...ofNumbers,
      ]),
    };
  });
  const element = html('dl', {class: 'readout'}, [
    html('div', {}, [html('dt', {}, ['training step']), step]),
    html('div', {}, [html('dt', {}, ['epoch']), epoch]),
    ...rows.map(({row}) => row),
  ]);
  return {
    element,
    /** @param {Training} training @param {import('../../types/state').State} state */
    update({step: steps, epoch: epochs, test_count: tests, ...training}, state) {
      const {task} = state.snapshot;
      const figures = training.figures ?? asCurved(state);
      const [hasClasses, isNumber] = [Boolean(task?.classes.length), task?.answers.length === 1];
      write(step, grouped(steps));
      write(epoch, grouped(epochs));
      for (const {name, cost, right, off, row, ofClasses, ofNumbers} of rows) {
        row.hidden = name === 'test' && !tests; // nothing was kept for testing
        for (const part of ofClasses) part.hidden = !hasClasses;
        for (const part of ofNumbers) part.hidden = !isNumber;
        write(cost, told(figures?.[`${name}_cost`], rounded));
        write(right, told(figures?.[`${name}_accuracy`], percent));
        write(off, told(figures?.[`${name}_error`], plain));
      }
    },
  };
}

/**
 * Take the figures from the curve's first point. Before training a snapshot has none, which lets a task
 * load at once, but an open curve has asked for them.
 * @param {import('../../types/state').State} state @returns {Record<string, number | null> | null}
 */
function asCurved({snapshot, results: {asked, curves}}) {
  if (!curves || asked.curves?.snapshot !== snapshot || curves.steps[0] !== snapshot.training?.step)
    return null;
  return Object.fromEntries(FIGURES.map(name => [name, curves[name]?.[0] ?? null]));
}

/** @param {number | null | undefined} value @param {(value: number) => string} format */
const told = (value, format) => (value === null || value === undefined ? '—' : format(value));

/** Say why training ended by itself, and offer ways on. @param {import('../../types/state').Dispatch} dispatch */
function createStopped(dispatch) {
  const text = html('p', {role: 'status'});
  const on = html('button', {type: 'button'}, ['Train on without a stop']);
  const back = html('button', {type: 'button'}, ['Undo this training']);
  const buttons = html('div', {class: 'row'}, [on, back]);
  const element = html('div', {class: 'stopped'}, [text, buttons]);
  on.addEventListener('click', async () => {
    const request = /** @type {const} */ ({op: 'set_training', stop_step: 0, stop_cost: 0});
    element.parentElement?.querySelector('button')?.focus(); // before this one disappears
    if (await dispatch({type: 'choose', place: 'train', request})) dispatch({type: 'play'});
  });
  back.addEventListener('click', () => {
    element.parentElement?.querySelector('button')?.focus();
    dispatch({type: 'undo'});
  });
  return {
    element,
    /** @param {Training} training @param {boolean} playing */
    update({stopped, stop_step, stop_cost}, playing) {
      const shows = Boolean(stopped) && !playing;
      write(text, shows ? stopped : '');
      set(element, {'data-empty': shows ? null : ''});
      buttons.hidden = !shows;
      on.hidden = !stop_step && !stop_cost;
    },
  };
}
