// Writes down the actions that wait for Python. Their queue is lost with the page, and the page that
// follows does them.

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
    /** The actions that wait. */
    pending: () => (isReady() ? [] : waiting),
  };
}
