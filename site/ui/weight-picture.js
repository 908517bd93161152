// Draw weights as small pictures. The further a weight is from 0, the larger its square: full in one hue if
// positive, hollow in the other if negative.

import {onSchemeOf} from '../lib/colour-scheme.js';

/** @typedef {import('./cell-grid.js').Square} Square */
/** @typedef {import('./cell-grid.js').Colours} Colours */

const FULL = 1.2; // a weight this far from 0 fills its square

/**
 * @param {CanvasRenderingContext2D} pen @param {Square} square @param {number} weight
 * @param {Colours} colour
 */
export function paintWeight(pen, {x, y, size}, weight, colour) {
  const side = size * 0.86 * Math.min(1, Math.sqrt(Math.abs(weight) / FULL));
  const at = (size - side) / 2;
  if (side < 0.5) return;
  if (weight >= 0) {
    pen.fillStyle = colour('--positive');
    pen.fillRect(x + at, y + at, side, side);
    return;
  }
  const line = Math.max(1, size / 9);
  pen.strokeStyle = colour('--negative');
  pen.lineWidth = Math.min(line, side / 2);
  pen.strokeRect(
    x + at + pen.lineWidth / 2,
    y + at + pen.lineWidth / 2,
    side - pen.lineWidth,
    side - pen.lineWidth,
  );
}

/** Paint the paper behind a picture. @param {CanvasRenderingContext2D} pen @param {Square} square @param {Colours} colour */
export function paintPaper(pen, {x, y, size}, colour) {
  pen.fillStyle = colour('--raised');
  pen.fillRect(x, y, size, size);
}

/** Make a picture of weights that is only looked at. @param {number} rows @param {number} columns */
export function createWeightPicture(rows, columns) {
  const canvas = document.createElement('canvas');
  canvas.className = 'picture';
  canvas.setAttribute('aria-hidden', 'true');
  canvas.style.aspectRatio = `${columns} / ${rows}`;
  /** @type {ArrayLike<number> | null} */
  let shown = null;
  const draw = () => {
    const width = Math.round(canvas.clientWidth * devicePixelRatio);
    if (!shown || !width) return;
    canvas.width = width;
    canvas.height = Math.round((width / columns) * rows);
    const pen = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
    const style = getComputedStyle(canvas);
    const colour = (/** @type {string} */ name) => style.getPropertyValue(name).trim();
    const size = width / columns;
    for (let cell = 0; cell < rows * columns; cell++) {
      const square = {x: (cell % columns) * size, y: Math.floor(cell / columns) * size, size};
      paintWeight(pen, square, shown[cell], colour);
    }
  };
  new ResizeObserver(draw).observe(canvas);
  onSchemeOf(canvas, draw);
  return {
    element: canvas,
    /** @param {ArrayLike<number>} weights */
    update(weights) {
      shown = weights;
      draw();
    },
  };
}

/**
 * Copy a part of a long row.
 * @param {ArrayLike<number>} values @param {number} start @param {number} length
 */
export const part = (values, start, length) => Array.from({length}, (_, n) => values[start + n]);
