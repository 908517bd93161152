// Limit how long to wait for an answer.

const SECOND = 1_000; // ms

/**
 * Call `late` after this many seconds of the page's running time. A night with the machine closed
 * counts as one second: otherwise it would end everything that was under way in the evening.
 * @param {number} seconds @param {() => void} late @returns {() => void} a function that cancels the wait
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
