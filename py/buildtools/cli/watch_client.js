// Injected by `serve --watch`: reloads the page after each build, and restores the network and the
// scroll position. It is not part of dist/.
(() => {
  const NAME = 'learnscope-watch';
  navigator.serviceWorker?.getRegistrations().then(all => all.forEach(each => each.unregister()));
  // Without this, a service worker would keep serving the old page.
  Object.defineProperty(navigator, 'serviceWorker', {value: undefined});

  let build = '';
  let waiting = sessionStorage.getItem(NAME) ?? ''; // saved, but not restored yet
  sessionStorage.removeItem(NAME);
  new EventSource('changes').onmessage = ({data}) => {
    if (build && build !== data) leave();
    build = data;
  };
  addEventListener('DOMContentLoaded', goOn);

  async function leave() {
    sessionStorage.setItem(NAME, waiting || JSON.stringify(await everything()));
    location.reload();
  }

  async function everything() {
    const kept = {snapshot: learnscope.snapshot(), typed: {}, x: scrollX, y: scrollY};
    for (const module of Object.keys(kept.snapshot?.python?.typed ?? {})) {
      kept.typed[module] = (await learnscope.request({op: 'source', module})).text;
    }
    return kept;
  }

  async function goOn() {
    if (!waiting) return;
    const {snapshot, typed, x, y} = JSON.parse(waiting);
    try {
      await learnscope.ready;
      await learnscope.request({op: 'restore', start: snapshot, last: snapshot, typed});
    } catch (error) {
      console.warn('The network could not be taken up again:', error);
    }
    waiting = '';
    requestAnimationFrame(() => requestAnimationFrame(() => scrollTo(x, y))); // after it is drawn
  }
})();
