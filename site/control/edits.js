// Change the network, and go back and forth in its history.

/** @typedef {'edit' | 'points' | 'choose' | 'new_weights' | 'live' | 'reset' | 'restore_defaults'} EditType */
/** @typedef {'step_back' | 'undo' | 'redo' | 'go_to' | 'go_to_step'} HistoryType */

/**
 * @param {import('../store/store.js').Store} store
 * @param {import('./commands.js').Commands} commands
 * @returns {import('../types/actions').Handlers<EditType>}
 */
export function createEdits(store, commands) {
  /** @type {Map<string, number>} how often each place was edited */
  const counts = new Map();

  /** Send an edit. Its draft is shown in the figure until Python has answered. @param {import('../types/actions').EditAction} action */
  async function edit({place, request, gesture, draft}) {
    commands.begin();
    const count = (counts.get(place) ?? 0) + 1;
    counts.set(place, count);
    const {drafts, problem} = store.state;
    store.set({
      ...(draft !== undefined && {drafts: {...drafts, [place]: draft}}),
      problem: problem?.place === place ? null : problem,
    });
    const wanted = gesture === undefined ? request : {...request, gesture};
    const key = gesture === undefined ? undefined : `${place} ${gesture}`;
    const done = await commands.add(
      () => commands.send(/** @type {typeof request} */ (wanted), place),
      key,
    );
    if (counts.get(place) === count) {
      const {[place]: _, ...others} = store.state.drafts;
      store.set({drafts: others});
    }
    return done;
  }

  /** Continue learning with other points. @param {import('../types/actions').PointsAction} action */
  function points({points, classes, gesture}) {
    commands.begin();
    if (store.state.problem?.place === 'points') store.set({problem: null});
    return commands.add(
      () => commands.send({op: 'load_points', points, classes, gesture: gesture ?? null}, 'points'),
      gesture === undefined ? undefined : `points ${gesture}`,
    );
  }

  return {
    edit,
    points,
    choose: ({request, place}) => commands.performCommand(request, place),
    new_weights: ({seed = null, initial = null}) =>
      commands.performCommand({op: 'new_weights', seed, initial}, 'seed'),
    live: ({value}) => commands.performCommand({op: 'set_live', value}, 'live'),
    reset: () => commands.performCommand({op: 'reset'}, 'reset'),
    restore_defaults: () => commands.performCommand({op: 'restore_defaults'}, 'restore_defaults'),
  };
}

/**
 * @param {import('../store/store.js').Store} store
 * @param {import('./commands.js').Commands} commands
 * @returns {import('../types/actions').Handlers<HistoryType>}
 */
export function createHistory(store, commands) {
  /**
   * Go to a moment of the time line, or a step of the curves. Only the newest waiting request is sent.
   * @param {import('../types/protocol').GoToRequest | import('../types/protocol').GoToStepRequest} request
   * @param {string} place
   */
  function seek(request, place) {
    commands.haltFor(request);
    commands.begin();
    return commands.add(() => commands.send(request, place), request.op);
  }

  return {
    step_back: () =>
      commands.performCommand({op: 'step_back', grain: store.state.grain}, 'step_back'),
    undo: () => commands.performCommand({op: 'step_back'}, 'undo'),
    redo: () => commands.performCommand({op: 'redo'}, 'redo'),
    go_to: ({moment, gesture = null}) => seek({op: 'go_to', moment, gesture}, 'time-line'),
    go_to_step: ({step, gesture}) => seek({op: 'go_to_step', step, gesture}, 'curves'),
  };
}
