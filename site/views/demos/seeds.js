// Show six networks that learned the same from other random weights, and one with reordered neurons.

import {html, set, write} from '../../lib/dom.js';
import {percent, rounded} from '../../lib/number-format.js';
import {createFrame} from '../../ui/demo-frame.js';
import {createWeightPicture, part} from '../../ui/weight-picture.js';
import {createAgreement} from './agreement-table.js';
import {createPermutedNetwork} from './permuted-network.js';

/** @typedef {import('../../types/demos').SeedsShown} Shown */

const SIDE = 8;
const PIXELS = SIDE * SIDE;
const DIGITS = 10;
const HIDDEN = 16;
const NETWORKS = 6;

/**
 * @param {HTMLElement} root
 * @param {import('../../types/state').Dispatch} dispatch
 * @returns {import('../../types/state').View}
 */
export function createSeeds(root, dispatch) {
  const frame = createFrame(root, 'seeds', 'Six networks that learned the same', dispatch);
  /** @type {Shown | null} */
  let shown = null;
  const slider = html('input', {
    type: 'range',
    min: 1,
    max: HIDDEN,
    step: 1,
    value: 1,
    'aria-label': 'which hidden neuron',
  });
  const which = html('output', {}, ['hidden 1']);
  const networks = Array.from({length: NETWORKS}, createNetwork);
  const words = html('p', {class: 'told'});
  const agreement = createAgreement(NETWORKS);
  const twin = createPermutedNetwork(frame.ask);

  frame.body.append(
    html('p', {class: 'title'}, ['The same place in six networks']),
    html('label', {class: 'row stepper'}, [slider, which]),
    html(
      'div',
      {class: 'six'},
      networks.map(({element}) => element),
    ),
    words,
    agreement.element,
    twin.element,
  );
  write(
    frame.caption,
    'Above, what stands in the same place of six networks: a hidden neuron’s weights from the 64 pixels, and below them those to the ten answers. Move the slider and look for two pictures that are alike. Then look at the table: the networks are alike in what they do. Last, let neurons of one network change places, and compare what has changed in its numbers with what has changed in its answers.',
  );

  const show = () => {
    if (!shown?.ready) return;
    const neuron = Number(slider.value) - 1;
    write(which, `hidden ${neuron + 1}`);
    set(slider, {'aria-valuetext': `hidden ${neuron + 1}`});
    const {pictures, outgoing, right_shares: shares, seeds} = shown;
    networks.forEach(({update}, n) =>
      update(
        part(pictures, (n * HIDDEN + neuron) * PIXELS, PIXELS),
        part(outgoing, (n * HIDDEN + neuron) * DIGITS, DIGITS),
        seeds[n],
        shares[n],
      ),
    );
  };
  slider.addEventListener('input', show);

  return state => {
    const {seeds} = state.emergence;
    frame.update(state, seeds.shown?.ready ?? false, seeds.shown?.share ?? 0);
    if (seeds.shown === shown) return;
    shown = seeds.shown;
    if (!shown?.ready) return;
    show();
    write(
      words,
      `Any two of them give the same answer to at least ${percent(shown.least_agreement)} of the ${shown.of} test pictures; all six agree on ${percent(shown.all_agree)}. What they have in the same places is correlated by ${rounded(shown.likeness[0])} to ${rounded(shown.likeness[1])}, where 1 would be the same picture and 0 no likeness at all.`,
    );
    agreement.update(shown);
    twin.update(shown);
  };
}

/** Show one network: a neuron in two pictures. */
function createNetwork() {
  const into = createWeightPicture(SIDE, SIDE);
  const outOf = createWeightPicture(1, DIGITS);
  const label = html('p');
  return {
    element: html('div', {}, [into.element, outOf.element, label]),
    /** @param {number[]} pixels @param {number[]} digits @param {number} seed @param {number} share */
    update(pixels, digits, seed, share) {
      into.update(pixels);
      outOf.update(digits);
      write(label, `seed ${seed}: ${percent(share)} right`);
    },
  };
}
