// Show the numbers of the selected neuron of a large network: z, activation, bias, and a field for every
// weight that leads to it. An input has its value.

import {html, set, write} from '../../../lib/dom.js';
import {biasName, className, featureName, meant, neuronName} from '../../../lib/names.js';
import {exact, rounded, trimmed} from '../../../lib/number-format.js';
import {biasKey, inputKey, neuronKey, subjectOf, targetKey} from '../../../lib/place-keys.js';
import {createField} from '../../../ui/number-field.js';
import {createWeightList} from './weight-list.js';

/** @typedef {import('../../../types/state').State} State */
/** @typedef {import('../../../lib/animated-snapshot.js').AnimatedSnapshot} AnimatedSnapshot */

const COLUMNS = 3; // of weights, on a wide page

/**
 * @param {number[]} sizes @param {[number, number] | null} picture
 * @param {ReturnType<typeof import('./connections-canvas.js').createConnectionsCanvas>} connections
 * @param {import('../../../types/state').Dispatch} dispatch
 */
export function createNumberPanel(sizes, picture, connections, dispatch) {
  const layers = sizes.length - 1;
  const title = html('h2');
  const facts = html('div', {class: 'facts'});
  const body = html('div', {class: 'body-of-numbers'});
  const hint = html('p', {class: 'hint'}, [
    'Select another neuron, an input or a line to see and change its numbers here.',
  ]);
  /** Make a button to the next neuron, for those who can't hit one among many. @param {1 | -1} by */
  const beside = by => {
    const button = html(
      'button',
      {type: 'button', class: 'beside', 'aria-label': by < 0 ? 'previous neuron' : 'next neuron'},
      [by < 0 ? '‹' : '›'],
    );
    button.addEventListener('click', () => {
      const [layer, index] = looked.split(' ').map(Number);
      const next = (index + by + sizes[layer]) % sizes[layer];
      dispatch({type: 'select', place: neuronKey(layer, next)});
    });
    return button;
  };
  // Reserve the height that most neurons need, so that nothing jumps from one to the next.
  const most = Math.max(...sizes.slice(0, -1));
  const element = html(
    'section',
    {
      ...(picture ? {} : {style: `--rows: ${Math.ceil(most / COLUMNS)}; --narrow-rows: ${most}`}),
      class: 'numbers',
      'aria-label': 'Numbers of one neuron',
    },
    [html('div', {class: 'heading'}, [title, beside(-1), beside(1), hint]), facts, body],
  );
  /** @type {ReturnType<typeof createSubject> | null} */
  let subject = null;
  let looked = '1 0'; // looked at last, by layer and index
  let shown = '';
  /** @type {string | null} */
  let revealed = null;

  return {
    element,
    /** Return the place of the neuron or input shown here. */
    place: () => subject && subject.place,
    /** Move the keyboard's focus here. */
    focus: () => element.querySelector('input')?.focus(),
    /** @param {State} state @param {AnimatedSnapshot} animated */
    update(state, animated) {
      const of = subjectOf(state.selected, layers);
      const isThere = of && of.layer <= layers && of.index < sizes[of.layer];
      if (isThere) looked = `${of.layer} ${of.index}`;
      const wanted = `${looked} ${state.snapshot.task?.name}`;
      if (wanted !== shown) {
        shown = wanted;
        const [layer, index] = looked.split(' ').map(Number);
        subject = createSubject(layer, index, {
          sizes,
          picture,
          connections,
          task: state.snapshot.task,
          dispatch,
        });
        facts.replaceChildren(...subject.facts);
        body.replaceChildren(...subject.body);
        subject.ready();
      }
      if (!subject) return;
      write(title, `Numbers of ${subject.name(state)}`);
      subject.update(state, animated);
      if (state.selected !== revealed && isThere && of.from !== null) subject.reveal(of.from);
      revealed = state.selected;
    },
  };
}

/**
 * @param {number} layer @param {number} index
 * @param {{sizes: number[], picture: [number, number] | null, task: import('../../../types/state').Task | null,
 *   connections: ReturnType<typeof import('./connections-canvas.js').createConnectionsCanvas>, dispatch: import('../../../types/state').Dispatch}} given
 */
function createSubject(layer, index, {sizes, picture, connections, task, dispatch}) {
  const layers = sizes.length - 1;
  const own = neuronName(layer, layers, index);
  const fields = fieldsOf(layer, index, layers, dispatch);
  const told = html('p', {class: 'told'});
  const weights = layer
    ? createWeightList({layer, layers, to: index, count: sizes[layer - 1]}, task, dispatch)
    : null;
  const canvas = layer === 1 && picture ? html('canvas', {role: 'img'}) : null;
  const legend = html('p', {class: 'legend'});
  const remove = html('button', {type: 'button', class: 'quiet'}, ['Remove this neuron']);
  remove.addEventListener('click', () =>
    dispatch({
      type: 'choose',
      place: neuronKey(layer, index),
      request: {op: 'remove_neuron', layer, index},
    }),
  );
  return {
    place: neuronKey(layer, index),
    facts: [
      ...fields.map(({element}) => element),
      told,
      ...(layer > 0 && layer < layers ? [remove] : []),
    ],
    body: [
      ...(canvas ? [html('div', {class: 'weights-picture'}, [canvas, legend])] : []),
      ...(weights ? [weights.element] : []),
    ],
    ready: () => weights?.ready(),
    /** @param {number} from */
    reveal: from => weights?.reveal(from),
    /** @param {State} state */
    name({snapshot: {task}}) {
      const meaning =
        layer === 0 ? featureName(task, index) : layer === layers ? className(task, index) : own;
      return meant(own, meaning);
    },
    /** @param {State} state @param {AnimatedSnapshot} animated */
    update(state, animated) {
      for (const {update} of fields) update(state, animated);
      write(told, tell(layer, index, layers, state, animated));
      weights?.update(state, animated);
      if (!canvas || !picture) return;
      const row = animated.layers[0].weights[index];
      const largest = connections.largest(1);
      connections.colours.pictureOf(
        /** @type {HTMLCanvasElement} */ (canvas),
        row,
        largest,
        picture[1],
        12,
      );
      set(canvas, {
        'aria-label': `the weights to ${own} as a picture; a stroke marks the negative ones`,
      });
      write(
        legend,
        `blue up to ${rounded(largest)}, orange with a stroke down to −${rounded(largest)}`,
      );
    },
  };
}

/**
 * Make the fields besides weights: an input's value, a neuron's bias, an output's target.
 * @param {number} layer @param {number} index @param {number} layers
 * @param {import('../../../types/state').Dispatch} dispatch
 */
function fieldsOf(layer, index, layers, dispatch) {
  /**
   * @param {string} text @param {{name: string, place: string, kind: string, request: (value: number | string) => import('../../../types/protocol').CommandRequest}} of
   * @param {(state: State, animated: AnimatedSnapshot) => number} read
   */
  const entry = (text, {name, place, kind, request}, read) => {
    const field = createField({
      name,
      place,
      step: 0.1,
      format: kind === 'bias' ? rounded : trimmed,
      request,
      dispatch,
    });
    set(field.input, {'data-kind': kind, 'data-layer': layer, 'data-index': index});
    return {
      element: html('span', {class: 'fact'}, [html('span', {}, [text]), field.input]),
      /** @param {State} state @param {AnimatedSnapshot} animated */
      update: (state, animated) =>
        field.update({
          value: read(state, animated),
          draft: state.drafts[place],
          wrong: state.problem?.place === place,
        }),
    };
  };
  if (!layer) {
    return [
      entry(
        'value',
        {
          name: `value of input ${index + 1}`,
          place: inputKey(index),
          kind: 'input',
          request: value => ({op: 'set_input', index, value}),
        },
        ({snapshot}) => snapshot.inputs[index],
      ),
    ];
  }
  const bias = entry(
    'bias b',
    {
      name: biasName(layer, layers, index),
      place: biasKey(layer, index),
      kind: 'bias',
      request: value => ({op: 'set_bias', layer, index, value}),
    },
    (_, animated) => animated.layers[layer - 1].biases[index],
  );
  return layer < layers
    ? [bias]
    : [
        bias,
        entry(
          'target',
          {
            name: `target of output ${index + 1}`,
            place: targetKey(index),
            kind: 'target',
            request: value => ({op: 'set_target', index, value}),
          },
          ({snapshot}) => snapshot.targets[index],
        ),
      ];
}

/**
 * @param {number} layer @param {number} index @param {number} layers
 * @param {State} state @param {AnimatedSnapshot} animated
 */
function tell(layer, index, layers, {snapshot: {task}}, animated) {
  if (!layer) {
    const raw = task?.mean && task.raw_inputs[index];
    return raw ? `It is ${exact(raw)} before it is brought to one scale.` : '';
  }
  const of = animated.layers[layer - 1];
  const value = (/** @type {import('../../../types/state').Values | null} */ values) =>
    values && values[index] !== null ? rounded(/** @type {number} */ (values[index])) : '—';
  const guess = layer === layers ? `, guess ${value(animated.guess)}` : '';
  const delta = of.delta && of.delta[index] !== null ? `, δ ${value(of.delta)}` : '';
  const change =
    of.change && of.change.biases[index] !== null
      ? `, bias changed by ${value(of.change.biases)}`
      : '';
  return `z ${value(of.z)}, activation ${of.symbol} ${value(of.a)}${guess}${delta}${change}`;
}
