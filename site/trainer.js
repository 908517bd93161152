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
   * Steps while it is on, or until training ends by itself.
   * @param {() => boolean} isOn
   * @param {'step' | 'epoch'} [until] or until so much is done
   */
  async function play(isOn, until) {
    const gesture = ++gestures;
    const begun = until && store.state.snapshot.training?.[until];
    let due = performance.now();
    while (isOn()) {
      const pace = until ? 0 : store.state.pace;
      const steps = Math.max(1, Math.round((pace * SLICE) / 1000));
      const wanted = until === 'epoch' ? {epochs: 1} : until ? {steps: 1} : pace ? {steps} : {};
      const snapshot = await ask({op: 'train', ...wanted, milliseconds: SLICE, gesture});
      if (!snapshot) break;
      newest = snapshot;
      frame ||= requestAnimationFrame(draw);
      if (snapshot.training?.stopped || (until && snapshot.training?.[until] !== begun)) break;
      due = Math.max(performance.now() - SLICE, due) + (pace ? (steps * 1000) / pace : 0);
      while (isOn() && performance.now() < due) await new Promise(requestAnimationFrame);
    }
    draw();
  }

  return {play, drop};
}
