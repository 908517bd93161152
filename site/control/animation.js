// Play a motion: advance its time from frame to frame until it ends or is cut short.

import {lengthOf} from '../lib/animation-stages.js';

/** @param {import('../store/store.js').Store} store */
export function createPlayer(store) {
  /** @type {(() => void) | null} */
  let end = null;

  return {
    /**
     * Show the snapshot by way of a motion. Resolves when it ends; at once if animation is off.
     * @param {import('../types/state').Snapshot} snapshot
     * @param {import('../types/state').Motion['kind']} kind
     * @returns {Promise<void>}
     */
    play(snapshot, kind) {
      const {speed, snapshot: before} = store.state;
      if (speed === 0) {
        store.set({snapshot});
        return Promise.resolve();
      }
      const length = lengthOf(kind, snapshot.layers.length);
      store.set({snapshot, motion: {kind, time: 0, before}});
      return new Promise(resolve => {
        let last = performance.now();
        let frame = 0;
        end = () => {
          cancelAnimationFrame(frame);
          end = null;
          store.set({motion: null});
          resolve();
        };
        /** @param {number} now */
        const tick = now => {
          const {motion, speed} = store.state;
          const time = (motion?.time ?? 0) + (Math.max(0, now - last) / 1000) * speed;
          last = now;
          if (!motion || speed === 0 || time >= length) return end?.();
          store.set({motion: {...motion, time}});
          frame = requestAnimationFrame(tick);
        };
        frame = requestAnimationFrame(tick);
      });
    },
    /** Cut the motion short, and show its result. */
    finish() {
      end?.();
    },
  };
}
