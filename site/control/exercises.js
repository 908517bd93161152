// Working by hand: checks what the visitor worked out, and has a worksheet made.

/**
 * @param {import('../store/store.js').Store} store
 * @param {ReturnType<typeof import('../python/client.js').createBridge>} bridge
 */
export function createHandwork(store, bridge) {
  return {
    /** @param {string} place @param {string} quantity @param {number | string} value */
    async check(place, quantity, value) {
      const about = {place, quantity, snapshot: store.state.snapshot};
      store.set({working: {...about, checked: null, error: null}});
      try {
        const checked = await bridge.query({op: 'check', place, quantity, value});
        store.set({working: {...about, checked, error: null}});
        return true;
      } catch (error) {
        store.set({
          working: {...about, checked: null, error: /** @type {Error} */ (error).message},
        });
        return false;
      }
    },
    async worksheet() {
      try {
        store.set({worksheet: await bridge.query({op: 'worksheet'}), problem: null});
        return true;
      } catch (error) {
        store.set({
          problem: {text: /** @type {Error} */ (error).message, place: 'worksheet', first: null},
        });
        return false;
      }
    },
  };
}
