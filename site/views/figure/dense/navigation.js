// Navigate a large network by pointer and by keys.

import {cellAt, neighbour} from '../../../lib/layout-dense.js';
import {neuronKey, subjectOf} from '../../../lib/place-keys.js';

/** @param {EventTarget | null} target @returns {{layer: number, index: number}} */
export function positionOf(target) {
  const of = target instanceof Element ? target.closest('[data-layer][data-index]') : null;
  return {
    layer: Number(of?.getAttribute('data-layer') ?? -1),
    index: Number(of?.getAttribute('data-index') ?? -1),
  };
}

/**
 * Move by arrow keys from cell to cell and from layer to layer. Enter opens a neuron's numbers.
 * @param {SVGElement} figure @param {() => import('../../../lib/layout-dense.js').DenseLayout | null} places
 * @param {(layer: number, index: number) => void} focus @param {() => void} enter
 */
export function navigateByKeys(figure, places, focus, enter) {
  figure.addEventListener('keydown', event => {
    const {target, key} = event;
    if (!(target instanceof SVGElement) || !target.matches('.cell, .pixel')) return;
    const {layer, index} = positionOf(target);
    const all = places()?.layers;
    if (!all) return;
    if (key === 'Enter') {
      event.preventDefault();
      event.stopPropagation();
      enter();
      return;
    }
    const next = neighbour(all[layer], index, key);
    const beside = layer + ({ArrowLeft: -1, ArrowRight: 1}[key] ?? 0);
    if (next !== null) focus(layer, next);
    else if (beside !== layer && all[beside])
      focus(beside, nearest(all[beside], all[layer].ys[index], key === 'ArrowLeft'));
    else if (!/^(Arrow|Home|End)/.test(key)) return;
    event.preventDefault();
  });
}

/** @param {import('../../../lib/layout-dense.js').Block} block @param {number} y @param {boolean} fromRight */
function nearest({xs, ys}, y, fromRight) {
  const cost = (/** @type {number} */ n) =>
    1e3 * Math.abs(ys[n] - y) + (fromRight ? -xs[n] : xs[n]);
  return ys.reduce((best, _, n) => (cost(n) < cost(best) ? n : best), 0);
}

/**
 * Let Escape lead from the numbers back to their neuron.
 * @param {HTMLElement} element @param {ReturnType<typeof import('./number-panel.js').createNumberPanel>} numbers
 * @param {number} layers @param {(layer: number, index: number) => void} focus
 */
export function escapeToNeuron(element, numbers, layers, focus) {
  element.addEventListener('keydown', ({key, target}) => {
    if (key !== 'Escape' || !(target instanceof HTMLElement) || !numbers.element.contains(target))
      return;
    const of = subjectOf(numbers.place(), layers);
    if (of) focus(of.layer, of.index);
  });
}

/**
 * Find lines, and cells too small to hit, by their position.
 * @param {SVGSVGElement} figure @param {() => import('../../../lib/layout-dense.js').DenseLayout | null} places
 * @param {ReturnType<typeof import('./connections-canvas.js').createConnectionsCanvas>} connections @param {import('../../../types/state').Dispatch} dispatch
 * @param {ReturnType<typeof import('./tooltip.js').createTooltip>} tooltip
 */
export function points(figure, places, connections, dispatch, tooltip) {
  /** @param {MouseEvent} event */
  const find = ({target, clientX, clientY}) => {
    const all = places();
    const matrix = figure.getScreenCTM();
    if (!all || !matrix) return null;
    const {x, y} = new DOMPoint(clientX, clientY).matrixTransform(matrix.inverse());
    tooltip.at(x, y, all);
    if (target !== figure) return null;
    for (const [layer, block] of all.layers.entries()) {
      const index = cellAt(block, x, y);
      if (index !== null) return neuronKey(layer, index);
    }
    return connections.at(x, y);
  };
  figure.addEventListener('pointermove', event => {
    const place = find(event);
    if (event.target === figure) dispatch({type: 'point', place});
  });
  figure.addEventListener('pointerleave', () => tooltip.away());
  figure.addEventListener('click', event => {
    const place = find(event);
    if (place) dispatch({type: 'select', place});
  });
}
