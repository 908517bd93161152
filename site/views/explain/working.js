// Check a value that the visitor worked out for the selected thing, and show what Python says of it.

import {html, set, write} from '../../lib/dom.js';
import {biasName, neuronName, weightName} from '../../lib/names.js';
import {typed} from '../../lib/number-format.js';
import {placeOf} from '../../lib/place-keys.js';
import {keepTextOverReload} from '../../store/saved-page.js';
import {typeset} from '../../ui/formula.js';

const SLOPE = /** @type {const} */ ([
  ['gradient', 'gradient'],
  ['new', 'new value'],
]);
const QUANTITIES = /** @type {Record<string, readonly (readonly [string, string])[]>} */ ({
  neuron: [
    ['z', 'z'],
    ['a', 'a'],
    ['delta', 'δ'],
  ],
  weight: SLOPE,
  bias: SLOPE,
});

/**
 * @param {HTMLElement} root
 * @param {import('../../types/state').Dispatch} dispatch
 * @returns {import('../../types/state').View}
 */
export function createWorking(root, dispatch) {
  const title = html('h2');
  const quantity = html('select', {'aria-label': 'what you worked out'});
  // data-edited tells that Ctrl+Z in the field is about the typed text.
  const value = html('input', {
    type: 'text',
    class: 'field',
    'aria-label': 'your value',
    autocomplete: 'off',
    spellcheck: 'false',
    'data-edited': '',
  });
  const button = html('button', {type: 'submit'}, ['Check']);
  const answer = html('p', {role: 'status', id: 'working-answer'});
  const show = html('button', {type: 'button', class: 'quiet'}, ['Show me']);
  const solution = html('div', {
    class: 'solution',
    role: 'group',
    'aria-label': 'how it is done',
    tabindex: 0,
  });
  const form = html('form', {class: 'row'}, [quantity, html('span', {}, ['=']), value, button]);
  root.append(title, form, answer, show, solution);
  keepTextOverReload('working', value);

  let place = '';
  /** @type {import('../../types/state').Working['checked']} */
  let checked = null;
  /** @type {import('../../types/state').State | null} */
  let latest = null;
  form.addEventListener('submit', event => {
    event.preventDefault();
    dispatch({type: 'check', place, quantity: quantity.value, value: typed(value.value)});
    value.select();
  });
  quantity.addEventListener('change', () => latest && update(latest));
  show.addEventListener('click', () => {
    if (!checked) return;
    solution.hidden = false;
    show.hidden = true;
    typeset([[solution, checked.solution]]).then(() => solution.focus({preventScroll: true}));
  });

  /** @param {import('../../types/state').State} state */
  function update(state) {
    latest = state;
    const {selected, working, snapshot} = state;
    const kind = placeOf(selected)?.kind ?? '';
    root.hidden = !(kind in QUANTITIES);
    if (root.hidden) return;
    if (selected && selected !== place) {
      if (kind !== placeOf(place)?.kind) {
        quantity.replaceChildren(
          ...QUANTITIES[kind].map(([name, label]) => html('option', {value: name}, [label])),
        );
      }
      place = selected;
      value.value = '';
    }
    write(title, `Check my working: ${nameOf(place, snapshot.layers.length)}`);
    // Show an answer only for what it was asked of, and while nothing has changed.
    const mine =
      working?.place === place &&
      working.quantity === quantity.value &&
      working.snapshot === snapshot
        ? working
        : null;
    write(answer, mine ? (mine.error ?? mine.checked?.text ?? 'Python is looking …') : '');
    set(answer, {'data-right': mine?.checked ? String(mine.checked.right) : null});
    set(value, {
      'aria-invalid': mine?.error ? 'true' : null,
      'aria-describedby': mine?.error ? 'working-answer' : null,
    });
    if (checked === (mine?.checked ?? null) && checked) return;
    checked = mine?.checked ?? null;
    show.hidden = !checked;
    solution.hidden = true;
  }
  return update;
}

/** Name a place for the visitor. @param {string} key @param {number} layers */
function nameOf(key, layers) {
  const place = placeOf(key);
  if (!place) return '';
  const {kind, layer, index, from} = place;
  if (from !== null) return weightName(layer, layers, index, from);
  return (kind === 'bias' ? biasName : neuronName)(layer, layers, index);
}
