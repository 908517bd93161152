import assert from 'node:assert/strict';
import {test} from 'node:test';
import {brush} from '../../../site/lib/brush.js';
import {markOf} from '../../../site/lib/class-marks.js';
import {toPlain} from '../../../site/lib/plain-data.js';

const SHAPE = {rows: 3, columns: 3};

test('a press in the middle of a pixel makes it as dark as can be', () => {
  const values = new Float64Array(9);
  assert.equal(brush(values, {x: 1.5, y: 1.5}, {x: 1.5, y: 1.5}, 'draw', SHAPE), true);
  assert.equal(values[4], 1);
  assert.ok(values[0] === 0 && values[1] < 1);
});

test('a stroke goes over everything between its ends, whatever its speed', () => {
  const values = new Float64Array(9);
  brush(values, {x: 0.5, y: 0.5}, {x: 0.5, y: 2.5}, 'draw', SHAPE);
  assert.deepEqual([values[0], values[3], values[6]], [1, 1, 1]);
});

test('the eraser clears, and what changes nothing says so', () => {
  const values = new Float64Array(9).fill(1);
  const middle = {x: 1.5, y: 1.5};
  assert.equal(brush(values, middle, middle, 'draw', SHAPE), false);
  brush(values, middle, middle, 'erase', SHAPE);
  assert.equal(values[4], 0);
});

test('each class has a mark of its own, and there are marks for any number of classes', () => {
  const marks = Array.from({length: 6}, (_, k) => markOf(k, 0, 0, 5));
  assert.equal(new Set(marks).size, 6);
  assert.equal(markOf(6, 0, 0, 5), marks[0]);
  assert.match(markOf(1, 2, 3, 5), /^M2\.0 3\.0m/);
});

test('plain data has no typed arrays, however deep', () => {
  const data = {layers: [{z: Float64Array.of(1, 2), name: 'σ'}], none: null};
  assert.deepEqual(toPlain(data), {layers: [{z: [1, 2], name: 'σ'}], none: null});
});
