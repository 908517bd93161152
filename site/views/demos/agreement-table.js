// Show on how many test pictures each two networks give the same answer, as a table.

import {html, set, write} from '../../lib/dom.js';
import {percent} from '../../lib/number-format.js';

/** @param {number} count */
export function createAgreement(count) {
  const numbers = Array.from({length: count}, (_, n) => n);
  const heads = [...numbers, ...numbers].map(() => html('th', {}, ['\u00a0']));
  const cells = numbers.map(() => numbers.map(() => html('td', {}, ['\u00a0'])));
  for (const n of numbers) {
    set(heads[n], {scope: 'col'});
    set(heads[count + n], {scope: 'row'});
  }
  const title = 'How often two of them give the same answer';
  const table = html('table', {'aria-label': title}, [
    html('thead', {}, [html('tr', {}, [html('td'), ...heads.slice(0, count)])]),
    html(
      'tbody',
      {},
      numbers.map(n => html('tr', {}, [heads[count + n], ...cells[n]])),
    ),
  ]);
  return {
    element: html(
      'div',
      {class: 'agreement', tabindex: 0, role: 'group', 'aria-label': 'agreement of the networks'},
      [html('p', {class: 'title'}, [title]), table],
    ),
    /** @param {import('../../types/demos').SeedsShown} shown */
    update({agreement, seeds, least_agreement: least}) {
      heads.forEach((head, n) => write(head, `seed ${seeds[n % count]}`));
      for (const row of numbers) {
        for (const column of numbers) {
          const share = agreement[row * count + column];
          write(cells[row][column], row === column ? '—' : percent(share));
          set(cells[row][column], {
            style: row === column ? '' : `--share: ${(100 * (share - least)) / (1 - least)}%`,
          });
        }
      }
    },
  };
}
