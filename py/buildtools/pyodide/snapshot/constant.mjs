// Imported first: fixes everything that could differ between two builds.
import nodeCrypto from 'node:crypto';

const NOW = 1735689600000; // 1 January 2025, chosen arbitrarily
const RealDate = Date;

globalThis.Date = class extends RealDate {
  constructor(...given) {
    if (given.length) super(...given);
    else super(NOW);
  }
  static now = () => NOW;
};
performance.now = () => 1;
Math.random = () => 0.5;

let state = 1;
const bytes = array => {
  const view = new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
  for (let i = 0; i < view.length; i++) {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    view[i] = state >>> 16;
  }
  return array;
};
crypto.getRandomValues = bytes;
nodeCrypto.randomFillSync = bytes; // called by Emscripten under Node
// Pyodide reads the browser's name, so hide it.
Object.defineProperty(globalThis, 'navigator', {value: {userAgent: ''}, configurable: true});
