// Restore what an older version of the page has saved: see upgrade.js.

import {noResults} from '../store/initial-state.js';
import {forgetSavedPage, ORIGINAL_RUNS, restoreTexts} from '../store/saved-page.js';

/**
 * @param {import('../store/store.js').Store} store
 * @param {ReturnType<typeof import('./upgrade.js').everything> | null} kept null if only the worker was replaced, not the page
 * @param {string} why the network could not be restored, or empty if it was
 * @param {import('../types/state').Dispatch} dispatch
 * @param {(request: import('../types/state').Request) => Promise<unknown>} request
 */
export async function resume(store, kept, why, dispatch, request) {
  if (why) await insteadOf(kept?.memory.last ?? null, request);
  if (!kept) return;
  forgetSavedPage();
  const {settings, selected, code, results, texts, pending} = kept;
  const {task} = store.state.snapshot;
  store.set({
    ...settings,
    selected,
    code: {...store.state.code, tab: code.tab},
    results: {...noResults(task?.edition ?? null), ...results},
  });
  /** @type {HTMLDetailsElement} */ (document.getElementById('code')).open = code.open;
  restoreTexts(texts);
  for (const action of pending) dispatch(action);
  store.set({offline: {...store.state.offline, told: sentence(kept, why)}});
}

/**
 * Load the network alone, because not everything could be restored. If that fails too, show what Python
 * has.
 * @param {import('../types/state').Snapshot | null} last
 * @param {(request: import('../types/state').Request) => Promise<unknown>} request
 */
async function insteadOf(last, request) {
  const load = last ? request({op: 'load', network: last}) : Promise.reject(new Error());
  await load.catch(() => request({op: 'snapshot'}));
}

/** @param {ReturnType<typeof import('./upgrade.js').everything>} kept @param {string} why */
function sentence({memory, typed}, why) {
  if (why) return `This is the new version. It could not take up everything: ${why}`;
  const anew = memory.last.training ? 'The curve and undo begin anew.' : 'Undo begins anew.';
  return `This is the new version, and your network is as it was. ${anew}${typed ? ORIGINAL_RUNS : ''}`;
}
