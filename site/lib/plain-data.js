// Convert values to plain data, as JSON has it.

/**
 * Replace every typed array by a plain one.
 * @param {any} value
 * @returns {any}
 */
export function toPlain(value) {
  if (ArrayBuffer.isView(value)) return Array.from(/** @type {Float64Array} */ (value));
  if (Array.isArray(value)) return value.map(toPlain);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, toPlain(item)]));
}
