// Show the input as a picture to draw on by pointer, touch or keyboard. The drawing is in the data's own
// units, 0 for paper and 1 for ink; Python scales it to the inputs.

import {set, svg} from '../../../lib/dom.js';
import {nextGesture} from '../../../lib/gestures.js';
import {featureName, meant} from '../../../lib/names.js';
import {decimal, exact, rounded} from '../../../lib/number-format.js';
import {inputKey} from '../../../lib/place-keys.js';
import {createDrawingTools, followStrokes} from './strokes.js';

const PLACE = 'picture';

/**
 * @param {[number, number]} shape rows and columns
 * @param {import('../../../types/state').Dispatch} dispatch
 */
export function createInputPicture([rows, columns], dispatch) {
  const pixels = Array.from({length: rows * columns}, (_, index) => createPixel(index));
  const element = svg(
    'g',
    {
      class: 'drawing',
      role: 'group',
      'data-place': PLACE,
      'aria-label':
        'The input as a picture. Arrow keys lead from pixel to pixel, the space bar darkens one, Delete clears it, 0 to 9 set how dark it is.',
    },
    pixels.map(pixel => pixel.element),
  );
  const tools = createDrawingTools(() => send(new Float64Array(rows * columns), nextGesture()));
  /** @type {Float64Array | null} a drawing that Python has not answered yet */
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
    await dispatch({
      type: 'edit',
      place: PLACE,
      gesture,
      request: {op: 'set_inputs', values: Array.from(values), raw: true},
    });
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
    send(values, nextGesture());
  });
  followStrokes(element, tools.mode, {rows, columns}, (stroke, gesture) => {
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
    /** @param {import('../../../lib/layout-dense.js').Block} block */
    arrange: block => pixels.forEach((pixel, n) => pixel.arrange(block, n)),
    /** @param {import('../../../types/state').State} state @param {null} _moment @param {boolean} _calm */
    update({snapshot}, _moment, _calm) {
      known = snapshot.task?.raw_inputs ?? snapshot.inputs;
      pixels.forEach((pixel, n) => pixel.update(snapshot, known[n]));
      if (!draft) show();
    },
  };
}

/** Find how dark a key makes a pixel; null for other keys. @param {KeyboardEvent} event @param {number} ink */
function inkOf({key}, ink) {
  if (key === ' ') return ink >= 1 ? 0 : Math.min(1, Math.round(4 * ink + 1) / 4);
  if (key === 'Delete' || key === 'Backspace') return 0;
  return /^[0-9]$/.test(key) ? Number(key) / 9 : null;
}

/** @param {number} index */
function createPixel(index) {
  const element = svg('rect', {
    class: 'pixel',
    role: 'spinbutton',
    tabindex: -1,
    'data-kind': 'input',
    'data-layer': 0,
    'data-index': index,
    'data-place': inputKey(index),
  });
  let shown = -1;
  return {
    element,
    /** @param {import('../../../lib/layout-dense.js').Block} block @param {number} n */
    arrange({xs, ys, half}, n) {
      set(element, {x: xs[n] - half, y: ys[n] - half, width: 2 * half, height: 2 * half});
    },
    /** @param {number} value */
    ink(value) {
      if (value === shown) return;
      shown = value;
      set(element, {style: `--ink-share:${Math.round(100 * Math.min(1, Math.max(0, value)))}%`});
    },
    /** @param {import('../../../types/state').Snapshot} snapshot @param {number} raw */
    update({inputs, task}, raw) {
      const value = inputs[index];
      if (element.getAttribute('data-value') === String(value)) return;
      const own = raw === value ? '' : `, drawn ${rounded(raw)}`;
      set(element, {
        'aria-label': meant(`input ${index + 1}`, featureName(task, index)),
        'aria-valuenow': decimal(value),
        'aria-valuetext': `${exact(value)}${own}`,
        'data-value': value,
      });
    },
  };
}
