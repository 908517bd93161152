import assert from 'node:assert/strict';
import {test} from 'node:test';
import {
  biasKey,
  guessKey,
  inputKey,
  neuronKey,
  placeOf,
  subjectOf,
  targetKey,
  weightKey,
} from '../../../site/lib/place-keys.js';

test('every key that is made can be read again', () => {
  const made = [
    [inputKey(2), {kind: 'input', layer: 0, index: 2, from: null}],
    [targetKey(0), {kind: 'target', layer: 0, index: 0, from: null}],
    [guessKey(1), {kind: 'guess', layer: 0, index: 1, from: null}],
    [neuronKey(1, 3), {kind: 'neuron', layer: 1, index: 3, from: null}],
    [biasKey(2, 0), {kind: 'bias', layer: 2, index: 0, from: null}],
    [weightKey(1, 0, 2), {kind: 'weight', layer: 1, index: 0, from: 2}],
  ];
  for (const [key, place] of made) assert.deepEqual(placeOf(String(key)), place);
});

test('keys are written as Python writes them', () => {
  assert.equal(weightKey(1, 0, 2), 'weight-1-0-2');
  assert.equal(biasKey(2, 10), 'bias-2-10');
});

test('a neuron of layer 0 is an input', () => {
  assert.equal(neuronKey(0, 4), inputKey(4));
});

test('what is no key of a number in the network is not read', () => {
  for (const key of [null, '', 'cost', 'learning-rate', 'weight-1-0', 'input-', 'input-01'])
    assert.equal(placeOf(key), null);
  for (const key of ['neuron-1--1', 'neuron-1-x', 'weight-1-0-2-3', 'toString-1', 'layer-size-1'])
    assert.equal(placeOf(key), null);
});

test('guess and target belong to the neuron of the last layer', () => {
  assert.deepEqual(subjectOf('guess-1', 2), {layer: 2, index: 1, from: null});
  assert.deepEqual(subjectOf('target-0', 3), {layer: 3, index: 0, from: null});
  assert.deepEqual(subjectOf('weight-2-1-0', 2), {layer: 2, index: 1, from: 0});
  assert.equal(subjectOf('cost', 2), null);
});
