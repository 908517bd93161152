// A number in the figure or the controls that can be typed, dragged sideways and moved by arrow keys.

import {html, set} from '../lib/dom.js';
import {nextGesture} from '../lib/gestures.js';
import {decimal, exact, moved, typed} from '../lib/number-format.js';

/**
 * @typedef {object} Field
 * @property {HTMLInputElement} input
 * @property {(shown: {value: number, draft?: number | string, wrong: boolean}) => void} update
 */

/**
 * @param {object} given
 * @param {string} given.name its accessible name
 * @param {string} given.place the key of its edits and problems
 * @param {number} given.step how far one arrow key moves it; Shift is ten times, Alt a tenth
 * @param {boolean} [given.whole] whether it is dragged from one whole number to the next
 * @param {(value: number) => string} given.format
 * @param {(value: number | string) => import('../types/protocol').CommandRequest} given.request
 * @param {(value: number) => string} [given.said] the value for ears
 * @param {import('../types/state').Dispatch} given.dispatch
 * @returns {Field}
 */
// biome-ignore lint/complexity/noExcessiveLinesPerFunction: typing, keys and dragging share what is asked for and refused
export function createField({
  name,
  place,
  step,
  whole = false,
  format,
  request,
  dispatch,
  said = exact,
}) {
  const input = html('input', {
    type: 'text',
    role: 'spinbutton',
    autocomplete: 'off',
    spellcheck: 'false',
    'aria-label': name,
    'data-place': place,
    class: 'field',
  });
  let value = 0;
  let edited = false; // typed text that is not sent yet, or was refused and may be corrected
  const mark = (/** @type {boolean} */ typing) => set(input, {'data-edited': typing ? '' : null});
  let inputs = 0; // how often something was typed
  let underWay = -1; // what was typed then is sent and not answered yet
  let refused = -1; // what was typed then will not do, and the message says why
  let answered = '';

  const show = () => {
    if (!edited && input.value !== answered) input.value = answered;
  };

  /** @param {number | string} wanted @param {number} [gesture] edits of the same gesture are undone as one */
  const send = async (wanted, gesture) => {
    const then = (underWay = inputs);
    mark(false);
    const done = await dispatch({
      type: 'edit',
      place,
      request: request(wanted),
      gesture,
      draft: wanted,
    });
    if (underWay === then) underWay = -1;
    if (!done) refused = then;
    if (done && inputs === then) edited = false; // unless something else has been typed since
    mark(edited);
    show();
    return done;
  };

  const commit = () => {
    if (!edited || underWay === inputs) return;
    if (input.value.trim() === answered) edited = false;
    else send(typed(input.value));
  };

  let gesture = 0; // the arrow keys of one visit to the field, or one drag
  input.addEventListener('focus', () => {
    gesture = nextGesture();
    input.select();
  });
  input.addEventListener('input', () => {
    edited = input.value.trim() !== answered;
    mark(edited);
    inputs++;
  });
  input.addEventListener('blur', () => {
    if (refused !== inputs) commit();
    edited = false; // a refused text now stands in the message
    mark(false);
    show();
  });
  input.addEventListener('keydown', event => {
    const direction = {ArrowUp: 1, ArrowDown: -1}[event.key];
    if (direction) {
      event.preventDefault();
      edited = false;
      const scale = event.shiftKey ? 10 : event.altKey && !whole ? 0.1 : 1;
      send(moved(current(), direction, step * scale), gesture).then(
        () => document.activeElement === input && input.select(),
      );
    } else if (event.key === 'Enter') {
      event.preventDefault();
      commit();
      input.select();
    } else if (event.key === 'Escape') {
      edited = false;
      mark(false);
      dispatch({type: 'forgive', place});
      show();
      input.select();
    }
  });

  // The last value asked for, answered or not: a key held down must not lose steps.
  /** @type {number | string | undefined} */
  let draft;
  const current = () => (typeof draft === 'number' ? draft : value);

  dragSideways(
    input,
    () => ((gesture = nextGesture()), current()),
    (from, pixels, event) => {
      const scale = event.shiftKey ? 10 : event.altKey ? 0.1 : 1;
      edited = false;
      const wanted = moved(from, pixels, (step * scale) / 10);
      send(whole ? Math.round(wanted) : wanted, gesture);
    },
  );

  return {
    input,
    update(shown) {
      value = shown.value;
      draft = shown.draft;
      answered = typeof draft === 'string' ? draft : format(current());
      show();
      set(input, {
        'aria-valuenow': decimal(value),
        'aria-valuetext': said(value),
        'data-value': value,
        'aria-invalid': shown.wrong ? 'true' : null,
        'aria-describedby': shown.wrong ? 'problem' : null,
        'data-long': answered.length > 7 ? 'very' : answered.length > 5 ? '' : null,
        'data-waiting': draft === undefined ? null : '',
      });
    },
  };
}

/**
 * Starts a drag when a press moves sideways. A press that does not is a click. Moving up or down by
 * touch scrolls the page.
 * @param {HTMLInputElement} input
 * @param {() => number} grab the value at the start
 * @param {(from: number, pixels: number, event: PointerEvent) => void} drag
 */
function dragSideways(input, grab, drag) {
  /** @type {{x: number, from: number, pixels: number} | null} */
  let press = null;
  let dragged = false;
  input.addEventListener('mousedown', event => {
    if (document.activeElement !== input) event.preventDefault(); // no text selection while dragging
  });
  input.addEventListener('pointerdown', event => {
    dragged = false;
    if (document.activeElement !== input && event.button === 0)
      press = {x: event.clientX, from: grab(), pixels: 0};
  });
  input.addEventListener('pointermove', event => {
    if (!press) return;
    const pixels = Math.round(event.clientX - press.x);
    if (!dragged && Math.abs(pixels) < 4) return;
    if (!dragged) input.setPointerCapture(event.pointerId);
    dragged = true;
    if (pixels === press.pixels) return;
    press.pixels = pixels;
    drag(press.from, pixels, event);
  });
  const end = () => (press = null);
  input.addEventListener('pointerup', end);
  input.addEventListener('pointercancel', end);
  input.addEventListener('click', () => {
    if (dragged || document.activeElement === input) return;
    input.focus();
    input.select();
  });
}
