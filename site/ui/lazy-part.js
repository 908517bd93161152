// Load a part of the page when it is first needed. If it does not arrive, a sentence takes its place and
// offers to try again.

import {html, write} from '../lib/dom.js';

const QUIET = 5_000; // ms without an answer after which the page says so

/**
 * @param {string} what is loaded, as the beginning of a sentence
 * @param {HTMLElement} place
 * @param {string} [meanwhile] a sentence on what works without it
 * @returns {(work: () => Promise<void>) => {start: () => void, again: () => void}} makes a loader:
 *   `start` runs the work once, `again` also after it failed
 */
export const createLate =
  (what, place, meanwhile = '') =>
  work => {
    const text = html('span');
    const button = html('button', {type: 'button'}, ['Try again']);
    const sentence = html('p', {class: 'late', role: 'status'}, [text, ' ', button]);
    let isUnderWay = false;
    let hasFailed = false;

    /** @param {string} said */
    function tell(said) {
      write(text, `${what} ${said} ${meanwhile}`.trim());
      button.hidden = !hasFailed;
      place.append(sentence);
    }

    async function again() {
      if (isUnderWay) return;
      [isUnderWay, hasFailed] = [true, false];
      sentence.remove();
      const timer = setTimeout(tell, QUIET, 'has not come yet, the page waits for it.');
      try {
        await work();
        sentence.remove();
      } catch (error) {
        hasFailed = true;
        tell(`could not be loaded. ${/** @type {Error} */ (error).message}`);
      }
      clearTimeout(timer);
      isUnderWay = false;
    }
    button.addEventListener('click', again);
    return {again, start: () => void (hasFailed || again())};
  };
