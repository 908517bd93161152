// Follow a pointer that is pressed and moved along something, such as a curve.

/**
 * @param {HTMLElement} element
 * @param {(x: number) => void} drag where the pointer is, in pixels of the window
 * @param {() => void} begin
 */
export function dragAlong(element, drag, begin) {
  element.addEventListener('pointerdown', event => {
    if (event.button !== 0) return;
    element.setPointerCapture(event.pointerId);
    begin();
    drag(event.clientX);
  });
  element.addEventListener(
    'pointermove',
    event => element.hasPointerCapture(event.pointerId) && drag(event.clientX),
  );
}
