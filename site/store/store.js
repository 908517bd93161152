// The page's state: the latest snapshot and what only the page knows. Nothing in it is derived.

/**
 * @param {import('../types/state').State} first
 */
export function createStore(first) {
  let state = first;
  /** @type {import('../types/state').View[]} */
  const views = [];
  return {
    get state() {
      return state;
    },
    /** @param {Partial<import('../types/state').State>} changes */
    set(changes) {
      state = {...state, ...changes};
      for (const view of views) view(state);
    },
    /** @param {import('../types/state').View} view */
    show(view) {
      views.push(view);
      view(state);
    },
  };
}

/** @typedef {ReturnType<typeof createStore>} Store */
