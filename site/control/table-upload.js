// Upload the visitor's own table to Python in parts and have it read in slices, so that other requests are
// answered in between. The table never leaves this machine.

import {noTable} from '../store/initial-state.js';

/** @typedef {import('../types/state').TableUpload} TableUpload */
/** @typedef {import('../types/state').TableLayout} TableLayout */

const PART_BYTES = 262_144; // in one request
const HAND_OVER_SHARE = 0.2; // of the work

/** @typedef {'table' | 'table_layout' | 'table_choice' | 'table_cancel' | 'table_learn'} TableType */

/**
 * @param {import('../store/store.js').Store} store
 * @param {import('../python/client.js').Client} client
 * @param {import('./commands.js').Commands} commands
 * @returns {import('../types/actions').Handlers<TableType>}
 */
export function createTables(store, client, commands) {
  const upload = createUpload(store, client);
  const {tell, attempt, handOver, handOverAgain, readOn, plan} = upload;

  return {
    /** Take another table. */
    table: ({source, name}) =>
      attempt(async mine => {
        store.set({table: {...noTable(), name, bytes: source.size, share: 0}, tabling: true});
        await handOver(source, mine);
        await readOn(mine, HAND_OVER_SHARE);
      }),
    /** Read the table another way. */
    table_layout: ({layout}) =>
      attempt(async mine => {
        tell({layout: {...store.state.table.layout, ...layout}, share: 0, problem: null});
        if (!(await handOverAgain(mine))) await readOn(mine, 0);
      }),
    /** Choose what to learn from the table. */
    table_choice: ({choice: news}) =>
      attempt(async mine => {
        const {choice} = store.state.table;
        if (choice) tell({choice: {...choice, ...news}});
        if (!(await handOverAgain(mine)) && Object.keys(news).join() !== 'leave_out')
          await plan(mine);
      }),
    table_cancel() {
      upload.cancel();
      store.set({table: noTable()});
      return true;
    },
    /** Begin to learn from the table. */
    table_learn() {
      store.set({playing: false});
      return commands.perform(() =>
        attempt(async mine => {
          await handOverAgain(mine);
          const {choice, layout} = store.state.table;
          if (!choice) return;
          const snapshot = await client.command({op: 'load_table', ...choice, ...layout});
          tell({problem: null});
          commands.show(snapshot, {tabling: false});
        }),
      );
    },
  };
}

/**
 * @param {import('../store/store.js').Store} store
 * @param {import('../python/client.js').Client} client
 */
function createUpload(store, client) {
  let turn = 0; // a job ends when a newer one begins
  /** @type {Blob | null} */
  let handed = null;
  let handedTo = 0; // the number of the Python that has it
  /** @param {Partial<TableUpload>} news */
  const tell = news => store.set({table: {...store.state.table, ...news}});

  /** Run a job, and report the problem if it fails. @param {(mine: number) => Promise<void>} job */
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

  /** Upload the table again if Python was restarted since. @param {number} mine */
  async function handOverAgain(mine) {
    if (!handed || handedTo === client.starts()) return false;
    await handOver(handed, mine);
    await readOn(mine, HAND_OVER_SHARE);
    return true;
  }

  /** @param {Blob} source @param {number} mine */
  async function handOver(source, mine) {
    [handed, handedTo] = [source, client.starts()];
    for (let at = 0; mine === turn && (at === 0 || at < source.size); at += PART_BYTES) {
      const part = new Uint8Array(await source.slice(at, at + PART_BYTES).arrayBuffer());
      if (mine !== turn) return;
      await client.query({op: 'table_part', part, first: at === 0});
      const done = Math.min(source.size, at + PART_BYTES) / Math.max(1, source.size);
      if (mine === turn) tell({share: HAND_OVER_SHARE * done});
    }
  }

  /** Read until the report is there. @param {number} mine @param {number} from the share of the work done before */
  async function readOn(mine, from) {
    while (mine === turn) {
      const {share, report} = await client.query({op: 'table', ...store.state.table.layout});
      if (mine !== turn) return;
      tell({share: from + (1 - from) * share});
      if (report) {
        tell({report, choice: choiceFor(report, store.state.table.choice)});
        await plan(mine);
        return tell({share: null});
      }
    }
  }

  /** Find out what would be learned. @param {number} mine */
  async function plan(mine) {
    const {choice} = store.state.table;
    if (!choice) return;
    const {leave_out: _, ...asked} = choice;
    const answer = await client.query({op: 'table_plan', ...asked});
    if (mine === turn) tell({plan: answer, problem: null});
  }

  function cancel() {
    turn++;
    handed = null;
  }

  return {tell, attempt, handOver, handOverAgain, readOn, plan, cancel};
}

/** Run a job again if Python crashed over it. @param {() => Promise<void>} job */
const insist = job =>
  job().catch(error => {
    if (!error.isBroken) throw error;
    return job();
  });

/**
 * Keep the last choice as far as these columns allow. By default the last usable column is predicted,
 * and unusable columns are left out.
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
