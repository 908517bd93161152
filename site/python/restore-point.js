// What another Python is told when one has broken down, or when the page is loaded anew: where the
// network is, where it began, and by what its examples are made. What the visitor typed and ran in
// this page is told to another Python of this page only.

import {toPlain} from '../lib/plain-data.js';

/** @typedef {import('../types/state').Snapshot} Snapshot */
/** @typedef {import('../types/state').Request} Request */
/** @typedef {{start: Snapshot, last: Snapshot, again: Request[]}} Told `again` makes the examples */

/** By these a visitor's own Python begins to run. */
export const TYPING = new Set(['set_source', 'set_own_activation']);

const MOST_KEPT = 50; // starts that can be returned to, and sets of examples that can be made again

/** @param {Snapshot} first @param {Told | null} kept what to go on with, from before the page was loaded */
export function createMemory(first, kept) {
  let last = kept?.last ?? first;
  /** @type {Map<number, Snapshot>} by the number of the start: the newest of them */
  const begun = new Map([[last.origin, kept?.start ?? first]]);
  /** @type {Map<number, Request[]>} by the examples' edition: the newest of them */
  const made = new Map();
  if (kept?.last.task) made.set(kept.last.task.edition, kept.again);
  /** @type {Request[]} the table that is being handed over */
  let parts = [];
  /** @type {Map<string, string>} the visitor's Python that runs, by module */
  const typed = new Map();

  return {
    /** @returns {Told} */
    told: () => ({
      start: toPlain(begun.get(last.origin) ?? last),
      last: toPlain(last),
      again: made.get(last.task?.edition ?? NaN) ?? [],
    }),
    /** What will have been lost with Python, in sentences. */
    lost: () =>
      [
        last.can_step_back ? ' What led to it can’t be taken back any more.' : '',
        last.training?.step ? ' The curve begins anew.' : '',
        last.training?.moments === null ? ' So does what the optimiser remembers.' : '',
      ].join(''),
    /** The visitor's texts that run, by module; null where there is none. */
    typed: () => (typed.size ? Object.fromEntries(typed) : null),

    /** The original Python is to run. Returns whether it did not yet. */
    forgetTyped() {
      const {size} = typed;
      typed.clear();
      return size > 0;
    },

    /** What came of a request. @param {Request} request @param {Snapshot} snapshot */
    note(request, snapshot) {
      for (const [module, text] of Object.entries(given(request))) typed.set(module, text);
      for (const module of typed.keys())
        if (!(module in snapshot.python.typed)) typed.delete(module);
      if (!snapshot.walk) last = snapshot; // where a reading is cannot be taken up again
      if (!begun.has(snapshot.origin)) keep(begun, snapshot.origin, snapshot);
      if (!request.op.startsWith('load') || !snapshot.task) return;
      keep(
        made,
        snapshot.task.edition,
        request.op === 'load_table' ? [...parts, request] : [alone(request, snapshot.task)],
      );
    },

    /** Of a table that is handed over. @param {Request} request */
    notePart(request) {
      parts = [...(request.first ? [] : parts), request];
    },

    /**
     * Another Python has taken up the network; to it the numbers of earlier starts mean nothing.
     * @param {Snapshot} snapshot @param {Snapshot} start
     */
    taken(snapshot, start) {
      last = snapshot;
      begun.clear();
      begun.set(snapshot.origin, start);
    },
  };
}

/** The texts in a request, by module. @param {Request} request @returns {Record<string, string>} */
const given = ({op, module, text, typed}) =>
  TYPING.has(op)
    ? {[String(module ?? 'own')]: String(text)}
    : op === 'restore'
      ? {.../** @type {any} */ (typed)}
      : {};

/**
 * Notes the newest of a kind, and forgets the oldest where there are too many.
 * @template T @param {Map<number, T>} known @param {number} key @param {T} value
 */
function keep(known, key, value) {
  known.delete(key);
  known.set(key, value);
  if (known.size > MOST_KEPT) known.delete(known.keys().next().value ?? 0);
}

/**
 * The request that makes the same examples whatever was learned before.
 * @param {Request} request @param {import('../types/state').Task} task
 */
const alone = (request, {name, options}) =>
  request.op === 'load_task' ? {op: 'load_task', name, options} : request;
