// Restore Pyodide from a snapshot, with NumPy and the core already imported.
//
// This does what loadPyodide() does with its own snapshots, and what dlopen() does for NumPy's side
// modules, except that each lands at its recorded place. If anything differs from the record this
// throws, and Python starts plainly instead.

import {oneIdentity} from './identity.js';
import {layBlocks, readImage} from './image.js';
import {placeLibraries} from './libraries.js';

const MOST_DATA = 5 << 20; // the main module's data end below this address
const EMPTY_ZIP = Uint8Array.of(0x50, 0x4b, 5, 6, ...new Uint8Array(18));

/**
 * @param {import('./downloads.js').Downloads} downloads
 * @param {import('./runtime.js').Runtime} runtime
 * @param {import('../types/state').Manifest} manifest
 * @returns {Promise<any>} Pyodide's public interface
 */
export async function restored(downloads, {loadPyodide, createPyodideModule}, manifest) {
  const {path, id} = manifest.snapshot;
  /** @type {Promise<import('./image.js').Image> | null} */
  let image = downloads.made(path).then(readImage);
  image.catch(() => {}); // awaited later
  // The real library comes after Python is ready: everything needed before is already imported.
  const stdLibURL = downloads.answer('runtime/none.zip', EMPTY_ZIP);
  const pyodide = await loadPyodide({
    indexURL: `${downloads.root}runtime/`,
    packageBaseUrl: `${downloads.root}runtime/`,
    lockFileContents: {info: manifest.pyodide, packages: {}},
    stdLibURL,
    _loadSnapshot: new Uint8Array(0),
    createPyodideModule: (/** @type {any} */ settings) =>
      inside(settings, createPyodideModule, image ?? Promise.reject(), id),
  });
  reseed(pyodide);
  const {digest} = (await image).header;
  image = null; // Pyodide keeps its settings, which would keep all those bytes in memory
  if (callPython(pyodide, 'learnscope.selftest', 'sample') !== digest)
    throw new Error('it computes something else');
  return pyodide;
}

/**
 * Create a fresh instance, and load the snapshot into it when Pyodide asks for one.
 * @param {any} settings
 * @param {(settings: any) => Promise<any>} create
 * @param {Promise<import('./image.js').Image>} coming
 * @param {string} id of the snapshot that belongs to this page
 */
async function inside(settings, create, coming, id) {
  let pristine = new Uint8Array();
  const instantiate = settings.instantiateWasm;
  settings.instantiateWasm = (/** @type {any} */ imports, /** @type {Function} */ use) =>
    instantiate(
      imports,
      (/** @type {WebAssembly.Instance} */ instance, /** @type {WebAssembly.Module} */ wasm) => {
        oneIdentity(instance.exports);
        const memory = /** @type {WebAssembly.Memory} */ (instance.exports.memory);
        pristine = new Uint8Array(memory.buffer).slice(0, MOST_DATA);
        use(instance, wasm);
      },
    );
  const module = await create(settings);
  const image = await coming;
  const {header} = image;
  if (header.id !== id) throw new Error('it belongs to another version of this page');
  if (header.build !== module.API.config.BUILD_ID)
    throw new Error('it was made with another Pyodide');
  // How CPython calls functions depends on the browser: keep this instance's own value.
  const trampoline =
    (module.__PyRuntime + module.HEAP32[module.__PyEM_EMSCRIPTEN_TRAMPOLINE_OFFSET >>> 2]) >>> 2;
  const kept = module.HEAP32[trampoline];
  const fresh = placeLibraries(module, image);
  fresh.push({at: 0, bytes: pristine.subarray(0, header.pristine)});
  writeFiles(
    module.FS,
    module.API.sitePackages,
    header.files.map(({path, span}) => ({path, bytes: image.part(span)})),
  );
  module.API.restoreSnapshot = () => {
    layBlocks(module.HEAPU8, module._sbrk(0) >>> 0, image, fresh);
    module.HEAP32[trampoline] = kept;
    // Otherwise these functions would keep all those bytes in memory.
    settings.instantiateWasm = module.instantiateWasm = module.API.restoreSnapshot = null;
    return header.references;
  };
  return module;
}

/**
 * @param {any} fs Pyodide's file system
 * @param {string} folder
 * @param {{path: string, bytes: Uint8Array}[]} files
 */
export function writeFiles(fs, folder, files) {
  const whole = files.map(({path, bytes}) => ({path: `${folder}/${path}`, bytes}));
  const folders = new Set(whole.map(({path}) => path.slice(0, path.lastIndexOf('/'))));
  for (const each of folders) fs.mkdirTree(each); // once each: it throws internally for a folder that exists
  for (const {path, bytes} of whole) fs.writeFile(path, bytes);
}

/**
 * Give each visitor new random numbers, in place of those fixed in the snapshot.
 * @param {any} pyodide
 */
function reseed(pyodide) {
  callPython(pyodide, 'random', 'seed');
  const modules = pyodide.pyimport('sys.modules');
  if (modules.has('numpy.random')) callPython(pyodide, 'numpy.random', 'seed');
  modules.destroy();
}

/**
 * Call a function of a Python module, and return its value.
 * @param {any} pyodide @param {string} module @param {string} name
 */
function callPython(pyodide, module, name) {
  const called = pyodide.pyimport(`${module}.${name}`);
  const value = called();
  called.destroy();
  return value;
}
