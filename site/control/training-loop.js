// Train slice by slice while it plays. The next slice runs while one is drawn.

import {nextGesture} from '../lib/gestures.js';

/** @typedef {import('../types/protocol').Snapshot} Snapshot */
/** @typedef {import('../types/protocol').TrainRequest} TrainRequest */

const FIRST_MS = 4; // of steps in the first request, so that something moves at once
const SLICE_MS = 25; // longest time to an answer, overhead included: other requests wait no longer
const SHORTEST_MS = 12; // of steps, so that training goes on even if much else is requested

/**
 * @param {import('../store/store.js').Store} store
 * @param {import('../python/client.js').Client} client
 * @param {import('./commands.js').Commands} commands
 * @param {import('./drawing.js').Drawing} drawing
 */
export function createTrainer(store, client, commands, drawing) {
  /**
   * Send a command in its turn. A problem is shown beside Train.
   * @param {TrainRequest | import('../types/protocol').LookRequest} request
   * @returns {Promise<Snapshot | null>}
   */
  async function ask(request) {
    /** @type {Snapshot | null} */
    let snapshot = null;
    await commands.add(async () => {
      try {
        snapshot = await client.command(request);
      } catch (error) {
        const text = /** @type {Error} */ (error).message;
        store.set({problem: {text, place: 'train', first: null}});
      }
      return snapshot !== null;
    });
    return snapshot;
  }

  /**
   * Train while it is on, or until training ends by itself.
   * @param {() => boolean} isOn
   * @param {'step' | 'epoch'} [until] ends it after one step or one epoch
   */
  async function train(isOn, until) {
    const gesture = nextGesture();
    const begun = until && store.state.snapshot.training?.[until];
    let due = performance.now();
    let length = FIRST_MS;
    while (isOn()) {
      const pace = until ? 0 : store.state.pace;
      const steps = Math.max(1, Math.round((pace * SLICE_MS) / 1000));
      const asked = performance.now();
      const milliseconds = Math.round(length);
      const snapshot = await ask({
        op: 'train',
        ...amount(until, pace, steps),
        milliseconds,
        gesture,
      });
      if (!snapshot) break;
      const beside = performance.now() - asked - length;
      length = Math.min(2 * length, Math.max(SHORTEST_MS, SLICE_MS - Math.max(0, beside)));
      drawing.soon(snapshot);
      if (snapshot.training?.stopped || (until && snapshot.training?.[until] !== begun)) break;
      due = Math.max(performance.now() - SLICE_MS, due) + (pace ? (steps * 1000) / pace : 0);
      while (isOn() && performance.now() < due) await new Promise(requestAnimationFrame);
    }
    await refreshFigures();
    drawing.flush();
  }

  /** Ask for the latest figures. In a slice of a large network they may lag behind its step. */
  async function refreshFigures() {
    const {training} = drawing.latest();
    if (!training?.figures || training.figures.step === training.step) return;
    const snapshot = await ask({op: 'snapshot'});
    if (snapshot) drawing.soon(snapshot);
  }

  return {train};
}

/** @typedef {ReturnType<typeof createTrainer>} Trainer */

/** Limit how much a slice may do. @param {'step' | 'epoch' | undefined} until @param {number} pace @param {number} steps */
function amount(until, pace, steps) {
  if (until === 'epoch') return {epochs: 1};
  if (until) return {steps: 1};
  return pace ? {steps} : {};
}
