// Move a mark along a connection: the signal on its way, or the error on its way back.

import {set} from '../../lib/dom.js';
import {between} from '../../lib/layout-labelled.js';

/**
 * Place a mark along the line; hide it at either end.
 * @param {SVGElement} mark @param {number} along 0 to 1
 * @param {{from: import('../../lib/layout-labelled.js').Point, to: import('../../lib/layout-labelled.js').Point} | null} line
 */
export function moveAlong(mark, along, line) {
  const running = line && along > 0 && along < 1;
  mark.style.display = running ? '' : 'none';
  if (!running) return;
  const {x, y} = between(line, along);
  set(mark, {transform: `translate(${x.toFixed(1)} ${y.toFixed(1)})`});
}
