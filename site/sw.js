// The service worker: it keeps one whole version of the page for when there is no network.
//
// The build puts a line before this that says which version, and which files it has. Other files make
// this script differ, which tells a browser that there is a newer version. Each version has its own cache.
// A version counts once all its files are cached, each checked by its SHA-256. Until then, and while pages
// of an older version are open, the older one stays at work. Names of files contain a hash of their
// contents, so a page gets its own files whichever version answers.
//
// biome-ignore lint/complexity/noExcessiveLinesPerFunction: a classic script, its names would be global
(() => {
  const worker = /** @type {import('./types/offline').Worker} */ (/** @type {unknown} */ (self));
  const scope = new URL('.', location.href).href;
  const family = `learnscope ${scope} `;
  const own = family + learnscopeVersion.build;
  const AT_ONCE = 4;
  const PAGE = 'index.html'; // the one name without a hash, kept by the folder's own address
  /** @type {Record<string, string>} */
  const TYPES = {
    css: 'text/css; charset=utf-8',
    html: 'text/html; charset=utf-8',
    js: 'text/javascript; charset=utf-8',
    json: 'application/json',
    mjs: 'text/javascript; charset=utf-8',
    png: 'image/png',
    svg: 'image/svg+xml',
    txt: 'text/plain; charset=utf-8',
    wasm: 'application/wasm',
    webmanifest: 'application/manifest+json',
  };

  const addressOf = (/** @type {string} */ url) => (url === PAGE ? scope : scope + url);
  const typeOf = (/** @type {string} */ url) =>
    TYPES[url.split('.').pop() ?? ''] ?? 'application/octet-stream';

  worker.addEventListener('install', event => event.waitUntil(keepAll()));
  worker.addEventListener('activate', event =>
    event.waitUntil(Promise.all([worker.clients.claim(), tidy()])),
  );

  worker.addEventListener('fetch', event => {
    const {method, url} = event.request;
    if (method === 'GET' && url.startsWith(scope)) event.respondWith(answer(event.request));
  });

  worker.addEventListener('message', event => {
    if (event.data.takeOver) worker.skipWaiting();
    if (event.data.ask) event.waitUntil(tell(event.ports[0]));
  });

  /** Cache every file, or nothing if there is no room for all. */
  async function keepAll() {
    try {
      const cache = await caches.open(own);
      const left = [...learnscopeVersion.files];
      const some = async () => {
        for (let file = left.shift(); file; file = left.shift()) await keep(cache, file);
      };
      await Promise.all(Array.from({length: AT_ONCE}, some));
    } catch (error) {
      const isFull = error instanceof DOMException && error.name === 'QuotaExceededError';
      if (isFull) await caches.delete(own).catch(() => {});
      const failed = isFull ? 'full' : error instanceof RangeError ? 'wrong' : 'network';
      for (const page of await worker.clients.matchAll({includeUncontrolled: true}))
        page.postMessage({failed});
      throw error;
    }
  }

  /** @param {Cache} cache @param {import('./types/offline').KeptFile} file */
  async function keep(cache, {url, sha256}) {
    const address = addressOf(url);
    if (await cache.match(address)) return; // from an earlier attempt
    const bytes = await found(address, sha256);
    await cache.put(address, new Response(bytes, {headers: {'content-type': typeOf(url)}}));
  }

  /**
   * Find a file's bytes in another version's cache, the browser's cache, or the network.
   * @param {string} address @param {string} sha256
   */
  async function found(address, sha256) {
    const ways = [
      () => caches.match(address),
      () => fetch(address, {cache: 'force-cache'}),
      () => fetch(address, {cache: 'reload'}),
    ];
    for (const way of ways) {
      const response = await way();
      const bytes = response?.ok && (await response.arrayBuffer());
      if (bytes && (await digest(bytes)) === sha256) return bytes;
    }
    throw new RangeError(`${address} is not what belongs to this version.`);
  }

  /** @param {ArrayBuffer} bytes */
  async function digest(bytes) {
    const sum = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
    return Array.from(sum, byte => byte.toString(16).padStart(2, '0')).join('');
  }

  /** Answer from the cache, or from the network. @param {Request} request */
  async function answer(request) {
    const anew = request.cache === 'reload' && (await network(request).catch(() => null));
    return anew || ((await kept(request.url).catch(() => undefined)) ?? fetch(request));
  }

  /** Fetch a file that was found damaged, and drop its cached copy. @param {Request} request */
  async function network(request) {
    const response = await fetch(request);
    if (!response.ok) return null;
    await (await caches.open(own)).delete(request.url);
    return response;
  }

  /** @param {string} url */
  async function kept(url) {
    const address = url.replace(/[?#].*/, '');
    const isPage = address === scope || address === scope + PAGE;
    const mine = await (await caches.open(own)).match(isPage ? scope : address);
    return mine ?? (isPage ? undefined : caches.match(address)); // an older page's file
  }

  /** Say which version this is and whether it is complete. Lost files are fetched again. @param {MessagePort} port */
  async function tell(port) {
    const cache = await caches.open(own);
    const isWhole = async () => (await cache.keys()).length === learnscopeVersion.files.length;
    if (!(await isWhole())) await keepAll().catch(() => {});
    port.postMessage({build: learnscopeVersion.build, kept: await isWhole()});
    await tidy();
  }

  /**
   * Remove older versions that no page uses any more. Each page holds a lock named after its version's
   * cache. Nothing is removed while a page has not said its version, or a newer version is on its way.
   */
  async function tidy() {
    const {installing, waiting} = worker.registration;
    if (installing || waiting || !navigator.locks) return;
    const pages = (await worker.clients.matchAll({includeUncontrolled: true})).filter(({url}) =>
      url.startsWith(scope),
    );
    const {held = []} = await navigator.locks.query();
    const needed = held.map(({name}) => name ?? '').filter(name => name.startsWith(family));
    if (needed.length < pages.length) return;
    const used = new Set([own, ...needed]);
    for (const name of await caches.keys()) {
      if (name.startsWith(family) && !used.has(name)) await caches.delete(name);
    }
  }
})();
