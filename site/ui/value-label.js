// A field in the figure with room above it for the value it replaces and below it for the change.

import {set, svg, write} from '../lib/dom.js';
import {change, rounded} from '../lib/number-format.js';

const HEIGHT = 24; // of the field: enough for a finger
const TEXT = 20;

/** @param {import('./number-field.js').Field} field @param {string} [prefix] a letter before the number */
export function createLabel(field, prefix) {
  const letter = svg('text', {class: 'prefix', 'text-anchor': 'end', 'aria-hidden': 'true'});
  const old = svg('text', {class: 'old', 'text-anchor': 'middle', 'aria-hidden': 'true'});
  const moved = svg('text', {class: 'change', 'text-anchor': 'middle', 'aria-hidden': 'true'});
  const box = svg('foreignObject', {height: HEIGHT}, [field.input]);
  write(letter, prefix ?? '');
  return {
    element: svg('g', {class: 'label'}, [old, letter, box, moved]),
    /** @param {import('../lib/layout-labelled.js').Point} centre @param {number} width */
    arrange({x, y}, width) {
      set(box, {x: x - width / 2, y: y - HEIGHT / 2, width});
      set(letter, {x: x - width / 2 - 2, y: y + 4});
      set(old, {x, y: y - TEXT / 2 - 2});
      set(moved, {x, y: y + TEXT / 2 + 9});
    },
    /** @param {number | null} before @param {number | null} by */
    update(before, by) {
      write(old, before === null ? '' : `${rounded(before)} →`);
      write(moved, by === null ? '' : change(by));
    },
  };
}
