// Copy a request from outside. Only plain data of a limited size goes on to Python.

const MAX_DEPTH = 32; // of nested lists and objects
const MAX_VALUES = 10_000_000; // two snapshots of the largest network hold 8 million
const MAX_CONTAINERS = 1_000_000; // lists and objects
const MAX_BYTES = 2 ** 27; // in texts and typed arrays together

const PLAIN = 'A request can hold plain data only';
const TYPED_ARRAYS = new Set(
  ['Int8', 'Uint8', 'Uint8Clamped', 'Int16', 'Uint16', 'Int32', 'Uint32', 'Float32', 'Float64'].map(
    kind => `${kind}Array`,
  ),
);
const PRIMITIVES = new Set(['undefined', 'boolean', 'number', 'string']);

/**
 * Copy a request as it is now. The caller's later changes do not reach the copy.
 * @param {unknown} request
 * @returns {any} its content as plain data
 * @throws {Error} a sentence for the visitor if it holds anything else, or too much
 */
export function copyRequest(request) {
  try {
    return createCopier()(request);
  } catch (error) {
    // A getter, a proxy or a detached buffer may throw anything at all.
    throw error instanceof Refusal ? new Error(error.message) : new Error(`${PLAIN}.`);
  }
}

/** The reason why a request is refused. */
class Refusal extends Error {}

/** Make a copier, which counts what it has copied. */
function createCopier() {
  let [values, containers, bytes] = [0, 0, 0];
  /** @type {object[]} the lists and objects around the value being copied */
  const ancestors = [];
  /** @type {(string | number)[]} the names that lead to it */
  const path = [];

  /** @param {number} count of values in a list or an object */
  function spend(count) {
    values += count;
    containers++;
    if (values > MAX_VALUES || containers > MAX_CONTAINERS)
      throw new Refusal('A request can hold ten million values at most, and this one holds more.');
  }

  /** @param {number} count */
  function spendBytes(count) {
    bytes += count;
    if (bytes > MAX_BYTES)
      throw new Refusal('A request can hold 128 megabytes at most, and this one holds more.');
  }

  /** @param {unknown} value @returns {unknown} */
  function copy(value) {
    if (value === null || PRIMITIVES.has(typeof value)) {
      if (typeof value === 'string') spendBytes(value.length);
      return value;
    }
    const kind = kindOf(value);
    if (TYPED_ARRAYS.has(kind) && ArrayBuffer.isView(value)) {
      spendBytes(value.byteLength);
      return /** @type {Float64Array} */ (value).slice();
    }
    const isList = Array.isArray(value);
    if (!isList && kind !== 'Object') throw new Refusal(refusal(kind, path));
    const container = /** @type {any} */ (value);
    if (ancestors.includes(container))
      throw new Refusal(`${PLAIN}, and ${named(path)} holds itself.`);
    if (ancestors.length === MAX_DEPTH)
      throw new Refusal(`${PLAIN}, and ${named(path.slice(0, 1))} is nested too deeply.`);
    ancestors.push(container);
    const result = isList ? copyList(container) : copyObject(container);
    ancestors.pop();
    return result;
  }

  /** @param {string | number} name @param {unknown} value */
  function copyPart(name, value) {
    path.push(name);
    const result = copy(value);
    path.pop();
    return result;
  }

  /** @param {unknown[]} list */
  function copyList(list) {
    const {length} = list;
    spend(length);
    /** @type {unknown[]} */
    const result = [];
    for (let n = 0; n < length; n++) result.push(copyPart(n, list[n]));
    return result;
  }

  /** @param {Record<string, unknown>} object */
  function copyObject(object) {
    const names = Object.keys(object);
    spend(names.length);
    return Object.fromEntries(names.map(name => [name, copyPart(name, object[name])]));
  }

  return copy;
}

/** Name the kind of a value, such as “Map” or “function”. @param {unknown} value */
function kindOf(value) {
  if (typeof value === 'bigint') return 'BigInt';
  if (typeof value !== 'object') return typeof value;
  return Object.prototype.toString.call(value).slice(8, -1) || 'Object';
}

/** @param {string} kind @param {(string | number)[]} path */
function refusal(kind, path) {
  const what = /^[AEIO]/.test(kind) ? `an ${kind}` : `a ${kind}`;
  if (!path.length) return `A request is an object like {op: “forward”}, not ${what}.`;
  return `${PLAIN}, and ${named(path)} is ${what}.`;
}

/** @param {(string | number)[]} path such as value, 0, 1 */
const named = path =>
  path.length
    ? `“${path.slice(0, 4).join('.')}${path.length > 4 ? '…' : ''}”`.slice(0, 100)
    : 'this one';
