// Select from the state which results of training exist, and which of them are in view.

/** @typedef {import('../types/state').State} State */
/** @typedef {import('../types/state').Part} Part */

/** The figures with learning curves. */
export const FIGURES = /** @type {const} */ ([
  'train_cost',
  'test_cost',
  'train_accuracy',
  'test_accuracy',
  'train_error',
  'test_error',
]);

/** Tell whether a part applies to what is learned. @param {State} state @param {Part} part */
export function isThere({snapshot: {task, training, layers, inputs}}, part) {
  const isPlane = inputs.length === 2;
  if (!training || !task?.count) return false;
  if (part === 'map') return isPlane;
  if (part === 'neurons') return isPlane && layers.length > 1;
  return part !== 'confusion' || task.classes.length > 0;
}

/** Tell whether a part is open. @param {State} state @param {Part} part */
export function isOpen(state, part) {
  if (!isThere(state, part)) return false;
  return (
    state.results.open[part] ??
    (part === 'curves' || part === (isThere(state, 'map') ? 'map' : 'confusion'))
  );
}

/** Find the neuron whose map is shown in place of the guess's. @param {State} state */
export function neuronOf({pointed, selected, results}) {
  if (pointed?.startsWith('neuron-')) return pointed;
  return selected?.startsWith('neuron-') && selected !== results.away ? selected : null;
}
