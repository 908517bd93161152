// A network with many neurons: cells instead of numbers, connections on a canvas behind them, and
// below them the numbers of what is selected.

import {momentOf} from '../../../lib/animated-snapshot.js';
import {html, set, svg, write} from '../../../lib/dom.js';
import {blocks} from '../../../lib/layout-dense.js';
import {placeOf} from '../../../lib/place-keys.js';
import {createCost} from '../output.js';
import {createThreads, MOST_LINES} from './connections-canvas.js';
import {createInputs} from './input-cells.js';
import {createPicture} from './input-picture.js';
import {leadsBack, placed, points, steers} from './navigation.js';
import {createCells} from './neuron-cells.js';
import {createNumbers} from './number-panel.js';
import {createOutcomes} from './output-rows.js';
import {createCallout} from './tooltip.js';

const LOWEST = 430;
const TALLEST = 620;

/**
 * @param {number[]} sizes @param {[number, number] | null} picture
 * @param {import('../../../types/state').Dispatch} dispatch
 */
export function createLarge(sizes, picture, dispatch) {
  const layers = sizes.length - 1;
  const isMany = sizes.slice(1).some((n, before) => n * sizes[before] > MOST_LINES);
  const threads = createThreads(sizes);
  const numbers = createNumbers(sizes, picture, threads, dispatch);
  const callout = createCallout(threads, picture);
  const drawing = picture && createPicture(picture, dispatch);
  const inputs = drawing ?? createInputs(sizes, dispatch);
  const cells = sizes.slice(1).map((_, n) => createCells(n + 1, sizes));
  const outcomes = createOutcomes(sizes[layers], dispatch);
  const cost = createCost();
  const figure = svg(
    'svg',
    {
      class: 'network large',
      role: 'group',
      'aria-label': `Network with ${sizes.join(', ')} neurons from inputs to outputs`,
    },
    [
      inputs.element,
      ...cells.map(layer => layer.element),
      outcomes.element,
      cost.element,
      callout.element,
    ],
  );
  const legend = html('p', {class: 'legend'});
  const sheet = html('div', {class: 'sheet'}, [threads.canvas, figure]);
  const element = html('div', {class: 'large-network'}, [
    sheet,
    ...(drawing ? [drawing.tools] : []),
    legend,
    numbers.element,
  ]);
  /** @type {import('../../../lib/layout-dense.js').Blocks | null} */
  let places = null;

  const all = [inputs, ...cells];
  const focus = (/** @type {number} */ layer, /** @type {number} */ index) =>
    all[layer].focus(index);
  steers(figure, () => places, focus, numbers.focus);
  leadsBack(element, numbers, layers, focus);
  figure.addEventListener('focusin', ({target}) => {
    const {layer, index} = placed(target);
    all[layer]?.become(index);
  });
  points(figure, () => places, threads, dispatch, callout);

  return {
    element,
    sheet,
    /**
     * Says where each layer stands.
     * @param {number} width in the figure's own units @param {number} scale CSS pixels for each
     */
    arrange(width, scale) {
      const tallest = Math.max(LOWEST, Math.min(TALLEST, (0.66 * innerHeight) / scale));
      const where = (places = blocks(width, tallest, sizes, picture));
      set(figure, {
        width: width * scale,
        height: where.height * scale,
        viewBox: `0 0 ${width} ${where.height}`,
        'data-compact': String(where.compact),
      });
      threads.arrange(where, scale);
      all.forEach((layer, n) => layer.arrange(where.layers[n]));
      outcomes.arrange(where);
      cost.arrange(where);
      return where.layers.map(({left, right}) => (left + right) / 2);
    },
    /** @param {import('../../../types/state').State} state */
    update(state) {
      const moment = momentOf(state);
      const calm = !(state.playing && state.snapshot.training); // else there is no time for names
      write(
        legend,
        legendOf(
          isMany,
          places?.layers[1].kind === 'weights',
          Boolean(state.snapshot.task?.classes.length),
        ),
      );
      inputs.update(state, null, calm);
      cells.forEach((layer, n) => layer.update(state, moment.layers[n], calm));
      outcomes.update(state, moment);
      cost.update(state, moment);
      const walked =
        state.snapshot.walk?.places.find(place => placeOf(place)?.kind === 'weight') ?? null;
      threads.update(moment, [
        state.selected,
        state.pointed === state.selected ? null : state.pointed,
        walked,
      ]);
      numbers.update(state, moment);
      callout.update(state, moment, layers);
    },
  };
}

/**
 * @param {boolean} some whether not all connections are drawn @param {boolean} picture whether weights are shown as pictures
 * @param {boolean} classes whether one of the answers is right
 */
function legendOf(some, picture, classes) {
  return (
    (some
      ? 'Lines are the strongest connections; a neuron that is selected shows all of its own. '
      : '') +
    'A round neuron is positive, a square one negative; a blue weight is positive, an orange one negative' +
    (picture ? ', and each neuron behind the picture shows its weights as one.' : '.') +
    (classes ? ' An arrow marks the right answer.' : '')
  );
}
