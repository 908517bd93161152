import assert from 'node:assert/strict';
import {test} from 'node:test';
import {between, layout} from '../../../site/lib/layout-labelled.js';

const SHAPES = [
  [1, 1],
  [3, 2, 3],
  [2, 4, 1],
  [4, 5, 3, 2],
];

/** @param {number} width @param {number[]} sizes */
function laidOut(width, sizes) {
  const places = layout(width, sizes);
  assert.ok(places, `${sizes} has room in ${width}`);
  return places;
}

test('layers stand from left to right, at equal distances', () => {
  const {neurons} = laidOut(1000, [3, 2, 3]);
  const [inputs, hidden, outputs] = neurons.map(layer => layer[0].x);
  assert.ok(inputs < hidden && hidden < outputs);
  assert.ok(Math.abs(hidden - inputs - (outputs - hidden)) < 1e-9);
});

test('the middle of every layer is at the same height', () => {
  const {neurons} = laidOut(1000, [3, 2, 3]);
  const middles = neurons.map(layer => layer.reduce((sum, {y}) => sum + y, 0) / layer.length);
  for (const middle of middles) assert.ok(Math.abs(middle - middles[0]) < 1e-9);
});

test('a line runs between the rims of two circles', () => {
  const {neurons, connections, radius} = laidOut(1000, [1, 1]);
  const [[input], [output]] = neurons;
  const {from, to} = connections[0][0][0];
  assert.ok(Math.abs(from.x - input.x - (radius + 2)) < 1e-9);
  assert.ok(Math.abs(output.x - to.x - (radius + 2)) < 1e-9);
});

for (const width of [360, 768, 1440]) {
  test(`no label of a weight stands on another, ${width} pixels wide`, () => {
    for (const sizes of SHAPES) {
      const places = layout(width, sizes);
      if (!places) continue;
      const {w, h} = places.label;
      for (const layer of places.connections) {
        const labels = layer.flat().map(({label}) => label);
        labels.forEach((a, n) => {
          for (const b of labels.slice(0, n)) {
            const apart = Math.abs(a.x - b.x) >= w || Math.abs(a.y - b.y) >= h;
            assert.ok(apart, `${sizes}: ${JSON.stringify([a, b])}`);
          }
        });
      }
    }
  });
}

test('a label stands on its own line', () => {
  for (const {from, to, label} of laidOut(1000, [3, 2, 3]).connections.flat(2)) {
    const along = (label.x - from.x) / (to.x - from.x);
    const {y} = between({from, to}, along);
    assert.ok(Math.abs(y - label.y) < 1e-9 && along > 0 && along < 1);
  }
});

test('a network too wide for its labels has no such layout', () => {
  assert.equal(layout(360, [10, 10]), null);
});

test('everything is in the figure', () => {
  for (const sizes of SHAPES) {
    const {neurons, radius, width, height} = laidOut(1440, sizes);
    for (const {x, y} of neurons.flat()) {
      assert.ok(x - radius >= 0 && x + radius <= width);
      assert.ok(y - radius >= 0 && y + radius <= height);
    }
  }
});
