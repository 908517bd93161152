// Assemble the page: state, Python and views. A view is one line in VIEWS.

import {createQueries} from '../control/sync.js';
import {loadFrom} from '../host/assets.js';
import {toPlain} from '../lib/plain-data.js';
import {initialState} from '../store/initial-state.js';
import {createStore} from '../store/store.js';
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
import {addOffline, addTraining} from './late-parts.js';
import {connectPython} from './python-connection.js';

/** @typedef {(id: string) => HTMLElement} Place finds the element in which a view draws */
/** @typedef {(at: Place, dispatch: import('../types/state').Dispatch) => import('../types/state').View} Create */

/** Every view, in groups; the page can respond between two groups. @type {Create[][]} */
const VIEWS = [
  [
    (at, dispatch) => createTask(at('task'), dispatch),
    (_, dispatch) => createTable(document.body, dispatch),
    (at, dispatch) => createControls(at('controls'), at('rate'), at('settings'), dispatch),
    (at, dispatch) => createFunctions(at('settings'), dispatch),
    at => createSettings(/** @type {HTMLDetailsElement} */ (at('settings'))),
    (at, dispatch) => createSteps(at('steps'), dispatch),
    (at, dispatch) => createStatus(at('status'), dispatch),
  ],
  [(at, dispatch) => createFigure(at('figure'), dispatch)],
  [
    at => createCaption(at('stage'), at('caption')),
    (at, dispatch) => createExample(at('example'), dispatch),
    (at, dispatch) => createPoints(at('points'), dispatch),
    (at, dispatch) => createPrediction(at('prediction'), dispatch),
    (at, dispatch) => createInspector(at('inspector'), dispatch),
    (at, dispatch) => createProof(at('proof'), dispatch),
    (at, dispatch) => createWorking(at('working'), dispatch),
    (at, dispatch) => createWorksheet(at('worksheet'), dispatch),
    (at, dispatch) => createTimeline(at('timeline'), dispatch),
    (at, dispatch) => createCode(/** @type {HTMLDetailsElement} */ (at('code')), dispatch),
    (at, dispatch) => createStop(at('stop'), dispatch),
    (at, dispatch) => createTrouble(at('trouble'), dispatch),
    (at, dispatch) => createProblem(at('stage'), dispatch),
    (at, dispatch) => createPeek(at('figure-place'), at('figure'), dispatch),
  ],
];

/** Views in the text below the figure, added once the figure is shown. @type {Create[]} */
const TEXT_VIEWS = [
  (at, dispatch) => createLife(at('live-life'), dispatch),
  (at, dispatch) => createCutting(at('live-cut'), dispatch),
  (at, dispatch) => createSeeds(at('live-seeds'), dispatch),
  (at, dispatch) => createGuess(at('live-guess'), dispatch),
  (at, dispatch) => createTerms(at('explanation'), at('stage'), dispatch),
];

/** @type {Place} */
const at = id => /** @type {HTMLElement} */ (document.getElementById(id));
/** @param {string} id */
const data = id => JSON.parse(at(id).textContent ?? '');
/** Let the page respond between one part and the next. */
const pause = () => new Promise(resolve => setTimeout(resolve));

/** @param {import('../types/host').Host} host */
export async function main(host) {
  const manifest = data('manifest');
  loadFrom(host, manifest);
  const isStill = matchMedia('(prefers-reduced-motion: reduce)').matches;
  const store = createStore(initialState(data('first-snapshot'), data('tasks'), isStill));
  const connection = connectPython(store, host, manifest);
  const {client, dispatch, request, ready} = connection;
  /** @param {Create} create */
  const show = create => store.show(create(at, dispatch));

  await pause();
  removePlaceholders();
  for (const [n, group] of VIEWS.entries()) {
    if (n) await pause();
    group.forEach(show);
  }
  setTimeout(() => TEXT_VIEWS.forEach(show));
  createQueries(store, client);
  addTraining(store, connection, at);
  addOffline(store, connection, at, manifest);

  return {
    ready,
    /** @param {import('../types/protocol').Request} wanted */
    request: wanted => request(wanted).then(toPlain),
    snapshot: () => toPlain(store.state.snapshot),
  };
}

/** Remove the placeholders that kept room for the views. */
function removePlaceholders() {
  at('stage').removeAttribute('data-still');
  for (const place of document.querySelectorAll('[data-waiting]')) {
    place.replaceChildren(...place.querySelectorAll(':scope > summary'));
    for (const name of ['data-waiting', 'inert']) place.removeAttribute(name);
  }
}
