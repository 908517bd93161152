import assert from 'node:assert/strict';
import {test} from 'node:test';
import {animatedSnapshot} from '../../../site/lib/animated-snapshot.js';

/** Makes a network with one weight, in which all numbers differ. @param {object} [changes] @returns {any} */
const snapshot = (changes = {}) => ({
  layers: [
    {
      ...{weights: [[0.5]], biases: [0.1], symbol: 'σ', z: [0.6], a: [0.65], delta: [0.2]},
      ...{weights_before: null, biases_before: null, weights_change: null, biases_change: null},
      ...changes,
    },
  ],
  guess: [0.65],
  cost_value: 0.06,
  cost_change: null,
  walk: null,
});
const moved = {
  ...{weights: [[0.4]], biases: [0.05], z: null, a: null, delta: [0.3]},
  ...{weights_before: [[0.5]], biases_before: [0.1], weights_change: [[-0.1]]},
  biases_change: [-0.05],
};
/** @param {number} time @param {any} after @param {any} [before] */
const at = (time, after, before = null) => {
  const motion = {kind: before ? 'backprop' : 'forward', time, before};
  return animatedSnapshot(/** @type {any} */ ({snapshot: after, motion}));
};

test('without a motion all of the snapshot is shown', () => {
  const shown = animatedSnapshot(/** @type {any} */ ({snapshot: snapshot(), motion: null}));
  const [{z, a, delta, signal, error}] = shown.layers;
  assert.deepEqual([z, a, delta, signal, error], [[0.6], [0.65], [0.2], 1, 1]);
  assert.deepEqual([shown.guess, shown.cost], [[0.65], 0.06]);
});

test('in a Forward numbers appear in the order in which they are computed', () => {
  // Travelling takes 0.9 s, summing up and activating 0.5 s each, guess and cost 0.6 s each.
  const known = [0.5, 1, 1.5, 2, 2.6].map(time => {
    const {layers, guess, cost} = at(time, snapshot());
    return [layers[0].z, layers[0].a, guess, cost].map(value => value !== null);
  });
  assert.deepEqual(known, [
    [false, false, false, false],
    [true, false, false, false],
    [true, true, false, false],
    [true, true, true, false],
    [true, true, true, true],
  ]);
});

test('the signal has come half of the way after half of the time', () => {
  assert.equal(at(0.45, snapshot()).layers[0].signal, 0.5);
});

test('in a Backprop all old numbers stand until the error has come by', () => {
  const [{weights, delta, change, old}] = at(1, snapshot(moved), snapshot()).layers;
  assert.deepEqual([weights, change, old], [[[0.5]], null, null]);
  assert.deepEqual(delta, [0.3]); // of this Backprop, not the one before
});

test('then all numbers move at once, and old and new stand together', () => {
  const [{weights, biases, old, change}] = at(2.5, snapshot(moved), snapshot()).layers;
  assert.deepEqual([weights, biases], [[[0.4]], [0.05]]);
  assert.deepEqual(old, {weights: [[0.5]], biases: [0.1]});
  assert.deepEqual(change, {weights: [[-0.1]], biases: [-0.05]});
});

test('when the motion is over the old numbers are gone', () => {
  assert.equal(at(99, snapshot(moved), snapshot()).layers[0].old, null);
});
