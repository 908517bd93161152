// Holds the first value of every part of the state.

import {recall} from '../lib/local-storage.js';

/** @typedef {import('../types/state').State} State */

/** How far Python is before anything is known of it. @type {import('../types/host').Boot} */
export const INITIAL_BOOT = {
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

/** Makes the state of a table's upload before there is a table. @returns {import('../types/state').TableUpload} */
export const noTable = () => ({
  name: '',
  bytes: 0,
  share: null,
  layout: {},
  report: null,
  choice: null,
  plan: null,
  problem: null,
});

/** Makes the state of the live figures before anything is known of them. @returns {State['emergence']} */
export function noDemos() {
  const blank = () => ({shown: null, seen: false, sight: true, going: [], error: null});
  return {life: blank(), cut: blank(), seeds: blank(), guess: blank()};
}

/** Makes the results of training before anything is known of them. @param {number | null} edition @returns {import('../types/state').Results} */
export const noResults = edition => ({
  edition,
  open: {},
  log: false,
  set: null,
  cell: null,
  away: null,
  kept: [],
  curves: null,
  plane: null,
  map: null,
  neurons: null,
  confusion: null,
  rows: null,
  distributions: null,
  asked: {},
});

/** Makes the state of the code pane. @returns {import('../types/state').Code} */
const closedCode = () => ({
  open: false,
  tab: 'network',
  sources: {},
  busy: null,
  error: null,
  trace: null,
  traced: null,
});

/**
 * Makes the state with which the page begins.
 * @param {import('../types/protocol').Snapshot} snapshot
 * @param {import('../types/protocol').TaskChoice[]} tasks
 * @param {boolean} isStill whether the visitor wants no motion
 * @returns {State}
 */
export const initialState = (snapshot, tasks, isStill) => ({
  snapshot,
  motion: null,
  playing: false,
  speed: isStill ? 0 : 1,
  pace: 0,
  boot: INITIAL_BOOT,
  waiting: 0,
  problem: null,
  drafts: {},
  term: null,
  grain: 'pass',
  timeline: null,
  prediction: null,
  predicting: recall('predicting', false) === true,
  score: {right: 0, asked: 0, ...recall('score', {})},
  code: closedCode(),
  choices: null,
  slow: false,
  selected: null,
  pointed: null,
  unfolded: false,
  explanation: null,
  mapping: false,
  proofMap: null,
  working: null,
  worksheet: null,
  emergence: noDemos(),
  results: noResults(null),
  tasks,
  examples: null,
  points: null,
  table: noTable(),
  tabling: false,
  offline: {stage: 'unknown', newer: false, renewing: false, told: ''},
  folder: {share: null, told: ''},
});

/**
 * Forgets what another Python told, when one takes the place of a broken one.
 * @param {State} state
 * @returns {Partial<State>}
 */
export function withoutAnswers({emergence, code}) {
  const demos = noDemos();
  for (const name of /** @type {const} */ (['life', 'cut', 'seeds', 'guess']))
    Object.assign(demos[name], {seen: emergence[name].seen, sight: emergence[name].sight});
  return {
    timeline: null,
    choices: null,
    examples: null,
    results: noResults(null),
    emergence: demos,
    code: {...code, sources: {}, trace: null, traced: null},
  };
}
