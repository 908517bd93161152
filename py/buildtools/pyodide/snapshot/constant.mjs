// Imported first: whatever could differ between two builds is the same in all of them.
import nodeCrypto from 'node:crypto';

const NOW = 1735689600000; // 1 January 2025, as good as any
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
nodeCrypto.randomFillSync = bytes; // what Emscripten asks under Node
// Pyodide looks at the browser's name, so let it see none.
Object.defineProperty(globalThis, 'navigator', {value: {userAgent: ''}, configurable: true});
