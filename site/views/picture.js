// The input as a picture on which one can draw, by pointer, touch or keyboard. The drawing is in the
// data's own units, 0 for paper and 1 for ink; Python brings it to the scale of the inputs.

import {html, set, svg} from '../lib/dom.js';
import {featureName, meant} from '../lib/names.js';
import {decimal, exact, rounded} from '../lib/numbers.js';

const PLACE = 'picture';
const BRUSH = 0.95; // how far the brush reaches, in pixels of the picture
let gestures = 0;

/**
 * @param {[number, number]} shape rows and columns
 * @param {import('../types').Dispatch} dispatch
 */
export function createPicture([rows, columns], dispatch) {
  const pixels = Array.from({length: rows * columns}, (_, index) => createPixel(index));
  const element = svg('g', {
    class: 'drawing', role: 'group', 'data-place': PLACE,
    'aria-label': 'The input as a picture. Arrow keys lead from pixel to pixel, the space bar darkens one, Delete clears it, 0 to 9 set how dark it is.',
  }, pixels.map(pixel => pixel.element));
  const tools = createTools(() => send(new Float64Array(rows * columns), ++gestures));
  /** @type {Float64Array | null} what has been drawn and is not answered yet */
  let draft = null;
  /** @type {ArrayLike<number>} */
  let known = [];
  let current = 0;
  let sent = 0;
  set(pixels[0].element, {tabindex: 0});

  const now = () => Float64Array.from(draft ?? known);
  const show = () => pixels.forEach((pixel, n) => pixel.ink(draft ? draft[n] : known[n]));

  /** @param {Float64Array} values @param {number} gesture */
  async function send(values, gesture) {
    draft = values;
    show();
    const mine = ++sent;
    await dispatch({type: 'edit', place: PLACE, gesture, request: {op: 'set_inputs', values: Array.from(values), raw: true}});
    if (mine !== sent) return;
    draft = null;
    show();
  }

  const become = (/** @type {number} */ index) => {
    set(pixels[current].element, {tabindex: -1});
    current = index;
    set(pixels[current].element, {tabindex: 0});
  };

  element.addEventListener('keydown', event => {
    const index = pixels.findIndex(pixel => pixel.element === event.target);
    const ink = inkOf(event, known[index]);
    if (index < 0 || ink === null || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const values = now();
    values[index] = ink;
    send(values, ++gestures);
  });
  draws(element, tools.mode, {rows, columns}, (stroke, gesture) => {
    const values = now();
    if (stroke(values)) send(values, gesture);
  });

  return {
    element,
    tools: tools.element,
    become,
    /** @param {number} index */
    focus(index) {
      become(index);
      pixels[index].element.focus();
    },
    /** @param {import('../lib/blocks.js').Block} block */
    arrange: block => pixels.forEach((pixel, n) => pixel.arrange(block, n)),
    /** @param {import('../types').State} state @param {null} _moment @param {boolean} _calm */
    update({snapshot}, _moment, _calm) {
      known = snapshot.task?.raw_inputs ?? snapshot.inputs;
      pixels.forEach((pixel, n) => pixel.update(snapshot, known[n]));
      if (!draft) show();
    },
  };
}

/** How dark a key makes a pixel; null for other keys. @param {KeyboardEvent} event @param {number} ink */
function inkOf({key}, ink) {
  if (key === ' ') return ink >= 1 ? 0 : Math.min(1, Math.round(4 * ink + 1) / 4);
  if (key === 'Delete' || key === 'Backspace') return 0;
  return /^[0-9]$/.test(key) ? Number(key) / 9 : null;
}

/** @param {number} index */
function createPixel(index) {
  const element = svg('rect', {
    class: 'pixel', role: 'spinbutton', tabindex: -1,
    'data-kind': 'input', 'data-layer': 0, 'data-index': index, 'data-place': `input-${index}`,
  });
  let shown = -1;
  return {
    element,
    /** @param {import('../lib/blocks.js').Block} block @param {number} n */
    arrange({xs, ys, half}, n) {
      set(element, {x: xs[n] - half, y: ys[n] - half, width: 2 * half, height: 2 * half});
    },
    /** @param {number} value */
    ink(value) {
      if (value === shown) return;
      shown = value;
      set(element, {style: `--ink-share:${Math.round(100 * Math.min(1, Math.max(0, value)))}%`});
    },
    /** @param {import('../types').Snapshot} snapshot @param {number} raw */
    update({inputs, task}, raw) {
      const value = inputs[index];
      if (element.getAttribute('data-value') === String(value)) return;
      const own = raw === value ? '' : `, drawn ${rounded(raw)}`;
      set(element, {
        'aria-label': meant(`input ${index + 1}`, featureName(task, index)),
        'aria-valuenow': decimal(value), 'aria-valuetext': `${exact(value)}${own}`, 'data-value': value,
      });
    },
  };
}

/** What the pointer does, and clearing. @param {() => void} clear */
function createTools(clear) {
  let mode = 'draw';
  const choices = [['draw', 'draw'], ['erase', 'erase'], ['select', 'select pixels']].map(([value, text]) => {
    const radio = html('input', {type: 'radio', name: 'picture-tool', value});
    radio.checked = value === mode;
    radio.addEventListener('change', () => (mode = value));
    return html('label', {}, [radio, text]);
  });
  const button = html('button', {type: 'button', class: 'quiet'}, ['Clear the picture']);
  button.addEventListener('click', clear);
  return {
    element: html('div', {class: 'picture-tools', role: 'group', 'aria-label': 'Drawing on the picture'}, ['On the picture:', ...choices, button]),
    mode: () => mode,
  };
}

/**
 * A press that moves is one stroke.
 * @param {SVGGElement} element @param {() => string} mode @param {{rows: number, columns: number}} shape
 * @param {(stroke: (values: Float64Array) => boolean, gesture: number) => void} draw
 */
function draws(element, mode, {rows, columns}, draw) {
  /** @type {{gesture: number, x: number, y: number} | null} */
  let press = null;
  /** @param {PointerEvent} event */
  const at = ({clientX, clientY}) => {
    const box = element.getBoundingClientRect();
    return {x: ((clientX - box.left) / box.width) * columns, y: ((clientY - box.top) / box.height) * rows};
  };
  element.addEventListener('mousedown', event => mode() !== 'select' && event.preventDefault()); // keeps the focus
  element.addEventListener('click', event => mode() !== 'select' && event.stopPropagation());
  element.addEventListener('pointerdown', event => {
    if (mode() === 'select' || event.button !== 0) return;
    element.setPointerCapture(event.pointerId);
    press = {gesture: ++gestures, ...at(event)};
    const here = press;
    draw(values => brush(values, here, here, mode(), {rows, columns}), here.gesture);
  });
  element.addEventListener('pointermove', event => {
    if (!press) return;
    const [from, to] = [press, at(event)];
    press = {gesture: from.gesture, ...to};
    draw(values => brush(values, from, to, mode(), {rows, columns}), from.gesture);
  });
  const end = () => (press = null);
  element.addEventListener('pointerup', end);
  element.addEventListener('pointercancel', end);
}

/**
 * Darkens, or clears, what a stroke from one point to another goes over; says whether anything is new.
 * @param {Float64Array} values @param {{x: number, y: number}} from @param {{x: number, y: number}} to
 * @param {string} mode @param {{rows: number, columns: number}} shape
 */
function brush(values, from, to, mode, {rows, columns}) {
  let changed = false;
  const steps = Math.max(1, Math.ceil(4 * Math.hypot(to.x - from.x, to.y - from.y)));
  for (let n = 0; n <= steps; n++) {
    const [x, y] = [from.x + ((to.x - from.x) * n) / steps, from.y + ((to.y - from.y) * n) / steps];
    for (let row = Math.max(0, Math.floor(y - 1)); row <= Math.min(rows - 1, y + 1); row++) {
      for (let column = Math.max(0, Math.floor(x - 1)); column <= Math.min(columns - 1, x + 1); column++) {
        const ink = Math.min(1, 1.5 * (1 - Math.hypot(column + 0.5 - x, row + 0.5 - y) / BRUSH));
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
