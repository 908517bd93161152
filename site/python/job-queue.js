// Run jobs one at a time, in the order in which they were asked for.

/**
 * @template T
 * @typedef {{run: () => Promise<T>, key?: string, promise: Promise<T>, settle: (promise: Promise<T>) => void}} Job
 */

/** Start a job at once. An error before its first await rejects too. @template T @param {() => Promise<T>} run */
const start = async run => run();

/** @template T */
export function createQueue() {
  /** @type {Job<T>[]} */
  const waiting = [];
  let busy = false;

  async function work() {
    if (busy) return;
    busy = true;
    for (let job = waiting.shift(); job; job = waiting.shift()) {
      const result = start(job.run);
      job.settle(result);
      await result.catch(() => {});
    }
    busy = false;
  }

  return {
    /**
     * Run a job after those before it. If neighbouring jobs that wait have the same key (a number is being
     * dragged), only the newest runs, and it settles the others.
     * @param {() => Promise<T>} run @param {string} [key]
     * @returns {Promise<T>}
     */
    add(run, key) {
      const last = waiting.at(-1);
      if (last && key !== undefined && last.key === key) {
        last.run = run;
        return last.promise;
      }
      /** @type {(promise: Promise<T>) => void} */
      let settle = () => {};
      /** @type {Promise<T>} */
      const promise = new Promise(resolve => {
        settle = resolve;
      });
      waiting.push({run, key, promise, settle});
      work();
      return promise;
    },
  };
}

/** @template T @typedef {ReturnType<typeof createQueue<T>>} Queue */
