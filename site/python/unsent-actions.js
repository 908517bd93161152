// What was asked for while Python is not there. It waits in a queue that is lost with the page, so
// what is in it is written down for the page that follows.

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
    /** What waits. */
    pending: () => (isReady() ? [] : waiting),
  };
}
