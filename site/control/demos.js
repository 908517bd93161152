// The live figures of the explanation: what is asked of them, and what goes on in them by itself.
// They have nothing to do with the visitor's network, so nothing here waits for its actions.

import {recall, remember} from '../lib/local-storage.js';

/** @typedef {import('../types/demos').Emergence} Emergence */
/** @typedef {import('../types/demos').FigureName} FigureName */

const WALK = 140; // ms from one generation of Life to the next
const WATCH = 30; // ms between steps of learning that are meant to be watched

/**
 * What is repeated: how long to wait in between, and when it is over. What is there to be watched
 * rests while it is out of sight.
 * @type {Record<string, {every: number, over: (shown: any) => boolean}>}
 */
const REPEATED = {
  prepare: {every: 0, over: shown => shown.ready},
  curves: {every: WATCH, over: shown => shown.curves.done},
  train: {every: WATCH, over: shown => shown.done},
  step: {every: WALK, over: () => false},
};

const NAMES = /** @type {const} */ (['life', 'cut', 'seeds', 'guess']);

/** Nothing is known of any figure. @returns {Emergence} */
export function nothingYet() {
  const blank = () => ({shown: null, seen: false, sight: true, going: [], error: null});
  return {life: blank(), cut: blank(), seeds: blank(), guess: blank()};
}

/**
 * After Python is gone: the figures begin anew, those that have been seen at once.
 * @param {Emergence} before @returns {Emergence}
 */
export function begunAnew(before) {
  const after = nothingYet();
  for (const name of NAMES)
    Object.assign(after[name], {seen: before[name].seen, sight: before[name].sight});
  return after;
}

/**
 * @param {import('../store/store.js').Store} store
 * @param {ReturnType<typeof import('../python/client.js').createBridge>} bridge
 */
export function createEmergence(store, bridge) {
  /** @param {FigureName} name @param {Partial<import('../types/demos').FigureState<any>>} news */
  const change = (name, news) => {
    const {emergence} = store.state;
    store.set({emergence: {...emergence, [name]: {...emergence[name], ...news}}});
  };

  /** All that a figure shows now. @param {string} name @param {any} shown */
  function heard(name, shown) {
    const figure = NAMES.find(each => each === name);
    if (!figure) return;
    change(figure, {shown, error: null});
    if (figure === 'guess')
      remember('guesses', {right: shown.score.right, asked: shown.score.asked});
  }

  /** @param {FigureName} name @param {object} request */
  async function ask(name, request) {
    try {
      heard(name, await bridge.query({op: name, ...request}));
      return true;
    } catch (error) {
      change(name, {error: /** @type {Error} */ (error).message});
      return false;
    }
  }

  /** @param {FigureName} name @param {string} action @param {boolean} on */
  function go(name, action, on) {
    const others = store.state.emergence[name].going.filter(each => each !== action);
    change(name, {going: on ? [...others, action] : others});
  }

  /** @param {FigureName} name @param {string} action */
  async function repeat(name, action) {
    if (store.state.emergence[name].going.includes(action)) return true;
    go(name, action, true);
    const {every, over} = REPEATED[action];
    while (await isDue(name, action)) {
      const began = performance.now();
      if (!(await ask(name, {action, ...first(name, action)})))
        return go(name, action, false), false;
      if (over(store.state.emergence[name].shown)) go(name, action, false);
      else
        await new Promise(resolve =>
          setTimeout(resolve, Math.max(0, began + every - performance.now())),
        );
    }
    return true;
  }

  /** @type {Set<() => void>} what may go on once a figure is in sight, or is over */
  const resting = new Set();

  /** Whether it is to be done once more; waits until it is in sight. @param {FigureName} name @param {string} action */
  async function isDue(name, action) {
    const goes = () => store.state.emergence[name].going.includes(action);
    const rests = () => goes() && !store.state.emergence[name].sight && REPEATED[action].every > 0;
    while (rests()) await new Promise(resolve => resting.add(() => resolve(null)));
    return goes();
  }

  /** The score is kept on this device: Python is told it once. @param {FigureName} name @param {string} action */
  function first(name, action) {
    if (name !== 'guess' || action !== 'prepare' || store.state.emergence.guess.shown) return {};
    const {right, asked} = recall('guesses', {});
    const sound =
      Number.isInteger(right) &&
      Number.isInteger(asked) &&
      right >= 0 &&
      right <= asked &&
      asked < 100_000;
    return sound ? {right, asked} : {};
  }

  store.show(({boot, emergence}) => {
    for (const wake of resting) wake();
    resting.clear();
    if (boot.stage !== 'ready') return;
    for (const name of NAMES) {
      const {seen, shown, going, error} = emergence[name];
      if (!seen || shown || going.length || error) continue;
      if (name === 'life') begin(name);
      else repeat(name, 'prepare');
    }
  });

  let asked = false;
  /** @param {FigureName} name */
  async function begin(name) {
    if (asked) return;
    asked = true;
    await ask(name, {action: 'look'});
    asked = false;
  }

  /** @param {import('../types/demos').EmergenceAction} action */
  const act = async action => {
    const {figure} = action;
    if ('seen' in action) {
      const {seen, shown, error} = store.state.emergence[figure];
      if (!seen || (error && !shown)) change(figure, {seen: true, error: null});
      return true;
    }
    if ('sight' in action) {
      if (store.state.emergence[figure].sight !== action.sight)
        change(figure, {sight: action.sight});
      return true;
    }
    if ('request' in action) return ask(figure, action.request);
    return action.on ? repeat(figure, action.repeat) : (go(figure, action.repeat, false), true);
  };
  return {act, heard};
}
