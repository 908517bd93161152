// Draw the network in the way that there is room for, with controls of its shape.

import {html, set} from '../../lib/dom.js';
import {linkPlaces} from '../../ui/place-links.js';
import {createDenseNetwork} from './dense/dense-network.js';
import {createLabelledNetwork, fits} from './labelled/labelled-network.js';
import {createMeaning} from './meaning.js';
import {createShape} from './shape.js';

const NARROWEST = 342; // CSS pixels below which the whole figure shrinks

/**
 * @param {HTMLElement} root
 * @param {import('../../types/state').Dispatch} dispatch
 * @returns {import('../../types/state').View}
 */
export function createFigure(root, dispatch) {
  /** @type {ReturnType<typeof createLabelledNetwork> | ReturnType<typeof createDenseNetwork> | null} */
  let drawing = null;
  let drawn = '';
  /** @type {import('../../types/state').State | null} */
  let latest = null;
  const shape = createShape(dispatch);
  const meaning = createMeaning(dispatch);
  const holder = html('div');
  root.replaceChildren(shape.element, holder);

  const arrange = () => {
    if (!latest || !root.clientWidth) return;
    // Grow the figure with the page's letters, as for projectors and weak eyes.
    const grown = parseFloat(getComputedStyle(document.documentElement).fontSize) / 16;
    const scale = Math.min(grown, root.clientWidth / NARROWEST);
    const width = root.clientWidth / scale;
    const sizes = sizesOf(latest);
    const picture = latest.snapshot.task?.picture ?? null;
    const way = `${sizes} ${fits(width, sizes) || picture}`;
    if (way !== drawn) {
      drawn = way;
      drawing = fits(width, sizes)
        ? createLabelledNetwork(sizes, dispatch)
        : createDenseNetwork(sizes, picture, dispatch);
      const focused = holder.contains(document.activeElement)
        ? document.activeElement?.getAttribute('data-place')
        : null;
      holder.replaceChildren(drawing.element);
      drawing.sheet.append(meaning.element);
      again = focused ?? null;
    }
    const centres = drawing?.arrange(width, scale);
    if (centres)
      shape.arrange(
        centres.map(x => x * scale),
        root.clientWidth,
        grown,
      );
    drawing?.update(latest);
    // Move the focus to the same place in the new drawing, whose elements are new.
    const there = again && holder.querySelector(`[data-place="${again}"]:is([tabindex], input)`);
    again = null;
    if (there instanceof HTMLElement || there instanceof SVGElement) there.focus();
  };
  /** @type {string | null} */
  let again = null;
  new ResizeObserver(arrange).observe(root);
  linkPlaces(root, dispatch);
  const select = (/** @type {Event} */ event) => {
    if (!(event.target instanceof Element) || shape.element.contains(event.target)) return;
    const place = event.target.closest('[data-place]')?.getAttribute('data-place');
    if (place) dispatch({type: 'select', place});
  };
  root.addEventListener('focusin', select);
  root.addEventListener('click', select); // a line can't have the focus
  let known = '';

  return state => {
    latest = state;
    shape.update(state);
    meaning.update(state);
    set(root, {'data-moving': state.motion?.kind ?? null});
    const wanted = `${sizesOf(state)} ${state.snapshot.task?.picture}`;
    if (wanted !== known) {
      known = wanted;
      arrange();
    } else drawing?.update(state);
    light(root, state);
  };
}

/** @param {import('../../types/state').State} state */
const sizesOf = ({snapshot}) => [
  snapshot.inputs.length,
  ...snapshot.layers.map(layer => layer.biases.length),
];

/**
 * Light up what the last small step, a question or a problem is about.
 * @param {HTMLElement} root @param {import('../../types/state').State} state
 */
function light(root, {snapshot, prediction, problem, motion, pointed, selected, playing}) {
  const places = new Set(prediction ? [prediction.place] : snapshot.walk?.places);
  if (pointed) places.add(pointed);
  if (problem) places.add(problem.place);
  if (problem?.first) places.add(problem.first);
  if (snapshot.diagnosis && !motion && !problem?.first) places.add(snapshot.diagnosis.place);
  const now = [...places, selected].join();
  if (playing && snapshot.training && root.dataset.litFor === now) return; // too fast for lights that stay the same
  root.dataset.litFor = now;
  for (const element of root.querySelectorAll('[data-place]')) {
    const place = element.getAttribute('data-place') ?? '';
    element.toggleAttribute('data-lit', places.has(place));
    element.toggleAttribute('data-selected', place === selected);
  }
}
