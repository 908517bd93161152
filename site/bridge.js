// Carries requests to Python and snapshots back. Starts the worker, and another when it breaks down.

/** @typedef {import('./types').Snapshot} Snapshot */
/** @typedef {import('./types').Request} Request */
/** @typedef {{request: Request, resolve: (snapshot: Snapshot) => void, reject: (error: Error) => void}} Waiting */

const LONGEST_ANSWER = 20_000; // ms; after this long a worker counts as broken down

/**
 * @param {import('./types').Host} host
 * @param {import('./types').Manifest} manifest
 * @param {Snapshot} first
 * @param {(boot: import('./types').Boot, waiting: number) => void} onBoot
 */
export function createBridge(host, manifest, first, onBoot) {
  const total = manifest.runtime.filter(({path}) => !path.endsWith('js')).reduce((n, f) => n + f.bytes, 0);
  const boot = {stage: /** @type {import('./types').Boot['stage']} */ ('download'), loaded: 0, total, message: ''};
  /** @type {Worker} */
  let worker;
  /** @type {Waiting[]} */
  let queue = [];
  /** @type {Waiting | null} */
  let flight = null;
  let id = 0;
  let timer = 0;
  // What a new worker is told when another has broken down.
  let start = first;
  let last = first;
  let restarting = false;

  const tell = () => onBoot({...boot}, queue.length);
  /** @param {Partial<typeof boot>} news */
  const booting = news => {
    Object.assign(boot, news);
    tell();
  };

  async function startWorker() {
    booting({stage: 'download', loaded: 0});
    try {
      worker = host.startWorker('worker.js');
      const mine = worker;
      worker.onmessage = ({data}) => mine === worker && hear(data);
      worker.onerror = event => {
        event.preventDefault();
        if (mine === worker) breakDown(event.message || 'its worker could not be loaded');
      };
      const data = manifest.runtime.filter(({path}) => !path.endsWith('js'));
      const sizes = new Map(data.map(({path, bytes}) => [path, bytes]));
      const files = await host.files([...sizes.keys()], path =>
        booting({loaded: boot.loaded + (sizes.get(path) ?? 0)}));
      const base = new URL('.', location.href).href;
      mine.postMessage({boot: {base, manifest, files}}, files ? Object.values(files) : []);
    } catch (error) {
      fail(error instanceof Error ? error.message : String(error));
    }
  }

  /** @param {any} message */
  function hear(message) {
    if (message.bytes) booting({loaded: boot.loaded + message.bytes});
    else if (message.started) booting({stage: 'start', loaded: total});
    else if (message.ready) greet();
    else if (message.failed) fail(message.failed);
    else if (message.dead) breakDown(message.dead);
    else settle(message);
  }

  function greet() {
    if (restarting) {
      restarting = false;
      const request = {op: 'restore', start: toPlain(start), last: toPlain(last)};
      queue.unshift({request, resolve: () => {}, reject: () => {}});
    }
    booting({stage: 'ready'});
    pump();
  }

  function pump() {
    if (boot.stage !== 'ready' || flight || !queue.length) return;
    flight = /** @type {Waiting} */ (queue.shift());
    timer = setTimeout(breakDown, LONGEST_ANSWER, 'it did not answer any more');
    try {
      worker.postMessage({id: ++id, request: flight.request});
    } catch {
      settle({id, error: 'A request can hold plain data only.'});
    }
  }

  /** @param {{id: number, snapshot?: Snapshot, answer?: any, error?: string, place?: string}} message */
  function settle({id: of, snapshot, answer, error, place}) {
    if (!flight || of !== id) return;
    clearTimeout(timer);
    const {request, resolve, reject} = flight;
    flight = null;
    if (snapshot) {
      if (!snapshot.walk) last = snapshot; // where a reading is cannot be taken up again
      if (STARTS.has(request.op)) start = snapshot;
      resolve(snapshot);
    } else if (error === undefined) resolve(answer);
    else reject(Object.assign(new Error(error), {place}));
    pump();
  }

  /** @param {string} why */
  function breakDown(why) {
    clearTimeout(timer);
    worker.terminate();
    if (boot.stage !== 'ready') return fail(why);
    flight?.reject(new Error('Python broke down over this, so it was not done. The network is as it was.'));
    flight = null;
    restarting = true;
    boot.message = `Python broke down (${why}) and is starting again. The network is as it was.`;
    startWorker();
  }

  /** @param {string} why */
  function fail(why) {
    worker?.terminate();
    booting({stage: 'failed', message: why});
  }

  startWorker();
  return {
    /** @param {Request} request @returns {Promise<Snapshot>} */
    request(request) {
      return new Promise((resolve, reject) => {
        queue.push({request, resolve, reject});
        pump();
        if (boot.stage !== 'ready') tell();
      });
    },
    /**
     * The same for what changes nothing and has an answer of its own.
     * @param {Request} request @returns {Promise<any>}
     */
    query(request) {
      return this.request(request);
    },
    /** Starts Python once more after it failed to start. */
    retry() {
      boot.message = '';
      startWorker();
    },
  };
}

const STARTS = new Set(['load', 'new_weights']);

/**
 * The same with every typed array as a plain one, ready for JSON.
 * @param {any} value
 * @returns {any}
 */
export function toPlain(value) {
  if (ArrayBuffer.isView(value)) return Array.from(/** @type {Float64Array} */ (value));
  if (Array.isArray(value)) return value.map(toPlain);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, toPlain(item)]));
}
