// Find out whether the host compresses WebAssembly better than the build did.

const BETTER = ['br', 'zstd']; // better than gzip
const DECIDE_MS = 500; // the longest wait for the answer

/** Watch how the host sends the main WebAssembly file, which alone reveals it. */
export function createHostCompression() {
  /** @type {(isBetter: boolean) => void} */
  let decide = () => {};
  /** @type {Promise<boolean>} */
  const isBetter = new Promise(resolve => {
    decide = resolve;
  });
  const isTelling = (/** @type {string} */ path) => path.endsWith('.asm.wasm');
  return {
    isBetter,
    /** @param {string} path */
    asked(path) {
      if (isTelling(path)) setTimeout(decide, DECIDE_MS, false);
    },
    /** @param {string} path @param {Response | null} response */
    seen(path, response) {
      const encoding = response?.headers.get('content-encoding') ?? '';
      if (isTelling(path)) decide(BETTER.includes(encoding));
    },
  };
}
