// Record the actions that wait for Python. Their queue is lost with a reload, and the new page repeats
// them.

/**
 * @param {import('../store/store.js').Store} store
 * @param {import('../types/state').Dispatch} dispatch
 */
export function createPending(store, dispatch) {
  /** @type {import('../types/state').Action[]} */
  let waiting = [];
  const isReady = () => store.state.boot.stage === 'ready';
  return {
    /** @type {import('../types/state').Dispatch} */
    dispatch(action) {
      if (isReady()) waiting = [];
      else waiting.push(action);
      return dispatch(action);
    },
    /** List the actions that still wait. */
    pending: () => (isReady() ? [] : waiting),
  };
}
