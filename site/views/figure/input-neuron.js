// Draw an input of the network: a field in a circle, with its meaning above.

import {set, svg, write} from '../../lib/dom.js';
import {featureName, neuronName, shortened, spokenName} from '../../lib/names.js';
import {trimmed} from '../../lib/number-format.js';
import {inputKey} from '../../lib/place-keys.js';
import {createCoveredText} from '../../ui/covered-text.js';
import {createField} from '../../ui/number-field.js';
import {fill} from './neuron-fill.js';

/** @param {number} index @param {number} layers @param {import('../../types/state').Dispatch} dispatch */
export function createInput(index, layers, dispatch) {
  const place = inputKey(index);
  const name = neuronName(0, layers, index);
  const field = createField({
    name,
    place,
    step: 0.1,
    format: trimmed,
    dispatch,
    request: value => ({op: 'set_input', index, value}),
  });
  set(field.input, {'data-kind': 'input', 'data-layer': 0, 'data-index': index});
  const circle = svg('circle', {class: 'body'});
  const title = createCoveredText('name', {'aria-hidden': 'true'});
  const box = svg('foreignObject', {height: 26}, [field.input]);
  const full = svg('title');
  let [most, widest] = [11, 11]; // letters there is room for, and letters that fit when centred
  let [middle, left, base, radius] = [0, 0, 0, 0];
  /** @type {boolean | null} whether the name is aligned with the circle's left */
  let isWide = null;
  return {
    element: svg('g', {class: 'neuron input'}, [title.element, circle, box, full]),
    /** @param {import('../../lib/layout-labelled.js').Point} centre @param {{radius: number, isAlone?: boolean}} sizes `isAlone`: nothing stands beside its name */
    arrange({x, y}, {radius: r, isAlone = false}) {
      radius = r;
      set(circle, {cx: x, cy: y, r: radius});
      [middle, left, base] = [x, x - radius, y - radius - 5];
      isWide = null;
      widest = radius < 28 ? 9 : 11;
      most = isAlone ? 14 : widest;
      set(box, {x: x - radius + 2, y: y - 13, width: 2 * radius - 4});
    },
    /** @param {import('../../types/state').State} state */
    update({snapshot, drafts, problem}) {
      const value = snapshot.inputs[index];
      const meaning = featureName(snapshot.task, index);
      const text = shortened(meaning, most);
      title.write(text);
      if (isWide !== text.length > widest) {
        isWide = text.length > widest;
        title.arrange({x: isWide ? left : middle, y: base}, isWide ? 'start' : 'middle', radius);
      }
      write(full, meaning.length > most ? meaning : '');
      const spoken = spokenName(name, meaning, snapshot.training);
      set(field.input, {'aria-label': spoken.name, 'aria-description': spoken.more});
      field.update({value, draft: drafts[place], wrong: problem?.place === place});
      fill(circle, value);
    },
  };
}
