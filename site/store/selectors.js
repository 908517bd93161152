// Selects from the state which results of training there are, and which of them are looked at.

/** @typedef {import('../types/state').State} State */
/** @typedef {import('../types/state').Part} Part */

/** The figures of which there are curves. */
export const FIGURES = /** @type {const} */ ([
  'train_cost',
  'test_cost',
  'train_accuracy',
  'test_accuracy',
  'train_error',
  'test_error',
]);

/** Whether a part makes sense for what is learned. @param {State} state @param {Part} part */
export function isThere({snapshot: {task, training, layers, inputs}}, part) {
  const isPlane = inputs.length === 2;
  if (!training || !task?.count) return false;
  if (part === 'map') return isPlane;
  if (part === 'neurons') return isPlane && layers.length > 1;
  return part !== 'confusion' || task.classes.length > 0;
}

/** Whether a part is looked at. @param {State} state @param {Part} part */
export function isOpen(state, part) {
  if (!isThere(state, part)) return false;
  return (
    state.results.open[part] ??
    (part === 'curves' || part === (isThere(state, 'map') ? 'map' : 'confusion'))
  );
}

/** The neuron whose map is looked at instead of the guess's. @param {State} state */
export function neuronOf({pointed, selected, results}) {
  if (pointed?.startsWith('neuron-')) return pointed;
  return selected?.startsWith('neuron-') && selected !== results.away ? selected : null;
}
