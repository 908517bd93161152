import assert from 'node:assert/strict';
import {test} from 'node:test';
import {bordersOf, lineAt, paintClasses, paintValues} from '../../../site/lib/heatmap.js';

/** Makes a canvas that remembers its pixels. @returns {any} */
function canvas() {
  const made = {width: 0, height: 0, data: new Uint8ClampedArray()};
  const context = {
    createImageData: (/** @type {number} */ w, /** @type {number} */ h) => ({
      data: new Uint8ClampedArray(4 * w * h),
    }),
    putImageData: (/** @type {any} */ image) => (made.data = image.data),
  };
  return Object.assign(made, {getContext: () => context});
}
/** @param {any} painted @param {number} pixel */
const pixel = ({data}, pixel) => [...data.slice(4 * pixel, 4 * pixel + 4)];
/** @param {number[]} values @param {number} [maps] @returns {any} */
const mapsOf = (values, maps = 1) => ({
  ...{size: Math.sqrt(values.length / maps), maps, values},
  ...{least: Math.min(...values), most: Math.max(...values)},
});
const HUES = /** @type {any} */ ({positive: [0, 0, 200], negative: [200, 0, 0]});

test('a map has its lowest row below', () => {
  const target = canvas();
  paintValues(target, mapsOf([1, 0, 0, -1]), 0, HUES);
  assert.deepEqual(pixel(target, 2), [0, 0, 200, 190]); // the first value: lower left
  assert.deepEqual(pixel(target, 1), [200, 0, 0, 190]); // the last: upper right
  assert.equal(pixel(target, 0)[3], 0);
});

test('a value half as large is half as strong, and one that is no number is grey', () => {
  const target = canvas();
  paintValues(target, {...mapsOf([2, 1, NaN, 0]), least: 0, most: 2}, 0, HUES);
  assert.equal(pixel(target, 3)[3], 95);
  assert.deepEqual(pixel(target, 0), [127, 127, 127, 255]);
});

test('classes are painted in their hues, the surer the stronger', () => {
  const target = canvas();
  const maps = mapsOf([1, 0], 2);
  paintClasses(target, maps, [
    [200, 0, 0],
    [0, 0, 200],
  ]);
  assert.deepEqual(pixel(target, 0), [200, 0, 0, 150]); // sure of the first class
  paintClasses(target, mapsOf([0.5, 0.5], 2), [
    [200, 0, 0],
    [0, 0, 200],
  ]);
  assert.deepEqual(pixel(target, 0), [100, 0, 100, 40]); // undecided
});

test('the line at a level runs where the values cross it', () => {
  // 2 by 2 values, 0 on the left and 1 on the right: the line runs up the middle.
  assert.equal(lineAt(mapsOf([0, 1, 0, 1]), 0.5), 'M0.5000 0.7500L0.5000 0.2500');
});

test('two classes have one border, three have one each', () => {
  const left = [1, 0, 1, 0];
  const right = [0, 1, 0, 1];
  assert.equal(bordersOf(mapsOf([...left, ...right], 2)), 'M0.5000 0.7500L0.5000 0.2500');
  const three = bordersOf(mapsOf([...left, ...right, 0, 0, 0, 0], 3));
  assert.equal(three.split('M').length - 1, 2); // the third is never the largest
});
