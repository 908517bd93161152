// Send commands to Python, one after another, and show their answers. A newer action cuts the motions of
// older ones short.

import {EDITS, HALTS, LOADS} from '../lib/protocol-flags.js';
import {createQueue} from '../python/job-queue.js';
import {createPlayer} from './animation.js';

/** @typedef {import('../types/protocol').CommandRequest} CommandRequest */
/** @typedef {import('../types/protocol').Snapshot} Snapshot */

/**
 * @param {import('../store/store.js').Store} store
 * @param {import('../python/client.js').Client} client
 * @param {import('./drawing.js').Drawing} drawing
 * @param {import('./predictions.js').Predictions} predictions
 */
export function createCommands(store, client, drawing, predictions) {
  const player = createPlayer(store);
  /** @type {import('../python/job-queue.js').Queue<boolean>} */
  const jobs = createQueue();
  let latest = 0; // the number of the newest action

  /** Begin an action, and return its number. Motions and questions of older ones end. */
  function begin() {
    player.finish();
    predictions.giveUp();
    return ++latest;
  }

  /** Show a snapshot at once. @param {Snapshot} snapshot @param {Partial<import('../types/state').State>} [changes] */
  function show(snapshot, changes) {
    drawing.drop();
    store.set({snapshot, ...changes});
  }

  /**
   * Send a command, and show the snapshot or the problem.
   * @param {CommandRequest} request @param {string} place where a problem is shown
   * @param {import('../types/state').Motion['kind'] | null} [motion] plays on the way to the snapshot,
   *   unless an action newer than `mine` has begun
   * @param {number} [mine]
   */
  async function send(request, place, motion, mine) {
    try {
      const snapshot = await client.command(request);
      drawing.drop();
      const moving = motion && mine === latest && player.play(snapshot, motion);
      if (!moving) store.set({snapshot});
      await moving;
      return true;
    } catch (error) {
      const {message, place: found} = /** @type {Error & {place?: string}} */ (error);
      const first = found ?? null;
      const where = first && !EDITS.has(request.op) ? first : place;
      store.set({problem: {text: message, place: where, first}});
      return false;
    }
  }

  /** Run the job of a new action in its turn. @param {(mine: number) => Promise<boolean>} job */
  function perform(job) {
    const mine = begin();
    store.set({problem: null});
    return jobs.add(() => job(mine));
  }

  /** Stop Play if it would run something else, or train on and undo the request. @param {CommandRequest} request */
  function haltFor({op}) {
    const {playing, snapshot} = store.state;
    if (playing && (LOADS.has(op) || (snapshot.training && HALTS.has(op))))
      store.set({playing: false});
  }

  return {
    begin,
    show,
    send,
    perform,
    /** Add a job to those that wait for their turn. */
    add: jobs.add,
    latest: () => latest,
    /** @param {number} mine the number of an action */
    isLatest: mine => mine === latest,
    /** Send a command in its turn, as a new action. @param {CommandRequest} request @param {string} place */
    performCommand(request, place) {
      haltFor(request);
      return perform(() => send(request, place));
    },
    haltFor,
    /**
     * Run a job that only reads, in its turn. While the visitor is asked for a prediction, which holds up
     * all other jobs, it runs at once.
     * @param {() => Promise<boolean>} job
     */
    aside: job => (predictions.isOpen() ? job() : jobs.add(job)),
  };
}

/** @typedef {ReturnType<typeof createCommands>} Commands */
