// Show in the line below the figure every digit of what is pointed at, else what is happening.

import {current} from '../../lib/animation-stages.js';
import {html, write} from '../../lib/dom.js';
import {exact} from '../../lib/number-format.js';

/** @type {Record<string, string>} */
const SENTENCES = {
  travel: 'Each connection carries the activation behind it, times its weight.',
  sum: 'Each neuron adds up what arrives and its bias b: that is z.',
  activate: 'Each neuron turns its z into an activation, between 0 and 1 for σ.',
  guess: 'The outputs’ activations become the guess.',
  cost: 'The cost says in one number how far the guess is from the target.',
  blame: 'Backprop starts from the cost: what would have made it smaller?',
  delta: 'δ is a neuron’s share of the blame: how fast the cost grows with its z.',
  return: 'The blame runs back along the connections, times their weights.',
  move: 'Each weight and bias moves against its slope.',
};

/**
 * @param {HTMLElement} stage
 * @param {HTMLElement} root
 * @returns {import('../../types/state').View}
 */
export function createCaption(stage, root) {
  const text = html('p', {'data-kind': 'sentence'});
  const spoken = html('p', {class: 'for-ears', 'aria-live': 'polite'});
  root.append(text, spoken);
  /** @type {Element | null} */
  let focused = null;
  /** @type {import('../../types/state').State | null} */
  let state = null;

  const show = () => {
    if (!state) return;
    const pointed =
      state.pointed && stage.querySelector(`[data-place="${state.pointed}"][data-kind]`);
    const element = pointed || (focused?.isConnected ? focused : null);
    const sentence = happening(state);
    write(text, element ? described(element, state) : sentence);
    if (!state.motion && !state.playing) write(spoken, sentence);
  };
  /** @param {EventTarget | null} target */
  const thing = target => (target instanceof Element ? target.closest('[data-kind]') : null);
  stage.addEventListener('focusin', event => {
    focused = thing(event.target);
    show();
  });
  stage.addEventListener('focusout', () => {
    focused = null;
    show();
  });

  return latest => {
    state = latest;
    show();
  };
}

/** @param {import('../../types/state').State} state */
function happening({snapshot, motion}) {
  const stage = current(motion, snapshot.layers.length);
  return (stage && SENTENCES[stage.name]) || snapshot.sentence;
}

/** @param {Element} element @param {import('../../types/state').State} state */
function described(element, {snapshot, motion}) {
  const name = element.getAttribute('aria-label') ?? '';
  const value = element.getAttribute('aria-valuetext');
  if (value === null) return name;
  const {kind, layer, index, from} = /** @type {HTMLElement} */ (element).dataset;
  const of = snapshot.layers[Number(layer) - 1];
  const rows =
    kind === 'weight'
      ? [of.weights_before?.[Number(index)], of.weights_change?.[Number(index)]]
      : kind === 'bias'
        ? [of.biases_before, of.biases_change]
        : [null, null];
  const [before, by] = rows.map(row => row?.[Number(kind === 'weight' ? from : index)]);
  const moved =
    motion || before == null || by == null
      ? ''
      : `; before ${exact(before)}, changed by ${exact(by)}`;
  const raw =
    kind === 'input' && snapshot.task?.mean ? snapshot.task.raw_inputs[Number(index)] : null;
  const own = raw === null ? '' : `, which is ${exact(raw)} before it is brought to one scale`;
  return `${name}: ${value}${own}${moved}`;
}
