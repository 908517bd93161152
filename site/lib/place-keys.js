// Make and read keys of places in the figure, such as "weight-1-0-2", as Python's figure/places.py does.
// Nothing else in the page does so. Layers count from 1 (0 is the inputs), everything else from 0.

/** Make the key of an input. @param {number} index */
export const inputKey = index => `input-${index}`;

/** Make the key of an output's target. @param {number} index */
export const targetKey = index => `target-${index}`;

/** Make the key of an output's guess. @param {number} index */
export const guessKey = index => `guess-${index}`;

/** Make the key of a neuron; in layer 0, an input. @param {number} layer @param {number} index */
export const neuronKey = (layer, index) =>
  layer === 0 ? inputKey(index) : `neuron-${layer}-${index}`;

/** Make the key of a neuron's bias. @param {number} layer @param {number} index */
export const biasKey = (layer, index) => `bias-${layer}-${index}`;

/** Make the key of a weight into a layer. @param {number} layer @param {number} to @param {number} from */
export const weightKey = (layer, to, from) => `weight-${layer}-${to}-${from}`;

/**
 * The parts of a place's key.
 * @typedef {object} Place
 * @property {'input' | 'target' | 'guess' | 'neuron' | 'bias' | 'weight'} kind
 * @property {number} layer 0 for an input, a target or a guess, which name none
 * @property {number} index of the neuron, input or output
 * @property {number | null} from the other end of a weight
 */

/** How many numbers the key of each kind has. */
const NUMBERS = {input: 1, target: 1, guess: 1, neuron: 2, bias: 2, weight: 3};

/**
 * Read a key; null if it is not of a number in the network.
 * @param {string | null | undefined} key @returns {Place | null}
 */
export function placeOf(key) {
  const [kind, ...rest] = (key ?? '').split('-');
  if (!isKind(kind) || rest.length !== NUMBERS[kind]) return null;
  const numbers = rest.map(Number);
  if (!numbers.every((n, at) => Number.isInteger(n) && String(n) === rest[at])) return null;
  if (numbers.length === 1) return {kind, layer: 0, index: numbers[0], from: null};
  const [layer, index, from = null] = numbers;
  return {kind, layer, index, from};
}

/** @param {string} text @returns {text is keyof typeof NUMBERS} */
const isKind = text => Object.hasOwn(NUMBERS, text);

/**
 * Find the neuron that a place belongs to, and a weight's other end. Guess and target belong to an
 * output.
 * @param {string | null | undefined} key @param {number} layers
 */
export function subjectOf(key, layers) {
  const place = placeOf(key);
  if (!place) return null;
  const isOutput = place.kind === 'guess' || place.kind === 'target';
  return {layer: isOutput ? layers : place.layer, index: place.index, from: place.from};
}
