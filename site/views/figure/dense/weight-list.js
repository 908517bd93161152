// List all weights that lead to one neuron as fields in a scrolling box, created when nearly in sight.

import {html, set, write} from '../../../lib/dom.js';
import {featureName, neuronName, shortened, weightName} from '../../../lib/names.js';
import {change, rounded} from '../../../lib/number-format.js';
import {weightKey} from '../../../lib/place-keys.js';
import {createField} from '../../../ui/number-field.js';

const PART = 24; // fields that are created together

/**
 * @param {{layer: number, layers: number, to: number, count: number}} of
 * @param {import('../../../types/state').Task | null} task
 * @param {import('../../../types/state').Dispatch} dispatch
 */
export function createWeightList({layer, layers, to, count}, task, dispatch) {
  const source = (/** @type {number} */ from) =>
    layer === 1 ? featureName(task, from) : neuronName(layer - 1, layers, from);
  const cells = Array.from({length: count}, (_, from) =>
    html('div', {class: 'weight'}, [html('span', {}, [`from ${shortened(source(from), 20)}`])]),
  );
  /** @type {HTMLElement[]} */
  const parts = [];
  for (let n = 0; n < count; n += PART)
    parts.push(html('div', {class: 'part'}, cells.slice(n, n + PART)));
  const element = html(
    'div',
    {class: 'weights', role: 'group', 'aria-label': `weights to ${neuronName(layer, layers, to)}`},
    parts,
  );
  /** @type {Map<number, ReturnType<typeof createWeight>>} the fields created so far */
  const fields = new Map();
  /** @type {[import('../../../types/state').State, import('../../../lib/animated-snapshot.js').AnimatedSnapshot] | null} */
  let latest = null;

  /** @param {number} part */
  const come = part => {
    for (let from = part * PART; from < Math.min(count, (part + 1) * PART); from++) {
      if (fields.has(from)) continue;
      const field = createWeight({layer, layers, to, from}, dispatch);
      fields.set(from, field);
      cells[from].append(...field.elements);
      if (latest) field.update(...latest);
    }
  };
  const watch = new IntersectionObserver(
    seen => {
      for (const {target, isIntersecting} of seen)
        if (isIntersecting) come(parts.indexOf(/** @type {HTMLElement} */ (target)));
    },
    {root: element, rootMargin: '250px 0px'},
  );

  // Create the next part before it is in sight, since keys lead there.
  element.addEventListener('focusin', ({target}) => {
    const part = parts.findIndex(each => target instanceof Node && each.contains(target));
    if (part + 1 < parts.length) come(part + 1);
  });

  return {
    element,
    ready() {
      come(0);
      for (const part of parts) watch.observe(part);
    },
    /** Bring one into sight. @param {number} from */
    reveal(from) {
      come(Math.floor(from / PART));
      const cell = cells[from];
      if (!cell || element.contains(document.activeElement)) return;
      element.scrollTop =
        cell.offsetTop - element.offsetTop - (element.clientHeight - cell.offsetHeight) / 2;
    },
    /** @param {import('../../../types/state').State} state @param {import('../../../lib/animated-snapshot.js').AnimatedSnapshot} animated */
    update(state, animated) {
      latest = [state, animated];
      for (const field of fields.values()) field.update(state, animated);
    },
  };
}

/**
 * @param {{layer: number, layers: number, to: number, from: number}} at
 * @param {import('../../../types/state').Dispatch} dispatch
 */
function createWeight({layer, layers, to, from}, dispatch) {
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
  const moved = html('span', {class: 'change', 'aria-hidden': 'true'});
  /** @type {unknown[]} */
  let shown = [];
  return {
    elements: [field.input, moved],
    /** @param {import('../../../types/state').State} state @param {import('../../../lib/animated-snapshot.js').AnimatedSnapshot} animated */
    update({drafts, problem}, animated) {
      const of = animated.layers[layer - 1];
      const value = of.weights[to][from];
      const by = of.change && of.change.weights[to][from];
      const now = [value, drafts[place], problem?.place === place, by];
      if (shown.length && now.every((each, n) => each === shown[n])) return;
      shown = now;
      field.update({value, draft: drafts[place], wrong: problem?.place === place});
      write(moved, by === null ? '' : change(by));
    },
  };
}
