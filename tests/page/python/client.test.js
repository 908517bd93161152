import assert from 'node:assert/strict';
import {mock, test} from 'node:test';
import {createWorld, outcome, settled, snapshot} from './fake-python.js';

/** @typedef {Awaited<ReturnType<typeof createWorld>>} World */

mock.timers.enable({apis: ['setTimeout', 'setInterval']});

const BROKEN = /^Python broke down over this, so it was not done\. The network is as it was\./;
const TYPED = snapshot({python: {typed: {network: 1}, verdict: null, own: null}});
const own = /** @type {const} */ ({op: 'set_source', module: 'network', text: 'mine'});

/** @param {number} seconds */
async function pass(seconds) {
  for (let n = 0; n < seconds; n++) {
    mock.timers.tick(1_000);
    await settled();
  }
}

/** Makes a world in which Python is ready and complete. */
async function ready() {
  const it = await createWorld();
  await it.worker.start();
  await it.worker.complete();
  return it;
}

/** Lets the next worker start and restore the network. @param {World} it */
async function recover(it, restored = snapshot()) {
  await it.worker.start();
  await it.worker.complete();
  assert.equal(it.worker.ops.at(-1), 'restore');
  await it.worker.answer({snapshot: restored});
}

test('requests wait until Python is ready, and go one at a time in order', async () => {
  const it = await createWorld();
  const done = [it.client.ask({op: 'forward'}), it.client.ask({op: 'backprop'})];
  assert.equal(it.told.waiting, 2);
  await it.worker.start();
  assert.equal(it.told.boot.stage, 'ready');
  assert.deepEqual(it.worker.ops, ['forward']);
  await it.worker.answer({snapshot: snapshot({step: 1})});
  assert.deepEqual(it.worker.ops, ['forward', 'backprop']);
  await it.worker.answer({snapshot: snapshot({step: 2})});
  assert.deepEqual(
    (await Promise.all(done)).map(({snapshot}) => snapshot?.step),
    [1, 2],
  );
});

test('an error rejects with its place and line, and the next request goes on', async () => {
  const it = await ready();
  const said = {message: 'No.', place: 'weight-1-0-0', line: 3};
  const failing = assert.rejects(it.client.ask({op: 'forward'}), said);
  const next = it.client.query({op: 'choices'});
  await it.worker.answer({error: 'No.', place: 'weight-1-0-0', line: 3});
  await failing;
  await it.worker.answer({answer: {id: 0}});
  assert.deepEqual(await next, {id: 0});
});

test('an answer to an earlier request means nothing', async () => {
  const it = await ready();
  const first = it.client.ask({op: 'forward'});
  await it.worker.answer();
  await first;
  const second = it.client.ask({op: 'backprop'});
  await it.worker.say({id: 1, error: 'late'});
  await it.worker.answer({snapshot: snapshot({step: 5})});
  assert.equal((await second).snapshot?.step, 5);
});

test('a request that cannot be posted is refused, and the next one goes on', async () => {
  const it = await ready();
  const bad = outcome(it.client.ask(/** @type {any} */ ({op: 'unclonable'})));
  const next = it.client.ask({op: 'forward'});
  assert.match(await bad, /plain data only/);
  await it.worker.answer();
  assert.ok((await next).snapshot);
});

test('a broken answer settles its promise, and the next request goes on', async () => {
  const it = await ready();
  const odd = outcome(it.client.ask({op: 'forward'}));
  const next = outcome(it.client.ask({op: 'backprop'}));
  await it.worker.answer({snapshot: {origin: 1}});
  assert.match(await odd, /undefined/);
  await it.worker.answer();
  assert.ok(await next);
});

for (const [state, prepare] of Object.entries({
  idle: async () => {},
  busy: async (/** @type {any} */ it) => void outcome(it.client.ask({op: 'forward'})),
}))
  test(`the worker dies while it is ${state}: the next one takes up the network`, async () => {
    const it = await ready();
    await prepare(it);
    await it.worker.say({dead: 'killed'});
    assert.equal(it.workers[0].isOver, true);
    assert.equal(it.workers.length, 2);
    assert.match(it.told.boot.message, /^Python broke down \(killed\) and is starting again/);
    await recover(it);
    assert.equal(it.told.restored.length, 1);
    assert.deepEqual(it.worker.ops, state === 'busy' ? ['restore', 'forward'] : ['restore']);
  });

test('the worker dies twice over a request: it is given up, and what waits is done', async () => {
  const it = await ready();
  const deadly = outcome(it.client.ask({op: 'forward'}));
  const next = outcome(it.client.ask({op: 'backprop'}));
  await it.worker.say({dead: 'killed'});
  await recover(it);
  await it.worker.say({dead: 'killed'});
  assert.match(await deadly, BROKEN);
  await recover(it);
  assert.equal(it.worker.ops.at(-1), 'backprop');
  await it.worker.answer();
  assert.ok(await next);
});

for (const op of /** @type {const} */ (['step_back', 'redo', 'table', 'life']))
  test(`the worker dies over ${op}, which no other knows anything of: it is not repeated`, async () => {
    const it = await ready();
    const asked = outcome(it.client.ask({op}));
    await it.worker.say({dead: 'killed'});
    assert.match(await asked, BROKEN);
    await recover(it);
    assert.deepEqual(it.worker.ops, ['restore']);
  });

test('the worker dies while it is handed the network: the next one is handed it', async () => {
  const it = await ready();
  await it.worker.say({dead: 'killed'});
  await it.worker.start();
  await it.worker.say({dead: 'killed'});
  assert.equal(it.workers.length, 3);
  await recover(it);
  assert.equal(it.told.restored.length, 1);
});

test('worker after worker dies over the network: it is given up, which ends', async () => {
  const it = await ready();
  await it.worker.say({dead: 'killed'});
  for (let n = 0; n < 3; n++) {
    assert.deepEqual(it.told.lost, []);
    await it.worker.start();
    assert.deepEqual(it.worker.ops, ['restore']);
    await it.worker.say({dead: 'killed'});
  }
  assert.deepEqual(it.told.lost, ['Python broke down over it again and again.']);
  assert.match(it.told.boot.message, /begins with the first one/);
  await it.worker.start();
  assert.deepEqual(it.worker.ops, []);
});

test('the network is refused by the next worker: that is told', async () => {
  const it = await ready();
  await it.worker.say({dead: 'killed'});
  await it.worker.start();
  await it.worker.answer({error: 'No such network.'});
  assert.deepEqual(it.told.lost, ['No such network.']);
});

test('examples are made again before the network is taken up', async () => {
  const it = await ready();
  const task = {edition: 7, name: 'xor', options: {noise: 0}};
  const done = it.client.ask({op: 'load_task', name: 'xor'});
  await it.worker.answer({snapshot: snapshot({origin: 2, task})});
  await done;
  await it.worker.say({dead: 'killed'});
  await it.worker.start();
  await it.worker.answer();
  assert.deepEqual(it.worker.ops, ['load_task', 'restore']);
});

test('a table is handed over again in all its parts', async () => {
  const it = await ready();
  for (const [part, first] of [
    ['a', true],
    ['b', false],
  ])
    await Promise.all([
      it.client.query(/** @type {any} */ ({op: 'table_part', part, first})),
      settled().then(() => it.worker.answer({answer: {bytes: 1}})),
    ]);
  const task = {edition: 7, name: 'own', options: {}};
  const done = it.client.ask({op: 'load_table', predict: 'b'});
  await it.worker.answer({snapshot: snapshot({task})});
  await done;
  assert.deepEqual(
    it.client.restorePoint().again.map(({op}) => op),
    ['table_part', 'table_part', 'load_table'],
  );
});

test('an answer that does not come breaks the worker down after 20 seconds', async () => {
  const it = await ready();
  outcome(it.client.ask({op: 'forward'}));
  await pass(19);
  assert.equal(it.workers.length, 1);
  await pass(1);
  assert.match(it.told.boot.message, /it did not answer any more/);
  await recover(it);
  assert.equal(it.worker.ops.at(-1), 'forward');
});

test('an answer that takes long can be stopped', async () => {
  const it = await ready();
  const asked = outcome(it.client.ask({op: 'forward'}));
  mock.timers.tick(999);
  assert.equal(it.told.isSlow, false);
  mock.timers.tick(1);
  assert.equal(it.told.isSlow, true);
  it.client.stop();
  assert.equal(it.told.isSlow, false);
  assert.equal(await asked, 'You pressed Stop, so it was stopped. The network is as it was.');
  assert.equal(it.workers.length, 2);
});

test('Stop while nothing is under way does nothing', async () => {
  const it = await ready();
  it.client.stop();
  assert.equal(it.workers.length, 1);
});

/** Makes a world in which typed Python runs. */
async function typed() {
  const it = await ready();
  const done = it.client.ask(own);
  await it.worker.answer({snapshot: TYPED});
  await done;
  return it;
}

test('typed Python that loops is stopped after 5 seconds, and the original runs again', async () => {
  const it = await ready();
  const asked = outcome(it.client.ask(own));
  await pass(5);
  assert.match(await asked, /^It did not answer for 5 seconds, so it was stopped\. The original/);
  await it.worker.start();
  assert.equal(it.worker.last.request.typed, null);
});

test('typed Python that was in force and loops later is stopped after 5 seconds', async () => {
  const it = await typed();
  const asked = outcome(it.client.ask({op: 'forward'}));
  await pass(5);
  assert.match(await asked, /^It did not answer for 5 seconds/);
  assert.match(it.told.boot.message, /The original Python runs: your text is in the editor/);
});

test('typed Python is handed over after one breakdown, and not after two in a row', async () => {
  const it = await typed();
  await it.worker.say({dead: 'killed'});
  await it.worker.start();
  await it.worker.complete();
  assert.deepEqual(it.worker.last.request.typed, {network: 'mine'});
  await it.worker.say({dead: 'killed'});
  await it.worker.start();
  assert.equal(it.worker.last.request.typed, null);
});

test('typed Python of which something has come since is not under suspicion any more', async () => {
  const it = await typed();
  for (let n = 0; n < 3; n++) {
    await it.worker.say({dead: 'killed'});
    await recover(it, TYPED);
    const done = it.client.ask({op: 'forward'});
    await it.worker.answer({snapshot: TYPED});
    await done;
  }
  await it.worker.say({dead: 'killed'});
  await recover(it, TYPED);
  assert.deepEqual(it.worker.last.request.typed, {network: 'mine'});
});

test('typed Python that is refused is left out, and it is said why', async () => {
  const it = await typed();
  await it.worker.say({dead: 'killed'});
  await it.worker.start();
  await it.worker.complete();
  await it.worker.answer({error: 'Line 3: never again.'});
  assert.equal(it.worker.last.request.typed, null);
  await it.worker.answer();
  assert.match(it.told.restored[0][1], /could not be taken up again\. Line 3: never again\./);
});

test('typed Python waits for the last files; other requests do not', async () => {
  const it = await createWorld();
  await it.worker.start();
  const first = it.client.ask({op: 'forward'});
  await it.worker.answer();
  await first;
  it.client.ask(own);
  assert.equal(it.told.boot.waits, true);
  assert.deepEqual(it.worker.ops, ['forward']);
  await it.worker.complete();
  assert.equal(it.told.boot.waits, false);
  assert.deepEqual(it.worker.ops, ['forward', 'set_source']);
});

test('files that did not come are asked for once more for a request, then it is tried without', async () => {
  const it = await createWorld();
  await it.worker.start();
  await it.worker.complete('They did not come.');
  assert.equal(it.told.boot.missing, 'They did not come.');
  it.client.ask(own);
  assert.deepEqual([it.told.boot.waits, it.worker.ops], [true, []]);
  await it.worker.complete('Not even now.');
  assert.deepEqual([it.told.boot.waits, it.worker.ops], [false, ['set_source']]);
});

test('what waits for files can be given up, and what comes after it is done', async () => {
  const it = await createWorld();
  await it.worker.start();
  const asked = outcome(it.client.ask(own));
  const next = it.client.ask({op: 'forward'});
  it.client.stop();
  assert.equal(await asked, 'You pressed Stop, so it was not done.');
  await it.worker.answer();
  assert.ok((await next).snapshot);
  assert.equal(it.workers.length, 1);
});

test('the worker dies while a request waits for files: it is asked of the next one', async () => {
  const it = await createWorld();
  await it.worker.start();
  it.client.ask(own);
  await it.worker.say({dead: 'killed'});
  await recover(it);
  assert.deepEqual(it.worker.ops, ['restore', 'set_source']);
});

test('where no way of starting works it fails, requests are kept, and it can be tried again', async () => {
  const it = await createWorld();
  const asked = it.client.ask({op: 'forward'});
  await it.worker.say({failed: 'It is damaged.'});
  await it.worker.say({failed: 'It is damaged.'});
  assert.deepEqual([it.told.boot.stage, it.told.boot.message], ['failed', 'It is damaged.']);
  await it.client.complete;
  it.client.retry();
  await settled();
  assert.equal(it.told.boot.message, '');
  await it.worker.start();
  await it.worker.answer();
  assert.ok((await asked).snapshot);
});

test('the worker dies at every stage of the start: the next way is tried', async () => {
  for (const say of [{here: true}, {started: true}]) {
    const it = await createWorld();
    const asked = it.client.ask({op: 'forward'});
    await it.worker.say(say);
    await it.worker.say({dead: 'killed'});
    assert.equal(it.workers.length, 2);
    await it.worker.start();
    await it.worker.answer();
    assert.ok((await asked).snapshot);
  }
});

test('where it never works, requests are refused at once', async () => {
  const it = await createWorld();
  it.world.missing = 'This browser has no WebAssembly.';
  const hopeless = it.open();
  await settled();
  assert.equal(it.told.boot.isHopeless, true);
  assert.match(await outcome(hopeless.ask({op: 'forward'})), /no WebAssembly/);
  hopeless.retry();
  assert.equal(it.workers.length, 1);
});

test('Try again while Python comes too slowly starts it anew', async () => {
  const it = await createWorld();
  const asked = it.client.ask({op: 'forward'});
  it.client.retry();
  await settled();
  assert.deepEqual([it.workers.length, it.workers[0].isOver], [2, true]);
  await it.worker.start();
  await it.worker.answer();
  assert.ok((await asked).snapshot);
});

test('Try again when Python is ready asks for the missing files', async () => {
  const it = await createWorld();
  await it.worker.start();
  await it.worker.complete('They did not come.');
  it.client.retry();
  await settled();
  assert.equal(it.worker.posted.filter(({complete}) => complete).length, 2);
  await it.worker.complete();
  assert.equal(it.told.boot.missing, '');
});

test('a page that is loaded anew goes on with the network of the one before', async () => {
  const last = snapshot({origin: 4, step: 9, task: {edition: 3, name: 'xor', options: {}}});
  const it = await createWorld({start: snapshot(), last, again: [{op: 'load_task', name: 'xor'}]});
  assert.equal(it.told.boot.message, 'Your network comes along.');
  const asked = it.client.ask({op: 'forward'});
  await it.worker.start();
  await it.worker.answer();
  assert.equal(it.worker.last.request.last.step, 9);
  await it.worker.answer();
  assert.deepEqual(it.worker.ops, ['load_task', 'restore', 'forward']);
  await it.worker.answer();
  assert.ok((await asked).snapshot);
});

test('it is counted how often Python was started', async () => {
  const it = await ready();
  assert.equal(it.client.starts(), 1);
  await it.worker.say({dead: 'killed'});
  assert.equal(it.client.starts(), 2);
});
