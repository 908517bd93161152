// What happens when the visitor does something: which requests go to Python, in which order, and
// which motion shows the answer. A newer action cuts the motions of the older ones short.

import {createQueue} from '../python/job-queue.js';
import {createPlayer} from './animation.js';
import {createEmergence} from './demos.js';
import {createHandwork} from './exercises.js';
import {createPredictions} from './predictions.js';
import {createTables} from './table-upload.js';
import {createTrainer} from './training-loop.js';

/** @typedef {import('../types/state').Request} Request */
/** @typedef {import('../types/state').Snapshot} Snapshot */

/**
 * @param {import('../store/store.js').Store} store
 * @param {ReturnType<typeof import('../python/client.js').createBridge>} bridge
 */
export function createActions(store, bridge) {
  const player = createPlayer(store);
  const predictions = createPredictions(store, bridge);
  const handwork = createHandwork(store, bridge);
  const emergence = createEmergence(store, bridge);
  const tables = createTables(store, bridge);
  const jobs = /** @type {ReturnType<typeof createQueue<boolean>>} */ (createQueue());
  /** @type {Map<string, number>} how often each place was edited */
  const edits = new Map();
  let latest = 0;

  const trainer = createTrainer(store, request =>
    jobs
      .add(async () => {
        try {
          slice = await bridge.request(request);
        } catch (error) {
          slice = null;
          store.set({
            problem: {text: /** @type {Error} */ (error).message, place: 'train', first: null},
          });
        }
        return slice !== null;
      })
      .then(() => slice),
  );
  /** @type {Snapshot | null} */
  let slice = null;

  const begin = () => {
    player.finish();
    predictions.giveUp();
    return ++latest;
  };

  /**
   * Asks Python, and shows the answer: the snapshot, by way of a motion if one is named and nothing
   * newer has been asked for; or the problem, where it belongs.
   * @param {Request} request @param {string} place
   * @param {import('../types/state').Motion['kind'] | null} [motion] @param {number} [mine]
   */
  async function ask(request, place, motion, mine) {
    try {
      const snapshot = await bridge.request(request);
      trainer.drop();
      const moving = motion && mine === latest && player.play(snapshot, motion);
      if (!moving) store.set({snapshot});
      await moving;
      return true;
    } catch (error) {
      const {message, place: where} = /** @type {Error & {place?: string}} */ (error);
      const first = where ?? null;
      store.set({
        problem: {text: message, place: first && !isEdit(request) ? first : place, first},
      });
      return false;
    }
  }

  const computed = () => store.state.snapshot.cost_value !== null;
  const forward = (/** @type {number} */ mine) => ask({op: 'forward'}, 'forward', 'forward', mine);
  const backprop = async (/** @type {number} */ mine) =>
    (computed() || (await forward(mine))) && ask({op: 'backprop'}, 'backprop', 'backprop', mine);
  const verbs = {forward, backprop};

  /** Forward or Backprop, after the visitor has said what it will show. @param {'forward' | 'backprop'} verb */
  const predicted = verb =>
    perform(async mine => {
      if (verb === 'backprop' && !computed() && !(await forward(mine))) return false;
      return (await predictions.ask(verb, () => mine === latest)) && verbs[verb](mine);
    });

  /** One step of the size that is set; a whole pass is asked about first, and shown by its motion. */
  function step() {
    const {grain} = store.state;
    return perform(async mine => {
      const isPass = grain === 'pass' && !store.state.snapshot.walk;
      const pass = isPass ? (computed() ? 'backprop' : 'forward') : null;
      if (pass && !(await predictions.ask(pass, () => mine === latest))) return false;
      return ask({op: 'step', grain}, 'step', pass, mine);
    });
  }

  let turns = 0;

  /**
   * Plays until it is paused, or ends by itself. Whoever pauses and plays again begins another turn:
   * of two, the older one ends.
   * @param {'step' | 'epoch'} [until] of training
   */
  async function play(until) {
    if (store.state.playing) return true;
    const mine = ++turns;
    const isOn = () => store.state.playing && mine === turns;
    store.set({playing: true, problem: null});
    if (store.state.snapshot.training) await trainer.play(isOn, until);
    else await rounds(isOn);
    if (mine === turns) store.set({playing: false});
    return true;
  }

  /** Forward and Backprop, again and again. @param {() => boolean} isOn */
  async function rounds(isOn) {
    const ailing = store.state.snapshot.trouble;
    while (isOn()) {
      const done = await jobs.add(() => round(latest, isOn));
      const {trouble} = store.state.snapshot;
      if (!done || (trouble && !ailing)) return;
      if (store.state.speed === 0) await new Promise(requestAnimationFrame);
    }
  }

  /** One round of Play; Pause ends it between its parts. @param {number} mine @param {() => boolean} isOn */
  async function round(mine, isOn) {
    for (const part of computed() ? [backprop, forward] : [forward, backprop, forward]) {
      if (!isOn()) return true;
      if (!(await part(mine))) return false;
    }
    return true;
  }

  /** @param {Extract<import('../types/state').Action, {type: 'edit'}>} action */
  async function edit({place, request, gesture, draft: wanted}) {
    begin();
    const count = (edits.get(place) ?? 0) + 1;
    edits.set(place, count);
    const {drafts, problem} = store.state;
    const draft = wanted ?? /** @type {number | string} */ (request.value ?? request.neurons);
    store.set({
      drafts: {...drafts, [place]: draft},
      problem: problem?.place === place ? null : problem,
    });
    const key = gesture === undefined ? undefined : `${place} ${gesture}`;
    const done = await jobs.add(
      () => ask(gesture === undefined ? request : {...request, gesture}, place),
      key,
    );
    if (edits.get(place) === count) {
      const {[place]: _, ...others} = store.state.drafts;
      store.set({drafts: others});
    }
    return done;
  }

  /** Learning goes on with other points. @param {Extract<import('../types/state').Action, {type: 'points'}>} action */
  function points({points, classes, gesture}) {
    begin();
    if (store.state.problem?.place === 'points') store.set({problem: null});
    const request = {op: 'load_points', points, classes, gesture: gesture ?? null};
    return jobs.add(
      () => ask(request, 'points'),
      gesture === undefined ? undefined : `points ${gesture}`,
    );
  }

  /** @param {(mine: number) => Promise<boolean>} job */
  const perform = job => {
    const mine = begin();
    store.set({problem: null});
    return jobs.add(() => job(mine));
  };

  /**
   * What only reads is done in its turn; but while the visitor is asked for a prediction, which what
   * comes next waits for, at once.
   * @param {() => Promise<boolean>} job
   */
  const aside = job => (predictions.isOpen() ? job() : jobs.add(job));

  /** @param {Partial<import('../types/state').Code>} news */
  const code = news => store.set({code: {...store.state.code, ...news}});

  /**
   * Lets the visitor's text run, or the original again; what is wrong with it is told in its pane.
   * @param {import('../types/state').ModuleName} module @param {Request} request
   */
  async function rework(module, request) {
    const done = await perform(async () => {
      code({busy: module, error: null});
      try {
        const snapshot = await bridge.request(request);
        trainer.drop();
        store.set({snapshot});
        return true;
      } catch (error) {
        const {message, line} = /** @type {Error & {line?: number}} */ (error);
        code({error: {module, text: message, line: line ?? null}});
        return false;
      }
    });
    code({busy: null});
    return done;
  }

  /** @type {import('../types/state').Dispatch} */
  const dispatch = async action => {
    if (store.state.snapshot.training && HALTS.has(action.type)) store.set({playing: false});
    switch (action.type) {
      case 'forward':
        return predicted('forward');
      case 'backprop':
        return predicted('backprop');
      case 'step':
        return step();
      case 'play':
        return play();
      case 'pause':
        begin();
        store.set({playing: false});
        return true;
      case 'step_back':
        return perform(() => ask({op: 'step_back', grain: store.state.grain}, 'step_back'));
      case 'undo':
        return perform(() => ask({op: 'step_back'}, 'undo'));
      case 'redo':
        return perform(() => ask({op: 'redo'}, 'redo'));
      case 'go_to':
        begin();
        return jobs.add(
          () =>
            ask({op: 'go_to', moment: action.moment, gesture: action.gesture ?? null}, 'time-line'),
          'go_to',
        );
      case 'grain':
        store.set({grain: action.value});
        return true;
      case 'predicting':
        begin();
        predictions.become(action.value);
        return true;
      case 'predict':
        predictions.choose(action.choice);
        return true;
      case 'reset':
        return perform(() => ask({op: 'reset'}, 'reset'));
      case 'new_weights':
        return perform(() => ask(newWeights(action), 'seed'));
      case 'live':
        return perform(() => ask({op: 'set_live', value: action.value}, 'live'));
      case 'edit':
        return edit(action);
      case 'speed':
        store.set({speed: action.value});
        return true;
      case 'check':
        return aside(() => handwork.check(action.place, action.quantity, action.value));
      case 'worksheet':
        return action.open ? aside(handwork.worksheet) : (store.set({worksheet: null}), true);
      case 'emergence':
        return emergence.act(action);
      case 'term':
        store.set({term: action.term});
        return true;
      case 'choose':
        if (isLoading(action.request)) store.set({playing: false});
        return perform(() => ask(action.request, action.place));
      case 'points':
        return points(action);
      case 'tabling':
        store.set({tabling: action.open, problem: null});
        return true;
      case 'table':
        return tables.take(action.source, action.name);
      case 'table_layout':
        return tables.read(action.layout);
      case 'table_choice':
        return tables.choose(action.choice);
      case 'table_cancel':
        return tables.cancel();
      case 'table_learn':
        store.set({playing: false});
        return perform(() =>
          tables.learn(snapshot => {
            trainer.drop();
            store.set({snapshot, tabling: false});
          }),
        );
      case 'pace':
        store.set({pace: action.value});
        return true;
      case 'train':
        begin();
        return play(action.of);
      case 'go_to_step':
        begin();
        return jobs.add(
          () => ask({op: 'go_to_step', step: action.step, gesture: action.gesture}, 'curves'),
          'go_to_step',
        );
      case 'results':
        store.set({results: {...store.state.results, ...action.change}});
        return true;
      case 'code':
        code({open: action.open});
        return true;
      case 'tab':
        code({tab: action.module});
        return true;
      case 'run':
        return rework(
          action.module,
          action.module === 'own'
            ? {op: 'set_own_activation', text: action.text}
            : {op: 'set_source', module: action.module, text: action.text},
        );
      case 'restore_source':
        return rework(action.module, {op: 'restore_source', module: action.module});
      case 'stop':
        bridge.stop();
        return true;
      case 'select':
        store.set({selected: action.place, unfolded: false});
        return true;
      case 'point':
        if (store.state.pointed !== action.place) store.set({pointed: action.place});
        return true;
      case 'unfold':
        store.set({unfolded: action.value});
        return true;
      case 'proof_map':
        store.set({mapping: action.open});
        return true;
      case 'retry':
        bridge.retry();
        return true;
      case 'forgive':
        if (store.state.problem?.place === action.place) store.set({problem: null});
        return true;
    }
  };

  /**
   * The same way in for other programs: resolves to the snapshot, or to a query's own answer, or
   * rejects with the core's words.
   * @param {Request} request @returns {Promise<unknown>}
   */
  function request(request) {
    begin();
    if (isLoading(request)) store.set({playing: false});
    return new Promise((resolve, reject) => {
      jobs.add(async () => {
        try {
          const {snapshot, answer} = await bridge.ask(request);
          if (snapshot) {
            trainer.drop();
            store.set({snapshot, ...(isBeginning(request) && {problem: null})});
          }
          emergence.heard(request.op, answer);
          resolve(snapshot ?? answer);
          return true;
        } catch (error) {
          reject(error);
          return false;
        }
      });
    });
  }

  return {dispatch, request};
}

/** @param {{seed?: number | string, initial?: string}} action @returns {Request} */
const newWeights = ({seed, initial}) => ({
  op: 'new_weights',
  seed: seed ?? null,
  initial: initial ?? null,
});

/** Whether something else is to be learned. @param {Request} request */
const isLoading = request => String(request?.op).startsWith('load');

/** Whether what went wrong before belongs to another network. @param {Request} request */
const isBeginning = request => isLoading(request) || request?.op === 'restore';

/** What is not to be trained away at once. */
const HALTS = new Set(['step_back', 'undo', 'redo', 'go_to', 'go_to_step', 'reset', 'new_weights']);

/** Whether a request sets one number. @param {Request} request */
const isEdit = request => 'value' in request && request.op !== 'set_live';
