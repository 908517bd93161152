// The page's side of starting Python: a worker that starts out of the snapshot, and where there is
// any doubt about that, another one that starts plainly.

import {createArrival, stalled} from './download-progress.js';
import {createDownloads, FileProblem} from './downloads.js';
import {waitAtMost} from './timeout.js';

/** Seconds from all bytes here to ready; it takes far less @type {Record<import('../types/state').Way, number>} */
const LONGEST = {snapshot: 20, plain: 120};
/** @type {import('../types/state').Way[]} */
const WAYS = ['snapshot', 'plain'];

/** @typedef {Pick<import('../types/state').Boot, 'stage' | 'loaded' | 'total' | 'left' | 'way'>} Progress */

/**
 * @typedef {object} Events
 * @property {(progress: Progress) => void} onProgress
 * @property {() => void} onReady
 * @property {(missing: string) => void} onComplete when Python has all its files, or why it has not
 * @property {(progress: Pick<Progress, 'loaded' | 'total' | 'left'>) => void} onCompleting how far the last of them are
 * @property {(why: string, isHopeless?: boolean) => void} onFailed when no way works, or none ever will
 * @property {(why: string) => void} onBroken when the worker breaks down later
 * @property {(answer: any) => void} onAnswer
 */

/**
 * @param {import('../types/state').Host} host
 * @param {import('../types/state').Manifest} manifest
 * @param {Events} events
 */
export function startPython(host, manifest, events) {
  const sizes = new Map(manifest.runtime.map(({path, bytes}) => [path, bytes]));
  const base = new URL('.', location.href).href;
  const ways = [...WAYS];
  /** @type {import('../types/state').Way} */
  let way = 'snapshot';
  /** @type {Worker | undefined} */
  let worker;
  /** @type {ReturnType<typeof createArrival> | undefined} */
  let arrival;
  let endPatience = () => {};
  let isHere = false; // the worker
  let isReady = false;

  function stop() {
    endPatience();
    arrival?.stop();
    worker?.terminate();
    arrival = worker = undefined;
  }

  async function attempt() {
    way = ways.shift() ?? 'plain';
    const wanted = manifest.ways[way].start;
    const mine = (arrival = createArrival(sizesOf(wanted), {
      onProgress: (loaded, total, left) =>
        events.onProgress({stage: 'download', loaded, total, left, way}),
      onStalled(paths) {
        // Before its worker is there nothing else is asked for.
        const late = host.inFolder || isHere ? paths : manifest.worker.map(({path}) => path);
        failed(stalled(late), late, late !== paths);
      },
    }));
    isHere = false;
    try {
      const begun = way === 'snapshot' ? host.begun() : null;
      const started = begun?.worker ?? (await host.startWorker());
      if (mine !== arrival) return started.terminate();
      worker = started;
      const checked = check(started);
      listen(started, checked, begun?.heard ?? []);
      if (!begun) {
        const files = await host.files(wanted, path => mine === arrival && mine.add(path));
        started.postMessage({boot: {way, base, manifest, wanted, files}});
      }
      await checked;
    } catch (error) {
      if (mine !== arrival) return;
      const {message, isHopeless} = /** @type {Error & {isHopeless?: boolean}} */ (error);
      if (!isHopeless) return failed(message, [], error instanceof FileProblem);
      stop();
      events.onFailed(message, true);
    }
  }

  /**
   * Whether the worker is the right one. It runs meanwhile, but is not listened to.
   * @param {Worker} mine
   */
  async function check(mine) {
    if (host.inFolder) return;
    let isSecond = false;
    await createDownloads(base, manifest.worker, null, bytes => (isSecond ||= bytes < 0)).arrived();
    if (isSecond && mine === worker) throw new Error('its worker was changed on its way');
  }

  /** @param {Worker} mine @param {Promise<void>} checked @param {Event[]} heard what it said already */
  function listen(mine, checked, heard) {
    const told = (/** @type {any} */ event) => {
      event.preventDefault();
      checked.then(
        () => {
          if (mine !== worker) return;
          if (event.type === 'message') hear(event.data);
          else broken(event.message || 'its worker could not be loaded');
        },
        () => {},
      );
    };
    Object.assign(mine, {onmessage: told, onerror: told});
    heard.forEach(told);
  }

  /** @param {any} message */
  function hear(message) {
    if (message.here) isHere = true;
    else if (message.bytes) arrival?.add(message.path, message.bytes);
    else if (message.started) {
      arrival?.stop();
      events.onProgress({stage: 'start', loaded: 1, total: 1, left: null, way});
      endPatience = waitAtMost(LONGEST[way], () => failed('Python did not start.'));
    } else if (message.ready) {
      endPatience();
      isReady = true;
      events.onReady();
      complete();
    } else if (message.completed) completed(told(message.error, message.path));
    else if (message.failed)
      failed(told(message.failed, message.path), message.path ? [message.path] : [], message.final);
    else if (message.dead) broken(message.dead);
    else events.onAnswer(message);
  }

  /** What only the visitor's own Python may need is loaded when all the rest is there. */
  async function complete() {
    arrival?.stop(); // of the attempt before, if there was one
    const mine = worker;
    const wanted = manifest.ways[way].later;
    arrival = createArrival(sizesOf(wanted), {
      onProgress: (loaded, total, left) => events.onCompleting({loaded, total, left}),
      onStalled: paths => events.onComplete(stalled(paths)),
    });
    try {
      const files = await host.files(wanted, path => mine === worker && arrival?.add(path));
      if (mine === worker) mine?.postMessage({complete: {way, base, manifest, wanted, files}});
    } catch (error) {
      if (mine === worker) completed(/** @type {Error} */ (error).message);
    }
  }

  /** What is wrong, and what to do. @param {string} why @param {string} [path] of the file that is */
  const told = (why, path) => (path && host.damaged(path)) || why;

  /** @param {string} missing */
  function completed(missing) {
    arrival?.stop();
    events.onComplete(missing);
  }

  /** @param {string} why */
  function broken(why) {
    if (isReady) events.onBroken(why);
    else failed(why);
  }

  /** @param {string} why @param {string[]} [paths] the files to blame @param {boolean} [final] whether nothing else helps */
  function failed(why, paths = [], final = false) {
    stop();
    const {start} = manifest.ways.plain;
    if (final || !ways.length || paths.some(path => start.includes(path)))
      return events.onFailed(why);
    console.info(
      `Python could not be taken out of its snapshot (${why}), so it starts from its parts.`,
    );
    attempt();
  }

  /** @param {string[]} paths */
  const sizesOf = paths => new Map(paths.map(path => [path, sizes.get(path) ?? 0]));

  attempt();
  return {
    /** @param {unknown} message */
    post: message => worker?.postMessage(message),
    /** Asks once more for what Python was started without. */
    complete,
    stop,
  };
}
