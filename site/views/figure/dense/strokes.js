// Draw strokes on a picture by pointer; one stroke is one gesture.

import {brush} from '../../../lib/brush.js';
import {html} from '../../../lib/dom.js';
import {nextGesture} from '../../../lib/gestures.js';

/** Make the choice of drawing tools, and the button that clears. @param {() => void} clear */
export function createDrawingTools(clear) {
  let mode = 'draw';
  const choices = [
    ['draw', 'draw'],
    ['erase', 'erase'],
    ['select', 'select pixels'],
  ].map(([value, text]) => {
    const radio = html('input', {type: 'radio', name: 'picture-tool', value});
    radio.checked = value === mode;
    radio.addEventListener('change', () => (mode = value));
    return html('label', {}, [radio, text]);
  });
  const button = html('button', {type: 'button', class: 'quiet'}, ['Clear the picture']);
  button.addEventListener('click', clear);
  return {
    element: html(
      'div',
      {class: 'picture-tools', role: 'group', 'aria-label': 'Drawing on the picture'},
      ['On the picture:', ...choices, button],
    ),
    mode: () => mode,
  };
}

/**
 * Follow a press that moves, as one stroke.
 * @param {SVGGElement} element @param {() => string} mode @param {{rows: number, columns: number}} shape
 * @param {(stroke: (values: Float64Array) => boolean, gesture: number) => void} draw
 */
export function followStrokes(element, mode, {rows, columns}, draw) {
  /** @type {{gesture: number, x: number, y: number} | null} */
  let press = null;
  /** @param {PointerEvent} event */
  const at = ({clientX, clientY}) => {
    const box = element.getBoundingClientRect();
    return {
      x: ((clientX - box.left) / box.width) * columns,
      y: ((clientY - box.top) / box.height) * rows,
    };
  };
  element.addEventListener('mousedown', event => mode() !== 'select' && event.preventDefault()); // keeps the focus
  element.addEventListener('click', event => mode() !== 'select' && event.stopPropagation());
  element.addEventListener('pointerdown', event => {
    if (mode() === 'select' || event.button !== 0) return;
    element.setPointerCapture(event.pointerId);
    press = {gesture: nextGesture(), ...at(event)};
    const here = press;
    draw(values => brush(values, here, here, mode(), {rows, columns}), here.gesture);
  });
  element.addEventListener('pointermove', event => {
    if (!press) return;
    const [from, to] = [press, at(event)];
    press = {gesture: from.gesture, ...to};
    draw(values => brush(values, from, to, mode(), {rows, columns}), from.gesture);
  });
  const end = () => (press = null);
  element.addEventListener('pointerup', end);
  element.addEventListener('pointercancel', end);
}
