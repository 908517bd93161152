// Convert Python's answers to plain data, as the page promises other programs.

/**
 * Replace every value that JSON lacks. Pyodide converts None to undefined, which becomes null, and
 * integers from 2⁵³ − 1 on to BigInt, which becomes a number. Lists and objects keep their identity.
 * @param {any} value
 * @returns {any}
 */
export function plainAnswer(value) {
  if (value === undefined) return null;
  if (typeof value === 'bigint') return Number(value);
  if (value === null || typeof value !== 'object') return value;
  if (value instanceof BigInt64Array || value instanceof BigUint64Array)
    return Float64Array.from(value, Number);
  if (ArrayBuffer.isView(value)) return value;
  if (Array.isArray(value)) for (let n = 0; n < value.length; n++) replace(value, n, value[n]);
  else for (const key of Object.keys(value)) replace(value, key, value[key]);
  return value;
}

/** @param {any} container @param {string | number} key @param {unknown} part */
function replace(container, key, part) {
  const plain = plainAnswer(part);
  if (plain !== part) container[key] = plain;
}
