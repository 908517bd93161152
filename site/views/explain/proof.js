// Prove a slope on the spot: the slope of the selected number measured by nudging it, a slider to nudge it
// by hand, and a map of all slopes.

import {html, set, svg, write} from '../../lib/dom.js';
import {placeOf} from '../../lib/place-keys.js';
import {createScale} from '../../lib/plot-scale.js';
import {setFormula} from '../../ui/formula.js';
import {light, linkPlaces} from '../../ui/place-links.js';

const BOX = {width: 320, height: 150, margin: 12};

/**
 * @param {HTMLElement} root
 * @param {import('../../types/state').Dispatch} dispatch
 * @returns {import('../../types/state').View}
 */
export function createProof(root, dispatch) {
  const nudge = createNudge();
  const verdict = html('p', {class: 'verdict'});
  const formula = html('div', {class: 'formula'});
  const one = html('section', {}, [
    html('h3', {}, ['Proof: nudge it and see']),
    formula,
    verdict,
    nudge.element,
  ]);
  const map = html('div', {class: 'map'});
  const text = html('p', {class: 'verdict', role: 'status'});
  const all = html('details', {}, [html('summary', {}, ['Check every slope']), text, map]);
  all.addEventListener('toggle', () => dispatch({type: 'proof_map', open: all.open}));
  root.append(one, all);
  linkPlaces(root, dispatch);
  /** @type {import('../../types/state').Explanation | null} */
  let shown = null;
  /** @type {import('../../types/state').ProofMap | null} */
  let mapped = null;

  return ({explanation, selected, proofMap, pointed}) => {
    const here = selected && explanation?.proof ? explanation : null;
    one.hidden = !here;
    if (here && here !== shown && here.proof) {
      setFormula(formula, here.proof);
      tell(verdict, here.proof.agrees, here.proof.text);
      nudge.update(here.place, here.nudge);
    }
    shown = here;
    if (proofMap !== mapped) {
      mapped = proofMap;
      tell(text, proofMap?.agrees ?? null, proofMap?.text ?? '');
      map.replaceChildren(...tables(proofMap?.rows ?? []));
    }
    light(root, pointed);
  };
}

/** @param {HTMLElement} element @param {boolean | null} agrees @param {string} text */
function tell(element, agrees, text) {
  set(element, {'data-agrees': agrees === null ? null : String(agrees)});
  write(element, text && agrees !== null ? `${agrees ? '✓' : '✗'} ${text}` : text);
}

/** Draw the cost as a curve of one number, with tangent and movable point. */
function createNudge() {
  const curve = svg('path', {class: 'graph'});
  const tangent = svg('path', {class: 'tangent'});
  const promised = svg('circle', {class: 'promised', r: 4});
  const point = svg('circle', {class: 'point', r: 5});
  const slider = html('input', {type: 'range', min: 0, step: 1, 'aria-label': 'nudge it yourself'});
  const told = html('p', {class: 'told'});
  /** @type {import('../../types/state').Nudge | null} */
  let shown = null;
  let place = '';
  const show = () => {
    if (!shown) return;
    const {values, costs, tangent: line, texts} = shown;
    const {x, y, path} = createScale(BOX, values, [costs, line]);
    const at = Number(slider.value);
    set(curve, {d: path(costs)});
    set(tangent, {d: path(line)});
    set(point, {cx: x(values[at]).toFixed(1), cy: y(costs[at]).toFixed(1)});
    set(promised, {cx: x(values[at]).toFixed(1), cy: y(line[at]).toFixed(1)});
    write(told, texts[at]);
    set(slider, {'aria-valuetext': texts[at]});
  };
  slider.addEventListener('input', show);
  return {
    element: html('div', {class: 'curve'}, [
      svgOf([tangent, curve, promised, point]),
      html('label', {class: 'nudge'}, ['nudge it yourself', slider]),
      told,
    ]),
    /** @param {string} of @param {import('../../types/state').Nudge | null} nudge */
    update(of, nudge) {
      shown = nudge;
      if (!nudge) return;
      set(slider, {max: nudge.values.length - 1});
      if (of !== place) slider.value = String(nudge.own);
      place = of;
      show();
    },
  };
}

/** @param {SVGElement[]} parts */
const svgOf = parts =>
  svg(
    'svg',
    {
      viewBox: `0 0 ${BOX.width} ${BOX.height}`,
      role: 'img',
      'aria-label': 'the cost as this number changes, and the tangent',
    },
    parts,
  );

/**
 * Make a table for each layer. A row is a neuron, a column a connection into it or its bias.
 * @param {import('../../types/state').ProofMap['rows']} rows
 */
function tables(rows) {
  /** @type {Map<number, Map<number, Element[]>>} */
  const layers = new Map();
  for (const {place, agrees, title} of rows) {
    const {layer, index: to} = /** @type {import('../../lib/place-keys.js').Place} */ (
      placeOf(place)
    );
    const neurons = layers.get(layer) ?? layers.set(layer, new Map()).get(layer);
    const cells = neurons?.get(to) ?? neurons?.set(to, []).get(to);
    cells?.push(
      html('td', {'data-place': place, 'data-agrees': String(agrees), title}, [
        html('span', {}, [agrees === null ? '?' : agrees ? '✓' : '✗']),
      ]),
    );
  }
  return [...layers].map(([layer, neurons]) =>
    html('table', {}, [
      html('caption', {}, [`layer ${layer}: weights, then bias`]),
      ...[...neurons.values()].map(cells => html('tr', {}, cells)),
    ]),
  );
}
