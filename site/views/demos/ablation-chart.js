// Draw how well the network reads while its connections are cut one after another, as three curves.

import {html, set, write} from '../../lib/dom.js';
import {percent} from '../../lib/number-format.js';
import {createButton} from '../../ui/demo-frame.js';
import {createLate} from '../../ui/lazy-part.js';
import {chartsReady} from '../../ui/line-chart.js';

/** @typedef {import('../../types/demos').CutShown['curves']} Curves */

const HEIGHT = 200;
const ORDERS = /** @type {const} */ ([
  ['smallest', 'smallest first', '--positive', []],
  ['random', 'at random', '--quiet', [2, 4]],
  ['largest', 'largest first', '--negative', [9, 5]],
]);

/** @param {() => void} begin @param {() => void} anew */
export function createCuts(begin, anew) {
  const start = createButton('Cut them all, one after another', () =>
    shown && shown.done ? anew() : begin(),
  );
  const place = html('div', {class: 'chart', 'aria-hidden': 'true'});
  const legend = html(
    'ul',
    {class: 'legend'},
    ORDERS.map(([, name, hue, dash]) =>
      html(
        'li',
        {
          style: `--hue: var(${hue})`,
          'data-dash': dash.length ? (dash[0] > 5 ? 'long' : 'short') : '',
        },
        [name],
      ),
    ),
  );
  const words = html('p', {'aria-live': 'polite'});
  const element = html('div', {class: 'cuts'}, [
    html('div', {class: 'row'}, [start, legend]),
    place,
    words,
  ]);

  /** @type {Curves | null} */
  let shown = null;
  /** @type {any} */
  let chart = null;

  const make = createLate(
    'The curve',
    element,
    'Its end is told in words.',
  )(async () => {
    await chartsReady();
    chart = makeChart(place);
    new ResizeObserver(() => chart.setSize({width: place.clientWidth, height: HEIGHT})).observe(
      place,
    );
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => chart.redraw());
    draw();
  });

  function draw() {
    if (!shown || !chart) return;
    const rows = ORDERS.map(([name]) =>
      Array.from(/** @type {Curves} */ (shown)[name], share => 100 * share),
    );
    chart.setData([Array.from(shown.cut, share => 100 * share), ...rows]);
  }

  return {
    element,
    /** @param {Curves | null} curves @param {boolean} going */
    update(curves, going) {
      set(start, {'aria-disabled': going ? 'true' : null});
      if (!curves || curves === shown) return;
      shown = curves;
      write(
        start,
        curves.done ? 'Again, in another random order' : 'Cut them all, one after another',
      );
      if (!chart && curves.cut.length) make.start();
      else draw();
      if (curves.done) write(words, inWords(curves));
      else if (!curves.cut.length) write(words, '');
    },
  };
}

/** @param {Curves} curves */
function inWords({cut, smallest, random, largest}) {
  const told = [0.1, 0.5].map(share => {
    const at = Array.from(cut).findIndex(value => value >= share - 1e-9);
    return `With ${Math.round(100 * cut[at])} % of the connections cut, it still reads ${percent(smallest[at])} rightly if the smallest went first, ${percent(random[at])} at random, ${percent(largest[at])} if the largest did.`;
  });
  return `${told.join(' ')} With none left it gives one answer to everything, and is right ${percent(smallest[cut.length - 1])} of the time.`;
}

/** @param {HTMLElement} root */
function makeChart(root) {
  const colour = (/** @type {string} */ name) =>
    getComputedStyle(root).getPropertyValue(name).trim();
  const axis = {
    stroke: () => colour('--quiet'),
    font: '12px sans-serif',
    grid: {stroke: () => colour('--rule'), width: 1},
    ticks: {stroke: () => colour('--rule'), width: 1},
    labelFont: '12px sans-serif',
    labelSize: 18,
  };
  const library = /** @type {any} */ (window).uPlot;
  return new library(
    {
      width: root.clientWidth,
      height: HEIGHT,
      legend: {show: false},
      cursor: {drag: {x: false, y: false}},
      scales: {x: {time: false, range: [0, 100]}, y: {range: [0, 100]}},
      axes: [
        {...axis, size: 32, label: 'connections cut, %'},
        {...axis, size: 38, label: 'read rightly, %'},
      ],
      series: [
        {},
        ...ORDERS.map(([, , hue, dash]) => ({
          stroke: () => colour(hue),
          width: 2,
          dash,
          points: {show: false},
        })),
      ],
    },
    [[], [], [], []],
    root,
  );
}
