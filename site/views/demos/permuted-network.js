// Show a network whose hidden neurons are reordered: its numbers before and after.

import {html, set, write} from '../../lib/dom.js';
import {grouped, rounded} from '../../lib/number-format.js';
import {createButton} from '../../ui/demo-frame.js';
import {createWeightPicture, part} from '../../ui/weight-picture.js';

const SIDE = 8;
const PIXELS = SIDE * SIDE;
const DIGITS = 10;
const HIDDEN = 16;

/** @param {(action: string, fields?: Record<string, unknown>) => Promise<boolean>} ask */
export function createPermutedNetwork(ask) {
  const learned = createRow('as it learned');
  const now = createRow('as it is now');
  /** @param {string} name @param {number} value */
  const menu = (name, value) => {
    const element = html(
      'select',
      {'aria-label': name},
      Array.from({length: HIDDEN}, (_, n) => html('option', {value: n}, [String(n + 1)])),
    );
    element.value = String(value);
    return element;
  };
  const first = menu('the first hidden neuron', 0);
  const second = menu('the second hidden neuron', 5);
  const words = html('p', {class: 'told', 'aria-live': 'polite'});
  return {
    element: html('div', {class: 'twin'}, [
      html('p', {class: 'title'}, ['One network, its neurons in another order']),
      learned.element,
      now.element,
      html('div', {class: 'row'}, [
        html('span', {class: 'pair'}, ['hidden', first, 'and', second]),
        createButton('Swap', () =>
          ask('swap', {first: Number(first.value), second: Number(second.value)}),
        ),
        createButton('Shuffle all', () => ask('shuffle')),
        createButton('Put them back', () => ask('restore')),
      ]),
      words,
    ]),
    /** @param {import('../../types/demos').SeedsShown} shown */
    update({pictures, outgoing, twin, of}) {
      learned.update(
        pictures,
        outgoing,
        twin.order.map((_, n) => n),
      );
      now.update(twin.pictures, twin.outgoing, twin.order);
      write(
        words,
        twin.moved === 0
          ? `All ${grouped(twin.numbers)} numbers are where they were learned.`
          : `${grouped(twin.moved)} of ${grouped(twin.numbers)} numbers are not what they were at their place. Of the ${of} answers ${twin.otherwise === 0 ? 'not one' : twin.otherwise} has changed. ${differenceOf(twin)}`,
      );
    },
  };
}

/** @param {import('../../types/demos').SeedsShown['twin']} twin */
function differenceOf({difference, unlike, outputs}) {
  if (difference === 0)
    return `The ${grouped(outputs)} outputs behind them are the same to the last bit.`;
  return `Of the ${grouped(outputs)} outputs behind them ${grouped(unlike)} are not the same to the last bit: the largest difference is ${rounded(difference)}, for the same numbers are added in another order, and a computer rounds after every addition.`;
}

/** @param {string} title */
function createRow(title) {
  const neurons = Array.from({length: HIDDEN}, () => ({
    into: createWeightPicture(SIDE, SIDE),
    outOf: createWeightPicture(1, DIGITS),
    number: html('span'),
  }));
  return {
    element: html('div', {class: 'neurons-in-a-row'}, [
      html('p', {}, [title]),
      html(
        'ol',
        {},
        neurons.map(({into, outOf, number}) =>
          html('li', {}, [into.element, outOf.element, number]),
        ),
      ),
    ]),
    /** @param {import('../../types/state').Numbers} pictures @param {import('../../types/state').Numbers} outgoing @param {number[]} order */
    update(pictures, outgoing, order) {
      neurons.forEach(({into, outOf, number}, n) => {
        into.update(part(pictures, n * PIXELS, PIXELS));
        outOf.update(part(outgoing, n * DIGITS, DIGITS));
        write(number, String(order[n] + 1));
        set(number, {'data-moved': order[n] === n ? null : ''});
      });
    },
  };
}
