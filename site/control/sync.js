// Keeps what the page shows beside the snapshot in step with it: asks Python again when it changed.

import {formulasSoon} from '../ui/formula.js';

/**
 * @param {import('../store/store.js').Store} store
 * @param {ReturnType<typeof import('../python/client.js').createBridge>} bridge
 */
export function createQueries(store, bridge) {
  follow(store, timelineNeeded, async ({timeline, snapshot}) => {
    const known =
      timeline && timeline.line === snapshot.line ? upto(timeline, snapshot.moments) : null;
    const news = await bridge.query({op: 'timeline', start: known ? end(known) : 0});
    const goesOn = known && known.line === news.line && news.first === end(known);
    store.set({timeline: goesOn ? joined(known, news) : news});
  });
  follow(store, examplesNeeded, async ({snapshot}) => {
    store.set({examples: {...(await bridge.query({op: 'examples'})), of: snapshot}});
  });
  follow(store, pointsNeeded, async () => {
    store.set({points: await bridge.query({op: 'points'})});
  });
  follow(store, choicesNeeded, async () => {
    store.set({choices: await bridge.query({op: 'choices'})});
  });
  follow(store, sourceNeeded, async ({code: {tab}}) => {
    const {text, id} = await bridge.query({op: 'source', module: tab});
    const {code} = store.state;
    store.set({code: {...code, sources: {...code.sources, [tab]: {text, id}}}});
  });
  follow(store, traceNeeded, async ({snapshot}) => {
    /** @type {import('../types/state').Trace} */
    const trace = await bridge.query({op: 'trace'});
    const {code} = store.state;
    store.set({code: {...code, trace, traced: snapshot, tab: trace.module ?? code.tab}});
  });

  follow(store, explanationNeeded, async ({snapshot, selected, unfolded}) => {
    const place = /** @type {string} */ (selected);
    const [answer, proof, nudge] = await Promise.all([
      bridge.query({op: 'explain', place, unfold: unfolded}).catch(() => null),
      bridge.query({op: 'proof', place}).catch(() => null),
      bridge.query({op: 'nudge_curve', place}).catch(() => null),
      formulasSoon(),
    ]);
    if (!answer) return store.set({selected: null}); // the place is gone with the network it was in
    store.set({explanation: {...answer, proof, nudge, of: snapshot, unfolded}});
  });

  follow(store, mapNeeded, async ({snapshot}) => {
    const failed = (/** @type {Error} */ {message}) => ({rows: [], text: message, agrees: null});
    const answer = await bridge.query({op: 'proof_map'}).catch(failed);
    store.set({proofMap: {...answer, of: snapshot}});
  });
}

/** @param {import('../types/state').State} state */
const explanationNeeded = ({snapshot, selected, explanation, unfolded, motion, boot}) =>
  boot.stage === 'ready' &&
  !motion &&
  selected !== null &&
  (explanation?.of !== snapshot ||
    explanation.place !== selected ||
    explanation.unfolded !== unfolded);

/** @param {import('../types/state').State} state */
const examplesNeeded = ({snapshot, examples, motion, boot}) =>
  boot.stage === 'ready' &&
  !motion &&
  snapshot.task !== null &&
  snapshot.task.count > 0 &&
  examples?.of !== snapshot;

/** @param {import('../types/state').State} state */
const pointsNeeded = ({snapshot: {task}, points, boot}) =>
  boot.stage === 'ready' &&
  task !== null &&
  task.name !== 'own' &&
  task.features.length === 2 &&
  task.classes.length >= 2 &&
  task.classes.length <= 4 &&
  points?.edition !== task.edition;

/** @param {import('../types/state').State} state */
const mapNeeded = ({snapshot, mapping, proofMap, motion, boot}) =>
  boot.stage === 'ready' && !motion && mapping && proofMap?.of !== snapshot;

/** @param {import('../types/state').Timeline} line */
const end = line => line.first + line.steps.length;

/** @param {import('../types/state').State} state */
const timelineNeeded = ({snapshot, timeline, motion, boot}) =>
  boot.stage === 'ready' &&
  !motion &&
  (timeline
    ? timeline.line !== snapshot.line || end(timeline) !== snapshot.moments
    : snapshot.moments > 0);

/** @param {import('../types/state').State} state */
const choicesNeeded = ({snapshot, choices, boot}) =>
  boot.stage === 'ready' && choices?.id !== (snapshot.python.typed.own ?? 0);

/** @param {import('../types/state').State} state */
const sourceNeeded = ({snapshot, code, boot}) =>
  boot.stage === 'ready' &&
  code.open &&
  code.sources[code.tab]?.id !== (snapshot.python.typed[code.tab] ?? 0);

/** @param {import('../types/state').State} state */
const traceNeeded = ({snapshot, code, boot}) =>
  boot.stage === 'ready' && code.open && snapshot.walk !== null && code.traced !== snapshot;

/**
 * What is left of a line when the moments after it are undone.
 * @param {import('../types/state').Timeline} line @param {number} moment @returns {import('../types/state').Timeline}
 */
function upto(line, moment) {
  const left = (/** @type {import('../types/state').Numbers} */ values) =>
    Array.from(values).slice(0, Math.max(0, moment - line.first));
  return {...line, steps: left(line.steps), costs: left(line.costs)};
}

/**
 * @param {import('../types/state').Timeline} known @param {import('../types/state').Timeline} news
 * @returns {import('../types/state').Timeline}
 */
const joined = (known, news) => ({
  line: known.line,
  first: known.first,
  steps: [...Array.from(known.steps), ...Array.from(news.steps)],
  costs: [...Array.from(known.costs), ...Array.from(news.costs)],
});

const REST = 300; // ms
const SHARE = 4; // and so many times as long as it took

/**
 * While it trains, what is told beside the figure takes turns with it.
 * @param {import('../store/store.js').Store} store @param {number} took ms
 */
async function rest(store, took) {
  const end = performance.now() + Math.max(REST, SHARE * took);
  const trains = () => store.state.playing && store.state.snapshot.training;
  while (trains() && performance.now() < end) await new Promise(requestAnimationFrame);
}

/**
 * Does the work whenever it is needed, one at a time.
 * @param {import('../store/store.js').Store} store
 * @param {(state: import('../types/state').State) => boolean} isNeeded
 * @param {(state: import('../types/state').State) => Promise<void>} work
 */
export function follow(store, isNeeded, work) {
  let busy = false;
  store.show(async () => {
    if (busy) return;
    busy = true;
    try {
      while (isNeeded(store.state)) {
        const began = performance.now();
        await work(store.state);
        await rest(store, performance.now() - began);
      }
    } catch {
      // Python broke down over it; the next snapshot asks again.
    }
    busy = false;
  });
}
