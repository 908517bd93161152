// Make the parts of the drawing plane: the board and its tools, the brush, and the list of points.

import {markOf} from '../../lib/class-marks.js';
import {html, set, svg} from '../../lib/dom.js';
import {trimmed, typed} from '../../lib/number-format.js';
import {keepTextOverReload} from '../../store/saved-page.js';

export const SIZE = 320;
export const MARK = 5.5;
export const ERASER = -1;

/** Make the board, its tools and what surrounds it. */
export function createPointsParts() {
  const marks = svg('g');
  const ring = svg('circle', {class: 'ring', r: 11});
  const cursor = svg('path', {class: 'cursor', d: 'M-12 0H-4M4 0H12M0 -12V-4M0 4V12'});
  const axes = svg('path', {class: 'axes', d: `M0 ${SIZE / 2}H${SIZE}M${SIZE / 2} 0V${SIZE}`});
  const board = svg(
    'svg',
    {
      class: 'board',
      viewBox: `0 0 ${SIZE} ${SIZE}`,
      tabindex: 0,
      role: 'application',
      'data-place': 'points',
      'aria-label': 'Plane to put points on',
      'aria-describedby': 'points-keys',
    },
    [axes, marks, ring, cursor],
  );
  const tools = createTools();
  const clear = html('button', {type: 'button'}, ['Clear']);
  const classes = html(
    'select',
    {},
    [2, 3, 4].map(n => html('option', {value: n}, [`${n} classes`])),
  );
  set(classes, {'aria-label': 'how many classes'});
  const total = html('span', {class: 'total'});
  const said = html('p', {class: 'for-ears', role: 'status'});
  const element = html('div', {}, [
    html('h2', {}, ['Your points']),
    html('div', {class: 'row'}, [tools.element]),
    html('div', {class: 'place'}, []),
    html('div', {class: 'row'}, [classes, clear, total]),
    html('p', {class: 'hint', id: 'points-keys'}, [
      'Click, tap or drag. By keys: arrows move, 1 to 4 put a point of that class, Delete takes it away.',
    ]),
    said,
  ]);
  element.querySelector('.place')?.append(board);
  return {element, board, marks, ring, cursor, tools, clear, classes, said, total};
}

/** Choose what the pointer does: add points of a class, or remove points. */
function createTools() {
  const element = html('span', {
    role: 'radiogroup',
    'aria-label': 'what to put on the plane',
    class: 'tools',
  });
  let chosen = 0;
  let shown = '';
  const tool = (/** @type {number} */ k, /** @type {string} */ name) => {
    const input = html('input', {type: 'radio', name: 'points-tool', value: k});
    input.checked = k === chosen;
    input.addEventListener('change', () => (chosen = k));
    const mark = svg(
      'svg',
      {viewBox: '-9 -9 18 18', 'aria-hidden': 'true'},
      k === ERASER ? [] : [svg('path', {d: markOf(k, 0, 0, 6), 'data-class': k})],
    );
    return html('label', {}, [input, ...(k === ERASER ? [] : [mark]), name]);
  };
  return {
    element,
    chosen: () => chosen,
    /** @param {string[]} names of the classes */
    update(names) {
      if (names.join() === shown) return;
      shown = names.join();
      if (chosen >= names.length) chosen = 0;
      element.replaceChildren(...names.map((name, k) => tool(k, name)), tool(ERASER, 'eraser'));
    },
  };
}

/**
 * Report each place in the box that a stroke passes.
 * @param {SVGSVGElement} board @param {(left: number, top: number, begins: boolean) => void} stroke
 */
export function followBrush(board, stroke) {
  const tell = (/** @type {PointerEvent} */ event, /** @type {boolean} */ begins) => {
    const {left, top, width, height} = board.getBoundingClientRect();
    stroke(
      ((event.clientX - left) / width) * SIZE,
      ((event.clientY - top) / height) * SIZE,
      begins,
    );
  };
  board.addEventListener('pointerdown', event => {
    if (event.button !== 0) return;
    board.setPointerCapture(event.pointerId);
    tell(event, true);
  });
  board.addEventListener(
    'pointermove',
    event => board.hasPointerCapture(event.pointerId) && tell(event, false),
  );
}

/**
 * Edit the points as text, one a line: x, y and the class's number.
 * @param {(points: (number | string)[][], classes: number | undefined) => void} use
 */
export function createPointsList(use) {
  const text = html('textarea', {
    rows: 8,
    spellcheck: 'false',
    'aria-label': 'points, one a line: x, y, class',
  });
  const button = html('button', {type: 'button'}, ['Use this list']);
  const element = html('details', {}, [
    html('summary', {}, ['As a list']),
    html('p', {class: 'hint'}, [
      'One point a line: x, y and its class from 1 to 4. x and y are from −1 to 1.',
    ]),
    text,
    html('div', {class: 'row'}, [button]),
  ]);
  /** @type {(number | string)[][]} */
  let points = [];
  let shown = '';
  const show = () => {
    if (!element.open) return;
    const now = points
      .map(([x, y, k]) => `${trimmed(Number(x))}, ${trimmed(Number(y))}, ${Number(k) + 1}`)
      .join('\n');
    if (now === shown) return;
    if (text.value === shown) text.value = now; // else it is being edited
    shown = now;
  };
  element.addEventListener('toggle', show);
  keepTextOverReload('points', text);
  button.addEventListener('click', () => {
    const wanted = text.value
      .split('\n')
      .filter(line => line.trim())
      .map(numbersIn);
    const most = Math.max(
      2,
      ...wanted.map(point => (typeof point[2] === 'number' ? point[2] + 1 : 0)),
    );
    shown = text.value;
    use(wanted, Math.min(4, most));
  });
  return {
    element,
    /** @param {(number | string)[][]} latest */
    update(latest) {
      points = latest;
      show();
    },
  };
}

/** @param {string} line */
function numbersIn(line) {
  const between = /[;\t]/.test(line) ? /\s*[;\t]\s*/ : /\s*,\s*|\s+/; // else commas may be decimal
  const values = line.trim().split(between).map(typed);
  const k = values[2];
  return values.length === 3 && typeof k === 'number' ? [values[0], values[1], k - 1] : values;
}
