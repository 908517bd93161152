// Draw only the newest of the snapshots that arrive faster than frames.

/** @typedef {import('../types/protocol').Snapshot} Snapshot */

/** @param {import('../store/store.js').Store} store */
export function createDrawing(store) {
  /** @type {Snapshot | null} */
  let newest = null;
  let frame = 0;

  /** Drop the snapshot that waits to be drawn, because something newer is shown. */
  function drop() {
    cancelAnimationFrame(frame);
    [newest, frame] = [null, 0];
  }

  /** Draw the waiting snapshot at once. */
  function flush() {
    const snapshot = newest;
    drop();
    if (snapshot) store.set({snapshot});
  }

  return {
    drop,
    flush,
    /** Draw a snapshot with the next frame. @param {Snapshot} snapshot */
    soon(snapshot) {
      newest = snapshot;
      frame ||= requestAnimationFrame(flush);
    },
    /** Return the newest snapshot, drawn or not. */
    latest: () => newest ?? store.state.snapshot,
  };
}

/** @typedef {ReturnType<typeof createDrawing>} Drawing */
