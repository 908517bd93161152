// Hold the page's state: the latest snapshot and what only the page knows. Nothing in it is derived.

/** @typedef {import('../types/state').State} State */
/** @typedef {import('../types/state').View} View */

/** @param {State} first */
export function createStore(first) {
  let state = first;
  /** @type {View[]} */
  const listeners = [];

  /** Call a listener now and after every change. @param {View} listener */
  function subscribe(listener) {
    listeners.push(listener);
    listener(state);
  }

  return {
    get state() {
      return state;
    },
    /** @param {Partial<State>} changes */
    set(changes) {
      state = {...state, ...changes};
      for (const listener of listeners) listener(state);
    },
    subscribe,
    /**
     * Show a view now, and again when the values it selects have changed.
     * @param {View} view
     * @param {(state: State) => readonly unknown[]} [select] by default the fields that the view has read
     */
    show: (view, select) => subscribe(select ? whenSelected(view, select) : whenRead(view)),
  };
}

/** @typedef {ReturnType<typeof createStore>} Store */

/**
 * Run a view when one of the selected values has changed.
 * @param {View} view @param {(state: State) => readonly unknown[]} select
 * @returns {View}
 */
function whenSelected(view, select) {
  /** @type {readonly unknown[] | null} */
  let shown = null;
  return state => {
    const selected = select(state);
    if (shown && selected.every((value, n) => Object.is(value, shown?.[n]))) return;
    shown = selected;
    view(state);
  };
}

/**
 * Run a view when a field that it read last time has a new value. A view depends on nothing else, so
 * this selects exactly the fields that it needs.
 * @param {View} view
 * @returns {View}
 */
function whenRead(view) {
  /** @type {Map<keyof State, unknown> | null} */
  let read = null;
  return state => {
    if (read && Array.from(read).every(([name, value]) => Object.is(state[name], value))) return;
    /** @type {Map<keyof State, unknown>} */
    const reads = new Map();
    read = reads;
    view(
      new Proxy(state, {
        get(target, /** @type {keyof State} */ name) {
          reads.set(name, target[name]);
          return target[name];
        },
      }),
    );
  };
}
