// Ask Python about training: only what is in view, one question after the other, so that training goes on
// in between.

import {FIGURES, isOpen, neuronOf} from '../store/selectors.js';

/** @typedef {import('../types/state').State} State */
/** @typedef {import('../types/state').Question} Question */
/** @typedef {import('../types/state').Results} Results */
/** @typedef {import('../python/client.js').Client} Client */

const FINE = 80; // points along one side of a map
const COARSE = 50; // of one that is redrawn a few times a second
const SMALL = 24; // of a map of a neuron among many

/**
 * A question about training.
 * @template {Question} Q
 * @typedef {object} QuestionEntry
 * @property {(state: State) => boolean} isLookedAt
 * @property {(state: State) => string} [key] what the answer depends on besides the snapshot
 * @property {boolean} [isLasting] whether the answer does not depend on the network
 * @property {(state: State, client: Client) => Promise<Results[Q]>} ask
 */

/** @type {{[Q in Question]: QuestionEntry<Q>}} */
const QUESTIONS = {
  curves: {
    isLookedAt: state => isOpen(state, 'curves'),
    ask: (state, client) => askCurves(state, client),
  },
  plane: {
    isLookedAt: state => isOpen(state, 'map'),
    key: ({snapshot: {training}}) => `${training?.share} ${training?.seed}`,
    isLasting: true,
    ask: (_, client) => client.query({op: 'plane'}),
  },
  map: {
    isLookedAt: state => isOpen(state, 'map'),
    key: state => neuronOf(state) ?? '',
    ask: (state, client) =>
      client.query({op: 'decision_map', size: sizeOf(state), neuron: neuronOf(state)}),
  },
  neurons: {
    isLookedAt: state => isOpen(state, 'neurons'),
    ask: (_, client) => client.query({op: 'neuron_maps', size: SMALL}),
  },
  confusion: {
    isLookedAt: state => isOpen(state, 'confusion'),
    key: ({results}) => results.set ?? '',
    ask: ({results}, client) => client.query({op: 'confusion', of: results.set}),
  },
  rows: {
    isLookedAt: state => isOpen(state, 'confusion') && cellOf(state).length > 0,
    key: state => cellOf(state).join(),
    isLasting: true,
    ask: (state, client) => client.query({op: 'rows', indices: cellOf(state)}),
  },
  distributions: {
    isLookedAt: state => isOpen(state, 'distributions'),
    ask: (_, client) => client.query({op: 'distributions'}),
  },
};
const NAMES = /** @type {Question[]} */ (Object.keys(QUESTIONS));

/** @param {Question} name @returns {QuestionEntry<any>} */
const entryOf = name => QUESTIONS[name];
/** @param {Question} name @param {State} state */
const keyOf = (name, state) => entryOf(name).key?.(state) ?? '';

/** Find the questions to ask now. @param {State} state */
export function missing(state) {
  const {boot, motion, snapshot, results} = state;
  const isKnown = snapshot.training && snapshot.task?.edition === results.edition;
  if (boot.stage !== 'ready' || motion || !isKnown) return [];
  return NAMES.filter(name => {
    const {isLookedAt, isLasting} = entryOf(name);
    const asked = results.asked[name];
    const holds = asked?.key === keyOf(name, state) && (isLasting || asked.snapshot === snapshot);
    const isCoarse = name === 'map' && asked?.playing && !state.playing; // asked while training; a fine one is now affordable
    return isLookedAt(state) && (!holds || isCoarse);
  });
}

/**
 * Ask some questions. A failed answer is left out.
 * @param {Question[]} names @param {State} state @param {Client} client
 */
export async function answers(names, state, client) {
  /** @type {Partial<Results>} */
  const news = {asked: {...state.results.asked}};
  for (const name of names) {
    const {snapshot, playing} = state;
    const asked = {snapshot, key: keyOf(name, state), playing};
    const answer = await entryOf(name)
      .ask(state, client)
      .catch(() => null);
    if (answer) news[name] = answer;
    Object.assign(news.asked ?? {}, {[name]: asked});
  }
  return news;
}

/** Find the examples to list. @param {State} state @returns {number[]} */
const cellOf = ({results: {cell, confusion}}) =>
  (cell && confusion?.examples[cell[0]]?.[cell[1]]) ?? [];

/** @param {State} state */
const sizeOf = ({playing}) => (playing ? COARSE : FINE);

const ROWS = /** @type {const} */ (['steps', ...FIGURES]);

/**
 * Ask for the new part of the curves, and append it to the known part.
 * @param {State} state @param {Client} client @returns {Promise<import('../types/protocol').Progress>}
 */
async function askCurves({snapshot: {training}, results: {curves: known}}, client) {
  const count =
    known && known.curve === training?.curve ? Math.min(known.noted, training.points) : 0;
  if (!known || !count) return client.query({op: 'progress', start: -1});
  const news = await client.query({op: 'progress', start: known.steps[count - 1]});
  if (news.curve !== known.curve) return client.query({op: 'progress'});
  const joined = {...news, noted: count + news.noted};
  for (const row of ROWS)
    Object.assign(joined, {[row]: [...known[row].slice(0, count), ...news[row]]});
  return joined;
}
