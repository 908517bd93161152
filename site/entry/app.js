// Puts the page together: state, bridge, actions and views. The one place that knows them all.

import {begunAnew, nothingYet as noFigures} from '../control/demos.js';
import {createActions} from '../control/dispatch.js';
import {remembered} from '../control/predictions.js';
import {createQueries} from '../control/sync.js';
import {noTable} from '../control/table-upload.js';
import {check, load, loadFrom} from '../host/assets.js';
import {toPlain} from '../lib/plain-data.js';
import {takeUp} from '../offline/resume.js';
import {createBridge, NOT_BEGUN} from '../python/client.js';
import {createPending} from '../python/unsent-actions.js';
import {nothingYet} from '../store/result-parts.js';
import {putAwayBefore} from '../store/saved-page.js';
import {createStore} from '../store/store.js';
import {createLate} from '../ui/lazy-part.js';
import {createCode} from '../views/code/code.js';
import {createControls} from '../views/controls/controls.js';
import {createProblem} from '../views/controls/error-message.js';
import {createFunctions} from '../views/controls/functions.js';
import {createPrediction} from '../views/controls/prediction.js';
import {createStatus} from '../views/controls/python-status.js';
import {createSettings} from '../views/controls/settings.js';
import {createSteps} from '../views/controls/steps.js';
import {createStop} from '../views/controls/stop.js';
import {createTimeline} from '../views/controls/timeline.js';
import {createCutting} from '../views/demos/ablation.js';
import {createGuess} from '../views/demos/guess-game.js';
import {createLife} from '../views/demos/life.js';
import {createSeeds} from '../views/demos/seeds.js';
import {createInspector} from '../views/explain/inspector.js';
import {createProof} from '../views/explain/proof.js';
import {createTerms} from '../views/explain/terms.js';
import {createWorking} from '../views/explain/working.js';
import {createWorksheet} from '../views/explain/worksheet.js';
import {createFigure} from '../views/figure/figure.js';
import {createPeek} from '../views/figure/mini-figure.js';
import {createTrouble} from '../views/figure/network-warning.js';
import {createCaption} from '../views/figure/readout.js';
import {createExample} from '../views/task/example.js';
import {createPoints} from '../views/task/points.js';
import {createTable} from '../views/task/table.js';
import {createTask} from '../views/task/task.js';

/** @param {string} id */
const element = id => /** @type {HTMLElement} */ (document.getElementById(id));
/** @param {string} id */
const data = id => JSON.parse(element(id).textContent ?? '');

/** The page is to answer between one part and the next. */
const breath = () => new Promise(resolve => setTimeout(resolve));

/** @param {import('../types/state').Host} host */
export async function main(host) {
  const manifest = data('manifest');
  loadFrom(host, manifest);
  const first = data('first-snapshot');
  const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
  const store = createStore({
    snapshot: first,
    motion: null,
    playing: false,
    speed: still ? 0 : 1,
    pace: 0,
    boot: NOT_BEGUN,
    waiting: 0,
    problem: null,
    drafts: {},
    term: null,
    grain: 'pass',
    timeline: null,
    prediction: null,
    ...remembered(),
    code: {
      open: false,
      tab: 'network',
      sources: {},
      busy: null,
      error: null,
      trace: null,
      traced: null,
    },
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
    emergence: noFigures(),
    results: nothingYet(null),
    tasks: data('tasks'),
    examples: null,
    points: null,
    table: noTable(),
    tabling: false,
    offline: {stage: 'unknown', newer: false, renewing: false, told: ''},
    folder: {share: null, told: ''},
  });

  /** @type {() => void} */
  let becomeReady = () => {};
  const ready = /** @type {Promise<void>} */ (new Promise(resolve => (becomeReady = resolve)));
  let kept = putAwayBefore(); // by an older version of this page
  const bridge = createBridge(
    host,
    manifest,
    first,
    {
      onBoot(boot, waiting) {
        store.set({boot, waiting});
        if (boot.stage === 'ready') becomeReady();
      },
      onSlow: slow => store.set({slow}),
      // What Python told before is gone with it.
      onRestored(snapshot, without) {
        store.set({
          problem: without ? {text: without, place: 'forward', first: null} : store.state.problem,
          snapshot,
          timeline: null,
          choices: null,
          examples: null,
          results: nothingYet(null),
          emergence: begunAnew(store.state.emergence),
          code: {...store.state.code, sources: {}, trace: null, traced: null},
        });
        goOn('');
      },
      onLost: goOn,
    },
    kept?.memory,
  );
  const actions = createActions(store, bridge);
  const {request} = actions;
  const {dispatch, pending} = createPending(store, actions.dispatch);

  /** What was put away comes back. @param {string} why its network could not be taken up, or empty */
  function goOn(why) {
    const before = kept;
    kept = null;
    takeUp(store, before, why, dispatch, request);
  }

  await breath();
  takeOver();
  store.show(createTask(element('task'), dispatch));
  store.show(createTable(document.body, dispatch));
  store.show(createControls(element('controls'), element('rate'), element('settings'), dispatch));
  store.show(createFunctions(element('settings'), dispatch));
  store.show(createSettings(/** @type {HTMLDetailsElement} */ (element('settings'))));
  store.show(createSteps(element('steps'), dispatch));
  store.show(createStatus(element('status'), dispatch));
  await breath();
  store.show(createFigure(element('figure'), dispatch));
  await breath();
  store.show(createCaption(element('stage'), element('caption')));
  store.show(createExample(element('example'), dispatch));
  store.show(createPoints(element('points'), dispatch));
  store.show(createPrediction(element('prediction'), dispatch));
  store.show(createInspector(element('inspector'), dispatch));
  store.show(createProof(element('proof'), dispatch));
  store.show(createWorking(element('working'), dispatch));
  store.show(createWorksheet(element('worksheet'), dispatch));
  store.show(createTimeline(element('timeline'), dispatch));
  store.show(createCode(/** @type {HTMLDetailsElement} */ (element('code')), dispatch));
  store.show(createStop(element('stop'), dispatch));
  store.show(createTrouble(element('trouble'), dispatch));
  store.show(createProblem(element('stage'), dispatch));
  store.show(createPeek(element('figure-place'), element('figure'), dispatch));
  setTimeout(() => {
    // what is in the text can wait until the network has been shown
    store.show(createLife(element('live-life'), dispatch));
    store.show(createCutting(element('live-cut'), dispatch));
    store.show(createSeeds(element('live-seeds'), dispatch));
    store.show(createGuess(element('live-guess'), dispatch));
    store.show(createTerms(element('explanation'), element('stage'), dispatch));
  });

  createQueries(store, bridge);
  const learning = createLate(
    'What trains the network on many examples',
    element('training'),
  )(async () => {
    await Promise.all([check('training-part.js'), load('training.css')]);
    const {createResults} = await import('./training-part.js');
    createResults(
      store,
      bridge,
      {training: element('training'), settings: element('settings'), results: element('results')},
      dispatch,
    );
  });
  once(store, ({snapshot}) => snapshot.training !== null, learning.start);
  const keeping = createLate(
    'What keeps this page for use without a network',
    element('offline'),
  )(async () => {
    await check('offline-part.js');
    const {goOffline} = await import('./offline-part.js');
    goOffline(
      {store, bridge, manifest, dispatch, request, pending},
      element('update'),
      element('offline'),
    );
  });
  once(store, ({boot}) => boot.stage === 'ready' || boot.stage === 'failed', keeping.start);

  return {
    ready,
    /** @param {import('../types/state').Request} wanted */
    request: wanted => request(wanted).then(toPlain),
    snapshot: () => toPlain(store.state.snapshot),
  };
}

/** The script has come, if late: what kept its place goes. */
function takeOver() {
  element('stage').removeAttribute('data-still');
  for (const place of document.querySelectorAll('[data-waiting]')) {
    place.replaceChildren(...place.querySelectorAll(':scope > summary'));
    for (const name of ['data-waiting', 'inert']) place.removeAttribute(name);
  }
}

/**
 * Does something once, when it is time.
 * @param {import('../store/store.js').Store} store @param {(state: import('../types/state').State) => boolean} isTime @param {() => void} work
 */
function once(store, isTime, work) {
  let done = false;
  store.show(state => {
    if (done || !isTime(state)) return;
    done = true;
    work();
  });
}
