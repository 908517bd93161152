// Work out what the figure shows at one moment: the snapshot, or the part that its animation has reached.
// Every number comes from a snapshot, and all numbers of a moment belong together.

import {progress} from './animation-stages.js';

/** @typedef {import('../types/state').State} State */
/** @typedef {import('../types/state').Numbers} Numbers */
/** @typedef {import('../types/state').Table} Table */
/** @typedef {import('../types/state').Values} Values */
/** @typedef {import('../types/state').ValueTable} ValueTable */

/**
 * @typedef {object} AnimatedLayer
 * @property {Table} weights
 * @property {Numbers} biases
 * @property {string} symbol
 * @property {Values | null} z
 * @property {Values | null} a
 * @property {Values | null} delta
 * @property {{weights: ValueTable, biases: Values} | null} old while it is being replaced
 * @property {{weights: ValueTable, biases: Values} | null} change
 * @property {number} signal how far the signal has come along the connections into this layer, 0 to 1
 * @property {number} error how far the error has come back along them
 */

/**
 * @typedef {object} AnimatedSnapshot
 * @property {AnimatedLayer[]} layers
 * @property {Values | null} guess
 * @property {number | null} cost
 * @property {number | null} costChange
 * @property {number} outputError how far the error has come from the outputs to the last layer
 */

/** @param {State} state @returns {AnimatedSnapshot} */
export function animatedSnapshot({snapshot, motion}) {
  const count = snapshot.layers.length;
  /** @param {string} name @param {number} layer */
  const at = (name, layer) => progress(motion, count, name, layer);
  if (motion?.kind === 'backprop') return animatedBackprop(snapshot, motion.before ?? snapshot, at);
  const guess = at('guess', count) > 0 ? snapshot.guess : null;
  const costKnown = at('cost', count) > 0;
  return {
    layers: snapshot.layers.map((layer, n) => ({
      ...settled(layer),
      old: snapshot.walk ? oldOf(layer) : null,
      z: at('travel', n + 1) === 1 ? layer.z : null,
      a: at('activate', n + 1) > 0 ? layer.a : null,
      signal: at('travel', n + 1),
    })),
    guess,
    cost: costKnown ? snapshot.cost_value : null,
    costChange: costKnown ? snapshot.cost_change : null,
    outputError: 1,
  };
}

/**
 * Show the old network while the error comes back, then all of the new one.
 * @param {import('../types/state').Snapshot} after @param {import('../types/state').Snapshot} before
 * @param {(name: string, layer: number) => number} at
 * @returns {AnimatedSnapshot}
 */
function animatedBackprop(after, before, at) {
  const moved = at('move', 0) > 0;
  const {guess, cost_value: cost, cost_change: costChange, layers} = moved ? after : before;
  return {
    layers: layers.map((layer, n) => ({
      ...settled(layer),
      delta: at('delta', n + 1) > 0 ? after.layers[n].delta : null,
      error: at('return', n + 1),
      old: moved && at('rest', 0) < 1 ? oldOf(layer) : null,
      ...(!moved && {change: null}),
    })),
    guess,
    cost,
    costChange,
    outputError: at('blame', layers.length),
  };
}

/** @param {import('../types/state').LayerSnapshot} layer */
const oldOf = ({weights_before: weights, biases_before: biases}) =>
  weights && biases ? {weights, biases} : null;

/** @param {import('../types/state').LayerSnapshot} layer @returns {AnimatedLayer} */
function settled({weights, biases, symbol, z, a, delta, weights_change, biases_change}) {
  const change =
    weights_change && biases_change ? {weights: weights_change, biases: biases_change} : null;
  return {weights, biases, symbol, z, a, delta, old: null, change, signal: 1, error: 1};
}
