// Connect the page with Python: the client, the visitor's actions, and how to continue after Python or the
// page was restarted.

import {createDispatch} from '../control/dispatch.js';
import {resume} from '../offline/resume.js';
import {Client} from '../python/client.js';
import {createPending} from '../python/unsent-actions.js';
import {withoutAnswers} from '../store/initial-state.js';
import {savedPage} from '../store/saved-page.js';

/**
 * @param {import('../store/store.js').Store} store
 * @param {import('../types/host').Host} host
 * @param {import('../types/host').Manifest} manifest
 */
export function connectPython(store, host, manifest) {
  /** @type {() => void} */
  let becomeReady = () => {};
  /** @type {Promise<void>} */
  const ready = new Promise(resolve => {
    becomeReady = resolve;
  });
  let kept = savedPage(); // saved by an older version of this page
  const events = {
    /** @param {import('../types/host').Boot} boot @param {number} waiting */
    onBoot(boot, waiting) {
      store.set({boot, waiting});
      if (boot.stage === 'ready') becomeReady();
    },
    onSlow: (/** @type {boolean} */ slow) => store.set({slow}),
    /** @param {import('../types/protocol').Snapshot} snapshot @param {string} without */
    onRestored(snapshot, without) {
      const problem = without
        ? {text: without, place: 'forward', first: null}
        : store.state.problem;
      store.set({problem, snapshot, ...withoutAnswers(store.state)});
      goOn('');
    },
    onLost: goOn,
  };
  const client = new Client(host, manifest, store.state.snapshot, events, kept?.memory);
  const {dispatch: act, request} = createDispatch(store, client);
  const {dispatch, pending} = createPending(store, act);

  /** Restore what was saved. @param {string} why its network could not be restored, or empty */
  function goOn(why) {
    const before = kept;
    kept = null;
    resume(store, before, why, dispatch, request);
  }

  return {client, dispatch, request, pending, ready};
}

/** @typedef {ReturnType<typeof connectPython>} Connection */
