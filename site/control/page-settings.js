// Change what only the page knows: what is selected or open, and how fast it plays.

/** @typedef {'grain' | 'speed' | 'pace' | 'term' | 'select' | 'point' | 'unfold' | 'proof_map' | 'results' | 'tabling' | 'forgive'} SettingType */

/**
 * @param {import('../store/store.js').Store} store
 * @returns {import('../types/actions').Handlers<SettingType>}
 */
export function createPageSettings(store) {
  /** @param {Partial<import('../types/state').State>} changes */
  const set = changes => {
    store.set(changes);
    return true;
  };
  return {
    grain: ({value}) => set({grain: value}),
    speed: ({value}) => set({speed: value}),
    pace: ({value}) => set({pace: value}),
    term: ({term}) => set({term}),
    select: ({place}) => set({selected: place, unfolded: false}),
    point: ({place}) => store.state.pointed === place || set({pointed: place}),
    unfold: ({value}) => set({unfolded: value}),
    proof_map: ({open}) => set({mapping: open}),
    results: ({change}) => set({results: {...store.state.results, ...change}}),
    tabling: ({open}) => set({tabling: open, problem: null}),
    forgive: ({place}) => store.state.problem?.place !== place || set({problem: null}),
  };
}
