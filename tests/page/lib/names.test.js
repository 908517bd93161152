import assert from 'node:assert/strict';
import {test} from 'node:test';
import {biasName, meant, neuronName, shortened, weightName} from '../../../site/lib/names.js';

test('neurons count from 1, with their layer only where there are several hidden ones', () => {
  assert.equal(neuronName(0, 2, 0), 'input 1');
  assert.equal(neuronName(1, 2, 1), 'hidden 2');
  assert.equal(neuronName(2, 2, 2), 'output 3');
  assert.equal(neuronName(2, 3, 0), 'hidden 2.1');
});

test('weights and biases are called by the neurons they belong to', () => {
  assert.equal(weightName(1, 2, 0, 1), 'weight from input 2 to hidden 1');
  assert.equal(weightName(2, 2, 1, 0), 'weight from hidden 1 to output 2');
  assert.equal(biasName(2, 2, 0), 'bias of output 1');
});

test('a long name keeps its beginning', () => {
  assert.equal(shortened('sepal length', 11), 'sepal leng…');
  assert.equal(shortened('petal', 11), 'petal');
});

test('of a column and its value the value stays, which tells inputs of one column apart', () => {
  assert.equal(shortened('district = north', 11), 'dis…= north');
  assert.equal(shortened('colour = ultramarine', 11), 'ultramarine');
});

test('a meaning follows the name, but is not said twice', () => {
  assert.equal(meant('input 1', 'sepal length'), 'input 1, sepal length');
  assert.equal(meant('input 1', 'input 1'), 'input 1');
});
