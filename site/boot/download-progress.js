// Track how many bytes of each file have arrived, and detect slow and stalled downloads.

const LOOK = 1_000; // ms between two checks
const STALLED = 30_000; // ms without a byte after which a download is given up
const QUIET = 5_000; // ms without a byte after which the page says so
const EARLY = 8_000; // ms before any estimate of the time left
const LONG = 20; // seconds left that are worth mentioning
const SEEN = 10; // checks over which the speed is averaged

/**
 * @param {Map<string, number>} sizes expected bytes of each file
 * @param {object} events
 * @param {(loaded: number, total: number, left: number | null) => void} events.onProgress `left`:
 *   seconds to go; null if few or unknown, Infinity if nothing arrives
 * @param {(missing: string[]) => void} events.onStalled
 */
export function createDownloadProgress(sizes, {onProgress, onStalled}) {
  const total = [...sizes.values()].reduce((sum, size) => sum + size, 0);
  /** @type {Map<string, number>} */
  const loaded = new Map();
  const began = performance.now();
  let latest = began;
  let sum = 0;
  const seen = [{at: began, sum}];
  const timer = setInterval(look, LOOK);
  const stop = () => clearInterval(timer);
  const missing = () =>
    [...sizes.keys()].filter(path => (loaded.get(path) ?? 0) < (sizes.get(path) ?? 0));

  /** @param {number} now */
  function left(now) {
    if (now - latest > QUIET) return Infinity;
    const seconds = ((total - sum) * (now - seen[0].at)) / (sum - seen[0].sum) / 1000;
    return now - began > EARLY && seconds > LONG ? seconds : null;
  }

  function look() {
    const now = performance.now();
    seen.push({at: now, sum});
    if (seen.length > SEEN) seen.shift();
    if (now - latest < STALLED) return onProgress(sum, total, left(now));
    stop();
    onStalled(missing());
  }

  onProgress(0, total, null);
  return {
    /** @param {string} path @param {number} [bytes] by default the whole file */
    add(path, bytes = sizes.get(path) ?? 0) {
      loaded.set(path, (loaded.get(path) ?? 0) + bytes);
      sum += bytes;
      latest = performance.now();
      onProgress(sum, total, left(latest));
    },
    stop,
  };
}

/** Describe a stalled download. @param {string[]} paths of the files that are missing */
export function stalled(paths) {
  if (!paths.length) return 'All files came, but nothing was made of them for half a minute.';
  return `Of ${paths.map(path => path.split('/').pop()).join(' and ')} nothing came for half a minute.`;
}
