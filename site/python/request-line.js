// Hold the requests that wait for Python in order, and the one that Python is working on.

/** @typedef {import('../types/protocol').Request} Request */
/** @typedef {import('../types/protocol').Snapshot} Snapshot */
/** @typedef {{snapshot: Snapshot, answer?: undefined} | {snapshot?: undefined, answer: any}} Answer to a command, or to a query */

/**
 * A request, with the functions that settle it.
 * @typedef {object} Asked
 * @property {Request} request
 * @property {(answer: Answer) => void} resolve
 * @property {(error: Error) => void} reject
 * @property {boolean} [isHandOver] whether it gives a new worker the last one's work
 * @property {boolean} [isRepeat] whether a worker crashed over it once
 * @property {boolean} [hasInsisted] whether it already made the client request missing files again
 */

export function createRequestLine() {
  /** @type {Asked[]} */
  let waiting = [];
  /** @type {Asked | null} */
  let underWay = null;

  return {
    /** The request that Python is working on. */
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
    /** Put requests before all others. @param {Asked[]} asked */
    addFirst: (...asked) => void waiting.unshift(...asked),
    /** Move the next request to Python. */
    send() {
      const [first, ...rest] = waiting;
      underWay = first;
      waiting = rest;
      return first;
    },
    /** End the request under way, and return it. */
    finish() {
      const finished = underWay;
      underWay = null;
      return finished;
    },
    /** Remove the next request without sending it. */
    withdraw: () => waiting.shift() ?? null,
    /** Remove all waiting requests, and return them. */
    withdrawAll: () => waiting.splice(0),
    /** Drop the requests that were to hand work to a worker that is gone. */
    dropHandOver() {
      waiting = waiting.filter(({isHandOver}) => !isHandOver);
    },
  };
}

/** Settle a request by a worker's message. @param {Asked} asked @param {import('../types/client').Message} message */
export function settle({resolve, reject}, {snapshot, answer, error, place, line}) {
  if (snapshot) resolve({snapshot});
  else if (error === undefined) resolve({answer});
  else reject(Object.assign(new Error(error), {place, line}));
}
