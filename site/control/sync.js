// Keep what is shown beside the figure up to date by asking Python again after changes.

import {
  choicesNeeded,
  examplesNeeded,
  explanationNeeded,
  pointsNeeded,
  proofMapNeeded,
  sourceNeeded,
  timelineEnd,
  timelineNeeded,
  traceNeeded,
} from '../store/needs.js';
import {formulasSoon} from '../ui/formula.js';

/** @typedef {import('../types/state').State} State */
/** @typedef {import('../types/protocol').Timeline} Timeline */
/** @typedef {import('../store/store.js').Store} Store */

/** @param {Store} store @param {import('../python/client.js').Client} client */
export function createQueries(store, client) {
  follow(store, timelineNeeded, async ({timeline, snapshot}) => {
    const known =
      timeline?.line === snapshot.line ? timelineUpTo(timeline, snapshot.moments) : null;
    const news = await client.query({op: 'timeline', start: known ? timelineEnd(known) : 0});
    const goesOn = known?.line === news.line && news.first === timelineEnd(known);
    store.set({timeline: goesOn ? joined(known, news) : news});
  });
  follow(store, examplesNeeded, async ({snapshot}) => {
    store.set({examples: {...(await client.query({op: 'examples'})), of: snapshot}});
  });
  follow(store, pointsNeeded, async () => {
    store.set({points: await client.query({op: 'points'})});
  });
  follow(store, choicesNeeded, async () => {
    store.set({choices: await client.query({op: 'choices'})});
  });
  follow(store, sourceNeeded, async ({code: {tab}}) => {
    const {text, id} = await client.query({op: 'source', module: tab});
    const {code} = store.state;
    store.set({code: {...code, sources: {...code.sources, [tab]: {text, id}}}});
  });
  follow(store, traceNeeded, async ({snapshot}) => {
    const trace = await client.query({op: 'trace'});
    const {code} = store.state;
    store.set({code: {...code, trace, traced: snapshot, tab: trace.module ?? code.tab}});
  });

  follow(store, explanationNeeded, async ({snapshot, selected, unfolded}) => {
    const place = /** @type {string} */ (selected);
    const [answer, proof, nudge] = await Promise.all([
      client.query({op: 'explain', place, unfold: unfolded}).catch(() => null),
      client.query({op: 'proof', place}).catch(() => null),
      client.query({op: 'nudge_curve', place}).catch(() => null),
      formulasSoon(),
    ]);
    if (!answer) return store.set({selected: null}); // the place is gone with its network
    store.set({explanation: {...answer, proof, nudge, of: snapshot, unfolded}});
  });

  follow(store, proofMapNeeded, async ({snapshot}) => {
    const failed = (/** @type {Error} */ {message}) => ({rows: [], text: message, agrees: null});
    const answer = await client.query({op: 'proof_map'}).catch(failed);
    store.set({proofMap: {...answer, of: snapshot}});
  });
}

/**
 * Cut a line off at a moment, after which everything was undone.
 * @param {Timeline} line @param {number} moment @returns {Timeline}
 */
function timelineUpTo(line, moment) {
  const left = (/** @type {import('../types/protocol').Numbers} */ values) =>
    Array.from(values).slice(0, Math.max(0, moment - line.first));
  return {...line, steps: left(line.steps), costs: left(line.costs)};
}

/** @param {Timeline} known @param {Timeline} news @returns {Timeline} */
const joined = (known, news) => ({
  line: known.line,
  first: known.first,
  steps: [...Array.from(known.steps), ...Array.from(news.steps)],
  costs: [...Array.from(known.costs), ...Array.from(news.costs)],
});

const SHORTEST_REST_MS = 300;
const REST_SHARE = 4; // rest this many times as long as an answer took

/**
 * Rest during training, so that training and these questions take turns.
 * @param {Store} store @param {number} took ms
 */
async function rest(store, took) {
  const end = performance.now() + Math.max(SHORTEST_REST_MS, REST_SHARE * took);
  const trains = () => store.state.playing && store.state.snapshot.training;
  while (trains() && performance.now() < end) await new Promise(requestAnimationFrame);
}

/**
 * Run some work whenever it is needed, one run at a time.
 * @param {Store} store
 * @param {(state: State) => boolean} isNeeded
 * @param {(state: State) => Promise<void>} work
 */
export function follow(store, isNeeded, work) {
  let isBusy = false;
  store.subscribe(async () => {
    if (isBusy) return;
    isBusy = true;
    try {
      while (isNeeded(store.state)) {
        const began = performance.now();
        await work(store.state);
        await rest(store, performance.now() - began);
      }
    } catch {
      // Python crashed over it; the next snapshot asks again.
    }
    isBusy = false;
  });
}
