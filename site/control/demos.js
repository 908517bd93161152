// Query the live figures of the explanation, and repeat their running actions. They are independent of
// the visitor's network, so nothing here waits for its actions.

import {recall, remember} from '../lib/local-storage.js';

/** @typedef {import('../types/demos').FigureName} FigureName */
/** @typedef {import('../types/demos').DemoRequest} DemoRequest */

const GENERATION_MS = 140; // between two generations of Life
const WATCHED_MS = 30; // between learning steps that are meant to be watched
const MAX_ASKED = 100_000; // guesses in a stored score that is still believed

/**
 * Actions that are repeated: the pause between two runs, and when they are over. Those with a pause
 * rest while their figure is out of sight.
 * @type {Record<string, {every: number, over: (shown: any) => boolean}>}
 */
const REPEATED = {
  prepare: {every: 0, over: shown => shown.ready},
  curves: {every: WATCHED_MS, over: shown => shown.curves.done},
  train: {every: WATCHED_MS, over: shown => shown.done},
  step: {every: GENERATION_MS, over: () => false},
};

const NAMES = /** @type {const} */ (['life', 'cut', 'seeds', 'guess']);

/**
 * @param {import('../store/store.js').Store} store
 * @param {import('../python/client.js').Client} client
 */
export function createDemos(store, client) {
  /** @param {FigureName} name @param {Partial<import('../types/demos').FigureState<any>>} news */
  const change = (name, news) => {
    const {emergence} = store.state;
    store.set({emergence: {...emergence, [name]: {...emergence[name], ...news}}});
  };

  /** Take in what a figure shows now. @param {string} name @param {any} shown */
  function heard(name, shown) {
    const figure = NAMES.find(each => each === name);
    if (!figure) return;
    change(figure, {shown, error: null});
    if (figure === 'guess')
      remember('guesses', {right: shown.score.right, asked: shown.score.asked});
  }

  /** @param {FigureName} name @param {DemoRequest} request */
  async function ask(name, request) {
    try {
      const asked = /** @type {import('../types/protocol').QueryRequest} */ ({
        op: name,
        ...request,
      });
      heard(name, await client.query(asked));
      return true;
    } catch (error) {
      change(name, {error: /** @type {Error} */ (error).message});
      return false;
    }
  }

  const repeat = createRepeating(store, change, ask);
  begunWhenSeen(store, ask, repeat.begin);

  /** @param {import('../types/demos').DemoAction} action */
  function act(action) {
    const {figure} = action;
    const {seen, shown, error, sight} = store.state.emergence[figure];
    if ('request' in action) return ask(figure, action.request);
    if ('repeat' in action && action.on) return repeat.begin(figure, action.repeat);
    if ('repeat' in action) repeat.set(figure, action.repeat, false);
    else if ('sight' in action) {
      if (sight !== action.sight) change(figure, {sight: action.sight});
    } else if (!seen || (error && !shown)) change(figure, {seen: true, error: null});
    return true;
  }
  return {act, heard};
}

/**
 * @param {import('../store/store.js').Store} store
 * @param {(name: FigureName, news: {going: string[]}) => void} change
 * @param {(name: FigureName, request: DemoRequest) => Promise<boolean>} ask
 */
function createRepeating(store, change, ask) {
  /** @type {Set<() => void>} wake repetitions that wait for their figure to come into sight */
  const resting = new Set();
  store.subscribe(() => {
    for (const wake of resting) wake();
    resting.clear();
  });

  /** @param {FigureName} name @param {string} action @param {boolean} on */
  function set(name, action, on) {
    const others = store.state.emergence[name].going.filter(each => each !== action);
    change(name, {going: on ? [...others, action] : others});
  }

  /** Repeat an action until it is over. @param {FigureName} name @param {string} action */
  async function begin(name, action) {
    if (store.state.emergence[name].going.includes(action)) return true;
    set(name, action, true);
    const {every, over} = REPEATED[action];
    while (await isDue(name, action)) {
      const began = performance.now();
      if (!(await ask(name, {action, ...rememberedScore(store, name, action)}))) {
        set(name, action, false);
        return false;
      }
      if (over(store.state.emergence[name].shown)) set(name, action, false);
      else await delay(Math.max(0, began + every - performance.now()));
    }
    return true;
  }

  /** Tell whether to run an action again, after waiting until its figure is in sight. @param {FigureName} name @param {string} action */
  async function isDue(name, action) {
    const goes = () => store.state.emergence[name].going.includes(action);
    const rests = () => goes() && !store.state.emergence[name].sight && REPEATED[action].every > 0;
    while (rests()) await new Promise(resolve => resting.add(() => resolve(null)));
    return goes();
  }

  return {set, begin};
}

/** @param {number} milliseconds */
const delay = milliseconds => new Promise(resolve => setTimeout(resolve, milliseconds));

/**
 * Begin a figure when Python is ready and the figure has been seen.
 * @param {import('../store/store.js').Store} store
 * @param {(name: FigureName, request: DemoRequest) => Promise<boolean>} ask
 * @param {(name: FigureName, action: string) => Promise<boolean>} repeat
 */
function begunWhenSeen(store, ask, repeat) {
  let isLooking = false;

  async function look() {
    if (isLooking) return;
    isLooking = true;
    await ask('life', {action: 'look'});
    isLooking = false;
  }

  store.subscribe(({boot, emergence}) => {
    if (boot.stage !== 'ready') return;
    for (const name of NAMES) {
      const {seen, shown, going, error} = emergence[name];
      if (!seen || shown || going.length || error) continue;
      if (name === 'life') look();
      else repeat(name, 'prepare');
    }
  });
}

/**
 * Recall the score stored on this device. Python is told it once.
 * @param {import('../store/store.js').Store} store @param {FigureName} name @param {string} action
 */
function rememberedScore(store, name, action) {
  if (name !== 'guess' || action !== 'prepare' || store.state.emergence.guess.shown) return {};
  const {right, asked} = recall('guesses', {});
  const isSound =
    [right, asked].every(Number.isInteger) && right >= 0 && right <= asked && asked < MAX_ASKED;
  return isSound ? {right, asked} : {};
}
