// The files that Python starts from. Each is downloaded, its bytes are counted as they come in, and it
// is compared with what the build made: nothing is used that is not the same to the last bit.

import * as kept from './opfs-cache.js';
import {sha256} from './sha256.js';
import {decompressed} from './unzip.js';

/**
 * A file on its way: its bytes, or what is made of them while they come in, both only when they
 * have proved to be the right ones.
 * @typedef {{bytes: Promise<Uint8Array<ArrayBuffer>>, made: Promise<any>}} Coming
 * @typedef {ReturnType<typeof createDownloads>} Downloads
 */

const ownFetch = globalThis.fetch; // for Pyodide there is another
const BETTER = ['br', 'zstd']; // than gzip
const LATEST_WORD = 500; // ms; nothing waits longer for what a host can do
const NONE = new Uint8Array(); // of what is made of them nobody needs the bytes

/**
 * What is made of a file while it comes in, and of which form of it the same is made again at the
 * next visit.
 * @typedef {import('../types/state').SiteFile} SiteFile
 * @typedef {object} Use
 * @property {RegExp} fits
 * @property {(response: Response) => Promise<any>} make
 * @property {(file: SiteFile) => SiteFile | undefined} form
 * @property {(bytes: Uint8Array<ArrayBuffer>) => Promise<any>} again
 */

/** @type {Use[]} */
const USES = [
  {
    fits: /\.asm\.wasm$/,
    make: response => WebAssembly.compileStreaming(response),
    form: file => file,
    again: bytes => WebAssembly.compile(bytes),
  },
  {
    fits: /\.snapshot$/,
    make: response => decompressed(response, 'gzip'),
    form: ({raw}) => raw,
    again: async ({buffer}) => buffer,
  },
];
/** @param {string} path */
const useOf = path => USES.find(({fits}) => fits.test(path));

/**
 * @param {string} base where the page lies
 * @param {SiteFile[]} wanted
 * @param {Record<string, import('../types/state').Packed> | null} files their contents, or null to fetch them
 * @param {(bytes: number, path: string) => void} onBytes
 */
export function createDownloads(base, wanted, files, onBytes) {
  const root = files ? 'http://folder.invalid/' : base;
  const stop = new AbortController();
  const host = createHost();
  /** @type {Map<string, Coming>} */
  const coming = new Map();
  /** @type {Map<string, Uint8Array<ArrayBuffer>>} */
  const madeUp = new Map();
  /** @type {import('./opfs-cache.js').Content[]} */
  const unkept = [];
  for (const file of wanted) {
    const source = {base, host, signal: stop.signal, unkept};
    const whole = files
      ? unpacked(file, files[file.path])
      : again(source, file, onBytes).then(made => made ?? downloaded(source, file, onBytes));
    const [bytes, made] = [whole.then(got => got.bytes), whole.then(got => got.made)];
    for (const promise of [bytes, made]) promise.catch(() => {}); // they are awaited later
    coming.set(file.path, {bytes, made});
  }
  const of = (/** @type {string} */ path) => /** @type {Coming} */ (coming.get(path));
  /** @type {(why: unknown) => void} */
  let refuse = () => {};
  /** @type {Promise<never>} */
  const refused = new Promise((_, reject) => (refuse = reject));
  refused.catch(() => {}); // it is awaited later

  return {
    root,
    /** Resolves when all are here, and right. */
    arrived: () => Promise.all([...coming.values()].map(({made}) => made)).then(() => {}),
    /** @param {string} path */
    bytes: path => of(path).bytes,
    /** What has been made of a file. @param {string} path */
    made: path => of(path).made,
    /** Rejects when the WebAssembly can't be instantiated, which Pyodide itself passes over. */
    refused,
    /** Makes up a file; returns its address. @param {string} path @param {Uint8Array<ArrayBuffer>} bytes */
    answer(path, bytes) {
      madeUp.set(root + path, bytes);
      return root + path;
    },
    /** What is to be kept for the next visit, handed out once. */
    unkept: () => unkept.splice(0),
    /** Gives up what is still on its way. */
    stop: () => stop.abort(new Error('It was given up.')),
    /** Answers Pyodide's requests from here; returns what ends that. */
    intercept() {
      const {instantiateStreaming} = WebAssembly;
      globalThis.fetch = async (resource, options) => {
        const url = resource instanceof Request ? resource.url : String(resource);
        if (url.endsWith('.wasm')) return typed('', url); // it is compiled already
        const bytes = madeUp.get(url) ?? (await coming.get(url.slice(root.length))?.bytes);
        return bytes ? typed(bytes, url) : ownFetch(resource, options);
      };
      /** @param {unknown} _ @param {WebAssembly.Imports} imports @returns {Promise<any>} */
      const instantiated = async (_, imports) => {
        const module = await of(
          wanted.find(({path}) => path.endsWith('.wasm'))?.path ?? '',
        ).made.catch(never);
        const instance = WebAssembly.instantiate(module, imports);
        instance.catch(refuse);
        return {module, instance: await instance};
      };
      Object.assign(WebAssembly, {instantiateStreaming: instantiated});
      return () => {
        globalThis.fetch = ownFetch;
        Object.assign(WebAssembly, {instantiateStreaming});
      };
    },
  };
}

/** What does not come is told by arrived(). @returns {Promise<any>} */
const never = () => new Promise(() => {});

/** What went wrong with a file, in a sentence that can be shown. */
export class FileProblem extends Error {
  /** @param {string} path @param {string} what goes on after the file's name */
  constructor(path, what) {
    super(`${path.split('/').pop()} ${what}.`);
    this.path = path;
  }
}

/**
 * Whether the host compresses WebAssembly better than gzip does: then so it does with a file that says
 * it is such. Nobody can know that but by what it does.
 */
function createHost() {
  /** @type {(does: boolean) => void} */
  let tell = () => {};
  const compresses = /** @type {Promise<boolean>} */ (new Promise(resolve => (tell = resolve)));
  const isTelling = (/** @type {string} */ path) => path.endsWith('.asm.wasm');
  return {
    compresses,
    /** @param {string} path */
    asked(path) {
      if (isTelling(path)) setTimeout(tell, LATEST_WORD, false);
    },
    /** @param {string} path @param {Response | null} response */
    seen(path, response) {
      if (isTelling(path)) tell(BETTER.includes(response?.headers.get('content-encoding') ?? ''));
    },
  };
}

/** @typedef {{base: string, host: ReturnType<typeof createHost>, signal: AbortSignal, unkept: import('./opfs-cache.js').Content[]}} Source */

/**
 * What was kept of a file by an earlier visit, if it is still right.
 * @param {Source} source @param {SiteFile} file
 * @param {(bytes: number, path: string) => void} onBytes
 */
async function again({base, host}, file, onBytes) {
  const use = useOf(file.path);
  const form = use?.form(file);
  const bytes = form && (await kept.read(base, form));
  if (!use || !bytes || (await sha256(bytes)) !== form.sha256) return null;
  onBytes(file.bytes, file.path);
  host.seen(file.path, null);
  return {bytes: NONE, made: await use.again(bytes)};
}

/**
 * A file over the network. What is missing or wrong may be so in a cache only: it is asked for once
 * more, past all caches. What the host can compress better than the build did comes raw.
 * @param {Source} source @param {SiteFile} file
 * @param {(bytes: number, path: string) => void} onBytes
 */
async function downloaded(source, file, onBytes) {
  const first = file.raw && (await source.host.compresses) ? file.raw : file;
  let told = 0;
  /** @param {number} share of the file that is here */
  const tell = share => {
    const bytes = Math.round(share * file.bytes) - told;
    told += bytes;
    onBytes(bytes, file.path);
  };
  const {bytes, made} = await attempt(source, first, 'default', tell).catch(error => {
    if (source.signal.aborted || !(error instanceof FileProblem)) throw error;
    tell(0);
    return attempt(source, file, 'reload', tell);
  });
  const use = useOf(file.path);
  const form = use?.form(file);
  if (form)
    source.unkept.push({
      file: form,
      bytes: made instanceof ArrayBuffer ? new Uint8Array(made) : bytes,
    });
  return {bytes: use ? NONE : bytes, made};
}

/**
 * @param {Source} source @param {SiteFile} file @param {RequestCache} cache
 * @param {(share: number) => void} tell
 */
async function attempt({base, host, signal}, file, cache, tell) {
  const {path, url} = file;
  host.asked(path);
  const response = await ownFetch(base + url, {cache, signal}).catch(() => null);
  host.seen(path, response);
  if (!response) throw new FileProblem(path, 'could not be loaded: the network did not answer');
  if (!response.ok || !response.body)
    throw new FileProblem(path, `could not be loaded: the server answered ${response.status}`);
  const isPage = response.headers.get('content-type')?.startsWith('text/html');
  if (isPage)
    throw new FileProblem(
      path,
      'did not come, a web page came in its place: this network may want you to log in first',
    );
  const use = useOf(path);
  const beside = use && createBeside(path, use.make);
  const bytes = await collected(file, response.body, (chunk, share) => {
    tell(share);
    beside?.add(chunk);
  }).finally(() => beside?.end());
  await check(file, bytes);
  return {bytes, made: beside ? await beside.made : bytes.buffer};
}

/**
 * What is made of a file while it comes in. The response is not cloned for that, which would cost a
 * browser more than all the rest.
 * @param {string} path @param {(response: Response) => Promise<any>} make
 */
function createBeside(path, make) {
  /** @type {ReadableStreamDefaultController<Uint8Array> | null} */
  let to = null;
  const stream = new ReadableStream({
    start: controller => void (to = controller),
    cancel: () => void (to = null), // what it is made into finds it wrong, and so will its checksum
  });
  const made = make(typed(stream, path));
  made.catch(() => {}); // it is awaited later
  return {
    made,
    /** @param {Uint8Array} chunk */
    add: chunk => to?.enqueue(chunk),
    end: () => to?.close(),
  };
}

/**
 * The bytes of a stream (as they are after the transfer's own compression, which is what the manifest
 * counts too).
 * @param {SiteFile} file @param {ReadableStream<Uint8Array>} stream
 * @param {(chunk: Uint8Array, share: number) => void} onChunk `share` of the file is here
 */
async function collected({path, bytes: size}, stream, onChunk) {
  const all = new Uint8Array(size);
  let at = 0;
  const reader = stream.getReader();
  for (;;) {
    const {done, value} = await reader.read().catch(() => {
      throw new FileProblem(path, 'broke off on its way');
    });
    if (done) break;
    if (at + value.length > size)
      throw new FileProblem(path, 'is not the file that belongs to this page');
    all.set(value, at);
    at += value.length;
    onChunk(value, at / size);
  }
  if (at < size) throw new FileProblem(path, 'broke off on its way');
  return all;
}

/** @param {SiteFile} file @param {Uint8Array<ArrayBuffer>} bytes */
async function check({path, bytes: size, sha256: wanted}, bytes) {
  if (bytes.length !== size || (await sha256(bytes)) !== wanted) {
    throw new FileProblem(path, 'was changed on its way, so it is not used');
  }
}

/** @param {BodyInit | null} body @param {string} path */
function typed(body, path) {
  const type = path.endsWith('.wasm') ? 'application/wasm' : 'application/octet-stream';
  return new Response(body, {headers: {'content-type': type}});
}

/**
 * What the page has read out of the folder: base64, and compressed if that was worth it.
 * @param {SiteFile} file @param {import('../types/state').Packed} packed
 */
async function unpacked(file, {text, zipped}) {
  const bytes = await fromText(text, zipped).catch(() => {
    throw new FileProblem(file.path, 'is damaged');
  });
  await check(file, bytes);
  return {bytes, made: await useOf(file.path)?.make(typed(bytes, file.path))};
}

/** @param {string} text @param {boolean} zipped */
async function fromText(text, zipped) {
  const coded = fromBase64(text);
  return zipped ? new Uint8Array(await decompressed(new Response(coded), 'gzip')) : coded;
}

/** @param {string} text @returns {Uint8Array<ArrayBuffer>} */
function fromBase64(text) {
  const native = /** @type {any} */ (Uint8Array).fromBase64;
  return native ? native(text) : Uint8Array.from(atob(text), c => c.charCodeAt(0));
}
