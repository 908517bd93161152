// A network that reads digits, to be damaged: one connection or neuron at a time, or one after another.

import {html, write} from '../../lib/dom.js';
import {grouped, percent, rounded} from '../../lib/number-format.js';
import {createCellGrid} from '../../ui/cell-grid.js';
import {createButton, createFrame, createMeter} from '../../ui/demo-frame.js';
import {paintPaper, paintWeight, part} from '../../ui/weight-picture.js';
import {createCuts} from './ablation-chart.js';
import {createMode, createNeurons, HIDDEN, PIXELS, SIDE} from './neuron-picker.js';

/** @typedef {import('../../types/demos').CutShown} Shown */

const DIGITS = 10;

/**
 * @param {HTMLElement} root
 * @param {import('../../types/state').Dispatch} dispatch
 * @returns {import('../../types/state').View}
 */
export function createCutting(root, dispatch) {
  const frame = createFrame(
    root,
    'cut',
    'A network that reads digits, to cut and to shake',
    dispatch,
  );
  const {ask} = frame;
  /** @type {Shown | null} */
  let shown = null;
  let neuron = 0;
  const told = html('p', {class: 'told', 'aria-live': 'polite'});

  // Finds a connection's index in Python's list of all of them, and its name.
  const into = {
    of: (/** @type {number} */ pixel) => neuron * PIXELS + pixel,
    place: (/** @type {number} */ pixel) => `weight-1-${neuron}-${pixel}`,
    name: (/** @type {number} */ pixel) =>
      `from pixel ${Math.floor(pixel / SIDE) + 1}, ${(pixel % SIDE) + 1} to hidden ${neuron + 1}`,
  };
  const outOf = {
    of: (/** @type {number} */ digit) => HIDDEN * PIXELS + digit * HIDDEN + neuron,
    place: (/** @type {number} */ digit) => `weight-2-${digit}-${neuron}`,
    name: (/** @type {number} */ digit) => `from hidden ${neuron + 1} to the answer ${digit}`,
  };

  const mode = createMode();
  const treat = (/** @type {string} */ place, /** @type {boolean} */ touched) =>
    ask(touched ? 'mend' : mode.value(), {place});

  /** @param {typeof into} ends @param {string} name @param {number} rows @param {number} columns */
  const grid = (ends, name, rows, columns) =>
    createCellGrid({
      name: `${name}. Arrow keys move, Space cuts, shakes or mends a connection.`,
      rows,
      columns,
      paint(pen, square, cell, colour) {
        if (!shown) return;
        paintPaper(pen, {...square, size: square.size - 1}, colour);
        paintWeight(pen, square, shown.weights[ends.of(cell)], colour);
        if (shown.touched[ends.of(cell)])
          paintTouched(pen, square, shown.weights[ends.of(cell)] === 0, colour);
      },
      press: cell =>
        shown &&
        treat(ends.place(cell), shown.touched[ends.of(cell)] === 1).then(() => say(ends, cell)),
      at: cell => say(ends, cell),
    });
  /** @param {typeof into} ends @param {number} cell */
  const say = (ends, cell) => {
    if (!shown) return;
    const at = ends.of(cell);
    const now = !shown.touched[at] ? '' : shown.weights[at] === 0 ? ', now cut' : ', now shaken';
    write(
      told,
      `Weight ${ends.name(cell)}: ${rounded(shown.weights[at])}${now}. ${aloneWords(shown.alone?.[at] ?? 0)}`,
    );
  };
  const ins = grid(into, 'Weights from the 64 pixels', SIDE, SIDE);
  const outs = grid(outOf, 'Weights to the ten answers', 1, DIGITS);

  const neurons = createNeurons(chosen => {
    neuron = chosen;
    show();
  });
  const whole = createButton('', () => {
    if (!shown) return;
    const {touched} = shown;
    const all = part(touched, neuron * PIXELS, PIXELS).every(Boolean);
    treat(`neuron-1-${neuron}`, all);
  });
  const verdict = html('p', {class: 'verdict', 'aria-live': 'polite'});
  const bar = createMeter('test pictures read rightly');
  const survey = html('p', {class: 'survey'});
  const cuts = createCuts(
    () => {
      frame.repeat('curves', true);
    },
    () => ask('curves', {seed: ++draws}).then(() => frame.repeat('curves', true)),
  );
  let draws = 0;

  frame.body.append(
    neurons.element,
    html('div', {class: 'chosen'}, [
      html('div', {class: 'ins'}, [html('p', {class: 'title'}, ['from the pixels']), ins.element]),
      html('div', {class: 'outs'}, [
        html('p', {class: 'title'}, ['to the answers']),
        html(
          'div',
          {class: 'digits', 'aria-hidden': 'true'},
          Array.from({length: DIGITS}, (_, n) => html('span', {}, [String(n)])),
        ),
        outs.element,
        mode.element,
        html('div', {class: 'row'}, [whole, createButton('Make all whole', () => ask('mend'))]),
        verdict,
        bar.element,
      ]),
    ]),
    told,
    survey,
    cuts.element,
  );
  write(
    frame.caption,
    'Choose one of the sixteen hidden neurons; below it stand its weights, full squares for above 0, hollow ones for below, the larger the further from 0. Press one to cut it, that is, to set it to 0, or to shake it: to push it at random, about as far as its neighbours lie from 0. Say first what will happen to the count. Then cut all connections one after another.',
  );

  const show = () => {
    if (!shown?.ready) return;
    ins.draw();
    outs.draw();
    neurons.update(shown, neuron);
    const all = part(shown.touched, neuron * PIXELS, PIXELS).every(Boolean);
    write(
      whole,
      all
        ? `Mend hidden ${neuron + 1}`
        : `${mode.value() === 'cut' ? 'Cut' : 'Shake'} all of hidden ${neuron + 1}`,
    );
  };
  mode.element.addEventListener('change', show);

  return state => {
    const {cut} = state.emergence;
    frame.update(state, cut.shown?.ready ?? false, cut.shown?.share ?? 0);
    cuts.update(cut.shown?.ready ? cut.shown.curves : null, cut.going.includes('curves'));
    if (cut.shown === shown) return;
    shown = cut.shown;
    if (!shown?.ready) return;
    show();
    const {touched_count: many, right, of, right_share: share, before, otherwise} = shown;
    write(
      verdict,
      `${right} of ${of} test pictures read rightly, ${percent(share)}. ` +
        (many
          ? `Undamaged: ${before}. ${grouped(many)} connection${many === 1 ? ' is' : 's are'} damaged, and ${otherwise} answer${otherwise === 1 ? ' is' : 's are'} other than before.`
          : 'Nothing is damaged.'),
    );
    bar.update(right, of);
    write(
      survey,
      `Of all ${grouped(shown.alone?.length ?? 0)} connections, ${grouped(shown.harmless ?? 0)} can be cut alone without losing one right answer; the one that matters most costs ${shown.worst}.`,
    );
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
