import assert from 'node:assert/strict';
import {test} from 'node:test';
import {createStrongestEdges, distanceTo, largestOf} from '../../../site/lib/strongest-edges.js';

/** @param {ReturnType<typeof createStrongestEdges>} edges */
const drawn = edges =>
  edges.classes.flatMap(({at, count}) => [...at.subarray(0, count)]).sort((a, b) => a - b);

test('where there are few connections all are drawn, but for those of no weight', () => {
  const edges = createStrongestEdges();
  edges.choose([[1, -2, 0]], 10);
  assert.deepEqual(drawn(edges), [0, 1]);
  assert.equal(edges.largest, 2);
});

test('of many connections the strongest are drawn', () => {
  const edges = createStrongestEdges();
  const weights = [
    [0.1, 0.9, 0.2],
    [-1, 0.1, 0.3],
  ];
  edges.choose(weights, 2);
  assert.deepEqual(drawn(edges), [1, 3]); // to · 3 + from: the 0.9 and the −1
});

test('signs are kept apart, and the strong from the weak', () => {
  const edges = createStrongestEdges();
  edges.choose([[0.1, 1, -1]], 10);
  const [weak, , strong, , , negative] = edges.classes;
  assert.deepEqual(
    [weak, strong, negative].map(({at, count}) => count && at[0]),
    [0, 1, 2],
  );
});

test('where too many are equally strong only some of them are drawn', () => {
  const edges = createStrongestEdges();
  edges.choose([new Array(1000).fill(1)], 100);
  assert.equal(drawn(edges).length, 100);
});

test('what was chosen before is forgotten', () => {
  const edges = createStrongestEdges();
  edges.choose([[1, 1]], 10);
  edges.choose([[0, 1]], 10);
  assert.deepEqual(drawn(edges), [1]);
});

test('the largest weight is that of the largest size', () => {
  assert.equal(largestOf([[0.5, -3], [2]]), 3);
});

test('a point is as far from a line as from the nearest point on it', () => {
  assert.equal(distanceTo(5, 3, 0, 0, 10, 0), 3);
  assert.equal(distanceTo(13, 4, 0, 0, 10, 0), 5); // beyond its end: √(3² + 4²)
  assert.equal(distanceTo(3, 4, 0, 0, 0, 0), 5);
});
