import assert from 'node:assert/strict';
import {test} from 'node:test';
import {copyRequest} from '../../../site/python/request-copy.js';

test('a request is copied as it is now', () => {
  const request = {op: 'set_input', index: 0, value: 1};
  const copy = copyRequest(request);
  request.value = 2;
  delete (/** @type {any} */ (request).op);
  assert.deepEqual(copy, {op: 'set_input', index: 0, value: 1});
});

test('all plain data comes through', () => {
  const shared = [1, 2];
  const request = {
    op: 'load',
    numbers: [0, -0, 1.5, NaN, Infinity, 2 ** 60],
    words: ['', 'ä', null, undefined, true, false],
    nested: [[shared, shared], [{a: {b: []}}]],
    bare: Object.assign(Object.create(null), {x: 1}),
    typed: [Float64Array.of(1, 2), Uint8Array.of(3), Float32Array.of(0.5)],
    holes: Array(3),
  };
  const copy = copyRequest(request);
  assert.deepEqual(copy, {...request, bare: {x: 1}, holes: [undefined, undefined, undefined]});
  assert.ok(Object.is(copy.numbers[1], -0));
  assert.notEqual(copy.typed[0].buffer, request.typed[0].buffer);
  for (const plain of [null, undefined, 'forward', 1, [1]])
    assert.deepEqual(copyRequest(plain), plain);
});

test('part of a buffer is copied as that part', () => {
  const part = new Float64Array(Float64Array.of(1, 2, 3).buffer, 8, 1);
  assert.deepEqual(copyRequest({part}).part, Float64Array.of(2));
});

test('fields of a class are data, what it inherits is not', () => {
  class Wanted {
    op = 'forward';
    get value() {
      return 1;
    }
  }
  assert.deepEqual(copyRequest(new Wanted()), {op: 'forward'});
});

test('the name __proto__ is a name like others', () => {
  const copy = copyRequest(JSON.parse('{"op": "forward", "__proto__": {"value": 1}}'));
  assert.deepEqual(Object.keys(copy), ['op', '__proto__']);
  assert.equal(copy.value, undefined);
});

const cyclic = /** @type {any} */ ({op: 'load', network: {layers: []}});
cyclic.network.layers.push(cyclic);
/** @type {any} */
let deep = [];
for (let n = 0; n < 2_000; n++) deep = [deep];
const wide = /** @type {any} */ ([]);
for (let n = 0; n < 25; n++) wide.push([...wide]);
const detached = new Float64Array(2);
structuredClone(detached, {transfer: [detached.buffer]});
const fails = {
  get value() {
    throw new Error('no such luck');
  },
};
const trap = () => {
  throw Symbol('trap');
};

/** @type {Record<string, [unknown, string]>} */
const REFUSED = {
  'a Map': [
    new Map([['op', 'forward']]),
    'A request is an object like {op: “forward”}, not a Map.',
  ],
  'a Set in a field': [{op: 'x', value: new Set()}, '“value” is a Set.'],
  'a Map far inside': [{op: 'x', a: [{b: new Map()}]}, '“a.0.b” is a Map.'],
  'a function': [{op: 'x', value: () => 1}, '“value” is a function.'],
  'a symbol': [{op: 'x', value: Symbol('s')}, '“value” is a symbol.'],
  'a BigInt': [{op: 'x', value: 1n}, '“value” is a BigInt.'],
  'a typed array of BigInts': [
    {op: 'x', value: new BigInt64Array(1)},
    '“value” is a BigInt64Array.',
  ],
  'a Date': [{op: 'x', value: new Date()}, '“value” is a Date.'],
  'an ArrayBuffer': [{op: 'x', value: new ArrayBuffer(1)}, '“value” is an ArrayBuffer.'],
  'a DataView': [{op: 'x', value: new DataView(new ArrayBuffer(1))}, '“value” is a DataView.'],
  'a promise': [{op: 'x', value: Promise.resolve(1)}, '“value” is a Promise.'],
  'a getter that throws': [fails, 'A request can hold plain data only.'],
  'a proxy that throws': [new Proxy({}, {get: trap, ownKeys: trap}), 'plain data only.'],
  'a revoked proxy': [revoked(), 'plain data only.'],
  'a proxy of a Map': [new Proxy(new Map(), {}), 'not a Map.'],
  'a detached buffer': [{op: 'x', value: detached}, 'plain data only.'],
  itself: [cyclic, '“network.layers.0” holds itself.'],
  'a nest 2,000 deep': [{op: 'x', value: deep}, '“value” is nested too deeply.'],
  'an array of length 4,294,967,295': [{op: 'x', value: Array(2 ** 32 - 1)}, 'ten million values'],
  'an array that says it is endless': [
    {op: 'x', value: new Proxy([], {get: (_, key) => (key === 'length' ? Infinity : 0)})},
    'ten million values',
  ],
  'one list many times': [{op: 'x', value: wide}, 'ten million values'],
  'too large a typed array': [{op: 'x', value: new Float64Array(2e7)}, '128 megabytes'],
  'too long a text': [{op: 'x', value: ['a'.repeat(1e8), 'a'.repeat(1e8)]}, '128 megabytes'],
};

function revoked() {
  const {proxy, revoke} = Proxy.revocable({}, {});
  revoke();
  return proxy;
}

for (const [what, [request, sentence]] of Object.entries(REFUSED)) {
  test(`${what} is refused with a sentence, soon`, () => {
    const began = performance.now();
    assert.throws(
      () => copyRequest(request),
      (/** @type {Error} */ {message}) => message.endsWith(sentence) || message.includes(sentence),
    );
    assert.ok(performance.now() - began < 20_000);
  });
}

test('the largest network is not too large', () => {
  const weights = Array.from({length: 1_000}, () => Array(1_000).fill(0.5));
  assert.equal(copyRequest({op: 'load', network: {layers: [{weights}]}}).network.layers.length, 1);
});
