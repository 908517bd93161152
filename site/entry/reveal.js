// Hides the page until all is in its place, so that nothing moves afterwards. If the page's script is
// slow the text is there before it.

import {findPlace, keepPlace} from './reading-place.js';

const [LONGEST_BLANK, NEXT_FRAME] = [2500, 20]; // ms
/** Visits that begin where the visitor was, for which a browser needs the whole text. */
const AGAIN = new Set(['reload', 'back_forward']);

/** Hides the page. Returns `lay`, which lets it be laid out and measured, and `show`. */
export function hideUntilReady() {
  const root = document.documentElement;
  const {classList} = root;
  const [visit] = /** @type {PerformanceNavigationTiming[]} */ (
    performance.getEntriesByType('navigation')
  );
  const isBack = AGAIN.has(visit?.type);
  const parts = isBack ? [] : ['wordless', 'begun', 'unfinished']; // of the text, that are still to come
  const toPlace = isBack ? findPlace() : null;
  keepPlace();
  classList.add('scripted', 'early', ...parts);
  root.hidden = true; // without its styles all of it would be laid out in vain
  const lay = () => {
    root.hidden = false;
  };
  const show = () => {
    if (!classList.contains('early')) return;
    classList.remove('early');
    lay();
    if (parts.length) showText();
    toPlace?.();
    if (toPlace) setTimeout(toPlace); // once more when the live figures are in the text
  };
  // Part by part, so that the page answers meanwhile.
  const showText = () =>
    setTimeout(() => {
      classList.remove(parts.shift() ?? '');
      if (parts.length) showText();
      else document.getElementById(location.hash.slice(1))?.scrollIntoView();
    }, NEXT_FRAME);
  setTimeout(show, LONGEST_BLANK);
  return {lay, show};
}
