// Time an answer: when the visitor may stop it, and when it is given up.

import {waitAtMost} from '../boot/timeout.js';

const SLOW_MS = 1_000; // after this long the visitor may want to stop it

/** @param {(isSlow: boolean) => void} onSlow */
export function createAnswerTimers(onSlow) {
  let cancelLimit = () => {};
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let slowTimer;
  let isSlow = false;

  /** @param {boolean} slow */
  const tell = slow => {
    isSlow = slow;
    onSlow(slow);
  };

  return {
    /** @param {number} [limit] seconds @param {() => void} [late] called when the limit has passed */
    begin(limit, late) {
      slowTimer = setTimeout(tell, SLOW_MS, true);
      if (limit && late) cancelLimit = waitAtMost(limit, late);
    },
    end() {
      cancelLimit();
      clearTimeout(slowTimer);
      if (isSlow) tell(false);
    },
  };
}
