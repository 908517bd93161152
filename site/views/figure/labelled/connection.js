// Draw one connection: its line, the signal and the error that run along it, and its weight beside it.

import {set, svg} from '../../../lib/dom.js';
import {weightName} from '../../../lib/names.js';
import {rounded} from '../../../lib/number-format.js';
import {weightKey} from '../../../lib/place-keys.js';
import {createField} from '../../../ui/number-field.js';
import {createLabel} from '../../../ui/value-label.js';
import {moveAlong} from '../moving-mark.js';

/**
 * @param {{layer: number, layers: number, to: number, from: number}} at
 * @param {import('../../../types/state').Dispatch} dispatch
 */
export function createConnection({layer, layers, to, from}, dispatch) {
  const place = weightKey(layer, to, from);
  const field = createField({
    name: weightName(layer, layers, to, from),
    place,
    step: 0.1,
    format: rounded,
    dispatch,
    request: value => ({op: 'set_weight', layer, to, from, value}),
  });
  set(field.input, {
    'data-kind': 'weight',
    'data-layer': layer,
    'data-index': to,
    'data-from': from,
  });
  const line = svg('line', {class: 'line', 'data-place': place});
  const signal = svg('circle', {class: 'signal', r: 4});
  const error = svg('path', {class: 'error', d: 'M-5 0 0 -5 5 0 0 5Z'});
  const label = createLabel(field);

  return {
    under: svg('g', {class: 'connection'}, [line, signal, error]),
    over: label.element,
    /**
     * @param {import('../../../lib/layout-labelled.js').Connection} where
     * @param {import('../../../lib/layout-labelled.js').Layout} sizes
     */
    arrange(where, sizes) {
      set(line, {x1: where.from.x, y1: where.from.y, x2: where.to.x, y2: where.to.y});
      label.arrange(where.label, sizes.label.w);
      this.where = where;
    },
    /** @type {import('../../../lib/layout-labelled.js').Connection | null} */
    where: null,
    /** @param {import('../../../types/state').State} state @param {import('../../../lib/animated-snapshot.js').AnimatedLayer} animated */
    update({drafts, problem}, animated) {
      const value = animated.weights[to][from];
      set(line, {
        'stroke-width': (1 + 4 * Math.min(1, Math.abs(value) / 2)).toFixed(2),
        'data-sign': value < 0 ? 'negative' : 'positive',
        'data-error': animated.error > 0 && animated.error < 1 ? '' : null,
      });
      moveAlong(signal, animated.signal, this.where);
      moveAlong(error, 1 - animated.error, this.where);
      field.update({value, draft: drafts[place], wrong: problem?.place === place});
      label.update(
        animated.old && animated.old.weights[to][from],
        animated.change && animated.change.weights[to][from],
      );
    },
  };
}
