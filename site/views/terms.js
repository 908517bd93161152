// The explanation's words for things in the figure: pointing at one lights them up.

/**
 * @param {HTMLElement} text
 * @param {HTMLElement} stage
 * @param {import('../types').Dispatch} dispatch
 * @returns {import('../types').View}
 */
export function createTerms(text, stage, dispatch) {
  /** @param {Event} event */
  const on = event => {
    const term = event.target instanceof Element ? event.target.closest('a.term') : null;
    if (!term) return;
    dispatch({type: 'term', term: term.getAttribute('data-term')});
  };
  const off = () => dispatch({type: 'term', term: null});
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
