// Draw a small map for each hidden neuron: where it is active, and where not.

import {hues, inBothSchemes} from '../../lib/colours.js';
import {html, set, write} from '../../lib/dom.js';
import {paintValues} from '../../lib/heatmap.js';
import {neuronName} from '../../lib/names.js';
import {neuronKey} from '../../lib/place-keys.js';
import {createCollapsible} from '../../ui/collapsible.js';
import {light, linkPlaces} from '../../ui/place-links.js';

/** @typedef {import('../../types/state').Maps & {neurons: number}} LayerMaps */

/**
 * @param {HTMLDetailsElement} root
 * @param {import('../../types/state').Dispatch} dispatch
 * @returns {import('../../types/state').View}
 */
export function createNeuronMaps(root, dispatch) {
  const fold = createCollapsible(root, 'neurons', 'The map of each neuron', dispatch);
  const rows = html('div');
  fold.body.append(
    html('p', {class: 'hint'}, [
      'The plane again, as each hidden neuron answers to it: blue where its activation is positive, orange where it is negative. Select one to see it large.',
    ]),
    rows,
  );
  linkPlaces(rows, dispatch);
  rows.addEventListener('click', event => {
    const button = event.target instanceof Element ? event.target.closest('button') : null;
    if (button) dispatch({type: 'select', place: button.dataset.place ?? null});
  });

  /** @type {{element: HTMLElement, update: (maps: LayerMaps, colours: import('../../lib/colours.js').Hues) => void}[]} */
  let layers = [];
  let shape = '';
  /** @type {{selected?: string | null, pointed?: string | null, layers?: object}} the inputs of the marks that are shown */
  let marked = {};
  /** @type {import('../../types/state').Results['neurons']} */
  let shown = null;

  /** @param {import('../../types/state').State} latest */
  function update(latest) {
    if (!fold.update(latest)) return;
    const {
      results: {neurons},
      selected,
      pointed,
    } = latest;
    if (neurons && neurons !== shown) {
      shown = neurons;
      const wanted = neurons.layers.map(layer => layer.neurons).join();
      if (wanted !== shape) {
        shape = wanted;
        layers = neurons.layers.map((layer, n) =>
          createLayer(n + 1, neurons.layers.length + 1, layer),
        );
        rows.replaceChildren(...layers.map(layer => layer.element));
      }
      const colours = hues(rows);
      layers.forEach((layer, n) => layer.update(neurons.layers[n], colours));
    }
    if (marked.selected === selected && marked.pointed === pointed && marked.layers === layers)
      return;
    marked = {selected, pointed, layers};
    for (const button of rows.querySelectorAll('button'))
      set(button, {'aria-pressed': String(button.dataset.place === selected)});
    light(rows, pointed);
  }
  return inBothSchemes(update, () => (shown = null));
}

/** @param {number} layer @param {number} layers @param {LayerMaps} given */
function createLayer(layer, layers, {maps, neurons}) {
  const canvases = Array.from({length: maps}, () => html('canvas', {width: 2, height: 2}));
  const title = html('h3');
  const part = maps < neurons ? `: the first ${maps} of its ${neurons} neurons` : '';
  write(title, `layer ${layer}${part}`);
  const element = html('section', {}, [
    title,
    html(
      'div',
      {class: 'small-maps'},
      canvases.map((canvas, n) =>
        html(
          'button',
          {
            type: 'button',
            'data-place': neuronKey(layer, n),
            'aria-label': `map of ${neuronName(layer, layers, n)}`,
            title: neuronName(layer, layers, n),
          },
          [canvas],
        ),
      ),
    ),
  ]);
  return {
    element,
    /** @param {LayerMaps} given @param {import('../../lib/colours.js').Hues} colours */
    update(given, colours) {
      canvases.forEach((canvas, n) => paintValues(canvas, given, n, colours));
    },
  };
}
