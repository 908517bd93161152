import assert from 'node:assert/strict';
import {test} from 'node:test';
import {
  change,
  decimal,
  exact,
  moved,
  percent,
  plain,
  rounded,
  trimmed,
  typed,
} from '../../../site/lib/number-format.js';

test('numbers have four decimals and a real minus sign', () => {
  assert.equal(rounded(0.5), '0.5000');
  assert.equal(rounded(-1.23456), '−1.2346');
  assert.equal(rounded(0), '0.0000');
  assert.equal(rounded(999.99994), '999.9999');
});

test('a number that four decimals would not fit has an exponent', () => {
  assert.equal(rounded(1000), '1.0e3');
  assert.equal(rounded(-1234567), '−1.2e6');
  assert.equal(rounded(0.00004), '4.0e−5');
  assert.equal(rounded(0.00005), '0.0001');
});

test('what people typed has no zeros at its end', () => {
  assert.deepEqual([0.5, 2, -0.25, 0].map(trimmed), ['0.5', '2', '−0.25', '0']);
});

test('a change has its sign, and nothing has none', () => {
  assert.deepEqual([0.1, -0.1, 0].map(change), ['+0.1000', '−0.1000', '0.0000']);
});

test('the exact text has every digit', () => {
  assert.equal(exact(0.1 + 0.2), '0.30000000000000004');
  assert.equal(exact(-1e-7), '−1e−7');
});

test('a number in units of its own has five digits, a large one thousands apart', () => {
  assert.equal(plain(2.345678), '2.3457');
  assert.equal(plain(123456.78), '123,456.8');
  assert.equal(plain(-1000), '−1,000');
});

test('a value for assistive technology has no exponent', () => {
  assert.equal(decimal(1e-7), '0.0000001');
  assert.equal(decimal(1e21), '1000000000000000000000');
  assert.equal(decimal(0.5), '0.5');
});

test('a decimal comma and a real minus sign are understood; other text stays as it is', () => {
  assert.equal(typed(' 0,5 '), 0.5);
  assert.equal(typed('−2'), -2);
  assert.equal(typed('1e3'), 1000);
  assert.equal(typed(' a half '), 'a half');
  assert.equal(typed('  '), '');
});

test('steps leave no dust of binary fractions', () => {
  assert.equal(moved(0.1, 2, 0.1), 0.3);
  assert.equal(moved(0.3, -3, 0.1), 0);
});

test('a share is a percentage with one decimal', () => {
  assert.equal(percent(0.5), '50.0 %');
  assert.equal(percent(1 / 3), '33.3 %');
});
