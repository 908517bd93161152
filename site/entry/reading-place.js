// Keep the place where the visitor reads across a reload, or when the page is left and revisited. A
// browser restores a distance in pixels as soon as the page is that long. By then the live figures are
// still missing here, and what is above the text may have changed its height.

const NAME = 'learnscope.place';
const BLOCKS = '#explanation > section > *';
const INPUTS = ['wheel', 'touchmove', 'keydown', 'pointerdown'];

/**
 * @typedef {object} Place
 * @property {number} block the index of the block of text in the middle of the window, or -1
 * @property {number} top where that block begins, in CSS pixels from the window's top
 * @property {number} scrolled how far the page is scrolled, in CSS pixels
 */

/** Save the place, for this tab only, whenever the page is left. */
export function keepPlace() {
  addEventListener('pagehide', () => {
    try {
      sessionStorage.setItem(NAME, JSON.stringify(placeNow()));
    } catch {
      // Storage is blocked: the browser then does what it can.
    }
  });
}

/** @returns {Place | null} */
function keptPlace() {
  try {
    return JSON.parse(sessionStorage.getItem(NAME) ?? 'null');
  } catch {
    return null;
  }
}

/** @returns {Place} */
function placeNow() {
  const blocks = [...document.querySelectorAll(BLOCKS)];
  const block = blocks.findIndex(each => each.getBoundingClientRect().bottom > innerHeight / 2);
  const top = blocks[block]?.getBoundingClientRect().top ?? innerHeight;
  return {block: top < innerHeight ? block : -1, top, scrolled: scrollY};
}

/**
 * Return a function that scrolls to the saved place, or null. It does nothing once the visitor has
 * scrolled or typed.
 * @returns {(() => void) | null}
 */
export function findPlace() {
  const kept = keptPlace();
  if (!kept) return null;
  history.scrollRestoration = 'manual';
  let isTaken = false;
  for (const kind of INPUTS)
    addEventListener(kind, () => (isTaken = true), {once: true, passive: true});
  addEventListener('pageshow', () => setTimeout(() => (history.scrollRestoration = 'auto')));
  return () => {
    if (isTaken) return;
    const block = document.querySelectorAll(BLOCKS)[kept.block];
    const top = block ? scrollY + block.getBoundingClientRect().top - kept.top : kept.scrolled;
    scrollTo({top, behavior: 'instant'});
  };
}
