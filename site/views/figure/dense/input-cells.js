// Show the inputs of a large network: as fields if there is room for them, else as cells.

import {svg} from '../../../lib/dom.js';
import {createInput} from '../input-neuron.js';
import {createNeuronCells} from './neuron-cells.js';

const MOST_FIELDS = 8;

/** @param {number[]} sizes @param {import('../../../types/state').Dispatch} dispatch */
export function createInputCells(sizes, dispatch) {
  const layers = sizes.length - 1;
  const cells = createNeuronCells(0, sizes);
  const fields =
    sizes[0] > MOST_FIELDS
      ? []
      : Array.from({length: sizes[0]}, (_, n) => createInput(n, layers, dispatch));
  const element = svg('g');
  let isTyped = false;
  return {
    element,
    /** @param {number} index */
    become: index => isTyped || cells.become(index),
    /** @param {number} index */
    focus(index) {
      if (isTyped) fields[index].element.querySelector('input')?.focus();
      else cells.focus(index);
    },
    /** @param {import('../../../lib/layout-dense.js').Block} block */
    arrange(block) {
      isTyped = block.kind === 'field' && fields.length > 0;
      const wanted = isTyped ? fields.map(field => field.element) : [cells.element];
      if (element.firstChild !== wanted[0]) element.replaceChildren(...wanted);
      if (!isTyped) return cells.arrange(block);
      element.style.fontSize = `${Math.min(13, block.r * 0.52)}px`;
      fields.forEach((field, n) =>
        field.arrange({x: block.xs[n], y: block.ys[n]}, {radius: block.r, isAlone: true}),
      );
    },
    /** @param {import('../../../types/state').State} state @param {null} _ @param {boolean} calm */
    update(state, _, calm) {
      if (isTyped) for (const field of fields) field.update(state);
      else cells.update(state, null, calm);
    },
  };
}
