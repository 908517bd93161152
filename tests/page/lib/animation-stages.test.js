import assert from 'node:assert/strict';
import {test} from 'node:test';
import {current, lengthOf, progress, stagesOf} from '../../../site/lib/animation-stages.js';

/** @param {'forward' | 'backprop'} kind @param {number} time */
const motion = (kind, time) => ({kind, time, before: null});

test('a Forward goes layer by layer: travel, sum, activate; then guess and cost', () => {
  const names = stagesOf('forward', 2).map(({name, layer}) => `${name} ${layer}`);
  assert.deepEqual(names, [
    ...['travel 1', 'sum 1', 'activate 1', 'travel 2', 'sum 2', 'activate 2'],
    ...['guess 2', 'cost 2'],
  ]);
});

test('a Backprop goes from the last layer to the first, and then all numbers move at once', () => {
  const names = stagesOf('backprop', 2).map(({name, layer}) => `${name} ${layer}`);
  assert.deepEqual(names, [
    ...['blame 2', 'delta 2', 'return 2', 'delta 1', 'return 1', 'move 0', 'rest 0'],
  ]);
});

test('each stage begins where the one before ends', () => {
  for (const kind of /** @type {const} */ (['forward', 'backprop'])) {
    const stages = stagesOf(kind, 3);
    assert.equal(stages[0].from, 0);
    stages.slice(1).forEach((stage, n) => assert.equal(stage.from, stages[n].to));
    assert.equal(lengthOf(kind, 3), stages[stages.length - 1].to);
  }
});

test('a stage has come as far as its share of the time', () => {
  assert.equal(progress(motion('forward', 0.45), 2, 'travel', 1), 0.5); // it takes 0.9 s
  assert.equal(progress(motion('forward', 0.45), 2, 'sum', 1), 0);
  assert.equal(progress(motion('forward', 1.4), 2, 'travel', 1), 1);
});

test('without a motion, and of what is no stage of it, all is over', () => {
  assert.equal(progress(null, 2, 'travel', 1), 1);
  assert.equal(progress(motion('backprop', 0), 2, 'travel', 1), 1);
});

test('one stage is current until the motion is over', () => {
  assert.equal(current(motion('forward', 1), 1)?.name, 'sum');
  assert.equal(current(motion('forward', 99), 1), null);
  assert.equal(current(null, 1), null);
});
