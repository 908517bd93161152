// Carries requests to Python and snapshots back. Starts the worker, and another when it breaks down.

import {startPython} from './boot/start.js';

/** @typedef {import('./types').Snapshot} Snapshot */
/** @typedef {import('./types').Request} Request */
/** @typedef {{snapshot: Snapshot, answer?: undefined} | {snapshot?: undefined, answer: any}} Answer a verb's, or a query's */
/** @typedef {{start: Snapshot, last: Snapshot, again: Request[]}} Memory what another Python needs to go on: `again` makes the examples */
/** @typedef {{request: Request, resolve: (answer: Answer) => void, reject: (error: Error) => void}} Waiting */

const LONGEST_ANSWER = 20_000; // ms; after this long a worker counts as broken down
const LONGEST_TYPED = 5_000; // where Python that the visitor typed may run for ever
const SLOW = 1_000; // after this long the visitor may want to stop it
const MOST_MADE = 50; // sets of examples that can be made again
const TYPING = new Set(['set_source', 'set_own_activation']);

/**
 * @param {import('./types').Host} host
 * @param {import('./types').Manifest} manifest
 * @param {Snapshot} first
 * @param {object} events
 * @param {(boot: import('./types').Boot, waiting: number) => void} events.onBoot
 * @param {(slow: boolean) => void} events.onSlow when an answer takes long, and when that is over
 * @param {(snapshot: Snapshot) => void} events.onRestored when another worker has taken up the network
 * @param {(why: string) => void} events.onLost when it can't take it up
 * @param {Memory | null} [kept] what the page was told to take up before it was loaded anew
 */
export function createBridge(host, manifest, first, {onBoot, onSlow, onRestored, onLost}, kept = null) {
  /** @type {import('./types').Boot} */
  const boot = {stage: 'download', loaded: 0, total: 1, way: 'snapshot', message: kept ? 'Your network comes along.' : ''};
  /** @type {ReturnType<typeof startPython>} */
  let python;
  /** @type {Waiting[]} */
  let queue = [];
  /** @type {Waiting | null} */
  let flight = null;
  let id = 0;
  let timer = 0;
  let slowTimer = 0;
  let isSlow = false;
  // What a new worker is told when another has broken down.
  let begun = kept?.start ?? first;
  let last = kept?.last ?? first;
  /** @type {Map<number, Request[]>} what examples are made by, by their edition: the newest of them */
  const made = new Map();
  /** @type {Request[]} the table that is being handed over */
  let parts = [];
  let restarting = kept !== null;
  if (kept?.last.task) made.set(kept.last.task.edition, kept.again);
  /** @type {() => void} */
  let becomeComplete = () => {};
  const complete = /** @type {Promise<void>} */ (new Promise(resolve => (becomeComplete = resolve)));
  let isComplete = false; // whether Python has all its files, which only typed Python may need
  let isTyped = false; // whether Python that the visitor typed is among what runs

  const tell = () => onBoot({...boot}, queue.length);
  /** @param {Partial<import('./types').Boot>} news */
  const booting = news => {
    Object.assign(boot, news);
    tell();
  };

  function start() {
    isComplete = false;
    python = startPython(host, manifest, {
      onProgress: booting,
      onReady: greet,
      onComplete() {
        isComplete = true;
        becomeComplete();
        pump();
      },
      onFailed(why) {
        booting({stage: 'failed', message: why});
        becomeComplete();
      },
      onBroken: breakDown,
      onAnswer: settle,
    });
  }

  function greet() {
    if (restarting) {
      restarting = false;
      const {start, last, again} = memory();
      const request = {op: 'restore', start, last};
      queue.unshift({request, resolve: ({snapshot}) => snapshot && onRestored(snapshot), reject: ({message}) => onLost(message)});
      queue.unshift(...again.map(request => ({request, resolve: () => {}, reject: () => {}})));
    }
    booting({stage: 'ready'});
    pump();
  }

  /** @returns {Memory} */
  const memory = () => ({start: toPlain(begun), last: toPlain(last), again: made.get(last.task?.edition ?? NaN) ?? []});

  /** Whether Python that the visitor typed runs for this. @param {Waiting} asked */
  const mayLoop = asked => isTyped || TYPING.has(asked.request?.op);

  function pump() {
    if (boot.stage !== 'ready' || flight || !queue.length) return;
    if (mayLoop(queue[0]) && !isComplete) return;
    flight = /** @type {Waiting} */ (queue.shift());
    timer = mayLoop(flight)
      ? setTimeout(stop, LONGEST_TYPED, `It did not answer for ${LONGEST_TYPED / 1000} seconds`)
      : setTimeout(breakDown, LONGEST_ANSWER, 'it did not answer any more');
    slowTimer = setTimeout(() => onSlow((isSlow = true)), SLOW);
    try {
      python.post({id: ++id, request: flight.request});
    } catch {
      settle({id, error: 'A request can hold plain data only.'});
    }
  }

  /** @param {{id: number, snapshot?: Snapshot, answer?: any, error?: string, place?: string, line?: number}} message */
  function settle({id: of, snapshot, answer, error, place, line}) {
    if (!flight || of !== id) return;
    landed();
    const {request, resolve, reject} = flight;
    flight = null;
    if (snapshot) {
      isTyped = Object.keys(snapshot.python.typed).length > 0;
      if (!snapshot.walk) last = snapshot; // where a reading is cannot be taken up again
      if (STARTS.has(request.op)) begun = snapshot;
      if (request.op.startsWith('load') && snapshot.task) remember(snapshot.task.edition, request);
      resolve({snapshot});
    } else if (error === undefined) {
      if (request.op === 'table_part') parts = [...(request.first ? [] : parts), request];
      resolve({answer});
    } else reject(Object.assign(new Error(error), {place, line}));
    pump();
  }

  /** @param {number} edition @param {Request} request */
  function remember(edition, request) {
    made.delete(edition);
    made.set(edition, request.op === 'load_table' ? [...parts, request] : [request]);
    if (made.size > MOST_MADE) made.delete(made.keys().next().value ?? 0);
  }

  /** An answer is there, or is waited for no more. */
  function landed() {
    clearTimeout(timer);
    clearTimeout(slowTimer);
    if (isSlow) onSlow((isSlow = false));
  }

  /** @param {string} why */
  function breakDown(why) {
    startAgain(
      'Python broke down over this, so it was not done. The network is as it was.',
      `Python broke down (${why}) and is starting again. The network is as it was.`,
    );
  }

  /** @param {string} why the beginning of a sentence */
  function stop(why) {
    const after = flight && mayLoop(flight)
      ? 'The original Python runs again, the network is as it was, and your text is still in the editor.'
      : 'The network is as it was.';
    startAgain(`${why}, so it was stopped. ${after}`, 'Python was stopped and is starting again. The network is as it was.');
  }

  /** @param {string} told what the visitor reads where this was asked for @param {string} message and above */
  function startAgain(told, message) {
    landed();
    python.stop();
    isTyped = false;
    restarting = true;
    boot.message = message;
    const failed = flight;
    flight = null;
    start();
    failed?.reject(new Error(told));
  }

  /** @param {Request} request @returns {Promise<Answer>} */
  const ask = request => new Promise((resolve, reject) => {
    queue.push({request, resolve, reject});
    pump();
    if (boot.stage !== 'ready') tell();
  });

  start();
  return {
    /** Whatever it is that answers. */
    ask,
    memory,
    /** Resolves when everything that Python is given in the end is here, or will not come. */
    complete,
    /** A verb. @param {Request} request */
    request: request => ask(request).then(({snapshot}) => /** @type {Snapshot} */ (snapshot)),
    /** What changes nothing and has an answer of its own. @param {Request} request @returns {Promise<any>} */
    query: request => ask(request).then(({answer}) => answer),
    /** Stops Python in the middle of what it does, and starts it again. */
    stop() {
      if (flight) stop('You pressed Stop');
    },
    /** Starts Python once more after it failed to start. */
    retry() {
      boot.message = '';
      start();
    },
  };
}

const STARTS = new Set(['load', 'load_task', 'load_table', 'new_weights']);

/**
 * The same with every typed array as a plain one, ready for JSON.
 * @param {any} value
 * @returns {any}
 */
export function toPlain(value) {
  if (ArrayBuffer.isView(value)) return Array.from(/** @type {Float64Array} */ (value));
  if (Array.isArray(value)) return value.map(toPlain);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, toPlain(item)]));
}
