// Name the things in the figure.

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

/**
 * Name an input by its meaning in the task, else by its number.
 * @param {import('../types/state').Task | null} task @param {number} index
 */
export const featureName = (task, index) => task?.features[index] || `input ${index + 1}`;

/** Name an output by its meaning in the task, else by its number. @param {import('../types/state').Task | null} task @param {number} index */
export const className = (task, index) =>
  task?.classes[index] || task?.answers[index] || `output ${index + 1}`;

/**
 * Shorten a name to a number of letters. The end of "district = north" is kept as long as possible,
 * because it distinguishes the inputs of one column.
 * @param {string} text @param {number} most letters
 * @returns {string}
 */
export function shortened(text, most) {
  if (text.length <= most) return text;
  const end = text.lastIndexOf(' = ') + 1;
  if (end < 1) return `${text.slice(0, most - 1)}…`;
  const kept = text.slice(end);
  return kept.length < most
    ? `${text.slice(0, most - 1 - kept.length)}…${kept}`
    : shortened(kept.slice(2), most);
}

/**
 * Make the full name of an input or an output, including its meaning.
 * @param {string} name @param {string} meaning
 */
export const meant = (name, meaning) => (meaning === name ? name : `${name}, ${meaning}`);

/**
 * Make the accessible name and description of an input or an output. With one example the name is the
 * number alone, because other people's pages rely on it.
 * @param {string} name @param {string} meaning
 * @param {import('../types/protocol').Snapshot['training']} training
 */
export const spokenName = (name, meaning, training) =>
  training || meaning === name ? {name: meant(name, meaning), more: null} : {name, more: meaning};
