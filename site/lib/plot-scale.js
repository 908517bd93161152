// Map the numbers of a small plot to places in its box.

/** @typedef {import('../types/state').Numbers} Numbers */

/**
 * Make a box that shows all of the given numbers, with a margin around them.
 * @param {{width: number, height: number, margin: number}} box @param {Numbers} xs @param {Numbers[]} ys
 */
export function createScale({width, height, margin}, xs, ys) {
  const [left, right] = rangeOf(Array.from(xs));
  const [low, high] = rangeOf(ys.flatMap(row => Array.from(row)));
  const x = (/** @type {number} */ value) =>
    margin + ((value - left) / (right - left)) * (width - 2 * margin);
  const y = (/** @type {number} */ value) =>
    height - margin - ((value - low) / (high - low)) * (height - 2 * margin);
  return {
    x,
    y,
    left,
    right,
    low,
    high,
    /** Draw a line through the points that have a finite height. @param {Numbers} heights */
    path: heights =>
      'M' +
      Array.from(heights, (value, n) => [xs[n], value])
        .filter(([, value]) => Number.isFinite(value))
        .map(([at, value]) => `${x(at).toFixed(1)} ${y(value).toFixed(1)}`)
        .join('L'),
  };
}

/** @param {number[]} values @returns {[number, number]} */
function rangeOf(values) {
  const finite = values.filter(Number.isFinite);
  const low = Math.min(...finite);
  const high = Math.max(...finite);
  if (!finite.length) return [0, 1];
  const half = Math.max(0.5, Math.abs(low) * 1e-6); // 0.5 would vanish beside a large number
  return high > low ? [low, high] : [low - half, low + half];
}
