// What is asked of Python about training, and when: only what is looked at, one question after the
// other, so that training goes on in between.

import {FIGURES, isOpen, neuronOf} from '../store/result-parts.js';

/** @typedef {import('../types/state').State} State */
/** @typedef {import('../types/state').Question} Question */
/** @typedef {ReturnType<typeof import('../python/client.js').createBridge>} Bridge */

const FINE = 80; // points along one side of a map
const COARSE = 50; // of one that is made anew a few times a second
const SMALL = 24; // of a map of a neuron among many

/** Where the examples lie does not depend on the network, nor what they are made of. */
const LASTING = new Set(['plane', 'rows']);

/**
 * What else than the snapshot an answer depends on.
 * @type {Record<Question, (state: State) => string>}
 */
const KEYS = {
  curves: () => '',
  plane: ({snapshot: {training}}) => `${training?.share} ${training?.seed}`,
  map: state => neuronOf(state) ?? '',
  neurons: () => '',
  confusion: ({results}) => results.set ?? '',
  rows: state => cellOf(state).join(),
  distributions: () => '',
};
const QUESTIONS = /** @type {Question[]} */ (Object.keys(KEYS));

/** What is to be asked now. @param {State} state */
export function missing(state) {
  const {boot, motion, snapshot, results} = state;
  if (
    boot.stage !== 'ready' ||
    motion ||
    !snapshot.training ||
    snapshot.task?.edition !== results.edition
  )
    return [];
  return QUESTIONS.filter(question => {
    const asked = results.asked[question];
    const holds =
      asked?.key === KEYS[question](state) &&
      (LASTING.has(question) || asked.snapshot === snapshot);
    const isCoarse = question === 'map' && asked?.playing && !state.playing; // a finer one would do
    return isLookedAt(state, question) && (!holds || isCoarse);
  });
}

/**
 * The answers to some questions; what could not be answered is left out.
 * @param {Question[]} questions @param {State} state @param {Bridge} bridge
 */
export async function answers(questions, state, bridge) {
  /** @type {Partial<import('../types/state').Results>} */
  const news = {asked: {...state.results.asked}};
  for (const question of questions) {
    const key = KEYS[question](state);
    const answer = await answerTo(question, state, bridge).catch(() => null);
    if (answer) news[question] = answer;
    Object.assign(news.asked ?? {}, {
      [question]: {snapshot: state.snapshot, key, playing: state.playing},
    });
  }
  return news;
}

/** @param {State} state @param {Question} question */
function isLookedAt(state, question) {
  if (question === 'plane') return isOpen(state, 'map');
  if (question === 'rows') return isOpen(state, 'confusion') && cellOf(state).length > 0;
  return isOpen(state, question);
}

/** The examples that are listed. @param {State} state @returns {number[]} */
const cellOf = ({results: {cell, confusion}}) =>
  (cell && confusion?.examples[cell[0]]?.[cell[1]]) ?? [];

/** @param {State} state */
const sizeOf = ({playing}) => (playing ? COARSE : FINE);

/** @param {Question} question @param {State} state @param {Bridge} bridge @returns {Promise<any>} */
function answerTo(question, state, bridge) {
  switch (question) {
    case 'curves':
      return curves(state, bridge);
    case 'map':
      return bridge.query({op: 'decision_map', size: sizeOf(state), neuron: neuronOf(state)});
    case 'neurons':
      return bridge.query({op: 'neuron_maps', size: SMALL});
    case 'confusion':
      return bridge.query({op: 'confusion', of: state.results.set});
    case 'rows':
      return bridge.query({op: 'rows', indices: cellOf(state)});
    default:
      return bridge.query({op: question});
  }
}

const ROWS = /** @type {const} */ (['steps', ...FIGURES]);

/**
 * The curves, of which only what is new is asked for.
 * @param {State} state @param {Bridge} bridge @returns {Promise<import('../types/state').Progress>}
 */
async function curves({snapshot: {training}, results: {curves: known}}, bridge) {
  const holds = known && known.curve === training?.curve;
  const count = holds ? Math.min(known.noted, training.points) : 0;
  /** @type {import('../types/state').Progress} */
  const news = await bridge.query({op: 'progress', start: count ? known?.steps[count - 1] : -1});
  if (!known || !count) return news;
  if (news.curve !== known.curve) return bridge.query({op: 'progress'});
  const joined = {...news, noted: count + news.noted};
  for (const row of ROWS)
    Object.assign(joined, {[row]: [...known[row].slice(0, count), ...news[row]]});
  return joined;
}
