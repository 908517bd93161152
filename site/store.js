// The page's state: the latest snapshot and what only the page knows. Nothing in it is derived.

/**
 * @param {import('./types').State} first
 */
export function createStore(first) {
  let state = first;
  /** @type {import('./types').View[]} */
  const views = [];
  return {
    get state() {
      return state;
    },
    /** @param {Partial<import('./types').State>} changes */
    set(changes) {
      state = {...state, ...changes};
      for (const view of views) view(state);
    },
    /** @param {import('./types').View} view */
    show(view) {
      views.push(view);
      view(state);
    },
  };
}

/** @typedef {ReturnType<typeof createStore>} Store */
