// Start Python in a worker, from the page's side: from the snapshot, or if there is any doubt about
// that, from its parts in another worker.

import {createDownloadProgress, stalled} from './download-progress.js';
import {createDownloads} from './downloads.js';
import {FileProblem} from './file-check.js';
import {waitAtMost} from './timeout.js';

/** @typedef {import('../types/host').Host} Host */
/** @typedef {import('../types/host').Manifest} Manifest */
/** @typedef {import('../types/host').Way} Way */
/** @typedef {import('../types/client').Message} Message */
/** @typedef {Pick<import('../types/host').Boot, 'stage' | 'loaded' | 'total' | 'left' | 'way'>} Progress */

/** Longest time in seconds from the last byte to ready. It normally takes far less. @type {Record<Way, number>} */
const LONGEST = {snapshot: 20, plain: 120};
/** @type {Way[]} */
const WAYS = ['snapshot', 'plain'];

/**
 * @typedef {object} Events
 * @property {(progress: Progress) => void} onProgress
 * @property {() => void} onReady
 * @property {(missing: string) => void} onComplete says why files are missing, if any are
 * @property {(progress: Pick<Progress, 'loaded' | 'total' | 'left'>) => void} onCompleting progress of the files that are loaded after the start
 * @property {(why: string, isHopeless?: boolean) => void} onFailed when no way of starting works, or none ever will here
 * @property {(why: string) => void} onBroken when the worker crashes later
 * @property {(answer: Message) => void} onAnswer
 */

/** A Python process: a worker, and its progress until Python is ready. */
export class PythonProcess {
  #given;
  #sizes;
  #base = new URL('.', location.href).href;
  #ways = [...WAYS];
  /** @type {Way} */
  #way = 'snapshot';
  /** @type {Worker | undefined} */
  #worker;
  /** @type {ReturnType<typeof createDownloadProgress> | undefined} */
  #arrival;
  #cancelLimit = () => {};
  #hasWorkerCome = false;
  #isReady = false;

  /** @param {Host} host @param {Manifest} manifest @param {Events} events */
  constructor(host, manifest, events) {
    this.#given = {host, manifest, events};
    this.#sizes = new Map(manifest.runtime.map(({path, bytes}) => [path, bytes]));
    this.#attempt();
  }

  /** @param {unknown} message */
  post(message) {
    this.#worker?.postMessage(message);
  }

  stop() {
    this.#cancelLimit();
    this.#arrival?.stop();
    this.#worker?.terminate();
    this.#arrival = undefined;
    this.#worker = undefined;
  }

  /** Load the files that only typed Python may need. Each call tries again. */
  async complete() {
    const {host, manifest, events} = this.#given;
    this.#arrival?.stop(); // of an earlier attempt
    const mine = this.#worker;
    const wanted = manifest.ways[this.#way].later;
    const arrival = createDownloadProgress(this.#sizesOf(wanted), {
      onProgress: (loaded, total, left) => events.onCompleting({loaded, total, left}),
      onStalled: paths => events.onComplete(stalled(paths)),
    });
    this.#arrival = arrival;
    try {
      const files = await host.files(wanted, path => {
        if (mine === this.#worker) this.#arrival?.add(path);
      });
      if (mine === this.#worker) mine?.postMessage({complete: this.#order(wanted, files)});
    } catch (error) {
      if (mine === this.#worker) this.#completed(/** @type {Error} */ (error).message);
    }
  }

  /** Try the next way of starting. */
  async #attempt() {
    const {host, manifest, events} = this.#given;
    this.#way = this.#ways.shift() ?? 'plain';
    const wanted = manifest.ways[this.#way].start;
    const mine = this.#follow(wanted);
    this.#hasWorkerCome = false;
    try {
      const begun = this.#way === 'snapshot' ? host.begun() : null;
      const started = begun?.worker ?? (await host.startWorker());
      if (mine !== this.#arrival) return started.terminate();
      this.#worker = started;
      const checked = this.#check(started);
      this.#listen(started, checked, begun?.heard ?? []);
      if (!begun) {
        const files = await host.files(wanted, path => {
          if (mine === this.#arrival) mine.add(path);
        });
        started.postMessage({boot: this.#order(wanted, files)});
      }
      await checked;
    } catch (error) {
      if (mine !== this.#arrival) return;
      const {message, isHopeless} = /** @type {Error & {isHopeless?: boolean}} */ (error);
      if (!isHopeless) return this.#failed(message, [], error instanceof FileProblem);
      this.stop();
      events.onFailed(message, true);
    }
  }

  /** Track the download of the files to start from. @param {string[]} wanted */
  #follow(wanted) {
    const {host, manifest, events} = this.#given;
    const way = this.#way;
    const arrival = createDownloadProgress(this.#sizesOf(wanted), {
      onProgress: (loaded, total, left) =>
        events.onProgress({stage: 'download', loaded, total, left, way}),
      onStalled: paths => {
        // Nothing else is requested before the worker itself is there.
        const isOwn = host.inFolder || this.#hasWorkerCome;
        const late = isOwn ? paths : manifest.worker.map(({path}) => path);
        this.#failed(stalled(late), late, !isOwn);
      },
    });
    this.#arrival = arrival;
    return arrival;
  }

  /** @param {string[]} wanted @param {Awaited<ReturnType<Host['files']>>} files */
  #order(wanted, files) {
    return {way: this.#way, base: this.#base, manifest: this.#given.manifest, wanted, files};
  }

  /**
   * Check that the worker's files are the right ones. Its messages wait for the result.
   * @param {Worker} mine
   */
  async #check(mine) {
    const {host, manifest} = this.#given;
    if (host.inFolder) return;
    let isSecond = false;
    const onBytes = (/** @type {number} */ bytes) => {
      isSecond ||= bytes < 0;
    };
    await createDownloads(this.#base, manifest.worker, null, onBytes).arrived();
    if (isSecond && mine === this.#worker) throw new Error('its worker was changed on its way');
  }

  /** @param {Worker} mine @param {Promise<void>} checked @param {Event[]} heard its messages so far */
  #listen(mine, checked, heard) {
    const take = (/** @type {any} */ event) => {
      event.preventDefault();
      checked.then(
        () => {
          if (mine !== this.#worker) return;
          if (event.type === 'message') this.#hear(event.data);
          else this.#broken(event.message || 'its worker could not be loaded');
        },
        () => {},
      );
    };
    Object.assign(mine, {onmessage: take, onerror: take});
    heard.forEach(take);
  }

  /** @param {import('../types/client').WorkerMessage} message */
  #hear(message) {
    const {events} = this.#given;
    if ('here' in message) this.#hasWorkerCome = true;
    else if ('bytes' in message) {
      if (message.bytes) this.#arrival?.add(message.path, message.bytes);
    } else if ('started' in message) this.#started();
    else if ('ready' in message) {
      this.#cancelLimit();
      this.#isReady = true;
      events.onReady();
      this.complete();
    } else if ('completed' in message) this.#completed(this.#advice(message.error, message.path));
    else if ('failed' in message) {
      const {failed, path, final} = message;
      this.#failed(this.#advice(failed, path), path ? [path] : [], final);
    } else if ('dead' in message) this.#broken(message.dead);
    else events.onAnswer(message);
  }

  /** Begin the second stage: all bytes are here, and Python starts. */
  #started() {
    const way = this.#way;
    this.#arrival?.stop();
    this.#given.events.onProgress({stage: 'start', loaded: 1, total: 1, left: null, way});
    this.#cancelLimit = waitAtMost(LONGEST[way], () => this.#failed('Python did not start.'));
  }

  /** Say what is wrong, or how to replace a damaged file. @param {string} why @param {string} [path] of the file */
  #advice(why, path) {
    return (path && this.#given.host.damaged(path)) || why;
  }

  /** @param {string} missing why files are missing, or empty */
  #completed(missing) {
    this.#arrival?.stop();
    this.#given.events.onComplete(missing);
  }

  /** @param {string} why */
  #broken(why) {
    if (this.#isReady) this.#given.events.onBroken(why);
    else this.#failed(why);
  }

  /** @param {string} why @param {string[]} [paths] the files to blame @param {boolean} [final] whether nothing else helps */
  #failed(why, paths = [], final = false) {
    const {manifest, events} = this.#given;
    this.stop();
    const {start} = manifest.ways.plain;
    if (final || !this.#ways.length || paths.some(path => start.includes(path)))
      return events.onFailed(why);
    console.info(
      `Python could not be taken out of its snapshot (${why}), so it starts from its parts.`,
    );
    this.#attempt();
  }

  /** @param {string[]} paths */
  #sizesOf(paths) {
    return new Map(paths.map(path => [path, this.#sizes.get(path) ?? 0]));
  }
}
