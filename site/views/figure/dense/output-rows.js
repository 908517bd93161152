// Shows the outputs of a large network: for each a line with its class, guess and target.

import {set, svg, write} from '../../../lib/dom.js';
import {className, meant, shortened} from '../../../lib/names.js';
import {exact, rounded, trimmed} from '../../../lib/number-format.js';
import {guessKey, targetKey} from '../../../lib/place-keys.js';
import {createField} from '../../../ui/number-field.js';
import {writeOwn} from '../output.js';

/** @param {number} count @param {import('../../../types/state').Dispatch} dispatch */
export function createOutputRows(count, dispatch) {
  const all = Array.from({length: count}, (_, n) => createOutputRow(n, dispatch));
  const heads = ['guess', 'target'].map(text => {
    const head = svg('text', {class: 'name', 'aria-hidden': 'true'});
    write(head, text);
    return head;
  });
  return {
    element: svg('g', {}, [...heads, ...all.map(({element}) => element)]),
    /** @param {import('../../../lib/layout-dense.js').DenseLayout} places */
    arrange(places) {
      const {ys, row} = places.layers[places.layers.length - 1];
      const [x, right] = [places.answersX, places.answersX + places.answers - 2];
      all.forEach((outcome, n) => outcome.arrange(x, ys[n], row, places));
      const y = Math.max(
        10,
        ys[0] - (places.compact && row >= 34 ? 24 : Math.min(row / 2, 16) + 4),
      );
      heads.forEach((head, n) =>
        set(head, {
          x: n ? right : x,
          y,
          'text-anchor': n ? 'end' : 'start',
          display: n && row < 24 ? 'none' : null,
        }),
      );
    },
    /** @param {import('../../../types/state').State} state @param {import('../../../lib/animated-snapshot.js').AnimatedSnapshot} animated */
    update(state, animated) {
      for (const outcome of all) outcome.update(state, animated);
    },
  };
}

/** @param {number} index @param {import('../../../types/state').Dispatch} dispatch */
// biome-ignore lint/complexity/noExcessiveLinesPerFunction: one row: its elements, their places and their numbers
function createOutputRow(index, dispatch) {
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
  const name = svg('text', {class: 'class'});
  const number = svg('text', {class: 'guess', 'text-anchor': 'end'});
  const track = svg('rect', {class: 'track'});
  const bar = svg('rect', {class: 'bar'});
  const mark = svg('rect', {class: 'mark', width: 2.5});
  const full = svg('title');
  const guess = svg(
    'g',
    {
      role: 'img',
      tabindex: -1,
      class: 'answer',
      'data-kind': 'guess',
      'data-index': index,
      'data-place': guessKey(index),
    },
    [full, track, bar, mark, name, number],
  );
  const box = svg('foreignObject', {height: 24, width: 40}, [field.input]);
  const own = {guess: svg('text', {class: 'own'}), target: svg('text', {class: 'own'})};
  const element = svg('g', {class: 'outcome'}, [guess, box, own.guess, own.target]);
  let [left, width, letters] = [0, 0, 0];
  /** @type {unknown[]} */
  let shown = [];
  return {
    element,
    guess,
    /**
     * @param {number} x where the answers begin @param {number} y of this one
     * @param {number} row how far the next one is below it
     * @param {{answers: number, compact: boolean}} sizes
     */
    arrange(x, y, row, {answers, compact}) {
      const isWide = row >= 24; // for a field
      left = x;
      width = answers - (isWide ? 50 : 4);
      const thin = Math.max(2, Math.min(6, row * 0.3));
      const size = Math.min(12, row - 1);
      const isTall = compact && row >= 34; // the name has a line of its own
      letters = Math.floor((isTall ? answers : width - (isWide ? 46 : 0)) / (size * 0.56));
      const isBelow = row >= 20; // the bar is below the name, else behind it
      set(name, {
        x: x + (isBelow ? 0 : 3),
        y: isTall ? y - 9 : isBelow ? y - 1 : y + size * 0.36,
        'font-size': size,
      });
      if (isTall) y += 6;
      set(number, {x: x + width, y: y - 1, 'font-size': 11.5, display: isBelow ? null : 'none'});
      const [top, height] = isBelow ? [y + 4, thin] : [y - row * 0.42, row * 0.84];
      for (const rect of [track, bar]) set(rect, {x, y: top, height, rx: isBelow ? 3 : 1});
      set(track, {width});
      set(mark, {y: top - 2, height: height + 4});
      set(box, {x: x + width + 8, y: y - 12, display: isWide ? null : 'none'});
      set(own.guess, {x, y: y + 24, display: row >= 60 ? null : 'none'});
      set(own.target, {x, y: y + 39, display: row >= 60 ? null : 'none'});
      set(element, {'data-behind': isBelow ? null : ''});
      shown = [];
    },
    /** @param {import('../../../types/state').State} state @param {import('../../../lib/animated-snapshot.js').AnimatedSnapshot} animated */
    update({snapshot, drafts, problem}, animated) {
      const value = animated.guess && animated.guess[index];
      const target = snapshot.targets[index];
      field.update({value: target, draft: drafts[place], wrong: problem?.place === place});
      const meaning = className(snapshot.task, index);
      writeOwn(own, snapshot.task, index, value !== null);
      const now = [value, target, meaning, snapshot.task?.edited];
      if (now.every((each, n) => each === shown[n]) && shown.length) return;
      shown = now;
      const held = (/** @type {number} */ share) => Math.min(1, Math.max(0, share));
      // Nobody knows the class of a drawn picture.
      const isRight =
        Boolean(snapshot.task?.classes.length) && target === 1 && !snapshot.task?.edited;
      write(name, (isRight ? '→ ' : '') + shortened(meaning, letters - (isRight ? 2 : 0)));
      write(full, isRight ? `${meaning}, the right answer` : meaning);
      write(number, value === null ? '—' : rounded(value));
      set(bar, {width: value === null ? 0 : (held(value) * width).toFixed(1)});
      set(mark, {x: (left + held(target) * (width - 2.5)).toFixed(1)});
      set(element, {'data-right': isRight ? '' : null});
      set(guess, {
        'data-number': snapshot.task?.answers.length ? '' : null,
        'data-value': value,
        'data-computed': String(value !== null),
        'aria-label':
          `guess for ${meant(`output ${index + 1}`, meaning)}: ${value === null ? 'not computed yet' : exact(value)}` +
          (isRight ? ', the right class' : ''),
      });
    },
  };
}
