// Link things on the page to places in the figure: pointing at one lights up the others.

import {set} from '../lib/dom.js';

/**
 * Report which place is pointed at, within an element.
 * @param {Element} root @param {import('../types/state').Dispatch} dispatch
 */
export function linkPlaces(root, dispatch) {
  const placeOf = (/** @type {EventTarget | null} */ target) =>
    (target instanceof Element && target.closest('[data-place]')?.getAttribute('data-place')) ||
    null;
  const point = (/** @type {Event} */ event) =>
    dispatch({type: 'point', place: placeOf(event.target)});
  const isFinger = (/** @type {Event} */ event) =>
    event instanceof PointerEvent && event.pointerType === 'touch';
  root.addEventListener('pointerover', point);
  root.addEventListener(
    'pointerleave',
    event => isFinger(event) || dispatch({type: 'point', place: null}),
  );
  // Keep a place tapped by finger lit until the next tap elsewhere.
  document.addEventListener(
    'pointerdown',
    event => isFinger(event) && !placeOf(event.target) && dispatch({type: 'point', place: null}),
  );
}

/** Light up everything that belongs to a place. @param {Element} root @param {string | null} place */
export function light(root, place) {
  for (const element of root.querySelectorAll('[data-place]')) {
    set(element, {'data-lit': element.getAttribute('data-place') === place ? '' : null});
  }
}
