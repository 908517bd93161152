// Trains slice by slice while it plays. The next slice is under way while one is drawn, and where
// frames come slower than slices only the newest is.

/** @typedef {import('./types').Snapshot} Snapshot */

const SLICE = 25; // ms of steps in one request: what else is asked for waits no longer
let gestures = 0;

/**
 * @param {import('./store.js').Store} store
 * @param {(request: import('./types').Request) => Promise<Snapshot | null>} ask
 *   in turn with everything else; null where it could not be done
 */
export function createTrainer(store, ask) {
  /** @type {Snapshot | null} */
  let newest = null;
  let frame = 0;

  /** What is not drawn yet will not be: something newer is. */
  const drop = () => {
    cancelAnimationFrame(frame);
    [newest, frame] = [null, 0];
  };
  const draw = () => {
    const snapshot = newest;
    drop();
    if (snapshot) store.set({snapshot});
  };

  /**
   * Steps until they are paused, or training ends by itself.
   * @param {boolean} [untilEpoch] or this epoch is over
   */
  async function play(untilEpoch = false) {
    store.set({playing: true});
    const gesture = ++gestures;
    const epoch = store.state.snapshot.training?.epoch;
    let due = performance.now();
    while (store.state.playing) {
      const pace = untilEpoch ? 0 : store.state.pace;
      const steps = Math.max(1, Math.round((pace * SLICE) / 1000));
      const wanted = untilEpoch ? {epochs: 1} : pace ? {steps} : {};
      const snapshot = await ask({op: 'train', ...wanted, milliseconds: SLICE, gesture});
      if (!snapshot) break;
      newest = snapshot;
      frame ||= requestAnimationFrame(draw);
      if (snapshot.training?.stopped || (untilEpoch && snapshot.training?.epoch !== epoch)) break;
      due = Math.max(performance.now() - SLICE, due) + (pace ? (steps * 1000) / pace : 0);
      while (store.state.playing && performance.now() < due) await new Promise(requestAnimationFrame);
    }
    draw();
    store.set({playing: false});
    return true;
  }

  return {play, drop};
}
