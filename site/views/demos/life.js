// Life twice: run by its rule, and by a network that learns the rule from nine cells.

import {html, set, write} from '../../lib/dom.js';
import {grouped} from '../../lib/number-format.js';
import {createCellGrid} from '../../ui/cell-grid.js';
import {createButton, createFrame, createMeter} from '../../ui/demo-frame.js';
import {createRule} from './life-rule.js';

/** @typedef {import('../../types/demos').LifeShown} Shown */

const ROWS = 18;
const COLUMNS = 24;
const PATTERNS = /** @type {const} */ ([
  ['gliders', 'three gliders'],
  ['glider', 'one glider'],
  ['zoo', 'a small zoo'],
  ['five', 'five cells'],
  ['soup', 'a random soup'],
  ['empty', 'an empty sheet'],
]);

/**
 * @param {HTMLElement} root
 * @param {import('../../types/state').Dispatch} dispatch
 * @returns {import('../../types/state').View}
 */
// biome-ignore lint/complexity/noExcessiveLinesPerFunction: one view, whose parts share what is shown
export function createLife(root, dispatch) {
  const frame = createFrame(
    root,
    'life',
    'The Game of Life, and a network that learns its rule',
    dispatch,
  );
  const {ask, repeat} = frame;
  /** @type {Shown | null} */
  let shown = null;
  let ran = false;
  let going = false;
  let learning = false;
  const told = html('p', {class: 'told', 'aria-live': 'polite'});

  const world = (/** @type {'true' | 'learned'} */ which) =>
    createWorld(which, () => shown, {
      draw: fields => ask('draw', fields),
      tell: text => write(told, text),
    });
  const left = world('true');
  const right = world('learned');

  const run = createButton('Start both', () => repeat('step', !going), 'primary go');
  const train = createButton('Let it learn', () => repeat('train', !learning), 'primary learn');
  const soups = {seed: 0};
  const pattern = html(
    'select',
    {'aria-label': 'begin with'},
    PATTERNS.map(([value, text]) => html('option', {value}, [text])),
  );
  const begin = () =>
    ask('pattern', {name: pattern.value, ...(pattern.value === 'soup' && {seed: ++soups.seed})});
  pattern.addEventListener('change', begin);
  const forget = createButton('New random weights', () =>
    repeat('train', false).then(() => ask('forget')),
  );
  const bar = createMeter('neighbourhoods that the network gets right');
  const score = html('output');
  const rule = createRule();

  frame.body.append(
    html('div', {class: 'worlds'}, [left.element, right.element]),
    html('div', {class: 'row'}, [
      run,
      createButton('One generation', () => ask('step')),
      createButton('Back to the start', () => ask('again')),
      html('label', {}, ['begin with', pattern]),
    ]),
    html('div', {class: 'row'}, [
      train,
      forget,
      html('span', {class: 'score'}, [bar.element, score]),
    ]),
    rule.element,
    told,
  );
  write(
    frame.caption,
    'What you draw on either sheet appears on both; what leaves a sheet on one side comes in on the other. A cross marks a cell where the network broke the rule in the last step. Start both worlds before the network has learned anything, then let it learn, and watch for the first thing on its sheet that lasts. The bars show how often the network would bring a cell to life, or keep it alive, with so many live neighbours; the frames show when the rule does.',
  );

  return state => {
    const {life} = state.emergence;
    frame.update(state, life.shown !== null);
    going = life.going.includes('step');
    write(run, going ? 'Stop both' : 'Start both');
    learning = life.going.includes('train');
    set(train, {'aria-disabled': life.shown?.done ? 'true' : null});
    write(train, learning ? 'Stop learning' : life.shown?.done ? 'It has learned' : 'Let it learn');
    if (!life.shown || (life.shown === shown && going === ran)) return;
    const news = changed(shown, life.shown, going) ?? (going && !ran ? '' : null);
    ran = going;
    shown = life.shown;
    left.cells.draw();
    right.cells.draw();
    write(left.count, `Generation ${grouped(shown.generation)}: ${shown.true_alive} alive`);
    write(right.count, `${shown.learned_alive} alive, the rule broken at ${shown.broken_count}`);
    bar.update(shown.right, shown.of);
    write(
      score,
      `${shown.right} of ${shown.of} right · seed ${shown.seed} · step ${grouped(shown.step)}`,
    );
    rule.update(shown);
    if (news !== null) write(told, news);
  };
}

/**
 * One of the two sheets: its cells, and the count below.
 * @param {'true' | 'learned'} which
 * @param {() => Shown | null} shown
 * @param {{draw: (cell: {row: number, column: number, alive: boolean}) => void, tell: (text: string) => void}} on
 */
function createWorld(which, shown, on) {
  const by = which === 'true' ? 'by the rule' : 'by the network';
  let alive = true; // what a stroke makes of the cells it comes to
  const cells = createCellGrid({
    name: `The world run ${by}. Arrow keys move, Space makes a cell alive or dead, in both worlds.`,
    rows: ROWS,
    columns: COLUMNS,
    draws: true,
    paint(pen, square, cell, colour) {
      const now = shown();
      if (!now) return;
      const isBroken = which === 'learned' && now.broken[cell];
      paintCell(pen, square, now[which][cell], isBroken, colour);
    },
    press(cell, begins) {
      const now = shown();
      if (!now) return;
      if (begins) alive = !now[which][cell];
      on.draw({row: Math.floor(cell / COLUMNS), column: cell % COLUMNS, alive});
    },
    at(cell) {
      const now = shown();
      if (!now || document.activeElement !== cells.element) return;
      const state = now[which][cell] ? 'alive' : 'dead';
      on.tell(`Row ${Math.floor(cell / COLUMNS) + 1}, column ${(cell % COLUMNS) + 1}: ${state}.`);
    },
  });
  const count = html('p', {class: 'count'});
  const title = html('p', {class: 'title'}, [`Run ${by}`]);
  return {cells, count, element: html('div', {class: 'world'}, [title, cells.element, count])};
}

/**
 * Announces a running world now and then, not every generation.
 * @param {Shown | null} before @param {Shown} now @param {boolean} running
 */
function changed(before, now, running) {
  if (now.done && before && !before.done) {
    return now.right === now.of
      ? `The network has learned the rule: all ${now.of} neighbourhoods are right. Back to the start, and both worlds stay alike.`
      : `After ${grouped(now.step)} steps the network still has ${now.of - now.right} neighbourhoods wrong. Other random weights may do better.`;
  }
  if (running) return null;
  const alike = now.differ
    ? `The two worlds differ at ${now.differ} cells`
    : 'The two worlds are alike';
  return `Generation ${now.generation}. ${alike}; the network broke the rule at ${now.broken_count}.`;
}

/**
 * @param {CanvasRenderingContext2D} pen @param {import('../../ui/cell-grid.js').Square} square
 * @param {number} alive @param {number | boolean} broken @param {import('../../ui/cell-grid.js').Colours} colour
 */
function paintCell(pen, {x, y, size}, alive, broken, colour) {
  const gap = Math.max(1, size * 0.06);
  pen.fillStyle = colour(!alive ? '--raised' : broken ? '--broken' : '--ink');
  pen.fillRect(x + gap / 2, y + gap / 2, size - gap, size - gap);
  if (!broken) return;
  const [near, far] = [size * 0.28, size * 0.72];
  pen.strokeStyle = colour(alive ? '--raised' : '--broken');
  pen.lineWidth = size * 0.14;
  pen.beginPath();
  pen.moveTo(x + near, y + near);
  pen.lineTo(x + far, y + far);
  pen.moveTo(x + far, y + near);
  pen.lineTo(x + near, y + far);
  pen.stroke();
}
