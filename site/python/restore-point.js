// Keep what another Python needs to continue: the network, where it began, and how its examples are
// made. This serves a replacement worker, and the page after a reload. Python that the visitor typed goes
// only to another worker of this page.

import {toPlain} from '../lib/plain-data.js';
import {LOADS, TYPES} from '../lib/protocol-flags.js';

/** @typedef {import('../types/protocol').Snapshot} Snapshot */
/** @typedef {import('../types/protocol').Request} Request */
/** @typedef {{start: Snapshot, last: Snapshot, again: Request[]}} RestorePoint `again`: requests that make the examples */

const MAX_KEPT = 50; // starts to return to, and ways to make examples

/** @param {Snapshot} first @param {RestorePoint | null} kept from before the page was reloaded */
export function createRestorePoint(first, kept) {
  let last = kept?.last ?? first;
  /** @type {Map<number, Snapshot>} the newest starts, by number */
  const starts = new Map([[last.origin, kept?.start ?? first]]);
  /** @type {Map<number, Request[]>} the newest requests that make examples, by the examples' edition */
  const examples = new Map();
  if (kept?.last.task) examples.set(kept.last.task.edition, kept.again);
  /** @type {Request[]} the table that is being uploaded */
  let tableParts = [];
  /** @type {Map<string, string>} the visitor's Python in force, by module */
  const typed = new Map();

  return {
    /** @returns {RestorePoint} as plain data */
    read: () => ({
      start: toPlain(starts.get(last.origin) ?? last),
      last: toPlain(last),
      again: examples.get(last.task?.edition ?? Number.NaN) ?? [],
    }),
    /** Say what is lost with Python. @returns {string} sentences, or an empty text */
    losses: () =>
      [
        last.can_step_back ? ' What led to it can’t be taken back any more.' : '',
        last.training?.step ? ' The curve begins anew.' : '',
        last.training?.moments === null ? ' So does what the optimiser remembers.' : '',
      ].join(''),
    /** Return the visitor's texts in force, by module; null if there are none. */
    typed: () => (typed.size ? Object.fromEntries(typed) : null),

    /** Forget the visitor's texts, and return whether there were any. */
    forgetTyped() {
      const {size} = typed;
      typed.clear();
      return size > 0;
    },

    /** Record the outcome of a request. @param {Request} request @param {Snapshot} snapshot */
    note(request, snapshot) {
      for (const [module, text] of Object.entries(textsIn(request))) typed.set(module, text);
      for (const module of typed.keys())
        if (!(module in snapshot.python.typed)) typed.delete(module);
      if (!snapshot.walk) last = snapshot; // a pass can't be resumed in the middle
      if (!starts.has(snapshot.origin)) keep(starts, snapshot.origin, snapshot);
      if (!LOADS.has(request.op) || !snapshot.task) return;
      keep(
        examples,
        snapshot.task.edition,
        request.op === 'load_table'
          ? [...tableParts, request]
          : [repeatable(request, snapshot.task)],
      );
    },

    /** Record an answered query: a part of a table is now in Python. @param {Request} request */
    noteAnswered(request) {
      if (request.op === 'table_part') tableParts = [...(request.first ? [] : tableParts), request];
    },

    /**
     * Record that another Python has taken up the network. It does not know the numbers of earlier starts.
     * @param {Snapshot} snapshot @param {Snapshot} start
     */
    noteRestored(snapshot, start) {
      last = snapshot;
      starts.clear();
      starts.set(snapshot.origin, start);
    },
  };
}

/** Find the texts in a request, by module. @param {Request} request @returns {Record<string, string>} */
function textsIn(request) {
  if (request.op === 'restore') return {...request.typed};
  if (!TYPES.has(request.op)) return {};
  const {module = 'own', text} = /** @type {{module?: string, text: string}} */ (
    /** @type {unknown} */ (request)
  );
  return {[module]: text};
}

/**
 * Keep the newest of a kind, and drop the oldest beyond the limit.
 * @template T @param {Map<number, T>} known @param {number} key @param {T} value
 */
function keep(known, key, value) {
  known.delete(key);
  known.set(key, value);
  if (known.size > MAX_KEPT) known.delete(known.keys().next().value ?? 0);
}

/**
 * Make a request that recreates a task's examples, independent of earlier requests.
 * @param {Request} request @param {import('../types/protocol').Task} task
 * @returns {Request}
 */
const repeatable = (request, {name, options}) =>
  request.op === 'load_task' ? {op: 'load_task', name, options} : request;
