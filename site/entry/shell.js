// Begin the page. This script is inside the page, so that nothing waits for it. It finds out where the
// page comes from, and loads the rest from there.

import {fromFolder} from '../host/folder.js';
import {overHttp} from '../host/http.js';
import {copyRequest} from '../python/request-copy.js';
import {watchLoading} from './load-errors.js';
import {hideUntilReady} from './reveal.js';

const {lay, show} = hideUntilReady();
const isInside = document.documentElement.dataset.files === 'inside';
const isFolder = isInside || location.protocol === 'file:';
if (!isFolder) {
  // Only a page from a folder needs more than this.
  const policy = {
    httpEquiv: 'Content-Security-Policy',
    content: "script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'",
  };
  document.head.append(Object.assign(document.createElement('meta'), policy));
}

/** @type {import('../types/state').Manifest} */
const manifest = JSON.parse(document.getElementById('manifest')?.textContent ?? '');

// The page is assembled when all of its text is there, and the styles by which it measures.
const parsed = new Promise(resolve => addEventListener('DOMContentLoaded', resolve));
const http = isFolder ? null : overHttp(manifest);
const host = http?.host ?? fromFolder(manifest, isInside ? parsed : null);
const areWhole = async () =>
  getComputedStyle(document.documentElement).getPropertyValue('--whole') !== '';
const areStyles = http?.areStyles ?? (isInside ? null : areWhole);
const {styled, isOld, follow} = watchLoading(http ? manifest.first : [], areStyles);
if (!isOld) {
  try {
    http?.begin();
  } catch {
    // The page tries again later, and reports the error then.
  }
}
Promise.resolve(styled).then(lay);
/** Check that the last element of the page has arrived. */
const checkWhole = () => {
  if (!document.getElementById('offline'))
    throw Object.assign(new Error('This page did not come whole'), {isCut: true});
};
const page = isOld
  ? Promise.reject(new Error('This browser is too old.'))
  : Promise.all([host.load(), parsed.then(checkWhole), styled]).then(([app]) => app.main(host));
page.then(show, show);
follow(page, parsed);

// Serve other programs and the console: there from the first moment, answering as soon as possible.
const first = document.getElementById('first-snapshot')?.textContent ?? 'null';
let snapshot = () => JSON.parse(first);
const ready = page.then(opened => {
  snapshot = opened.snapshot;
  return opened.ready;
});
ready.catch(() => {});
window.learnscope = {
  ready,
  request: async request => {
    const wanted = copyRequest(request); // copied before any wait: the caller may change it
    return (await page).request(wanted);
  },
  snapshot: () => snapshot(),
};
