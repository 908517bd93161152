// Show a field in the figure, with the value it replaces above it and the change below.

import {set, svg} from '../lib/dom.js';
import {change, rounded} from '../lib/number-format.js';
import {createCoveredText} from './covered-text.js';

const HEIGHT = 24; // of the field: large enough for a finger
const TEXT = 20;

/** @param {import('./number-field.js').Field} field @param {string} [prefix] a letter before the number */
export function createLabel(field, prefix) {
  const hidden = {'aria-hidden': 'true'};
  const letter = createCoveredText('prefix', hidden);
  const old = createCoveredText('old', hidden);
  const moved = createCoveredText('change', hidden);
  const box = svg('foreignObject', {height: HEIGHT}, [field.input]);
  letter.write(prefix ?? '');
  return {
    element: svg('g', {class: 'label'}, [old.element, letter.element, box, moved.element]),
    /** @param {import('../lib/layout-labelled.js').Point} centre @param {number} width */
    arrange({x, y}, width) {
      set(box, {x: x - width / 2, y: y - HEIGHT / 2, width});
      letter.arrange({x: x - width / 2 - 2, y: y + 4}, 'end', width);
      old.arrange({x, y: y - TEXT / 2 - 2}, 'middle', width);
      moved.arrange({x, y: y + TEXT / 2 + 9}, 'middle', width);
    },
    /** @param {number | null} before @param {number | null} by */
    update(before, by) {
      old.write(before === null ? '' : `${rounded(before)} →`);
      moved.write(by === null ? '' : change(by));
    },
  };
}
