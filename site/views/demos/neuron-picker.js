// Choose a hidden neuron of the network that is cut, and what a press does.

import {html, set} from '../../lib/dom.js';
import {createWeightPicture, part} from '../../ui/weight-picture.js';

export const SIDE = 8;
export const PIXELS = SIDE * SIDE;
export const HIDDEN = 16;

/** Make the switch between cutting and shaking. */
export function createMode() {
  const inputs = /** @type {const} */ (['cut', 'shake']).map(value =>
    html('input', {type: 'radio', name: 'damage', value}),
  );
  inputs[0].checked = true;
  return {
    element: html('fieldset', {class: 'mode'}, [
      html('legend', {}, ['a press']),
      ...inputs.map(input => html('label', {}, [input, `${input.value}s`])),
    ]),
    value: () => (inputs[0].checked ? 'cut' : 'shake'),
  };
}

/** Show the hidden neurons as pictures, and let one be chosen. @param {(neuron: number) => void} choose */
export function createNeurons(choose) {
  const choices = Array.from({length: HIDDEN}, (_, n) => {
    const input = html('input', {
      type: 'radio',
      name: 'hidden-neuron',
      value: n,
      'aria-label': `hidden ${n + 1}`,
      class: 'for-ears',
    });
    const picture = createWeightPicture(SIDE, SIDE);
    input.addEventListener('change', () => choose(n));
    return {
      input,
      picture,
      element: html('label', {title: `hidden ${n + 1}`}, [input, picture.element]),
    };
  });
  choices[0].input.checked = true;
  return {
    element: html('fieldset', {class: 'neurons'}, [
      html('legend', {}, ['hidden neurons']),
      ...choices.map(({element}) => element),
    ]),
    /** @param {import('../../types/demos').CutShown} shown @param {number} chosen */
    update({weights, touched}, chosen) {
      choices.forEach(({picture, element}, n) => {
        picture.update(part(weights, n * PIXELS, PIXELS));
        const damaged = part(touched, n * PIXELS, PIXELS).some(Boolean);
        set(element, {
          'data-chosen': n === chosen ? '' : null,
          'data-damaged': damaged ? '' : null,
        });
      });
    },
  };
}
