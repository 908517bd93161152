// Run Python in a worker, so that the page never waits for it.
//
// The page sends {boot}, or passes it as the worker's name, then {complete} and any number of
// {id, request}. The worker sends {here}, {bytes, path}, {started}, {ready}, {failed, path, final},
// {completed}, and {id, snapshot}, {id, answer} or {id, error}. {dead} means that Python itself crashed.

import {boot, finish} from '../boot/boot.js';
import {plainAnswer} from './plain-answer.js';

/** @typedef {import('../boot/boot.js').Given} Given */

/** @type {any} */
let pyodide;
/** @type {(request: unknown) => any} */
let handle;

/** @param {MessageEvent} event */
self.onmessage = async ({data}) => {
  if (data.boot) await start(data.boot);
  else if (data.complete) await complete(data.complete);
  else answer(data.id, data.request);
};

const PAUSE = 100; // ms between two progress messages, to spare the page
/** @type {Map<string, number>} */
const untold = new Map();

/** @param {number} bytes @param {string} path */
function tell(bytes, path) {
  if (!untold.size) setTimeout(tellAll, PAUSE);
  untold.set(path, (untold.get(path) ?? 0) + bytes);
}

function tellAll() {
  for (const [path, bytes] of untold) self.postMessage({bytes, path});
  untold.clear();
}

/** @param {Given} given */
async function start(given) {
  try {
    pyodide = await boot(given, tell, () => {
      tellAll();
      self.postMessage({started: true});
    });
    const bridge = pyodide.pyimport('learnscope.api.bridge').Bridge();
    handle = request => {
      const asked = pyodide.toPy(request);
      const answered = bridge.handle(asked);
      const plain = answered.toJs({dict_converter: Object.fromEntries, create_pyproxies: false});
      answered.destroy();
      asked?.destroy?.();
      return plainAnswer(plain);
    };
    Object.assign(globalThis, {pyodide}); // for tests and for the browser's console
    self.postMessage({ready: true});
  } catch (error) {
    const {message, path, final} = /** @type {Error & {path?: string, final?: boolean}} */ (error);
    self.postMessage({failed: message ?? String(error), path, final});
  }
}

let completions = 0;

/**
 * Give Python its last files. Without them it runs too, but lacks some modules.
 * @param {Given} given
 */
async function complete(given) {
  const mine = ++completions;
  const {message, path} = await finish(pyodide, given, tell).then(
    () => ({message: '', path: ''}),
    error => error,
  );
  if (mine === completions) self.postMessage({completed: true, error: message, path}); // else a newer attempt is under way
}

/** @param {number} id @param {unknown} request */
function answer(id, request) {
  try {
    self.postMessage({id, ...handle(request)});
  } catch (error) {
    self.postMessage({dead: String(error)});
  }
}

self.postMessage({here: true});
if (self.name) start(JSON.parse(self.name).boot);
