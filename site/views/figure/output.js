// Draw the outputs: guess beside target for each, and the cost.

import {set, svg, write} from '../../lib/dom.js';
import {className, spokenName} from '../../lib/names.js';
import {change, exact, grouped, plain, rounded, trimmed} from '../../lib/number-format.js';
import {guessKey, targetKey} from '../../lib/place-keys.js';
import {createField} from '../../ui/number-field.js';
import {moveAlong} from './moving-mark.js';

/** @typedef {import('../../types/state').Dispatch} Dispatch */

/** @param {number} index @param {Dispatch} dispatch */
export function createOutput(index, dispatch) {
  const place = targetKey(index);
  const field = createField({
    name: `target ${index + 1}`,
    place,
    step: 0.1,
    format: trimmed,
    dispatch,
    request: value => ({op: 'set_target', index, value}),
  });
  set(field.input, {'data-kind': 'target', 'data-index': index});
  const guessTitle = svg('text', {class: 'name', 'aria-hidden': 'true'});
  const number = svg('text', {class: 'guess'});
  const track = svg('rect', {class: 'track', height: 6, rx: 3});
  const bar = svg('rect', {class: 'bar', height: 6, rx: 3});
  const mark = svg('rect', {class: 'mark', height: 14, width: 3});
  const targetTitle = svg('text', {class: 'name', 'aria-hidden': 'true'});
  const box = svg('foreignObject', {height: 26}, [field.input]);
  const error = svg('path', {class: 'error', d: 'M-5 0 0 -5 5 0 0 5Z'});
  const own = {guess: svg('text', {class: 'own'}), target: svg('text', {class: 'own'})};
  write(guessTitle, 'guess');
  write(targetTitle, 'target');
  const guess = svg(
    'g',
    {
      role: 'img',
      tabindex: 0,
      class: 'answer',
      'data-kind': 'guess',
      'data-index': index,
      'data-place': guessKey(index),
    },
    [number, track, bar, mark],
  );
  let width = 0;
  let isNarrow = false;
  let left = 0;
  /** @type {{from: import('../../lib/layout-labelled.js').Point, to: import('../../lib/layout-labelled.js').Point} | null} */
  let path = null;
  return {
    element: svg('g', {}, [guessTitle, guess, targetTitle, box, own.guess, own.target, error]),
    /** @param {import('../../lib/layout-labelled.js').Point} neuron @param {import('../../lib/layout-labelled.js').Layout} sizes */
    arrange({x: neuronX, y}, {answersX: x, answers, radius, compact}) {
      [left, width, isNarrow] = [x, answers, compact];
      path = {from: {x: x + 8, y: y + 2}, to: {x: neuronX + radius, y}};
      set(guessTitle, {x, y: y - 24});
      set(number, {x: compact ? x : x + 38, y: compact ? y - 9 : y - 24});
      set(track, {x, y: y - 1, width});
      set(bar, {x, y: y - 1});
      set(mark, {y: y - 5});
      set(own.guess, {x, y: y - 40});
      set(own.target, {x, y: compact ? y + 67 : y + 54});
      set(targetTitle, {x, y: compact ? y + 24 : y + 30});
      set(box, {
        x: compact ? x : x + 40,
        y: compact ? y + 26 : y + 13,
        width: compact ? answers - 4 : answers - 44,
      });
    },
    /** @param {import('../../types/state').State} state @param {import('../../lib/animated-snapshot.js').AnimatedSnapshot} animated */
    update({snapshot, drafts, problem}, animated) {
      const value = animated.guess && animated.guess[index];
      const target = snapshot.targets[index];
      const held = (/** @type {number} */ share) => Math.min(1, Math.max(0, share));
      write(number, value === null ? '—' : rounded(value));
      set(bar, {width: value === null ? 0 : (held(value) * width).toFixed(1)});
      set(mark, {x: (left + held(target) * (width - 3)).toFixed(1)});
      const spoken = spokenName(
        `output ${index + 1}`,
        className(snapshot.task, index),
        snapshot.training,
      );
      set(guess, {
        'data-number': snapshot.task?.answers.length ? '' : null,
        'data-value': value,
        'data-computed': String(value !== null),
        'aria-label': `guess for ${spoken.name}: ${value === null ? 'not computed yet' : exact(value)}`,
        'aria-description': spoken.more,
      });
      writeOwn(own, snapshot.task, index, value !== null, isNarrow);
      field.update({value: target, draft: drafts[place], wrong: problem?.place === place});
      moveAlong(error, animated.outputError, path);
    },
  };
}

/**
 * Write guess and target in the units of the visitor's data, if they are numbers.
 * @param {{guess: Element, target: Element}} texts
 * @param {import('../../types/state').Task | null} task @param {number} index @param {boolean} isGuessed
 * @param {boolean} [isNarrow] whether there is room for a number only
 */
export function writeOwn(texts, task, index, isGuessed, isNarrow = false) {
  const name = isNarrow ? '' : `${className(task, index)} `;
  const number = (/** @type {number} */ value) =>
    isNarrow && Math.abs(value) >= 1000 ? grouped(Math.round(value)) : plain(value);
  write(texts.guess, isGuessed && task?.own_guess ? name + number(task.own_guess[index]) : '');
  write(
    texts.target,
    task?.own_targets ? `${isNarrow ? '' : 'really '}${number(task.own_targets[index])}` : '',
  );
}

export function createCost() {
  const title = svg('text', {class: 'name', 'text-anchor': 'end', 'aria-hidden': 'true'});
  const number = svg('text', {class: 'cost', 'text-anchor': 'end'});
  const moved = svg('text', {class: 'change', 'text-anchor': 'end'});
  const element = svg(
    'g',
    {role: 'img', tabindex: 0, 'data-kind': 'cost', 'data-place': 'cost', class: 'answer'},
    [title, number, moved],
  );
  return {
    element,
    /** @param {{width: number, height: number}} sizes */
    arrange({width, height}) {
      set(title, {x: width - 2, y: height - 46});
      set(number, {x: width - 2, y: height - 24});
      set(moved, {x: width - 2, y: height - 7});
    },
    /** @param {import('../../types/state').State} state @param {import('../../lib/animated-snapshot.js').AnimatedSnapshot} animated */
    update({snapshot}, {cost, costChange}) {
      write(title, snapshot.training ? 'cost C of this example' : 'cost C');
      write(number, cost === null ? '—' : rounded(cost));
      write(moved, costChange === null ? '' : change(costChange));
      set(element, {
        'data-value': cost,
        'data-computed': String(cost !== null),
        'aria-label':
          `cost: ${cost === null ? 'not computed yet' : exact(cost)}` +
          (costChange === null ? '' : `, changed by ${exact(costChange)}`),
      });
    },
  };
}
