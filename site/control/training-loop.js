// Trains slice by slice while it plays. The next slice is under way while one is drawn, and where
// frames come slower than slices only the newest is.

/** @typedef {import('../types/state').Snapshot} Snapshot */

const FIRST = 4; // ms of steps in the first request, so that something moves at once
const SLICE = 25; // ms that an answer takes at most, its steps and all: what else is asked for waits no longer
const SHORTEST = 12; // ms of steps, where much else is asked for: training goes on
let gestures = 0;

/**
 * @param {import('../store/store.js').Store} store
 * @param {(request: import('../types/state').Request) => Promise<Snapshot | null>} ask
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
    let length = FIRST;
    while (isOn()) {
      const pace = until ? 0 : store.state.pace;
      const steps = Math.max(1, Math.round((pace * SLICE) / 1000));
      const wanted = until === 'epoch' ? {epochs: 1} : until ? {steps: 1} : pace ? {steps} : {};
      const asked = performance.now();
      const snapshot = await ask({
        op: 'train',
        ...wanted,
        milliseconds: Math.round(length),
        gesture,
      });
      if (!snapshot) break;
      const beside = performance.now() - asked - length;
      length = Math.min(2 * length, Math.max(SHORTEST, SLICE - Math.max(0, beside)));
      newest = snapshot;
      frame ||= requestAnimationFrame(draw);
      if (snapshot.training?.stopped || (until && snapshot.training?.[until] !== begun)) break;
      due = Math.max(performance.now() - SLICE, due) + (pace ? (steps * 1000) / pace : 0);
      while (isOn() && performance.now() < due) await new Promise(requestAnimationFrame);
    }
    // Of large networks the figures of a slice may be a little older than its step.
    const last = (newest ?? store.state.snapshot).training;
    if (last?.figures && last.figures.step !== last.step)
      newest = (await ask({op: 'snapshot'})) ?? newest;
    draw();
  }

  return {play, drop};
}
