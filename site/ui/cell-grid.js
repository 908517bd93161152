// A grid of cells on a canvas: painted by whoever knows what they mean, drawn on by pointer, walked
// over by keys. The cell under the pointer or the cursor is reported, to be put into words.

import {html, set} from '../lib/dom.js';

/** @typedef {{x: number, y: number, size: number}} Square */
/** @typedef {(name: string) => string} Colours a custom property's value where the grid is */

/**
 * @typedef {object} Given
 * @property {string} name what it is called
 * @property {number} rows
 * @property {number} columns
 * @property {(pen: CanvasRenderingContext2D, square: Square, cell: number, colour: Colours) => void} paint one cell
 * @property {(cell: number, begins: boolean) => void} press a cell is pressed, or come to while drawing
 * @property {(cell: number) => void} [at] a cell is pointed at or walked to
 * @property {boolean} [draws] whether a press goes on from cell to cell
 */

/** @param {Given} given */
// biome-ignore lint/complexity/noExcessiveLinesPerFunction: pointer, keys and drawing share the cursor
export function createCellGrid({name, rows, columns, paint, press, at = () => {}, draws = false}) {
  const canvas = html('canvas', {
    tabindex: 0,
    role: 'application',
    'aria-roledescription': 'grid of cells',
    'aria-label': name,
    class: 'cells',
  });
  canvas.style.aspectRatio = `${columns} / ${rows}`;
  let cursor = 0;
  let shows = false; // whether the cursor is to be seen: it belongs to the keys

  const pen = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
  const draw = () => {
    const style = getComputedStyle(canvas);
    const colour = (/** @type {string} */ name) => style.getPropertyValue(name).trim();
    const size = canvas.width / columns;
    pen.clearRect(0, 0, canvas.width, canvas.height);
    for (let cell = 0; cell < rows * columns; cell++) {
      paint(pen, squareOf(cell, size), cell, colour);
    }
    if (!shows) return;
    const {x, y} = squareOf(cursor, size);
    pen.strokeStyle = colour('--focus');
    pen.lineWidth = Math.max(2, size / 7);
    pen.strokeRect(x, y, size, size);
  };
  /** @param {number} cell @param {number} size */
  const squareOf = (cell, size) => ({
    x: (cell % columns) * size,
    y: Math.floor(cell / columns) * size,
    size,
  });

  new ResizeObserver(() => {
    const width = Math.round(canvas.clientWidth * devicePixelRatio);
    set(canvas, {width, height: Math.round((width / columns) * rows)});
    draw();
  }).observe(canvas);
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', draw);

  /** @param {PointerEvent} event @returns {number | null} */
  const cellUnder = event => {
    const box = canvas.getBoundingClientRect();
    const column = Math.floor(((event.clientX - box.left) / box.width) * columns);
    const row = Math.floor(((event.clientY - box.top) / box.height) * rows);
    return row >= 0 && row < rows && column >= 0 && column < columns
      ? row * columns + column
      : null;
  };
  let last = -1; // the cell pressed last in this stroke
  let touched = -1; // where a finger came down: it may be about to scroll the page, up or down
  /** @param {number} cell @param {boolean} begins */
  const pressed = (cell, begins) => {
    last = cursor = cell;
    touched = -1;
    press(cell, begins);
  };
  canvas.addEventListener('pointerdown', event => {
    const cell = cellUnder(event);
    if (event.button !== 0 || cell === null) return;
    if (draws) canvas.setPointerCapture(event.pointerId);
    show(false);
    if (event.pointerType === 'touch') last = touched = cell;
    else pressed(cell, true);
  });
  canvas.addEventListener('pointermove', event => {
    const cell = cellUnder(event);
    if (cell === null) return;
    at(cell);
    if (!draws || !canvas.hasPointerCapture(event.pointerId) || cell === last) return;
    if (touched >= 0) pressed(touched, true);
    pressed(cell, false);
  });
  canvas.addEventListener(
    'pointerup',
    event => touched >= 0 && touched === cellUnder(event) && pressed(touched, true),
  );
  canvas.addEventListener('pointercancel', () => (touched = -1));

  /** @param {boolean} on */
  const show = on => {
    shows = on;
    draw();
  };
  canvas.addEventListener('focus', () => {
    show(canvas.matches(':focus-visible'));
    at(cursor);
  });
  canvas.addEventListener('blur', () => show(false));
  canvas.addEventListener('keydown', event => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const [down, right] = STEPS[event.key] ?? [0, 0];
    if (down || right) {
      const row = Math.min(rows - 1, Math.max(0, Math.floor(cursor / columns) + down));
      const column = Math.min(columns - 1, Math.max(0, (cursor % columns) + right));
      cursor = row * columns + column;
      at(cursor);
    } else if (event.key === ' ' || event.key === 'Enter') press(cursor, true);
    else return;
    event.preventDefault();
    show(true);
  });

  return {
    element: canvas,
    draw,
    get cursor() {
      return cursor;
    },
  };
}

/** @type {Record<string, [number, number]>} */
const STEPS = {ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1]};
