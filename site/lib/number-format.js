// Numbers as people read and type them. Nothing here computes anything of the network.

/** @param {string} text with a hyphen for minus */
const signed = text => text.replaceAll('-', '−').replace('e+', 'e');

/**
 * At 4 decimals, or with an exponent where these would not fit.
 * @param {number} value
 */
export function rounded(value) {
  const size = Math.abs(value);
  if (size >= 1000 || (size > 0 && size < 0.00005)) return signed(value.toExponential(1));
  return signed(value.toFixed(4));
}

/**
 * Without the zeros at the end: for what people typed themselves.
 * @param {number} value
 */
export const trimmed = value =>
  rounded(value)
    .replace(/(\.\d*?)0+$/, '$1')
    .replace(/\.$/, '');

/**
 * With its sign, for a change.
 * @param {number} value
 */
export const change = value => (value > 0 ? '+' : '') + rounded(value);

/**
 * Every digit that the number has.
 * @param {number} value
 */
export const exact = value => signed(String(value));

/**
 * A number in the units of the visitor's own data.
 * @param {number} value
 */
export const plain = value =>
  Math.abs(value) >= 1000
    ? signed(value.toLocaleString('en', {maximumFractionDigits: 1}))
    : signed(String(Number(value.toPrecision(5))));

/**
 * Without an exponent, which aria-valuenow may not have.
 * @param {number} value
 */
export const decimal = value =>
  String(value).includes('e')
    ? value.toLocaleString('en', {useGrouping: false, maximumFractionDigits: 20})
    : String(value);

/**
 * Reads typed text as a number. A comma or a real minus sign will do. Other text stays text, for
 * Python to say what is wrong.
 * @param {string} text
 * @returns {number | string}
 */
export function typed(text) {
  const plain = text.trim().replaceAll('−', '-').replace(',', '.');
  const value = Number(plain);
  return plain === '' || Number.isNaN(value) ? text.trim() : value;
}

/**
 * value moved by whole steps, without the dust of binary fractions and without −0.
 * @param {number} value @param {number} steps @param {number} step
 */
export const moved = (value, steps, step) => Number((value + steps * step).toFixed(10)) + 0;

/**
 * A share as a percentage with one decimal.
 * @param {number} share
 */
export const percent = share => `${(100 * share).toFixed(1)} %`;

/**
 * A whole number with its thousands apart.
 * @param {number} value
 */
export const grouped = value => value.toLocaleString('en');
