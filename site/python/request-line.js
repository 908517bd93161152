// Keeps the requests that wait for Python in order, and the one that is with Python.

/** @typedef {import('../types/protocol').Request} Request */
/** @typedef {import('../types/protocol').Snapshot} Snapshot */
/** @typedef {{snapshot: Snapshot, answer?: undefined} | {snapshot?: undefined, answer: any}} Answer to a command, or to a query */

/**
 * A request with those who wait for its answer.
 * @typedef {object} Asked
 * @property {Request} request
 * @property {(answer: Answer) => void} resolve
 * @property {(error: Error) => void} reject
 * @property {boolean} [isHandOver] whether it gives a new worker what the last one had
 * @property {boolean} [isRepeat] whether a worker broke down over it once
 * @property {boolean} [hasInsisted] whether missing files were asked for once more because of it
 */

export function createRequestLine() {
  /** @type {Asked[]} */
  let waiting = [];
  /** @type {Asked | null} */
  let underWay = null;

  return {
    /** The request that is with Python. */
    get underWay() {
      return underWay;
    },
    /** The request that comes next. */
    get next() {
      return waiting.at(0) ?? null;
    },
    get length() {
      return waiting.length;
    },
    /** @param {Asked} asked */
    add: asked => void waiting.push(asked),
    /** Puts requests before all others. @param {Asked[]} asked */
    addFirst: (...asked) => void waiting.unshift(...asked),
    /** Makes the next request the one under way. */
    send() {
      const [first, ...rest] = waiting;
      underWay = first;
      waiting = rest;
      return first;
    },
    /** Ends the request under way, and returns it. */
    finish() {
      const finished = underWay;
      underWay = null;
      return finished;
    },
    /** Takes the next request out without sending it. */
    withdraw: () => waiting.shift() ?? null,
    /** Takes all waiting requests out, and returns them. */
    withdrawAll: () => waiting.splice(0),
    /** Forgets what a worker that is gone was to be given. */
    dropHandOver() {
      waiting = waiting.filter(({isHandOver}) => !isHandOver);
    },
  };
}

/** Settles those who wait. @param {Asked} asked @param {import('../types/client').Message} message */
export function settle({resolve, reject}, {snapshot, answer, error, place, line}) {
  if (snapshot) resolve({snapshot});
  else if (error === undefined) resolve({answer});
  else reject(Object.assign(new Error(error), {place, line}));
}
