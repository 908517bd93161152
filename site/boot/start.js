// The page's side of starting Python: a worker that starts out of the snapshot, and where there is
// any doubt about that, another one that starts plainly.

const NEEDED = ['WebAssembly', 'Worker'];
const LONGEST_RESTORE = 20_000; // ms from all bytes here to ready; a snapshot takes far less
/** @type {import('../types').Way[]} */
const WAYS = ['snapshot', 'plain'];

/**
 * @typedef {object} Events
 * @property {(progress: Pick<import('../types').Boot, 'stage' | 'loaded' | 'total' | 'way'>) => void} onProgress
 * @property {() => void} onReady
 * @property {() => void} onComplete when Python has all its files, or will not get them
 * @property {(why: string) => void} onFailed when no way works
 * @property {(why: string) => void} onBroken when the worker breaks down later
 * @property {(answer: any) => void} onAnswer
 */

/**
 * @param {import('../types').Host} host
 * @param {import('../types').Manifest} manifest
 * @param {Events} events
 */
export function startPython(host, manifest, events) {
  const sizes = new Map(manifest.runtime.map(({path, bytes}) => [path, bytes]));
  const base = new URL('.', location.href).href;
  const ways = [...WAYS];
  /** @type {Worker | undefined} */
  let worker;
  let timer = 0;
  let loaded = 0;
  let isReady = false;

  function stop() {
    clearTimeout(timer);
    worker?.terminate();
    worker = undefined;
  }

  async function attempt() {
    const way = ways.shift() ?? 'plain';
    const {start} = manifest.ways[way];
    const total = start.reduce((sum, path) => sum + (sizes.get(path) ?? 0), 0);
    loaded = 0;
    const progress = (/** @type {number} */ bytes) =>
      events.onProgress({stage: 'download', loaded: (loaded += bytes), total, way});
    progress(0);
    try {
      const missing = NEEDED.find(name => !(name in globalThis));
      if (missing) throw new Error(`This browser has no ${missing}: Learnscope needs a browser from 2023 or later.`);
      const mine = (worker = host.startWorker());
      mine.onmessage = ({data}) => mine === worker && hear(data, way, total, progress);
      mine.onerror = event => {
        event.preventDefault();
        if (mine === worker) broken(event.message || 'its worker could not be loaded');
      };
      const files = await host.files(start, path => mine === worker && progress(sizes.get(path) ?? 0));
      mine.postMessage({boot: {way, base, manifest, files}});
    } catch (error) {
      failed(error instanceof Error ? error.message : String(error));
    }
  }

  /** @param {any} message @param {import('../types').Way} way @param {number} total @param {(bytes: number) => void} progress */
  function hear(message, way, total, progress) {
    if (message.bytes) progress(message.bytes);
    else if (message.started) {
      events.onProgress({stage: 'start', loaded: total, total, way});
      if (way === 'snapshot') timer = setTimeout(failed, LONGEST_RESTORE, 'Python did not start.');
    } else if (message.ready) {
      clearTimeout(timer);
      isReady = true;
      events.onReady();
      complete(way);
    } else if (message.completed) events.onComplete();
    else if (message.failed) failed(message.failed);
    else if (message.dead) broken(message.dead);
    else events.onAnswer(message);
  }

  /** @param {import('../types').Way} way */
  async function complete(way) {
    const mine = worker;
    const files = await host.files(manifest.ways[way].later, () => {}).catch(() => ({}));
    if (mine === worker) mine?.postMessage({complete: {way, base, manifest, files}});
  }

  /** @param {string} why */
  function broken(why) {
    if (isReady) events.onBroken(why);
    else failed(why);
  }

  /** @param {string} why */
  function failed(why) {
    stop();
    if (!ways.length) return events.onFailed(why);
    console.info(`Python could not be taken out of its snapshot (${why}), so it starts from its parts.`);
    attempt();
  }

  attempt();
  return {
    /** @param {unknown} message */
    post: message => worker?.postMessage(message),
    stop,
  };
}
