// Makes a client whose workers do what a test tells them, for tests of breakdowns.

import {Client} from '../../../site/python/client.js';

Object.assign(globalThis, {location: {href: 'file:///page/index.html'}});

const WAY = {start: [], later: []};
const MANIFEST = /** @type {any} */ ({
  ways: {snapshot: WAY, plain: WAY},
  runtime: [],
  worker: [],
});

/** Lets pending work continue. */
export const settled = () => new Promise(resolve => setImmediate(() => setImmediate(resolve)));

/** Makes a snapshot with the parts that the client reads. @param {object} [fields] @returns {any} */
export const snapshot = fields => ({
  origin: 1,
  walk: null,
  task: null,
  training: null,
  can_step_back: false,
  python: {typed: {}, verdict: null, own: null},
  ...fields,
});

class FakeWorker {
  /** @type {any[]} */
  posted = [];
  isOver = false;
  /** @type {(event: any) => void} */
  onmessage = () => {};

  /** @param {any} message */
  postMessage(message) {
    if (message.request?.op === 'unclonable') throw new Error('DataCloneError');
    this.posted.push(message);
  }
  terminate() {
    this.isOver = true;
  }
  /** @param {object} data */
  async say(data) {
    this.onmessage({type: 'message', data, preventDefault() {}});
    await settled();
  }
  async start() {
    await this.say({started: true});
    await this.say({ready: true});
  }
  /** @param {string} [error] */
  complete(error = '') {
    return this.say({completed: true, error});
  }
  /** Lists the requests received. */
  get ops() {
    return this.posted.filter(({request}) => request).map(({request}) => request.op);
  }
  /** Returns the last message with a request. */
  get last() {
    return this.posted.findLast(({request}) => request);
  }
  /** Answers the last request. @param {object} [answer] */
  answer(answer = {snapshot: snapshot()}) {
    return this.say({id: this.last.id, ...answer});
  }
}

/** @param {any} [kept] from before the page was loaded */
export async function createWorld(kept = null) {
  /** @type {FakeWorker[]} */
  const workers = [];
  /** @type {{boot: any, waiting: number, isSlow: boolean, restored: [any, string][], lost: string[]}} */
  const told = {boot: null, waiting: 0, isSlow: false, restored: [], lost: []};
  const host = /** @type {any} */ ({
    inFolder: true,
    begun: () => null,
    startWorker() {
      if (world.missing) throw Object.assign(new Error(world.missing), {isHopeless: true});
      workers.push(new FakeWorker());
      return workers.at(-1);
    },
    files: async () => ({}),
    damaged: () => '',
  });
  const world = {missing: ''};
  const open = () =>
    new Client(
      host,
      MANIFEST,
      snapshot(),
      {
        onBoot: (boot, waiting) => Object.assign(told, {boot, waiting}),
        onSlow: isSlow => Object.assign(told, {isSlow}),
        onRestored: (...given) => void told.restored.push(given),
        onLost: why => void told.lost.push(why),
      },
      kept,
    );
  const client = open();
  await settled();
  return {
    client,
    told,
    workers,
    world,
    open,
    /** Returns the newest worker. */
    get worker() {
      return /** @type {FakeWorker} */ (workers.at(-1));
    },
  };
}

/** Resolves to a promise's value, or to its error's message. @param {Promise<any>} promise */
export const outcome = promise =>
  promise.then(
    ({snapshot, answer}) => snapshot ?? answer,
    error => error.message,
  );
