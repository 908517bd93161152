// How the files come in: how many bytes there are of each, and whether the rest takes long or comes
// no more.

const LOOK = 1_000; // ms
const STALLED = 30_000; // ms without a byte after which it is given up
const QUIET = 5_000; // ms without a byte that are worth a word
const EARLY = 8_000; // ms before which nobody can tell
const LONG = 20; // seconds that are worth a word
const SEEN = 10; // looks back over which the pace is taken

/**
 * @param {Map<string, number>} sizes of the files that are to come
 * @param {object} events
 * @param {(loaded: number, total: number, left: number | null) => void} events.onProgress `left` is in
 *   seconds: null while all goes well, Infinity where nothing comes
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
    /** @param {string} path @param {number} [bytes] all of it, if nothing is said */
    add(path, bytes = sizes.get(path) ?? 0) {
      loaded.set(path, (loaded.get(path) ?? 0) + bytes);
      sum += bytes;
      latest = performance.now();
      onProgress(sum, total, left(latest));
    },
    stop,
  };
}

/** @param {string[]} paths those that have not come, if any */
export function stalled(paths) {
  if (!paths.length) return 'All files came, but nothing was made of them for half a minute.';
  return `Of ${paths.map(path => path.split('/').pop()).join(' and ')} nothing came for half a minute.`;
}
