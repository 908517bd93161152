// Draws the newest of snapshots that come faster than frames.

/** @typedef {import('../types/protocol').Snapshot} Snapshot */

/** @param {import('../store/store.js').Store} store */
export function createDrawing(store) {
  /** @type {Snapshot | null} */
  let newest = null;
  let frame = 0;

  /** Forgets what is not drawn yet, because something newer is. */
  function drop() {
    cancelAnimationFrame(frame);
    [newest, frame] = [null, 0];
  }

  /** Draws at once what is not drawn yet. */
  function flush() {
    const snapshot = newest;
    drop();
    if (snapshot) store.set({snapshot});
  }

  return {
    drop,
    flush,
    /** Draws a snapshot with the next frame. @param {Snapshot} snapshot */
    soon(snapshot) {
      newest = snapshot;
      frame ||= requestAnimationFrame(flush);
    },
    /** The snapshot that is newest, drawn or not. */
    latest: () => newest ?? store.state.snapshot,
  };
}

/** @typedef {ReturnType<typeof createDrawing>} Drawing */
