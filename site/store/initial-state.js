// Define the first value of every part of the state.

import {recall} from '../lib/local-storage.js';

/** @typedef {import('../types/state').State} State */

/** Python's progress before anything is known of it. @type {import('../types/host').Boot} */
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

/** Make the state of a table's upload without a table. @returns {import('../types/state').TableUpload} */
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

/** Make the state of the live figures before any answer. @returns {State['emergence']} */
export function noDemos() {
  const blank = () => ({shown: null, seen: false, sight: true, going: [], error: null});
  return {life: blank(), cut: blank(), seeds: blank(), guess: blank()};
}

/** Make the results of training before any answer. @param {number | null} edition @returns {import('../types/state').Results} */
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

/** Make the state of the code pane while it is closed. @returns {import('../types/state').Code} */
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
 * Make the state with which the page begins.
 * @param {import('../types/protocol').Snapshot} snapshot
 * @param {import('../types/protocol').TaskChoice[]} tasks
 * @param {boolean} isStill whether the visitor prefers no motion
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
 * Discard the answers of one Python when another takes its place.
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
