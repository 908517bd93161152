// Draw the curves of an activation function f and its slope f′. All points come from Python.

import {html, set, svg} from '../lib/dom.js';
import {createScale} from '../lib/plot-scale.js';

const WIDTH = 260;
const HEIGHT = 150;

/** @param {HTMLElement} root */
export function createCurve(root) {
  const f = svg('path', {class: 'f'});
  const slope = svg('path', {class: 'slope'});
  const across = svg('path', {class: 'axis'});
  const up = svg('path', {class: 'axis'});
  const picture = svg(
    'svg',
    {
      viewBox: `0 0 ${WIDTH} ${HEIGHT}`,
      role: 'img',
      'aria-label': 'Your f as a solid and your f′ as a dashed curve, from −6 to 6',
    },
    [across, up, slope, f],
  );
  root.append(
    picture,
    html('p', {class: 'legend'}, [
      html('span', {class: 'f'}, ['f']),
      html('span', {class: 'slope'}, ['f′']),
      'from −6 to 6',
    ]),
  );
  /** @type {import('../types/state').ActivationChoice | undefined} */
  let shown;

  /** @param {import('../types/state').Choices | null} choices */
  return choices => {
    const own = choices?.activations.find(entry => entry.name === 'own');
    root.hidden = !own;
    if (!choices || !own || own === shown) return;
    shown = own;
    const {x, y, path} = createScale({width: WIDTH, height: HEIGHT, margin: 4}, choices.z, [
      own.f,
      own.f_prime,
      [0],
    ]);
    set(f, {d: path(own.f)});
    set(slope, {d: path(own.f_prime)});
    set(across, {d: `M0 ${y(0)}H${WIDTH}`});
    set(up, {d: `M${x(0)} 0V${HEIGHT}`});
  };
}
