// The explanation's words for things in the figure: pointing at one lights them up, and where the
// figure is out of sight it comes into the corner.

/**
 * @param {HTMLElement} text
 * @param {HTMLElement} stage
 * @param {import('../types').Dispatch} dispatch
 * @returns {import('../types').View}
 */
export function createTerms(text, stage, dispatch) {
  const figure = /** @type {HTMLElement} */ (stage.querySelector('#figure'));
  const place = /** @type {HTMLElement} */ (stage.querySelector('#figure-place'));
  let away = false;
  new IntersectionObserver(([entry]) => (away = entry.intersectionRatio < 0.3), {threshold: [0, 0.3, 1]}).observe(place);

  /** @param {Event} event */
  const on = event => {
    const term = event.target instanceof Element ? event.target.closest('a.term') : null;
    if (!term) return;
    if (away) {
      place.style.height = `${place.offsetHeight}px`; // so that nothing jumps
      figure.style.width = `${place.offsetWidth}px`;
      figure.classList.add('peek');
    }
    dispatch({type: 'term', term: term.getAttribute('data-term')});
  };
  const off = () => {
    dispatch({type: 'term', term: null});
    figure.classList.remove('peek');
    place.style.height = figure.style.width = '';
  };
  text.addEventListener('pointerover', on);
  text.addEventListener('focusin', on);
  text.addEventListener('pointerout', off);
  text.addEventListener('focusout', off);
  text.addEventListener('click', event => {
    const term = event.target instanceof Element ? event.target.closest('a.term') : null;
    if (!term) return;
    off();
    dispatch({type: 'term', term: term.getAttribute('data-term')});
    setTimeout(off, 2500);
  });

  return ({term}) => {
    if (term) stage.setAttribute('data-term', term);
    else stage.removeAttribute('data-term');
  };
}
