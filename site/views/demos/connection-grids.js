// Show the connections of one hidden neuron as two grids: from the pixels, and to the answers.

import {rounded} from '../../lib/number-format.js';
import {createCellGrid} from '../../ui/cell-grid.js';
import {paintPaper, paintWeight} from '../../ui/weight-picture.js';
import {HIDDEN, PIXELS, SIDE} from './neuron-picker.js';

/** @typedef {import('../../types/demos').CutShown} Shown */
/**
 * @typedef {{
 *   of: (neuron: number, cell: number) => number,
 *   place: (neuron: number, cell: number) => string,
 *   name: (neuron: number, cell: number) => string,
 * }} Ends a connection's index in Python's list, its place and its name
 */

export const DIGITS = 10;

/** @type {Ends} */
const INTO = {
  of: (neuron, pixel) => neuron * PIXELS + pixel,
  place: (neuron, pixel) => `weight-1-${neuron}-${pixel}`,
  name: (neuron, pixel) =>
    `from pixel ${Math.floor(pixel / SIDE) + 1}, ${(pixel % SIDE) + 1} to hidden ${neuron + 1}`,
};
/** @type {Ends} */
const OUT_OF = {
  of: (neuron, digit) => HIDDEN * PIXELS + digit * HIDDEN + neuron,
  place: (neuron, digit) => `weight-2-${digit}-${neuron}`,
  name: (neuron, digit) => `from hidden ${neuron + 1} to the answer ${digit}`,
};

/**
 * @param {{
 *   shown: () => Shown | null,
 *   neuron: () => number,
 *   treat: (place: string, touched: boolean) => Promise<unknown>,
 *   tell: (text: string) => void,
 * }} on
 */
export function createConnectionGrids(on) {
  /** @param {Ends} ends @param {number} cell */
  const say = (ends, cell) => {
    const shown = on.shown();
    if (!shown) return;
    const at = ends.of(on.neuron(), cell);
    const now = !shown.touched[at] ? '' : shown.weights[at] === 0 ? ', now cut' : ', now shaken';
    on.tell(
      `Weight ${ends.name(on.neuron(), cell)}: ${rounded(shown.weights[at])}${now}. ${aloneWords(shown.alone?.[at] ?? 0)}`,
    );
  };
  /** @param {Ends} ends @param {string} name @param {number} rows @param {number} columns */
  const grid = (ends, name, rows, columns) =>
    createCellGrid({
      name: `${name}. Arrow keys move, Space cuts, shakes or mends a connection.`,
      rows,
      columns,
      paint(pen, square, cell, colour) {
        const shown = on.shown();
        if (!shown) return;
        const at = ends.of(on.neuron(), cell);
        paintPaper(pen, {...square, size: square.size - 1}, colour);
        paintWeight(pen, square, shown.weights[at], colour);
        if (shown.touched[at]) paintTouched(pen, square, shown.weights[at] === 0, colour);
      },
      press(cell) {
        const touched = on.shown()?.touched[ends.of(on.neuron(), cell)];
        if (touched !== undefined)
          on.treat(ends.place(on.neuron(), cell), touched === 1).then(() => say(ends, cell));
      },
      at: cell => say(ends, cell),
    });
  return {
    ins: grid(INTO, 'Weights from the 64 pixels', SIDE, SIDE),
    outs: grid(OUT_OF, 'Weights to the ten answers', 1, DIGITS),
  };
}

/** @param {number} alone */
function aloneWords(alone) {
  if (alone === 0) return 'Cut alone, it leaves as many answers right as before.';
  const many = `${Math.abs(alone)} right answer${Math.abs(alone) === 1 ? '' : 's'}`;
  return alone < 0 ? `Cut alone, it costs ${many}.` : `Cut alone, it brings ${many} more.`;
}

/**
 * @param {CanvasRenderingContext2D} pen @param {import('../../ui/cell-grid.js').Square} square
 * @param {boolean} isCut @param {import('../../ui/cell-grid.js').Colours} colour
 */
function paintTouched(pen, {x, y, size}, isCut, colour) {
  pen.strokeStyle = colour('--accent');
  pen.lineWidth = Math.max(1.5, size / 12);
  const edge = size * 0.14;
  pen.beginPath();
  if (isCut) {
    pen.moveTo(x + edge, y + size - edge);
    pen.lineTo(x + size - edge, y + edge);
  } else pen.rect(x + edge / 2, y + edge / 2, size - edge, size - edge);
  pen.stroke();
}
