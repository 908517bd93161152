// A network with many neurons: cells instead of numbers, connections on a canvas behind them, and
// below them the numbers of what is selected.

import {animatedSnapshot} from '../../../lib/animated-snapshot.js';
import {html, set, svg, write} from '../../../lib/dom.js';
import {denseLayout} from '../../../lib/layout-dense.js';
import {placeOf} from '../../../lib/place-keys.js';
import {createCost} from '../output.js';
import {createConnectionsCanvas, MOST_LINES} from './connections-canvas.js';
import {createInputCells} from './input-cells.js';
import {createInputPicture} from './input-picture.js';
import {escapeToNeuron, navigateByKeys, points, positionOf} from './navigation.js';
import {createNeuronCells} from './neuron-cells.js';
import {createNumberPanel} from './number-panel.js';
import {createOutputRows} from './output-rows.js';
import {createTooltip} from './tooltip.js';

const LOWEST = 430;
const TALLEST = 620;

/**
 * @param {number[]} sizes @param {[number, number] | null} picture
 * @param {import('../../../types/state').Dispatch} dispatch
 */
// biome-ignore lint/complexity/noExcessiveLinesPerFunction: one drawing, whose parts share the layout
export function createDenseNetwork(sizes, picture, dispatch) {
  const layers = sizes.length - 1;
  const isMany = sizes.slice(1).some((n, before) => n * sizes[before] > MOST_LINES);
  const connections = createConnectionsCanvas(sizes);
  const numbers = createNumberPanel(sizes, picture, connections, dispatch);
  const tooltip = createTooltip(connections, picture);
  const drawing = picture && createInputPicture(picture, dispatch);
  const inputs = drawing ?? createInputCells(sizes, dispatch);
  const cells = sizes.slice(1).map((_, n) => createNeuronCells(n + 1, sizes));
  const outcomes = createOutputRows(sizes[layers], dispatch);
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
      tooltip.element,
    ],
  );
  const legend = html('p', {class: 'legend'});
  const sheet = html('div', {class: 'sheet'}, [connections.canvas, figure]);
  const element = html('div', {class: 'large-network'}, [
    sheet,
    ...(drawing ? [drawing.tools] : []),
    legend,
    numbers.element,
  ]);
  /** @type {import('../../../lib/layout-dense.js').DenseLayout | null} */
  let places = null;

  const all = [inputs, ...cells];
  const focus = (/** @type {number} */ layer, /** @type {number} */ index) =>
    all[layer].focus(index);
  navigateByKeys(figure, () => places, focus, numbers.focus);
  escapeToNeuron(element, numbers, layers, focus);
  figure.addEventListener('focusin', ({target}) => {
    const {layer, index} = positionOf(target);
    all[layer]?.become(index);
  });
  points(figure, () => places, connections, dispatch, tooltip);

  return {
    element,
    sheet,
    /**
     * Says where each layer stands.
     * @param {number} width in the figure's own units @param {number} scale CSS pixels for each
     */
    arrange(width, scale) {
      const tallest = Math.max(LOWEST, Math.min(TALLEST, (0.66 * innerHeight) / scale));
      const where = (places = denseLayout(width, tallest, sizes, picture));
      set(figure, {
        width: width * scale,
        height: where.height * scale,
        viewBox: `0 0 ${width} ${where.height}`,
        'data-compact': String(where.compact),
      });
      connections.arrange(where, scale);
      all.forEach((layer, n) => layer.arrange(where.layers[n]));
      outcomes.arrange(where);
      cost.arrange(where);
      return where.layers.map(({left, right}) => (left + right) / 2);
    },
    /** @param {import('../../../types/state').State} state */
    update(state) {
      const animated = animatedSnapshot(state);
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
      cells.forEach((layer, n) => layer.update(state, animated.layers[n], calm));
      outcomes.update(state, animated);
      cost.update(state, animated);
      const walked =
        state.snapshot.walk?.places.find(place => placeOf(place)?.kind === 'weight') ?? null;
      connections.update(animated, [
        state.selected,
        state.pointed === state.selected ? null : state.pointed,
        walked,
      ]);
      numbers.update(state, animated);
      tooltip.update(state, animated, layers);
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
