// Load parts of the page that are not needed at once, when it is time for them.

import {check, load} from '../host/assets.js';
import {createLate} from '../ui/lazy-part.js';

/** @typedef {import('../store/store.js').Store} Store */
/** @typedef {import('./python-connection.js').Connection} Connection */

/** @param {Store} store @param {Connection} connection @param {(id: string) => HTMLElement} at */
export function addTraining(store, {client, dispatch}, at) {
  const part = createLate(
    'What trains the network on many examples',
    at('training'),
  )(async () => {
    await Promise.all([check('training-part.js'), load('training.css')]);
    const {createResults} = await import('./training-part.js');
    const places = {
      training: at('training'),
      settings: at('settings'),
      results: at('results'),
    };
    createResults(store, client, places, dispatch);
  });
  once(store, ({snapshot}) => snapshot.training !== null, part.start);
}

/**
 * @param {Store} store @param {Connection} connection @param {(id: string) => HTMLElement} at
 * @param {import('../types/host').Manifest} manifest
 */
export function addOffline(store, connection, at, manifest) {
  const part = createLate(
    'What keeps this page for use without a network',
    at('offline'),
  )(async () => {
    await check('offline-part.js');
    const {goOffline} = await import('./offline-part.js');
    goOffline({store, manifest, ...connection}, at('update'), at('offline'));
  });
  once(store, ({boot}) => boot.stage === 'ready' || boot.stage === 'failed', part.start);
}

/**
 * Do something once, when it is time.
 * @param {Store} store @param {(state: import('../types/state').State) => boolean} isTime
 * @param {() => void} work
 */
function once(store, isTime, work) {
  let isDone = false;
  store.subscribe(state => {
    if (isDone || !isTime(state)) return;
    isDone = true;
    work();
  });
}
