// The visitor's own table on its way to Python: handed over in parts and read a little at a time, so
// that everything else is answered in between. It never leaves this machine.

/** @typedef {import('../types/state').TableDesk} TableDesk */
/** @typedef {import('../types/state').TableLayout} TableLayout */

const PART = 262_144; // bytes in one request
const HANDED = 0.2; // how much of the work it is to hand it over

/** @returns {TableDesk} */
export const noTable = () => ({
  name: '',
  bytes: 0,
  share: null,
  layout: {},
  report: null,
  choice: null,
  plan: null,
  problem: null,
});

/**
 * @param {import('../store/store.js').Store} store
 * @param {ReturnType<typeof import('../python/client.js').createBridge>} bridge
 */
export function createTables(store, bridge) {
  let turn = 0; // what was begun earlier ends where something newer begins
  /** @type {Blob | null} */
  let handed = null;
  let handedTo = 0; // which Python has it
  /** @param {Partial<TableDesk>} news */
  const tell = news => store.set({table: {...store.state.table, ...news}});

  /** Does it, and tells what is wrong if it can't be done. @param {(mine: number) => Promise<void>} job */
  async function attempt(job) {
    const mine = ++turn;
    try {
      await insist(() => job(mine));
      return mine === turn;
    } catch (error) {
      if (mine === turn) tell({share: null, problem: /** @type {Error} */ (error).message});
      return false;
    }
  }

  /** What Python broke down over may go well with the next one. @param {() => Promise<void>} job */
  const insist = job =>
    job().catch(error => {
      if (!error.isBroken) throw error;
      return job();
    });

  /** Hands it over once more where another Python has come since. @param {number} mine */
  async function renewed(mine) {
    if (!handed || handedTo === bridge.starts()) return false;
    await handOver(handed, mine);
    await readOn(mine, HANDED);
    return true;
  }

  /** @param {Blob} source @param {number} mine */
  async function handOver(source, mine) {
    [handed, handedTo] = [source, bridge.starts()];
    for (let at = 0; mine === turn && (at === 0 || at < source.size); at += PART) {
      const part = new Uint8Array(await source.slice(at, at + PART).arrayBuffer());
      if (mine !== turn) return;
      await bridge.query({op: 'table_part', part, first: at === 0});
      if (mine === turn)
        tell({share: (HANDED * Math.min(source.size, at + PART)) / Math.max(1, source.size)});
    }
  }

  /** @param {number} mine @param {number} from the share that is done before */
  async function readOn(mine, from) {
    while (mine === turn) {
      const {share, report} = await bridge.query({op: 'table', ...store.state.table.layout});
      if (mine !== turn) return;
      tell({share: from + (1 - from) * share});
      if (report) {
        tell({report, choice: choiceFor(report, store.state.table.choice)});
        await makePlan(mine);
        return tell({share: null});
      }
    }
  }

  /** @param {number} mine */
  async function makePlan(mine) {
    const {choice} = store.state.table;
    if (!choice) return;
    const {leave_out: _, ...asked} = choice;
    const plan = await bridge.query({op: 'table_plan', ...asked});
    if (mine === turn) tell({plan, problem: null});
  }

  return {
    /** Another table. @param {Blob} source @param {string} name */
    take: (source, name) =>
      attempt(async mine => {
        store.set({table: {...noTable(), name, bytes: source.size, share: 0}, tabling: true});
        await handOver(source, mine);
        await readOn(mine, HANDED);
      }),
    /** Read it another way. @param {TableLayout} layout */
    read: layout =>
      attempt(async mine => {
        tell({layout: {...store.state.table.layout, ...layout}, share: 0, problem: null});
        if (!(await renewed(mine))) await readOn(mine, 0);
      }),
    /** Learn something else of it. @param {Partial<import('../types/state').TableChoice>} news */
    choose: news =>
      attempt(async mine => {
        const {choice} = store.state.table;
        if (choice) tell({choice: {...choice, ...news}});
        if (!(await renewed(mine)) && Object.keys(news).join() !== 'leave_out')
          await makePlan(mine);
      }),
    async cancel() {
      turn++;
      handed = null;
      store.set({table: noTable()});
      return true;
    },
    /** Begin to learn it. @param {(snapshot: import('../types/state').Snapshot) => void} show */
    learn: show =>
      attempt(async mine => {
        await renewed(mine);
        const {choice, layout} = store.state.table;
        const snapshot = await bridge.request({op: 'load_table', ...choice, ...layout});
        tell({problem: null});
        show(snapshot);
      }),
  };
}

/**
 * What was chosen, as far as these columns have it; the last one of use is the likeliest to be
 * predicted, and what can't be learned from is left out.
 * @param {import('../types/state').TableReport} report @param {import('../types/state').TableChoice | null} before
 * @returns {import('../types/state').TableChoice}
 */
function choiceFor({columns}, before) {
  const names = columns.map(({name}) => name);
  const keeps = before !== null && names.includes(before.predict);
  const [usable, others] = [true, false].map(is =>
    columns.filter(each => each.usable === is).map(({name}) => name),
  );
  return {
    predict: keeps ? before.predict : (usable.at(-1) ?? names[0]),
    classes: keeps ? before.classes : null,
    without: [...others, ...(before?.without ?? []).filter(name => usable.includes(name))],
    leave_out: before?.leave_out ?? false,
  };
}
