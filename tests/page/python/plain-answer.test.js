import assert from 'node:assert/strict';
import {test} from 'node:test';
import {plainAnswer} from '../../../site/python/plain-answer.js';

test('undefined becomes null and a BigInt becomes a number, wherever they are', () => {
  const rows = [undefined, 1n, [2n ** 53n - 1n]];
  assert.deepEqual(plainAnswer({seed: 5n, rows, deeper: {a: undefined, b: [{c: 6n}]}}), {
    seed: 5,
    rows: [null, 1, [2 ** 53 - 1]],
    deeper: {a: null, b: [{c: 6}]},
  });
  assert.equal(plainAnswer(undefined), null);
});

test('typed arrays stay as they are, but those of BigInts become numbers', () => {
  const values = Float64Array.of(1, 2);
  const answer = plainAnswer({values, long: BigInt64Array.of(1n, -2n)});
  assert.equal(answer.values, values);
  assert.deepEqual(answer.long, Float64Array.of(1, -2));
});

test('what JSON makes of an answer is the same again', () => {
  const answer = plainAnswer({high: 9007199254740991n, text: 'ä', list: [true, false, 0.1]});
  assert.deepEqual(JSON.parse(JSON.stringify(answer)), answer);
});
