// Show what the network would do in each kind of neighbourhood, beside the rule.

import {html, set, svg} from '../../lib/dom.js';

const HEIGHT = 44;
const WIDTH = 18; // of a bar, including the gap around it
const TOP = 6;

export function createRule() {
  const groups = ['A dead cell comes alive', 'A live cell stays alive'].map((title, group) => {
    const bars = Array.from({length: 9}, (_, n) => bar(n));
    const picture = svg(
      'svg',
      {viewBox: `0 0 ${9 * WIDTH} ${HEIGHT + TOP + 16}`, role: 'img', class: 'rule'},
      bars.map(({element}) => element),
    );
    const label = html('p', {}, [title]);
    return {group, bars, picture, title, element: html('div', {}, [label, picture])};
  });
  return {
    element: html(
      'div',
      {class: 'rules'},
      groups.map(({element}) => element),
    ),
    /** @param {import('../../types/demos').LifeShown} shown */
    update({says, truth}) {
      for (const {group, bars, picture, title} of groups) {
        bars.forEach(({update}, n) => update(says[9 * group + n], truth[9 * group + n]));
        const words = bars.map((_, n) => `with ${n}: ${Math.round(100 * says[9 * group + n])} %`);
        set(picture, {
          'aria-label': `${title}, by the number of live neighbours, as the network says: ${words.join(', ')}`,
        });
      }
    },
  };
}

/** @param {number} neighbours */
function bar(neighbours) {
  const x = neighbours * WIDTH;
  const own = svg('rect', {class: 'says', x: x + 4, width: WIDTH - 8});
  const frame = svg('rect', {class: 'truth', x: x + 2, width: WIDTH - 4, y: TOP, height: HEIGHT});
  const number = svg('text', {x: x + WIDTH / 2, y: HEIGHT + TOP + 13, 'text-anchor': 'middle'});
  number.textContent = String(neighbours);
  return {
    element: svg('g', {}, [
      svg('path', {class: 'axis', d: `M${x} ${HEIGHT + TOP}h${WIDTH}`}),
      own,
      frame,
      number,
    ]),
    /** @param {number} says @param {number} truth */
    update(says, truth) {
      set(own, {y: TOP + HEIGHT * (1 - says), height: HEIGHT * says});
      set(frame, {visibility: truth ? 'visible' : 'hidden'});
    },
  };
}
