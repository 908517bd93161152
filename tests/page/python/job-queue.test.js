import assert from 'node:assert/strict';
import {test} from 'node:test';
import {createQueue} from '../../../site/python/job-queue.js';

/** @returns {{promise: Promise<string>, resolve: (value: string) => void}} */
function deferred() {
  /** @type {(value: string) => void} */
  let resolve = () => {};
  const promise = /** @type {Promise<string>} */ (new Promise(done => (resolve = done)));
  return {promise, resolve};
}

test('jobs run one after another, in the order in which they were added', async () => {
  const queue = createQueue();
  const [first, second] = [deferred(), deferred()];
  /** @type {string[]} */
  const log = [];
  const run = (/** @type {string} */ name, /** @type {Promise<string>} */ until) => () => {
    log.push(name);
    return until;
  };
  const done = [queue.add(run('first', first.promise)), queue.add(run('second', second.promise))];
  assert.deepEqual(log, ['first']);
  second.resolve('b');
  first.resolve('a');
  assert.deepEqual(await Promise.all(done), ['a', 'b']);
  assert.deepEqual(log, ['first', 'second']);
});

test('of waiting jobs with one key only the newest runs, and settles for all of them', async () => {
  const queue = createQueue();
  const busy = deferred();
  const before = queue.add(() => busy.promise);
  /** @type {number[]} */
  const ran = [];
  const drags = [1, 2, 3].map(value => queue.add(async () => `${ran.push(value)}`, 'weight-1-0-0'));
  busy.resolve('');
  await before;
  await Promise.all(drags);
  assert.deepEqual(ran, [3]);
});

test('a job that fails does not hold up the next', async () => {
  const queue = createQueue();
  const failing = queue.add(() => Promise.reject(new Error('no')));
  const next = queue.add(async () => 'yes');
  await assert.rejects(failing, /no/);
  assert.equal(await next, 'yes');
});

test('a job that throws before its first pause does not hold up the next', async () => {
  const queue = createQueue();
  const failing = queue.add(() => {
    throw new Error('at once');
  });
  const next = queue.add(async () => 'yes');
  await assert.rejects(failing, /at once/);
  assert.equal(await next, 'yes');
});
