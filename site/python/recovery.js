// Decide what becomes of the visitor's work when a worker is gone, and say so in sentences.

import {FORGOTTEN, TYPES} from '../lib/protocol-flags.js';
import {ORIGINAL_RUNS} from '../store/saved-page.js';

/** @typedef {import('./request-line.js').Asked} Asked */
/** @typedef {ReturnType<typeof import('./restore-point.js').createRestorePoint>} RestorePointKeeper */

/** Limits in seconds after which an answer is given up. */
export const LIMITS = {typed: 5, other: 20};

/** Number of crashes in a row after which a network is given up. */
export const MAX_HAND_OVERS = 3;

/** Sentences for the visitor: the error of the request, and Python's status. */
export const SENTENCES = {
  broken: {
    answer: 'Python broke down over this, so it was not done. The network is as it was.',
    status: (/** @type {string} */ why) =>
      `Python broke down (${why}) and is starting again. The network is as it was.`,
  },
  stopped: {
    answer: (/** @type {string} */ why, /** @type {boolean} */ isTyped) =>
      `${why}, so it was stopped. ${isTyped ? 'The original Python runs again, the network is as it was, and your text is still in the editor.' : 'The network is as it was.'}`,
    status: 'Python was stopped and is starting again. The network is as it was.',
  },
  lost: {
    status: 'Python broke down again and again over this network, so it begins with the first one.',
    why: 'Python broke down over it again and again.',
  },
  withdrawn: 'You pressed Stop, so it was not done.',
};

/**
 * Tell whether Python that the visitor typed may run for a request.
 * @param {Asked} asked @param {boolean} isTyped whether such Python is in force
 */
export const mayRunTyped = ({request}, isTyped) =>
  isTyped || TYPES.has(request?.op) || (request?.op === 'restore' && Boolean(request.typed));

/**
 * Tell whether the next worker gets the same request again. It may have nothing to do with the crash, so
 * it is given up only after a second one. A request that depends on the last worker's memory is not
 * repeated.
 * @param {Asked} asked
 */
export const isRepeatable = ({request, isRepeat, isHandOver}) =>
  !isRepeat && !isHandOver && !TYPES.has(request?.op) && !FORGOTTEN.has(request?.op);

/**
 * Make the requests that give a new worker the last one's work.
 * @param {RestorePointKeeper} restorePoint
 * @param {object} events
 * @param {(snapshot: import('../types/protocol').Snapshot, without: string) => void} events.onRestored
 * @param {(why: string) => void} events.onLost
 * @param {(without: string) => void} events.onWithoutTyped when it must be tried without typed Python
 * @param {string} without why typed Python is left out, or empty
 * @returns {Asked[]}
 */
export function handOver(restorePoint, {onRestored, onLost, onWithoutTyped}, without) {
  const {start, last, again} = restorePoint.read();
  /** @type {Asked[]} */
  const examples = again.map(request => ({
    request,
    resolve() {},
    reject() {},
    isHandOver: true,
  }));
  return [
    ...examples,
    {
      request: {op: 'restore', start, last, typed: restorePoint.typed()},
      resolve({snapshot}) {
        if (!snapshot) return;
        restorePoint.noteRestored(snapshot, start);
        onRestored(snapshot, without);
      },
      reject({message}) {
        if (restorePoint.forgetTyped())
          onWithoutTyped(`What you typed could not be taken up again. ${message}${ORIGINAL_RUNS}`);
        else onLost(message);
      },
      isHandOver: true,
    },
  ];
}
