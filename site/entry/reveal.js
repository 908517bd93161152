// Hide the page until everything is in place, so that nothing moves afterwards. If the page's script is
// slow, the text appears before it.

import {findPlace, keepPlace} from './reading-place.js';

const [LONGEST_BLANK, NEXT_FRAME] = [2500, 20]; // ms
/** Visits that return to a place in the page, which needs the whole text. */
const AGAIN = new Set(['reload', 'back_forward']);

/** Hide the page. Returns `lay`, which allows layout and measuring, and `show`. */
export function hideUntilReady() {
  const root = document.documentElement;
  const {classList} = root;
  const [visit] = /** @type {PerformanceNavigationTiming[]} */ (
    performance.getEntriesByType('navigation')
  );
  const isBack = AGAIN.has(visit?.type);
  const parts = isBack ? [] : ['wordless', 'begun', 'unfinished']; // parts of the text that are still to come
  const toPlace = isBack ? findPlace() : null;
  keepPlace();
  classList.add('scripted', 'early', ...parts);
  root.hidden = true; // else all of it would be laid out before its styles arrive
  const lay = () => {
    root.hidden = false;
  };
  const show = () => {
    if (!classList.contains('early')) return;
    classList.remove('early');
    lay();
    if (parts.length) showText();
    toPlace?.();
    if (toPlace) setTimeout(toPlace); // again when the live figures are in the text
  };
  // Add the text part by part, so that the page responds in between.
  const showText = () =>
    setTimeout(() => {
      classList.remove(parts.shift() ?? '');
      if (parts.length) showText();
      else document.getElementById(location.hash.slice(1))?.scrollIntoView();
    }, NEXT_FRAME);
  setTimeout(show, LONGEST_BLANK);
  return {lay, show};
}
