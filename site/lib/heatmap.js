// Draw maps as pictures: one pixel for each value, which the browser smooths, and lines at the borders.

/** @typedef {import('../types/state').Maps} Maps */
/** @typedef {import('./colours.js').Colour} Colour */

/**
 * Paint one map of values: the further from zero, the stronger.
 * @param {HTMLCanvasElement} canvas @param {Maps} maps @param {number} index which of them
 * @param {import('./colours.js').Hues} hues
 */
export function paintValues(canvas, {size, values, least, most}, index, {positive, negative}) {
  const largest = Math.max(Math.abs(least), Math.abs(most)) || 1;
  paint(canvas, size, n => {
    const value = values[index * size * size + n];
    if (!Number.isFinite(value)) return [127, 127, 127, 255];
    return [...(value < 0 ? negative : positive), (Math.abs(value) / largest) * 190];
  });
}

/**
 * Paint each point in the hue of the class guessed there: the surer, the stronger.
 * @param {HTMLCanvasElement} canvas @param {Maps} maps a map for each class @param {Colour[]} colours of the classes
 */
export function paintClasses(canvas, {size, maps, values}, colours) {
  const area = size * size;
  paint(canvas, size, n => {
    let sum = 0;
    let top = 0;
    const mixed = [0, 0, 0];
    for (let k = 0; k < maps; k++) {
      const share = Math.min(1, Math.max(0, values[k * area + n])) || 0;
      const colour = colours[k % colours.length];
      for (let c = 0; c < 3; c++) mixed[c] += share * colour[c];
      sum += share;
      top = Math.max(top, share);
    }
    if (!sum) return [127, 127, 127, 60];
    const sure = Math.max(0, (top / sum - 1 / maps) / (1 - 1 / maps));
    return [mixed[0] / sum, mixed[1] / sum, mixed[2] / sum, 40 + 110 * sure];
  });
}

/** @param {HTMLCanvasElement} canvas @param {number} size @param {(n: number) => number[]} colour of value n, rows from low up */
function paint(canvas, size, colour) {
  if (canvas.width !== size) canvas.width = canvas.height = size;
  const context = canvas.getContext('2d');
  if (!context) return;
  const image = context.createImageData(size, size);
  for (let n = 0; n < size * size; n++) {
    const row = size - 1 - Math.floor(n / size);
    image.data.set(colour(n), 4 * (row * size + (n % size)));
  }
  context.putImageData(image, 0, 0);
}

/**
 * Trace each class's border as an SVG path from 0 to 1. There its guess equals the largest other.
 * @param {Maps} maps
 */
export function bordersOf({size, maps, values}) {
  const area = size * size;
  const last = maps === 2 ? 1 : maps; // two classes share one border
  let path = '';
  for (let k = 0; k < last; k++) {
    path += contour(size, n => {
      let other = -Infinity;
      for (let m = 0; m < maps; m++) if (m !== k) other = Math.max(other, values[m * area + n]);
      return values[k * area + n] - other;
    });
  }
  return path;
}

/**
 * Trace the line where a map has a given value, as an SVG path.
 * @param {Maps} maps
 * @param {number} level
 */
export const lineAt = ({size, values}, level) => contour(size, n => values[n] - level);

/**
 * Trace where a height is zero: one line through each square of neighbouring points.
 * @param {number} size @param {(n: number) => number} height
 */
function contour(size, height) {
  const heights = Float64Array.from({length: size * size}, (_, n) => height(n));
  let path = '';
  for (let row = 0; row + 1 < size; row++) {
    for (let column = 0; column + 1 < size; column++) {
      const crossings = SIDES.flatMap(([from, to]) => {
        const [a, b] = [from, to].map(([x, y]) => heights[(row + y) * size + column + x]);
        if (!(a < 0 !== b < 0) || !Number.isFinite(a - b)) return [];
        const share = a / (a - b);
        const x = column + from[0] + share * (to[0] - from[0]) + 0.5;
        const y = row + from[1] + share * (to[1] - from[1]) + 0.5;
        return [`${(x / size).toFixed(4)} ${(1 - y / size).toFixed(4)}`];
      });
      for (let n = 0; n + 1 < crossings.length; n += 2)
        path += `M${crossings[n]}L${crossings[n + 1]}`;
    }
  }
  return path;
}

/** The sides of a square, each as the corners at its ends. */
const SIDES = [
  [
    [0, 0],
    [1, 0],
  ],
  [
    [1, 0],
    [1, 1],
  ],
  [
    [1, 1],
    [0, 1],
  ],
  [
    [0, 1],
    [0, 0],
  ],
];
