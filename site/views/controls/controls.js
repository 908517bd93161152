// Show the buttons and switches above the figure.

import {html, set, write} from '../../lib/dom.js';
import {trimmed, typed} from '../../lib/number-format.js';
import {keepOverReload} from '../../store/saved-page.js';
import {createField} from '../../ui/number-field.js';

const SPEEDS = /** @type {const} */ ([
  [0, 'none'],
  [0.25, '¼ speed'],
  [0.5, '½ speed'],
  [1, 'normal'],
  [2, '2 ×'],
  [4, '4 ×'],
]);

/** @typedef {import('../../types/protocol').NewWeightsRequest['initial']} Initial */

/**
 * @param {HTMLElement} root
 * @param {HTMLElement} place for the learning rate
 * @param {HTMLElement} settings a place for what is seldom set
 * @param {import('../../types/state').Dispatch} dispatch
 * @returns {import('../../types/state').View}
 */
export function createControls(root, place, settings, dispatch) {
  /** @param {string} text @param {import('../../types/state').Action['type']} type @param {string} [className] */
  const button = (text, type, className = '') => {
    const element = html('button', {type: 'button', class: className, 'data-place': type}, [text]);
    element.addEventListener('click', () =>
      dispatch(/** @type {import('../../types/state').Action} */ ({type})),
    );
    return element;
  };

  const playing = html('button', {type: 'button', class: 'play'}, ['Play']);
  playing.addEventListener('click', () =>
    dispatch({type: playing.textContent === 'Play' ? 'play' : 'pause'}),
  );

  const rate = createField({
    name: 'learning rate',
    place: 'learning-rate',
    step: 0.1,
    format: trimmed,
    dispatch,
    request: value => ({op: 'set_learning_rate', value}),
  });
  const live = html('input', {type: 'checkbox', role: 'switch', 'data-place': 'live'});
  let isLive = false;
  live.addEventListener('change', async () => {
    if (!(await dispatch({type: 'live', value: live.checked}))) live.checked = isLive;
  });

  const speed = html(
    'select',
    {},
    SPEEDS.map(([value, text]) => html('option', {value}, [text])),
  );
  speed.addEventListener('change', () => dispatch({type: 'speed', value: Number(speed.value)}));

  const seed = createSeed(dispatch);
  root.append(
    html('div', {class: 'row verbs'}, [
      button('Forward', 'forward', 'primary forward'),
      button('Backprop', 'backprop', 'primary backprop'),
      playing,
      button('Step back', 'step_back'),
      button('Reset', 'reset'),
    ]),
  );
  place.append(html('label', {class: 'learning-rate'}, ['learning rate η', rate.input]));
  settings.append(
    html('div', {class: 'row settings'}, [
      html('label', {class: 'switch'}, [live, 'Live']),
      html('label', {}, ['animation', speed]),
      seed.element,
    ]),
  );

  return ({snapshot, playing: on, speed: now, drafts, problem, choices}) => {
    write(playing, on ? 'Pause' : 'Play');
    const place = 'learning-rate';
    rate.update({
      value: snapshot.learning_rate,
      draft: drafts[place],
      wrong: problem?.place === place,
    });
    if (isLive !== snapshot.live) live.checked = isLive = snapshot.live;
    if (speed.value !== String(now)) speed.value = String(now);
    seed.update(snapshot, choices, problem?.place === 'seed');
  };
}

/**
 * Make the seed's field. Only Enter or the button draws new weights; leaving the field does not.
 * @param {import('../../types/state').Dispatch} dispatch
 */
function createSeed(dispatch) {
  const input = html('input', {
    type: 'text',
    inputmode: 'numeric',
    autocomplete: 'off',
    class: 'field',
    'data-place': 'seed',
  });
  const draw = html('button', {type: 'button'}, ['New weights']);
  const way = html('select', {'data-place': 'initial', disabled: ''});
  let [isDrawn, drawn] = ['', ''];
  way.addEventListener('change', async () => {
    const wanted = shown === '' ? {} : {seed: Number(shown)};
    if (
      !(await dispatch({
        type: 'new_weights',
        ...wanted,
        initial: /** @type {Initial} */ (way.value),
      }))
    )
      way.value = drawn;
  });
  let shown = '';
  const edited = () => input.value.trim() !== shown;
  const mark = () => set(input, {'data-edited': edited() ? '' : null});
  const take = async () => {
    const wanted = edited() ? {seed: typed(input.value)} : {};
    if (await dispatch({type: 'new_weights', ...wanted})) input.value = shown;
    mark();
  };
  draw.addEventListener('click', take);
  const defaults = html('button', {type: 'button', 'data-place': 'restore_defaults'}, [
    'Task defaults',
  ]);
  defaults.addEventListener('click', () => dispatch({type: 'restore_defaults'}));
  keepOverReload(
    'seed',
    () => (edited() ? input.value : null),
    kept => {
      if (kept !== null) input.value = kept;
      mark();
    },
  );
  input.addEventListener('input', mark);
  input.addEventListener('keydown', event => {
    if (event.key === 'Enter') take();
    if (event.key === 'Escape') {
      input.value = shown;
      mark();
      dispatch({type: 'forgive', place: 'seed'});
    }
  });
  return {
    element: html('span', {class: 'seed'}, [
      html('label', {}, ['seed', input]),
      draw,
      html('label', {}, ['start weights', way]),
      defaults,
    ]),
    /**
     * @param {import('../../types/state').Snapshot} snapshot @param {import('../../types/state').Choices | null} choices
     * @param {boolean} wrong
     */
    update({seed, initial}, choices, wrong) {
      const ways = choices?.initial ?? [{name: initial, label: initial}];
      if (isDrawn !== JSON.stringify(ways)) {
        isDrawn = JSON.stringify(ways);
        way.replaceChildren(...ways.map(({name, label}) => html('option', {value: name}, [label])));
        set(way, {disabled: choices ? null : ''});
        drawn = '';
      }
      if (drawn !== initial) way.value = drawn = initial;
      const text = seed === null ? '' : String(seed);
      if (text !== shown) {
        if (!edited()) input.value = text;
        shown = text;
      }
      set(input, {
        'aria-invalid': wrong ? 'true' : null,
        'aria-describedby': wrong ? 'problem' : null,
      });
    },
  };
}
