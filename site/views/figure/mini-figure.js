// Show the figure in the corner if something in it is pointed at while it is out of sight.

/**
 * @param {HTMLElement} place where the figure stands
 * @param {HTMLElement} figure
 * @param {import('../../types/state').Dispatch} dispatch
 * @returns {import('../../types/state').View}
 */
export function createPeek(place, figure, dispatch) {
  let [wanted, away, peeking] = [false, false, false];

  const show = () => {
    // Never move it from under the pointer: it would keep coming and going.
    if (peeking === (wanted && away && !place.matches(':hover'))) return;
    peeking = !peeking;
    place.style.height = peeking ? `${place.getBoundingClientRect().height}px` : ''; // nothing jumps
    figure.style.width = peeking ? `${place.offsetWidth}px` : '';
    figure.classList.toggle('peek', peeking);
  };
  const watch = new IntersectionObserver(
    entries => {
      away = entries[entries.length - 1].intersectionRatio < 0.3; // older entries may come first
      show();
    },
    {threshold: [0, 0.3, 1]},
  );
  watch.observe(place);
  document.addEventListener('keydown', event => {
    if (event.key !== 'Escape' || !peeking) return;
    dispatch({type: 'term', term: null});
    dispatch({type: 'point', place: null});
  });

  return ({term, pointed}) => {
    wanted = term !== null || pointed !== null;
    show();
  };
}
