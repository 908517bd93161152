// Show how the weights, the biases and their slopes are spread in each layer.

import {html, set, svg, write} from '../../lib/dom.js';
import {rounded} from '../../lib/number-format.js';
import {createCollapsible} from '../../ui/collapsible.js';

const WIDTH = 96;
const HEIGHT = 44;
const KINDS = /** @type {const} */ ([
  ['weights', 'weights'],
  ['d_weights', 'their slopes'],
  ['biases', 'biases'],
  ['d_biases', 'their slopes'],
]);

/**
 * @param {HTMLDetailsElement} root
 * @param {import('../../types/state').Dispatch} dispatch
 * @returns {import('../../types/state').View}
 */
export function createDistributions(root, dispatch) {
  const fold = createCollapsible(
    root,
    'distributions',
    'Distributions of weights and gradients',
    dispatch,
  );
  const rows = html('tbody');
  const head = html(
    'tr',
    {},
    KINDS.map(([, text]) => html('th', {scope: 'col'}, [text])),
  );
  fold.body.append(
    html('table', {class: 'distributions'}, [html('thead', {}, [head]), rows]),
    html('p', {class: 'hint'}, ['Slopes are those of the mean cost on all training examples.']),
  );
  /** @type {((layer: import('../../types/state').Distributions['layers'][0]) => void)[]} */
  let layers = [];
  /** @type {import('../../types/state').Distributions | null} */
  let shown = null;

  return state => {
    if (!fold.update(state)) return;
    const {
      results: {distributions},
    } = state;
    if (!distributions || distributions === shown) return;
    shown = distributions;
    if (layers.length !== distributions.layers.length) {
      rows.replaceChildren();
      layers = distributions.layers.map((_, n) => addLayer(rows, n + 1));
    }
    layers.forEach((update, n) => update(distributions.layers[n]));
  };
}

/** @param {HTMLElement} rows @param {number} layer */
function addLayer(rows, layer) {
  const cells = KINDS.map(([kind, text]) => {
    const bars = svg('path', {class: 'bars'});
    const zero = svg('path', {class: 'zero'});
    const picture = svg(
      'svg',
      {viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: 'img', preserveAspectRatio: 'none'},
      [zero, bars],
    );
    const ends = [html('span'), html('span')];
    const cell = html('td');
    cell.append(picture, html('p', {}, ends));
    return {
      kind,
      text: kind.startsWith('d_') ? `slopes of the ${kind.slice(2)}` : text,
      picture,
      bars,
      zero,
      ends,
      cell,
    };
  });
  rows.append(
    html('tr', {}, [html('th', {scope: 'rowgroup', colspan: KINDS.length}, [`layer ${layer}`])]),
    html(
      'tr',
      {},
      cells.map(({cell}) => cell),
    ),
  );
  return (/** @type {import('../../types/state').Distributions['layers'][0]} */ given) => {
    for (const {kind, text, picture, bars, zero, ends} of cells) {
      const {low, high, counts} = given[kind];
      set(bars, {d: barsOf(counts)});
      set(zero, {d: low < 0 && high > 0 ? `M${(-low / (high - low)) * WIDTH} 0V${HEIGHT}` : ''});
      set(picture, {
        'aria-label': `${text} of layer ${layer}: from ${rounded(low)} to ${rounded(high)}`,
      });
      write(ends[0], short(low));
      write(ends[1], low === high ? '' : short(high));
    }
  };
}

/** @param {number[]} counts */
function barsOf(counts) {
  const most = Math.max(1, ...counts);
  const wide = WIDTH / counts.length;
  return counts
    .map((count, n) =>
      count
        ? `M${(n * wide).toFixed(2)} ${HEIGHT}v${(-(count / most) * HEIGHT).toFixed(2)}h${(wide - 0.6).toFixed(2)}V${HEIGHT}z`
        : '',
    )
    .join('');
}

/** Format with two digits: only the size of the spread matters. @param {number} value */
const short = value =>
  (value === 0
    ? '0'
    : Math.abs(value) < 0.01
      ? value.toExponential(0)
      : String(Number(value.toPrecision(2)))
  ).replaceAll('-', '−');
