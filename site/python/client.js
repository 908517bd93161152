// Carries requests to Python and snapshots back. Starts the worker, and another when it breaks down.

import {startPython} from '../boot/start.js';
import {waitAtMost} from '../boot/timeout.js';
import {ORIGINAL} from '../store/saved-page.js';
import {createMemory, TYPING} from './restore-point.js';

/** @typedef {import('../types/state').Snapshot} Snapshot */
/** @typedef {import('../types/state').Request} Request */
/** @typedef {{snapshot: Snapshot, answer?: undefined} | {snapshot?: undefined, answer: any}} Answer a verb's, or a query's */
/** @typedef {{request: Request, resolve: (answer: Answer) => void, reject: (error: Error) => void, insisted?: boolean, again?: boolean, handed?: boolean}} Waiting
 * `again`: it broke Python once; `handed`: for a new worker to have what the last one had */

const LONGEST_ANSWER = 20; // seconds; after this long a worker counts as broken down
const LONGEST_TYPED = 5; // where Python that the visitor typed may run for ever
const SLOW = 1_000; // ms; after this long the visitor may want to stop it

/** How far Python is before anything is known of it. @type {import('../types/state').Boot} */
export const NOT_BEGUN = {
  stage: 'download',
  loaded: 0,
  total: 1,
  left: null,
  way: 'snapshot',
  message: '',
  isHopeless: false,
  missing: '',
  waits: false,
};

/**
 * @param {import('../types/state').Host} host
 * @param {import('../types/state').Manifest} manifest
 * @param {Snapshot} first
 * @param {object} events
 * @param {(boot: import('../types/state').Boot, waiting: number) => void} events.onBoot
 * @param {(slow: boolean) => void} events.onSlow when an answer takes long, and when that is over
 * @param {(snapshot: Snapshot, without: string) => void} events.onRestored when another worker has taken up the network, and why it could not take up what was typed, or empty
 * @param {(why: string) => void} events.onLost when it can't take it up
 * @param {import('./restore-point.js').Told | null} [kept] what the page was told to take up before it was loaded anew
 */
export function createBridge(
  host,
  manifest,
  first,
  {onBoot, onSlow, onRestored, onLost},
  kept = null,
) {
  const boot = {...NOT_BEGUN, message: kept ? 'Your network comes along.' : ''};
  /** @type {ReturnType<typeof startPython>} */
  let python;
  /** @type {Waiting[]} */
  let queue = [];
  /** @type {Waiting | null} */
  let flight = null;
  let id = 0;
  let endPatience = () => {};
  let slowTimer = 0;
  let isSlow = false;
  const memory = createMemory(first, kept);
  let restarting = kept !== null;
  /** @type {() => void} */
  let becomeComplete = () => {};
  const complete = /** @type {Promise<void>} */ (
    new Promise(resolve => (becomeComplete = resolve))
  );
  let starts = 0; // of Python
  let isComplete = false; // whether Python has all its files, which only typed Python may need
  let isTyped = false; // whether Python that the visitor typed is among what runs
  let isOnTrial = false; // whether it ran in a worker that broke down, and nothing has come of it since

  const tell = () => onBoot({...boot}, queue.length);
  /** @param {Partial<import('../types/state').Boot>} news */
  const booting = news => {
    Object.assign(boot, news);
    tell();
  };

  function start() {
    isComplete = false;
    Object.assign(boot, {missing: '', waits: false});
    starts++;
    python = startPython(host, manifest, {
      onProgress: booting,
      onReady: greet,
      onComplete(missing) {
        isComplete = true;
        becomeComplete();
        if (boot.missing || missing) booting({missing});
        pump();
      },
      onCompleting(progress) {
        Object.assign(boot, progress);
        if (boot.waits) tell();
      },
      onFailed(why, isHopeless = false) {
        const given = isHopeless ? queue.splice(0) : [];
        booting({stage: 'failed', message: why, isHopeless});
        becomeComplete();
        for (const {reject} of given) reject(new Error(why));
      },
      onBroken: breakDown,
      onAnswer: settle,
    });
  }

  function greet() {
    if (restarting) {
      restarting = false;
      handOver('');
    }
    booting({stage: 'ready'});
    pump();
  }

  /** A new worker is given what the last one had. @param {string} without why it is not given what was typed, if that ran */
  function handOver(without) {
    const {start, last, again} = memory.told();
    const typed = memory.typed();
    queue.unshift(
      ...again.map(request => ({request, resolve: () => {}, reject: () => {}, handed: true})),
      {
        request: {op: 'restore', start, last, typed},
        resolve({snapshot}) {
          if (!snapshot) return;
          memory.taken(snapshot, start);
          onRestored(snapshot, without);
        },
        reject({message}) {
          if (memory.forgetTyped())
            handOver(`What you typed could not be taken up again. ${message}${ORIGINAL}`);
          else onLost(message);
        },
        handed: true,
      },
    );
  }

  /** Whether Python that the visitor typed may run for this. @param {Waiting} asked */
  const mayLoop = ({request}) =>
    isTyped || TYPING.has(request?.op) || (request?.op === 'restore' && Boolean(request.typed));

  /** Whether Python has all that it can get for this; what it misses is asked for once more. @param {Waiting} asked */
  function hasAll(asked) {
    if (isComplete && boot.missing && !asked.insisted) {
      asked.insisted = true;
      completeAgain();
    }
    return isComplete;
  }

  function completeAgain() {
    isComplete = false;
    python.complete();
  }

  function pump() {
    if (boot.stage !== 'ready' || flight || !queue.length) return;
    const waits = mayLoop(queue[0]) && !hasAll(queue[0]);
    if (waits !== boot.waits) {
      landed();
      booting({waits});
      if (waits) watchFor();
    }
    if (waits) return;
    flight = /** @type {Waiting} */ (queue.shift());
    endPatience = mayLoop(flight)
      ? waitAtMost(LONGEST_TYPED, () => stop(`It did not answer for ${LONGEST_TYPED} seconds`))
      : waitAtMost(LONGEST_ANSWER, () => breakDown('it did not answer any more'));
    watchFor();
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
    const {request, resolve, reject, handed, again} = flight;
    flight = null;
    if (again || (snapshot && !handed)) isOnTrial = false;
    if (snapshot) {
      isTyped = Object.keys(snapshot.python.typed).length > 0;
      if (!handed) memory.note(request, snapshot);
      resolve({snapshot});
    } else if (error === undefined) {
      if (request.op === 'table_part') memory.notePart(request);
      resolve({answer});
    } else reject(Object.assign(new Error(error), {place, line}));
    pump();
  }

  /** What takes long can be stopped. */
  function watchFor() {
    slowTimer = setTimeout(() => onSlow((isSlow = true)), SLOW);
  }

  /** An answer is there, or is waited for no more. */
  function landed() {
    endPatience();
    clearTimeout(slowTimer);
    if (isSlow) onSlow((isSlow = false));
  }

  /** @param {string} why */
  function breakDown(why) {
    const cut = flight;
    const isGiven =
      cut &&
      !cut.again &&
      !cut.handed &&
      !TYPING.has(cut.request?.op) &&
      !FORGOTTEN.has(cut.request?.op);
    if (isGiven) {
      cut.again = true; // it may have nothing to do with it: only what breaks Python twice is given up
      queue.unshift(cut);
      flight = null;
    }
    startAgain(
      'Python broke down over this, so it was not done. The network is as it was.',
      `Python broke down (${why}) and is starting again. The network is as it was.`,
      isOnTrial, // the same goes for what was typed
    );
  }

  /** @param {string} why the beginning of a sentence */
  function stop(why) {
    const after =
      flight && mayLoop(flight)
        ? 'The original Python runs again, the network is as it was, and your text is still in the editor.'
        : 'The network is as it was.';
    startAgain(
      `${why}, so it was stopped. ${after}`,
      'Python was stopped and is starting again. The network is as it was.',
      true,
    );
  }

  /**
   * @param {string} told what the visitor reads where this was asked for @param {string} message and above
   * @param {boolean} isSuspect whether what was typed is not to run again
   */
  function startAgain(told, message, isSuspect) {
    landed();
    python.stop();
    const lost = memory.lost();
    boot.message = message + (isSuspect && memory.forgetTyped() ? ORIGINAL : '') + lost;
    isTyped = false;
    isOnTrial = memory.typed() !== null;
    restarting = true;
    const failed = flight;
    flight = null;
    queue = queue.filter(({handed}) => !handed);
    start();
    if (!failed?.handed) failed?.reject(Object.assign(new Error(told + lost), {isBroken: true}));
  }

  /** @param {Request} request @returns {Promise<Answer>} */
  const ask = request =>
    new Promise((resolve, reject) => {
      if (boot.isHopeless) return reject(new Error(boot.message));
      queue.push({request, resolve, reject});
      pump();
      if (boot.stage !== 'ready') tell();
    });

  start();
  return {
    /** Whatever it is that answers. */
    ask,
    /** A verb. @param {Request} request */
    request: request => ask(request).then(({snapshot}) => /** @type {Snapshot} */ (snapshot)),
    /** What changes nothing and has an answer of its own. @param {Request} request @returns {Promise<any>} */
    query: request => ask(request).then(({answer}) => answer),
    /** What another Python would be told. */
    memory: memory.told,
    /** Resolves when everything that Python is given in the end is here, or will not come. */
    complete,
    /** How often Python was started: what one was handed, the next does not have. */
    starts: () => starts,
    /** Stops Python in the middle of what it does, and starts it again; or gives up what waits for its last files. */
    stop() {
      if (flight) return stop('You pressed Stop');
      if (!boot.waits) return;
      queue.shift()?.reject(new Error('You pressed Stop, so it was not done.'));
      landed();
      booting({waits: false});
      pump();
    },
    /** Starts Python once more after it failed to start, or while it comes too slowly; or asks once more for what it misses. */
    retry() {
      if (boot.stage === 'ready') return completeAgain();
      python.stop();
      boot.message = '';
      start();
    },
  };
}

/** What is about things that are gone with Python: a table handed over, other networks, the time line. */
const FORGOTTEN = new Set([
  'table_part',
  'table',
  'table_plan',
  'load_table',
  'life',
  'cut',
  'seeds',
  'guess',
  'step_back',
  'redo',
  'go_to',
  'go_to_step',
]);
