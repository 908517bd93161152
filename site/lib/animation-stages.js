// Schedule the stages of animations, as pure functions of time. Seconds are at normal speed.

/** @typedef {{name: string, layer: number, from: number, to: number}} Stage */

/**
 * List the stages of a Forward. In each layer the signal travels, is summed and is squashed; the guess
 * and the cost follow. Layers count from 1.
 * @param {number} layers
 */
function forwardStages(layers) {
  const stages = [];
  for (let layer = 1; layer <= layers; layer++)
    stages.push(['travel', layer, 0.9], ['sum', layer, 0.5], ['activate', layer, 0.5]);
  return [...stages, ['guess', layers, 0.6], ['cost', layers, 0.6]];
}

/**
 * List the stages of a Backprop, from the last layer to the first. The error arrives as delta and runs
 * back along the weights. Once all slopes are known every number moves, and what has changed stays
 * visible long enough to be read.
 * @param {number} layers
 */
function backpropStages(layers) {
  const stages = [['blame', layers, 0.7]];
  for (let layer = layers; layer >= 1; layer--)
    stages.push(['delta', layer, 0.5], ['return', layer, 0.9]);
  return [...stages, ['move', 0, 1.6], ['rest', 0, 0.8]];
}

/** @param {(string | number)[][]} stages @returns {Stage[]} */
function timed(stages) {
  let from = 0;
  return stages.map(([name, layer, length]) => {
    const stage = {name: String(name), layer: Number(layer), from, to: from + Number(length)};
    from = stage.to;
    return stage;
  });
}

/** @param {import('../types/state').Motion['kind']} kind @param {number} layers */
export const stagesOf = (kind, layers) =>
  timed((kind === 'forward' ? forwardStages : backpropStages)(layers));

/**
 * Compute how far a stage has come, from 0 (not begun) to 1 (over). Without a motion it is 1.
 * @param {import('../types/state').Motion | null} motion @param {number} layers
 * @param {string} name @param {number} layer
 */
export function progress(motion, layers, name, layer) {
  if (!motion) return 1;
  const stage = stagesOf(motion.kind, layers).find(s => s.name === name && s.layer === layer);
  if (!stage) return 1;
  return Math.min(1, Math.max(0, (motion.time - stage.from) / (stage.to - stage.from)));
}

/**
 * Find the stage of this moment, or null.
 * @param {import('../types/state').Motion | null} motion @param {number} layers
 */
export const current = (motion, layers) =>
  motion && (stagesOf(motion.kind, layers).find(stage => motion.time < stage.to) ?? null);

/** @param {import('../types/state').Motion['kind']} kind @param {number} layers */
export const lengthOf = (kind, layers) =>
  stagesOf(kind, layers)[stagesOf(kind, layers).length - 1].to;
