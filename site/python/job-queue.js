// One thing after another, in the order in which they were asked for.

/**
 * @template T
 * @typedef {{run: () => Promise<T>, key?: string, promise: Promise<T>, settle: (promise: Promise<T>) => void}} Job
 */

/** Starts a job at once. What it throws before its first pause rejects too. @template T @param {() => Promise<T>} run */
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
     * Runs a job when those before it are done. Of jobs with the same key that wait behind each
     * other (a number being dragged), only the newest is run, and settles for all of them.
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
      const promise = /** @type {Promise<T>} */ (new Promise(resolve => (settle = resolve)));
      waiting.push({run, key, promise, settle});
      work();
      return promise;
    },
  };
}

/** @template T @typedef {ReturnType<typeof createQueue<T>>} Queue */
