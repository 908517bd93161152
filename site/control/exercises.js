// Let Python check what the visitor worked out by hand, and make a worksheet.

/**
 * @param {import('../store/store.js').Store} store
 * @param {import('../python/client.js').Client} client
 * @param {import('./commands.js').Commands} commands
 * @returns {import('../types/actions').Handlers<'check' | 'worksheet'>}
 */
export function createExercises(store, client, commands) {
  /** @param {import('../types/actions').ActionOf<'check'>} action */
  async function check({place, quantity, value}) {
    const about = {place, quantity, snapshot: store.state.snapshot};
    store.set({working: {...about, checked: null, error: null}});
    try {
      const checked = await client.query({op: 'check', place, quantity, value});
      store.set({working: {...about, checked, error: null}});
      return true;
    } catch (error) {
      const {message} = /** @type {Error} */ (error);
      store.set({working: {...about, checked: null, error: message}});
      return false;
    }
  }

  async function makeWorksheet() {
    try {
      store.set({worksheet: await client.query({op: 'worksheet'}), problem: null});
      return true;
    } catch (error) {
      const text = /** @type {Error} */ (error).message;
      store.set({problem: {text, place: 'worksheet', first: null}});
      return false;
    }
  }

  return {
    check: action => commands.aside(() => check(action)),
    worksheet({open}) {
      if (open) return commands.aside(makeWorksheet);
      store.set({worksheet: null});
      return true;
    },
  };
}
