// Makes plain data of what Python answers, as the page promises it to other programs.

/**
 * Replaces everything that JSON does not know. Pyodide makes undefined of None, which becomes null, and
 * a BigInt of whole numbers from 2⁵³ − 1 on, which becomes a number. Lists and objects keep their identity.
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
