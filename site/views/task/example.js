// Which of all examples the figure shows, and the way to the others.

import {html, set, write} from '../../lib/dom.js';
import {grouped, plain, rounded} from '../../lib/number-format.js';
import {createField} from '../../ui/number-field.js';

const MOST_SHOWN = 8; // of more inputs their own units say nothing at a glance

/**
 * @param {HTMLElement} root
 * @param {import('../../types/state').Dispatch} dispatch
 * @returns {import('../../types/state').View}
 */
// biome-ignore lint/complexity/noExcessiveLinesPerFunction: one view: its elements, listeners and numbers
export function createExample(root, dispatch) {
  /** @type {import('../../types/state').State | null} */
  let state = null;
  let asked = 0;
  let index = 0; // the last one asked for: a key held down must lose no step
  const go = async (/** @type {number | undefined} */ wanted) => {
    if (wanted === undefined) return;
    asked++;
    index = wanted;
    await dispatch({type: 'choose', place: 'example', request: {op: 'set_example', index: wanted}});
    asked--;
    if (!asked) index = state?.snapshot.task?.index ?? 0;
  };
  const count = () => state?.snapshot.task?.count ?? 1;
  const button = (/** @type {string} */ text, /** @type {() => number | undefined} */ wanted) => {
    const element = html('button', {type: 'button'}, [text]);
    element.addEventListener('click', () => go(wanted()));
    return element;
  };
  const previous = button('Previous', () => (index - 1 + count()) % count());
  const next = button('Next', () => (index + 1) % count());
  const worst = button('The worst', () => state?.examples?.worst);
  const back = button('Show it as it was', () => index);
  const field = createField({
    name: 'example',
    place: 'example',
    step: 1,
    format: String,
    dispatch,
    request: value => ({op: 'set_example', index: typeof value === 'number' ? value - 1 : value}),
  });
  const total = html('span');
  const about = html('span', {class: 'about', 'aria-live': 'polite'});
  const kind = html('span', {class: 'kind'});
  const units = html('p', {class: 'hint'});
  const source = html('p', {class: 'hint source'});
  root.append(
    html('div', {class: 'row'}, [
      previous,
      next,
      html('label', {}, ['example', field.input]),
      total,
      about,
      kind,
      worst,
      back,
    ]),
    units,
    source,
  );
  root.setAttribute('role', 'group');
  root.setAttribute('aria-label', 'The example in the figure');
  root.hidden = true;

  return latest => {
    state = latest;
    const {
      snapshot: {task, training},
      drafts,
      problem,
      examples,
    } = latest;
    root.hidden = !training || !task?.count;
    if (!task) return;
    if (!asked) index = task.index;
    field.update({
      value: task.index + 1,
      draft: drafts.example,
      wrong: problem?.place === 'example',
    });
    write(total, `of ${grouped(task.count)}`);
    back.hidden = !task.edited;
    set(root, {'data-edited': task.edited ? '' : null});
    write(units, unitsOf(task));
    write(source, task.source);
    const known =
      examples && examples.index === task.index && examples.edition === task.edition
        ? examples
        : null;
    if (!known) return; // what is told of the last one stands until this one is known
    const name = known.class === null ? answersOf(task, known) : task.classes[known.class];
    write(
      about,
      task.changed
        ? 'changed by you'
        : `${name}${task.edited ? ', its target changed by you' : ''}`,
    );
    write(kind, known.is_test ? 'kept back to test' : 'learned from');
    set(kind, {'data-test': known.is_test ? '' : null});
    const part = known.looked_at < known.count ? ` of ${grouped(known.looked_at)} looked at` : '';
    set(worst, {
      title:
        known.worst_cost === null
          ? null
          : `example ${grouped(known.worst + 1)}${part}, ${known.worst_off ? offOf(task, known.worst_off) : `cost ${rounded(known.worst_cost)}`}`,
    });
  };
}

/** @param {import('../../types/state').Task} task @param {import('../../types/state').Examples} known */
const answersOf = ({answers}, {targets, guesses}) =>
  answers
    .map(
      (name, n) =>
        `${name} ${plain(targets?.[n] ?? 0)}, guessed ${guesses ? plain(guesses[n]) : '—'}`,
    )
    .join('; ');

/** @param {import('../../types/state').Task} task @param {import('../../types/state').Numbers} off */
const offOf = ({answers}, off) =>
  answers.map((name, n) => `${name} off by ${plain(off[n])}`).join(', ');

/** The inputs in their own units, where the network gets others. @param {import('../../types/state').Task} task */
const unitsOf = ({features, scale, raw_inputs}) =>
  !scale || features.length > MOST_SHOWN
    ? ''
    : `In its own units: ${features.map((name, n) => `${name} ${plain(raw_inputs[n])}`).join(', ')}.`;
