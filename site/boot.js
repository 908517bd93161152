// Starts Pyodide with NumPy and the core in it, and says honestly how far it has come.

/**
 * @param {object} given
 * @param {string} given.base where the page lies
 * @param {import('./types').Manifest} given.manifest
 * @param {Record<string, ArrayBuffer> | null} given.files the runtime's bytes, or null to fetch them
 * @param {(loaded: number) => void} onBytes
 * @param {() => void} onStart when all bytes are here
 */
export async function boot({base, manifest, files}, onBytes, onStart) {
  // Pyodide asks for its files by URL; each is answered from the one download that is counted.
  const root = files ? 'http://folder.invalid/' : base;
  const downloads = new Map(
    manifest.runtime
      .filter(({path}) => !path.endsWith('js'))
      .map(({path}) => [root + path, files ? Promise.resolve(typed(files[path], path)) : counted(base + path, onBytes)]),
  );
  const ownFetch = globalThis.fetch;
  globalThis.fetch = (resource, options) => {
    const url = resource instanceof Request ? resource.url : String(resource);
    const download = downloads.get(url);
    return download ? download.then(response => response.clone()) : ownFetch(resource, options);
  };
  try {
    // Each is read as soon as it answers: only what is read comes in, and is counted.
    const read = [...downloads.values()].map(async download => (await download).clone().arrayBuffer());
    const all = Promise.all(read).then(onStart);
    const [{loadPyodide}, {default: createPyodideModule}] = await Promise.all([
      // @ts-ignore the built site has these
      import('./runtime/pyodide.mjs'),
      // @ts-ignore
      import('./runtime/pyodide.asm.mjs'),
      all,
    ]);
    const pyodide = await loadPyodide({
      indexURL: root + 'runtime/',
      packageBaseUrl: root + 'runtime/',
      lockFileURL: root + 'runtime/pyodide-lock.json',
      stdLibURL: root + 'runtime/python_stdlib.zip',
      createPyodideModule,
    });
    let trouble = '';
    const errorCallback = (/** @type {string} */ message) => (trouble = message);
    await pyodide.loadPackage(manifest.packages, {messageCallback: () => {}, errorCallback});
    if (trouble) throw new Error(trouble);
    return pyodide;
  } finally {
    globalThis.fetch = ownFetch;
  }
}

/**
 * WebAssembly compiles while it comes in only if its type is right, which not every host knows.
 * @param {BodyInit} body @param {string} path
 */
function typed(body, path) {
  const type = path.endsWith('.wasm') ? 'application/wasm' : 'application/octet-stream';
  return new Response(body, {headers: {'content-type': type}});
}

/**
 * The response, with its bytes counted as they come in (as they are after the transfer's own
 * compression, which is what the manifest counts too).
 * @param {string} url @param {(loaded: number) => void} onBytes
 */
async function counted(url, onBytes) {
  const response = await fetch(url).catch(() => null);
  if (!response?.ok || !response.body) {
    const why = response ? `the server answered ${response.status}` : 'the network did not answer';
    throw new Error(`${url.split('/').pop()} could not be loaded: ${why}.`);
  }
  const meter = new TransformStream({
    transform(chunk, controller) {
      onBytes(chunk.length);
      controller.enqueue(chunk);
    },
  });
  return typed(response.body.pipeThrough(meter), url);
}
