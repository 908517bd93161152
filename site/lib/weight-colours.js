// The page's colours on a canvas, and weights painted as pictures with them.

import {onSchemeOf} from './colour-scheme.js';

const SHADES = 64;

/** @param {HTMLElement} element whose colours are meant */
// biome-ignore lint/complexity/noExcessiveLinesPerFunction: tables and painters share their buffers
export function createWeightColours(element) {
  const made = {
    positive: '',
    negative: '',
    ink: '',
    accent: '',
    paper: '',
    /** counts how often the colours have changed */
    version: 0,
    paint,
    pictureOf,
  };
  // Makes tables of colours for weights from the most negative to the most positive. One has red,
  // green, blue and opacity as a number for images, the other the same for a canvas's pen.
  let shades = new Uint32Array();
  /** @type {string[]} */
  let pens = [];
  const scratch = document.createElement('canvas');
  let strip = new ImageData(1, 1);

  const read = () => {
    const style = getComputedStyle(element.isConnected ? element : document.documentElement);
    const of = (/** @type {string} */ name) => style.getPropertyValue(`--${name}`).trim();
    Object.assign(made, {
      positive: of('positive'),
      negative: of('negative'),
      ink: of('ink'),
      accent: of('accent'),
      paper: of('paper'),
    });
    const [low, middle, high] = [made.negative, of('raised'), made.positive].map(parts);
    const colours = Array.from({length: 2 * SHADES + 1}, (_, n) => {
      const share = Math.abs(n - SHADES) / SHADES;
      return middle.map((value, c) =>
        Math.round(value + ((n < SHADES ? low : high)[c] - value) * share ** 0.8),
      );
    });
    shades = new Uint32Array(Uint8Array.from(colours.flatMap(colour => [...colour, 255])).buffer);
    pens = colours.map(colour => `rgb(${colour})`);
    made.version++;
  };
  read();
  onSchemeOf(element, read);

  /** @param {number} weight @param {number} largest */
  const shadeOf = (weight, largest) => Math.round(SHADES * (1 + weight / (largest || 1)));

  /** @param {import('../types/state').Numbers} weights @param {number} largest @param {Uint32Array} pixels @param {number} first */
  function shade(weights, largest, pixels, first) {
    for (let i = 0; i < weights.length; i++)
      pixels[first + i] = shades[shadeOf(weights[i], largest)] ?? shades[SHADES];
  }

  /**
   * Each neuron's weights as a picture in its frame.
   * @param {CanvasRenderingContext2D} context @param {import('./layout-dense.js').Block} block
   * @param {import('../types/state').Table} weights @param {number} largest @param {number} columns of a picture
   */
  function paint(context, {xs, ys, half, side}, weights, largest, columns) {
    const rows = Math.ceil(weights[0].length / columns);
    if (strip.width !== columns || strip.height !== rows * weights.length) {
      strip = new ImageData(columns, rows * weights.length);
      [scratch.width, scratch.height] = [strip.width, strip.height];
    }
    const pixels = new Uint32Array(strip.data.buffer);
    for (let n = 0; n < weights.length; n++) shade(weights[n], largest, pixels, n * columns * rows);
    scratch.getContext('2d')?.putImageData(strip, 0, 0);
    context.imageSmoothingEnabled = false;
    for (let n = 0; n < weights.length; n++) {
      context.drawImage(
        scratch,
        0,
        n * rows,
        columns,
        rows,
        xs[n] - half + 1,
        ys[n] - side / 2,
        side,
        side,
      );
    }
  }

  /**
   * One neuron's weights, large, with a stroke through every negative one.
   * @param {HTMLCanvasElement} canvas @param {import('../types/state').Numbers} weights @param {number} largest
   * @param {number} columns @param {number} side of a pixel
   */
  function pictureOf(canvas, weights, largest, columns, side) {
    const rows = Math.ceil(weights.length / columns);
    const wanted = [columns * side, rows * side];
    if (canvas.width !== wanted[0] || canvas.height !== wanted[1])
      [canvas.width, canvas.height] = wanted;
    const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
    for (let i = 0; i < weights.length; i++) {
      const [x, y] = [(i % columns) * side, Math.floor(i / columns) * side];
      context.fillStyle = pens[shadeOf(weights[i], largest)] ?? pens[SHADES];
      context.fillRect(x, y, side, side);
      context.fillStyle = made.ink;
      if (weights[i] < 0)
        context.fillRect(x + side * 0.3, y + side * 0.46, side * 0.4, Math.max(1, side * 0.09));
    }
  }
  return made;
}

/** @param {string} colour such as #1b6cae @returns {number[]} */
const parts = colour => [1, 3, 5].map(at => parseInt(colour.slice(at, at + 2), 16));
