// Apply a stroke to a picture, in the data's own units: 0 is paper, 1 is ink.

const REACH = 0.95; // of the brush, in pixels of the picture

/**
 * Darken or clear the picture along a stroke. Returns whether anything has changed.
 * @param {Float64Array} values @param {{x: number, y: number}} from @param {{x: number, y: number}} to
 * @param {string} mode @param {{rows: number, columns: number}} shape
 */
export function brush(values, from, to, mode, {rows, columns}) {
  let changed = false;
  const steps = Math.max(1, Math.ceil(4 * Math.hypot(to.x - from.x, to.y - from.y)));
  for (let n = 0; n <= steps; n++) {
    const [x, y] = [from.x + ((to.x - from.x) * n) / steps, from.y + ((to.y - from.y) * n) / steps];
    for (let row = Math.max(0, Math.floor(y - 1)); row <= Math.min(rows - 1, y + 1); row++) {
      for (
        let column = Math.max(0, Math.floor(x - 1));
        column <= Math.min(columns - 1, x + 1);
        column++
      ) {
        const ink = Math.min(1, 1.5 * (1 - Math.hypot(column + 0.5 - x, row + 0.5 - y) / REACH));
        if (ink <= 0) continue;
        const i = row * columns + column;
        const wanted = mode === 'erase' ? Math.min(values[i], 1 - ink) : Math.max(values[i], ink);
        changed ||= wanted !== values[i];
        values[i] = wanted;
      }
    }
  }
  return changed;
}
