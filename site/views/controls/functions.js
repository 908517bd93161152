// Show a menu for each layer's activation function, and one for the cost. Python supplies the entries.

import {html, set} from '../../lib/dom.js';

const MOST_LAYERS = 30; // a deeper network could not be drawn either

/**
 * @param {HTMLElement} root
 * @param {import('../../types/state').Dispatch} dispatch
 * @returns {import('../../types/state').View}
 */
export function createFunctions(root, dispatch) {
  const row = html('div', {class: 'row settings functions'});
  const cost = createMenu('cost', 'cost', name => ({op: 'set_cost', name}), dispatch);
  root.append(row);
  /** @type {ReturnType<typeof createMenu>[]} */
  let layers = [];

  return ({snapshot, choices}) => {
    const count = Math.min(snapshot.layers.length, MOST_LAYERS);
    if (layers.length !== count) {
      layers = Array.from({length: count}, (_, n) =>
        createMenu(
          `activation of layer ${n + 1}`,
          `activation-${n + 1}`,
          name => ({op: 'set_activation', layer: n + 1, name}),
          dispatch,
        ),
      );
      row.replaceChildren(...layers.map(menu => menu.element), cost.element);
    }
    layers.forEach((menu, n) => menu.update(snapshot.layers[n].activation, choices?.activations));
    cost.update(snapshot.cost, choices?.costs);
  };
}

/**
 * @param {string} label @param {string} place
 * @param {(name: any) => import('../../types/protocol').CommandRequest} request
 * @param {import('../../types/state').Dispatch} dispatch
 */
function createMenu(label, place, request, dispatch) {
  const select = html('select', {'data-place': place, 'aria-label': label});
  /** @type {import('../../types/state').Choice[] | undefined} */
  let shown;
  let asked = 0;
  select.addEventListener('change', async () => {
    asked++;
    await dispatch({type: 'choose', place, request: request(select.value)});
    asked--;
    select.value = now;
  });
  let now = '';

  return {
    element: html('label', {}, [label, select]),
    /** @param {string} name @param {import('../../types/state').Choice[] | undefined} choices */
    update(name, choices) {
      const known = choices?.some(choice => choice.name === name);
      if (choices !== shown || (name !== now && !known) || !select.options.length) {
        shown = choices;
        // Show an activation that has no entry in Python's list, too.
        const entries = [...(choices ?? []), ...(known ? [] : [{name, label: name}])];
        select.replaceChildren(
          ...entries.map(entry => html('option', {value: entry.name}, [entry.label])),
        );
        select.value = name;
      }
      set(select, {disabled: choices ? null : ''});
      now = name;
      if (!asked && select.value !== name) select.value = name;
    },
  };
}
