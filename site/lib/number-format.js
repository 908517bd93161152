// Format numbers as people read and type them. Nothing here computes anything of the network.

/** @param {string} text with a hyphen for minus */
const signed = text => text.replaceAll('-', '−').replace('e+', 'e');

/**
 * Format at 4 decimals, or with an exponent if these would not fit.
 * @param {number} value
 */
export function rounded(value) {
  const size = Math.abs(value);
  if (size >= 1000 || (size > 0 && size < 0.00005)) return signed(value.toExponential(1));
  return signed(value.toFixed(4));
}

/**
 * Format without trailing zeros, for numbers that people typed.
 * @param {number} value
 */
export const trimmed = value =>
  rounded(value)
    .replace(/(\.\d*?)0+$/, '$1')
    .replace(/\.$/, '');

/**
 * Format with a sign, for a change.
 * @param {number} value
 */
export const change = value => (value > 0 ? '+' : '') + rounded(value);

/**
 * Format with every digit.
 * @param {number} value
 */
export const exact = value => signed(String(value));

/**
 * Format a number in the units of the visitor's own data.
 * @param {number} value
 */
export const plain = value =>
  Math.abs(value) >= 1000
    ? signed(value.toLocaleString('en', {maximumFractionDigits: 1}))
    : signed(String(Number(value.toPrecision(5))));

/**
 * Format without an exponent, which aria-valuenow may not have.
 * @param {number} value
 */
export const decimal = value =>
  String(value).includes('e')
    ? value.toLocaleString('en', {useGrouping: false, maximumFractionDigits: 20})
    : String(value);

/**
 * Read typed text as a number. A decimal comma and a real minus sign are accepted. Other text stays
 * text, and Python explains what is wrong.
 * @param {string} text
 * @returns {number | string}
 */
export function typed(text) {
  const plain = text.trim().replaceAll('−', '-').replace(',', '.');
  const value = Number(plain);
  return plain === '' || Number.isNaN(value) ? text.trim() : value;
}

/**
 * Move a value by whole steps, without rounding noise and without −0.
 * @param {number} value @param {number} steps @param {number} step
 */
export const moved = (value, steps, step) => Number((value + steps * step).toFixed(10)) + 0;

/**
 * Format a share as a percentage with one decimal.
 * @param {number} share
 */
export const percent = share => `${(100 * share).toFixed(1)} %`;

/**
 * Format a whole number with separated thousands.
 * @param {number} value
 */
export const grouped = value => value.toLocaleString('en');
