// Make the page work without a network: register the service worker that keeps this version, and offer a
// newer one. If a browser refuses any of it, the page works as before. This part is loaded after Python is
// ready, because nothing else needs it.

import {createUpgrade} from '../offline/upgrade.js';
import {createZipDownload} from '../offline/zip-download.js';
import {createOffline} from '../views/offline/offline.js';
import {createUpdate} from '../views/offline/update.js';

/** @typedef {import('../types/offline').Offline} Offline */
/** @typedef {import('../types/offline').Kept} Kept */

const SEEN_AGAIN = 3_600_000; // ms since the last look; a page that is seen again then looks for a newer version

/** @param {import('../types/offline').Surroundings} around @param {HTMLElement} update @param {HTMLElement} place */
export function goOffline(around, update, place) {
  const {store, client, manifest, dispatch} = around;
  /** @param {Partial<Offline>} news */
  const tell = news => store.set({offline: {...store.state.offline, ...news}});
  const renewal = createUpgrade(around, tell);
  const taking = createZipDownload(store, manifest);
  /** @type {import('../types/offline').OfflineDispatch} */
  const act = action => {
    switch (action.type) {
      case 'renew':
        return renewal.renew();
      case 'later':
        return tell({newer: false, told: ''});
      case 'take':
        return taking.take();
      case 'take_cancel':
        return taking.cancel();
      default:
        return dispatch(action);
    }
  };
  store.show(createUpdate(update, act));
  store.show(createOffline(place, act));
  const isInside = document.documentElement.dataset.files === 'inside';
  if (isInside) tell({stage: 'single'});
  else if (location.protocol === 'file:') tell({stage: 'folder'});
  else if (!isSecureContext) tell({stage: 'insecure'});
  else
    client.complete
      .then(() => keep(store, manifest.build, tell, renewal))
      .catch(({stage = 'refused'}) => tell({stage}));
}

/**
 * @param {import('../store/store.js').Store} store
 * @param {string} build
 * @param {(news: Partial<Offline>) => void} tell
 * @param {{with: (registration: ServiceWorkerRegistration) => void}} renewal
 */
async function keep(store, build, tell, renewal) {
  const workers = navigator.serviceWorker; // if missing, the next lines throw
  await caches.keys(); // throws if nothing may be stored
  const isKept = () => store.state.offline.stage === 'kept'; // stays true if a newer version can't be fetched
  workers.addEventListener(
    'message',
    ({data}) => data.failed && !isKept() && tell({stage: data.failed}),
  );
  workers.startMessages();
  const registration = await workers.register('sw.js').catch(without);
  renewal.with(registration);
  await hold(`learnscope ${registration.scope} ${build}`);

  async function look() {
    const newest = registration.waiting ?? registration.active;
    const {stage} = store.state.offline;
    if (!newest && registration.installing) return tell({stage: 'keeping'});
    if (!newest) return stage === 'keeping' && tell({stage: 'network'});
    const {kept, build: theirs} = await asked(newest);
    if (kept) tell({stage: 'kept'});
    tell({newer: theirs !== build});
  }
  const follow = () => registration.installing?.addEventListener('statechange', look);
  registration.addEventListener('updatefound', follow);
  workers.addEventListener('controllerchange', look);
  follow();
  await look();
  whenSeenAgain(() => registration.update().catch(() => {}));
}

/**
 * Tell apart a service worker that is missing, damaged, or refused. A browser reports the same error for
 * all three. @param {Error} error @returns {Promise<never>}
 */
async function without(error) {
  const script = await fetch('sw.js', {cache: 'no-store'}).catch(() => null);
  const isScript = script?.ok && /javascript/.test(script.headers.get('content-type') ?? '');
  const came = isScript && error.name !== 'TypeError' ? 'refused' : 'wrong';
  throw Object.assign(error, {stage: script ? came : 'network'});
}

/** Lock the service worker's version for as long as this page is open. @param {string} name */
const hold = name =>
  new Promise(resolve => {
    const untilClosed = () => {
      resolve(null);
      return new Promise(() => {});
    };
    if (!navigator.locks) return resolve(null);
    navigator.locks.request(name, {mode: 'shared'}, untilClosed).catch(resolve);
  });

/** @param {ServiceWorker} worker @returns {Promise<Kept>} what it says of itself */
const asked = worker =>
  new Promise(resolve => {
    const {port1, port2} = new MessageChannel();
    port1.onmessage = ({data}) => resolve(data);
    worker.postMessage({ask: true}, [port2]);
  });

/** @param {() => void} look */
function whenSeenAgain(look) {
  let last = Date.now();
  document.addEventListener('visibilitychange', () => {
    if (document.hidden || Date.now() - last < SEEN_AGAIN) return;
    last = Date.now();
    look();
  });
}
