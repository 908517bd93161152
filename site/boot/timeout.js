// Waits for an answer, but not for ever.

const SECOND = 1_000; // ms

/**
 * Does something after so many seconds in which this page lived. A night for which the machine was
 * closed counts as one second: otherwise all that was under way in the evening would be given up.
 * @param {number} seconds @param {() => void} late @returns {() => void} what ends the waiting
 */
export function waitAtMost(seconds, late) {
  let left = seconds;
  const timer = setInterval(() => {
    if (--left) return;
    clearInterval(timer);
    late();
  }, SECOND);
  return () => clearInterval(timer);
}
