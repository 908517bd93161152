// Show how learning from many examples goes: the controls of training, and its results. All of this is
// loaded with the first task.

import {answers, missing} from '../control/result-queries.js';
import {follow} from '../control/sync.js';
import {noResults} from '../store/initial-state.js';
import {createConfusion} from '../views/training/confusion.js';
import {createMap} from '../views/training/decision-map.js';
import {createDistributions} from '../views/training/distributions.js';
import {createCurves} from '../views/training/learning-curves.js';
import {createNeuronMaps} from '../views/training/neuron-maps.js';
import {createTraining} from '../views/training/training-controls.js';

const VIEWS = [createMap, createCurves, createNeuronMaps, createConfusion, createDistributions];

/**
 * @param {import('../store/store.js').Store} store
 * @param {import('../python/client.js').Client} client
 * @param {Record<'training' | 'settings' | 'results', HTMLElement>} places
 * @param {import('../types/state').Dispatch} dispatch
 */
export function createResults(store, client, {training, settings, results}, dispatch) {
  // Results of other examples no longer apply.
  store.subscribe(({snapshot: {task}, results: {edition, open, log}}) => {
    if (task && task.edition !== edition)
      store.set({results: {...noResults(task.edition), open, log}});
  });
  store.show(createTraining(training, settings, dispatch));
  for (const create of VIEWS) {
    const place = document.createElement('details');
    results.append(place);
    store.show(create(place, dispatch));
  }
  follow(
    store,
    state => missing(state).length > 0,
    async state => {
      const news = await answers(missing(state), state, client);
      const {results: now} = store.state;
      if (now.edition === state.results.edition) store.set({results: {...now, ...news}});
    },
  );
}
