// Link the explanation's words to things in the figure: pointing at one lights them up.

/**
 * @param {HTMLElement} text
 * @param {HTMLElement} stage
 * @param {import('../../types/state').Dispatch} dispatch
 * @returns {import('../../types/state').View}
 */
export function createTerms(text, stage, dispatch) {
  let timer = 0; // while it runs, the clicked word stays lit although the page moves under the pointer
  let finger = false;
  /** @type {Element | null} */
  let tapped = null;

  const linkOf = (/** @type {Event} */ event) =>
    event.target instanceof Element ? event.target.closest('a.term') : null;
  const light = (/** @type {Element | null} */ link) => {
    clearTimeout(timer);
    timer = 0;
    dispatch({type: 'term', term: link && link.getAttribute('data-term')});
  };
  const on = (/** @type {Event} */ event) => {
    const link = linkOf(event);
    if (link) light(link);
  };
  const off = () => timer || light(null);
  /** Ignore a finger, which points by tapping. @param {(event: PointerEvent) => void} act */
  const unlessFinger = act => (/** @type {PointerEvent} */ event) =>
    event.pointerType === 'touch' || act(event);

  text.addEventListener('pointerover', unlessFinger(on));
  text.addEventListener('pointerout', unlessFinger(off));
  text.addEventListener('focusin', on);
  text.addEventListener('focusout', off);
  document.addEventListener('pointerdown', event => {
    finger = event.pointerType === 'touch';
    if (!tapped || linkOf(event) === tapped) return;
    tapped = null;
    light(null);
  });
  text.addEventListener('click', event => {
    const link = linkOf(event);
    if (!link) return;
    light(link);
    if (finger && link !== tapped) {
      tapped = link; // the first tap lights up, the second follows the link
      event.preventDefault();
    } else timer = setTimeout(light, 2500, null);
  });

  return ({term}) => {
    if (term) stage.setAttribute('data-term', term);
    else stage.removeAttribute('data-term');
  };
}
