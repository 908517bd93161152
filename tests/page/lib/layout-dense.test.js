import assert from 'node:assert/strict';
import {test} from 'node:test';
import {cellAt, denseLayout, neighbour} from '../../../site/lib/layout-dense.js';

const DIGITS = denseLayout(1000, 600, [64, 16, 10], [8, 8]);

test('a picture of 8 by 8 pixels has its pixels row by row', () => {
  const [{kind, xs, ys, columns, side}] = DIGITS.layers;
  assert.deepEqual([kind, columns, xs.length], ['picture', 8, 64]);
  assert.ok(Math.abs(xs[1] - xs[0] - side) < 1e-9 && ys[1] === ys[0]);
  assert.ok(xs[8] === xs[0] && Math.abs(ys[8] - ys[0] - side) < 1e-9);
});

test('neurons behind a picture show their weights as pictures where there is room', () => {
  assert.equal(DIGITS.layers[1].kind, 'weights');
});

test('layers stand from left to right and do not touch', () => {
  DIGITS.layers.slice(1).forEach((layer, n) => assert.ok(layer.left > DIGITS.layers[n].right));
  assert.ok(DIGITS.layers[2].right < DIGITS.answersX);
});

test('few neurons are circles with numbers in them, many are dots, very many are tiles', () => {
  const kind = (/** @type {number} */ n) => denseLayout(1000, 600, [3, n, 2], null).layers[1].kind;
  assert.deepEqual([7, 30, 128].map(kind), ['circle', 'dot', 'tile']);
});

test('few inputs are fields that can be typed in', () => {
  assert.equal(denseLayout(1000, 600, [4, 7, 3], null).layers[0].kind, 'field');
});

test('no cell stands on another, and none outside, in any network that may be made', () => {
  for (const sizes of [
    [64, 128, 128, 10],
    [2, 100, 1],
    [1, 8, 8, 1],
  ]) {
    for (const width of [342, 768, 1440]) {
      const {layers, height} = denseLayout(width, 600, sizes, null);
      for (const {xs, ys, half, row, columns, top, bottom} of layers) {
        assert.ok(top >= 0 && bottom <= height + 1e-9);
        for (let n = 1; n < xs.length; n++) {
          if (n % columns) assert.ok(xs[n] - xs[n - 1] >= 2 * half - 1e-9);
          else assert.ok(ys[n] - ys[n - 1] >= row - 1e-9);
        }
      }
    }
  }
});

test('arrow keys lead to the cell beside, and nowhere at the edge', () => {
  const [pixels] = DIGITS.layers;
  assert.equal(neighbour(pixels, 0, 'ArrowRight'), 1);
  assert.equal(neighbour(pixels, 0, 'ArrowDown'), 8);
  assert.equal(neighbour(pixels, 7, 'ArrowRight'), null);
  assert.equal(neighbour(pixels, 60, 'ArrowDown'), null);
  assert.equal(neighbour(pixels, 30, 'End'), 63);
  assert.equal(neighbour(pixels, 30, 'Enter'), null);
});

test('a point is in the cell nearest to it, if it is near', () => {
  const [pixels] = DIGITS.layers;
  assert.equal(cellAt(pixels, pixels.xs[9] + 1, pixels.ys[9] - 1), 9);
  assert.equal(cellAt(pixels, pixels.right + 50, pixels.ys[9]), null);
});
