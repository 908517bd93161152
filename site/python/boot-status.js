// Record how far Python's start has come, and report it to the page.

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
    /** Record news without reporting them yet. @param {Partial<Boot>} news */
    note: news => void Object.assign(boot, news),
    tell,
    /** Record the progress of the last files; report it if a request waits for them. @param {Partial<Boot>} news */
    tellWaiting(news) {
      Object.assign(boot, news);
      if (boot.waits) tell();
    },
  };
}
