// Choose which connections of a large network are drawn: the strongest ones.

/** @typedef {import('../types/state').Table} Table */

const BINS = 512;
const histogram = new Uint32Array(BINS);

/**
 * List the drawn connections of one layer, each as to · n_in + from. There are three classes of strength
 * for each sign. Arrays grow as needed and are reused; `count` says how much of one is in use.
 */
export function createStrongestEdges() {
  const classes = Array.from({length: 6}, () => ({count: 0, at: new Uint32Array(64)}));
  /** @param {number} of @param {number} flat */
  const put = (of, flat) => {
    const list = classes[of];
    if (list.count === list.at.length) {
      const longer = new Uint32Array(2 * list.at.length);
      longer.set(list.at);
      list.at = longer;
    }
    list.at[list.count++] = flat;
  };
  return {
    classes,
    /** The largest absolute value of all weights. */
    largest: 0,
    /**
     * Choose about this many of the strongest connections. @param {Table} weights @param {number} most
     */
    choose(weights, most) {
      for (const list of classes) list.count = 0;
      const n_in = weights[0].length;
      this.largest = largestOf(weights);
      const {bins, stride} = binsFor(weights, this.largest, most);
      const from = this.largest * (1 - bins / BINS);
      let n = 0;
      const span = this.largest - from || 1;
      for (let to = 0; to < weights.length; to++) {
        const row = weights[to];
        for (let i = 0; i < n_in; i++) {
          const size = Math.abs(row[i]);
          if (size < from || size === 0 || n++ % stride) continue;
          const strength = Math.min(2, Math.floor((3 * (size - from)) / span));
          put(strength + (row[i] < 0 ? 3 : 0), to * n_in + i);
        }
      }
    },
  };
}

/** @param {Table} weights */
export function largestOf(weights) {
  let largest = 0;
  for (let to = 0; to < weights.length; to++) {
    const row = weights[to];
    for (let i = 0; i < row.length; i++) largest = Math.max(largest, Math.abs(row[i]));
  }
  return largest;
}

/**
 * Count the bins, from the strongest down, that hold at most this many weights. If the first bin alone
 * holds more, only every stride-th of its weights is taken.
 * @param {Table} weights @param {number} largest @param {number} most
 */
function binsFor(weights, largest, most) {
  if (weights.length * weights[0].length <= most || !(largest > 0)) return {bins: BINS, stride: 1};
  histogram.fill(0);
  const scale = BINS / largest;
  for (let to = 0; to < weights.length; to++) {
    const row = weights[to];
    for (let i = 0; i < row.length; i++) {
      histogram[Math.min(BINS - 1, Math.floor((largest - Math.abs(row[i])) * scale))]++;
    }
  }
  let bins = 1;
  let sum = histogram[0];
  while (bins < BINS && sum + histogram[bins] <= most) sum += histogram[bins++];
  return {bins, stride: Math.ceil(sum / most) || 1};
}

/** Measure how far a point is from the line between two others. @param {number} x @param {number} y
 * @param {number} x1 @param {number} y1 @param {number} x2 @param {number} y2 */
export function distanceTo(x, y, x1, y1, x2, y2) {
  const [dx, dy] = [x2 - x1, y2 - y1];
  const t = Math.min(1, Math.max(0, ((x - x1) * dx + (y - y1) * dy) / (dx * dx + dy * dy || 1)));
  return Math.hypot(x - x1 - t * dx, y - y1 - t * dy);
}
