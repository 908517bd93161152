import assert from 'node:assert/strict';
import {test} from 'node:test';
import {createPlane, held} from '../../../site/lib/plane-scale.js';
import {createScale} from '../../../site/lib/plot-scale.js';
import {ticksOf, WHOLE} from '../../../site/lib/ticks.js';

test('a plot leaves its margin on all four sides', () => {
  const {x, y} = createScale({width: 120, height: 70, margin: 10}, [0, 5, 10], [[-1, 1]]);
  assert.deepEqual([x(0), x(5), x(10)], [10, 60, 110]);
  assert.deepEqual([y(-1), y(0), y(1)], [60, 35, 10]);
});

test('all curves of a plot fit in it', () => {
  const {low, high} = createScale({width: 10, height: 10, margin: 0}, [0, 1], [[2, 3], [-4]]);
  assert.deepEqual([low, high], [-4, 3]);
});

test('numbers that are all the same stand in the middle of their axis', () => {
  const {y, low, high} = createScale({width: 10, height: 10, margin: 0}, [0, 1], [[7, 7]]);
  assert.deepEqual([low, high], [6.5, 7.5]);
  assert.equal(y(7), 5);
});

test('a curve leaves out what is no number', () => {
  const {path} = createScale({width: 10, height: 10, margin: 0}, [0, 5, 10], [[0, 10]]);
  assert.equal(path([0, NaN, 10]), 'M0.0 10.0L10.0 0.0');
});

test('a plane has its origin in the middle and its y upwards', () => {
  const {left, top} = createPlane(200, 2);
  assert.deepEqual([left(0), top(0)], [100, 100]);
  assert.deepEqual([left(-2), top(2)], [0, 0]);
  assert.equal(top(-1), 150);
});

test('a place in the box is a place on the plane, to two decimals and never outside', () => {
  const {at} = createPlane(200, 1);
  assert.deepEqual(at(150, 50), [0.5, 0.5]);
  assert.deepEqual(at(33, 100), [-0.67, 0]);
  assert.deepEqual(at(500, -20), [1, 1]);
  assert.ok(Object.is(held(-0.001, 1), 0));
});

test('ticks are round numbers between the ends', () => {
  assert.deepEqual(ticksOf(0, 1, 5), [0, 0.2, 0.4, 0.6, 0.8, 1]);
  assert.deepEqual(ticksOf(-7, 13, 4), [-5, 0, 5, 10]);
  assert.deepEqual(ticksOf(0, 0.01, 2), [0, 0.005, 0.01]);
});

test('steps are counted by 1, 2 or 5 and their tens, never by halves', () => {
  assert.deepEqual(WHOLE.slice(0, 6), [1, 2, 5, 10, 20, 50]);
});
