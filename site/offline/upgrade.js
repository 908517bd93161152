// Upgrade to a newer version of the page, if the visitor wants it: everything is saved, the newer version
// takes over, and the page is reloaded and restores it.

import {forgetSavedPage, savePage, texts} from '../store/saved-page.js';

const LONGEST_CHANGE = 30_000; // ms to wait for the newer service worker
const LATER = 'so nothing was done. The new version comes when all pages of Learnscope are closed.';
const TOO_LARGE = `There is too much here to be kept while the page is loaded anew, ${LATER}`;
const TOO_SLOW = `The new version did not take over, ${LATER}`;

/** @param {import('../types/offline').Surroundings} around @param {(news: Partial<import('../types/offline').Offline>) => void} tell */
export function createUpgrade(around, tell) {
  const {store, dispatch, request} = around;
  /** @type {ServiceWorkerRegistration | null} */
  let registration = null;

  async function renew() {
    if (store.state.offline.renewing) return;
    tell({renewing: true, told: ''});
    dispatch({type: 'pause'});
    const isReady = store.state.boot.stage === 'ready';
    if (isReady) await request({op: 'snapshot'}).catch(() => {}); // everything requested so far is done then
    const code = isReady ? await running(around).catch(() => ({})) : {};
    try {
      savePage(everything(around, code));
    } catch {
      return tell({renewing: false, told: TOO_LARGE});
    }
    if (await takeOver()) return location.reload();
    forgetSavedPage();
    tell({renewing: false, told: TOO_SLOW});
  }

  /** Let the newer service worker take over; resolves to whether it has. @returns {Promise<boolean>} */
  const takeOver = () =>
    new Promise(resolve => {
      if (!registration?.waiting) return resolve(true); // it has taken over already, for another page
      navigator.serviceWorker.addEventListener('controllerchange', () => resolve(true), {
        once: true,
      });
      registration.waiting.postMessage({takeOver: true});
      setTimeout(resolve, LONGEST_CHANGE, false);
    });

  return {
    renew,
    /** @param {ServiceWorkerRegistration} current */
    with(current) {
      registration = current;
    },
  };
}

/** Ask for the visitor's Python in force, by module. @param {import('../types/offline').Surroundings} around */
async function running({store, client}) {
  const modules = /** @type {import('../types/protocol').ModuleName[]} */ (
    Object.keys(store.state.snapshot.python.typed)
  );
  const told = await Promise.all(modules.map(module => client.query({op: 'source', module})));
  return Object.fromEntries(told.map(({module, text}) => [module, text]));
}

/**
 * Read everything that the next page needs to continue.
 * @param {import('../types/offline').Surroundings} around @param {Record<string, string>} running Python that the visitor typed
 */
export function everything({store, client, pending}, running) {
  const {
    selected,
    speed,
    pace,
    grain,
    code,
    snapshot,
    results: {open, log, set, kept},
  } = store.state;
  const written = texts();
  return {
    memory: client.restorePoint(),
    settings: {speed, pace, grain},
    selected,
    code: {open: code.open, tab: code.tab},
    results: {open, log, set, kept},
    typed: Object.keys(snapshot.python.typed).length > 0,
    texts: {...written, code: {...running, ...written.code}},
    pending: pending(),
  };
}
