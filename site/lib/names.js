// What things in the figure are called, and the keys they are known by on the page.

/** @param {number} layer from 0, the inputs @param {number} layers @param {number} index */
export function neuronName(layer, layers, index) {
  if (layer === 0) return `input ${index + 1}`;
  if (layer === layers) return `output ${index + 1}`;
  return layers === 2 ? `hidden ${index + 1}` : `hidden ${layer}.${index + 1}`;
}

/** @param {number} layer @param {number} layers @param {number} to @param {number} from */
export const weightName = (layer, layers, to, from) =>
  `weight from ${neuronName(layer - 1, layers, from)} to ${neuronName(layer, layers, to)}`;

/** @param {number} layer @param {number} layers @param {number} index */
export const biasName = (layer, layers, index) => `bias of ${neuronName(layer, layers, index)}`;
