// Keeps how far Python is on its way, and tells the page.

import {INITIAL_BOOT} from '../store/initial-state.js';

/** @typedef {import('../types/host').Boot} Boot */

/** @param {string} message @param {(boot: Boot) => void} onBoot */
export function createBootStatus(message, onBoot) {
  const boot = {...INITIAL_BOOT, message};
  /** @param {Partial<Boot>} [news] */
  function tell(news) {
    Object.assign(boot, news);
    onBoot({...boot});
  }

  return {
    now: /** @type {Readonly<Boot>} */ (boot),
    /** Notes news without telling them yet. @param {Partial<Boot>} news */
    note: news => void Object.assign(boot, news),
    tell,
    /** Tells how far the last files are, if a request waits for them. @param {Partial<Boot>} news */
    tellWaiting(news) {
      Object.assign(boot, news);
      if (boot.waits) tell();
    },
  };
}
