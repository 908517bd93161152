// Sends commands to Python, one after another, and shows their answers. A newer action cuts the motions
// of the older ones short.

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

  /** Begins an action: motions and questions of older ones end. Returns its number. */
  function begin() {
    player.finish();
    predictions.giveUp();
    return ++latest;
  }

  /** Shows a snapshot at once. @param {Snapshot} snapshot @param {Partial<import('../types/state').State>} [changes] */
  function show(snapshot, changes) {
    drawing.drop();
    store.set({snapshot, ...changes});
  }

  /**
   * Sends a command and shows the snapshot, or the problem in its place.
   * @param {CommandRequest} request @param {string} place
   * @param {import('../types/state').Motion['kind'] | null} [motion] shows the snapshot, unless
   *   something newer than the action `mine` has been asked for
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

  /** Does a job of a new action in its turn. @param {(mine: number) => Promise<boolean>} job */
  function perform(job) {
    const mine = begin();
    store.set({problem: null});
    return jobs.add(() => job(mine));
  }

  /** Stops Play where it would run something else, or train away what is asked for. @param {CommandRequest} request */
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
    /** Adds a job to those that wait for their turn. */
    add: jobs.add,
    latest: () => latest,
    /** @param {number} mine the number of an action */
    isLatest: mine => mine === latest,
    /** Sends a command in its turn, as a new action. @param {CommandRequest} request @param {string} place */
    performCommand(request, place) {
      haltFor(request);
      return perform(() => send(request, place));
    },
    haltFor,
    /**
     * Does a job that only reads, in its turn. While the visitor is asked for a prediction, which all
     * others wait for, it is done at once.
     * @param {() => Promise<boolean>} job
     */
    aside: job => (predictions.isOpen() ? job() : jobs.add(job)),
  };
}

/** @typedef {ReturnType<typeof createCommands>} Commands */
