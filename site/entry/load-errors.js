// Explain why the page does not load: the browser is too old, or files are missing, damaged or late. This
// must run in every browser, so it uses nothing newer than 2020.

const OLD =
  'This browser is too old for Learnscope, which needs one from 2023 or later, such as a current Chrome, Edge, Firefox or Safari.';
const STILL = 'What stands here is the network as it begins. The explanation can be read.';
const CUT = 'This page did not come whole: its end is missing.';
const SLOW = 8_000; // ms after which the page says that it is slow
const STALLED = 30_000; // ms after which it offers to try again

/**
 * @param {string[]} modules the addresses of the modules that the page begins with
 * @param {(() => Promise<boolean>) | null} areStyles whether the styles that arrived are right; null if they are in the page
 */
export function watchLoading(modules, areStyles) {
  const isOld = !(
    'findLast' in Array.prototype &&
    'hasOwn' in Object &&
    'structuredClone' in globalThis
  );

  /** Reload the page, bypassing all caches, which may be at fault. */
  async function again() {
    const wanted = modules.length ? [location.href, ...modules] : [];
    await Promise.all(wanted.map(url => fetch(url, {cache: 'reload'}).catch(() => {})));
    location.reload();
  }

  return {
    isOld,
    styled: areStyles && styles(areStyles),
    /**
     * Report progress until the page is there, or what prevents it.
     * @param {Promise<unknown>} page @param {Promise<unknown>} parsed
     */
    follow(page, parsed) {
      const timers = [
        setTimeout(() => tell(`The page’s script comes slowly. ${STILL}`), SLOW),
        setTimeout(
          () => tell(`The page’s script did not come for half a minute. ${STILL}`, again),
          STALLED,
        ),
      ];
      const over = () => timers.forEach(clearTimeout);
      page.then(over, async error => {
        over();
        await parsed;
        if (isOld) return tell(`${OLD} ${STILL}`);
        if (modules.length && !wasReloaded()) return again();
        if (error.isCut) return tell(CUT, again);
        tell(
          `The page’s script could not be loaded (${error.message.replace(/\.$/, '')}). ${STILL}`,
          again,
        );
      });
    },
  };
}

const wasReloaded = () =>
  performance
    .getEntriesByType('navigation')
    .some(entry => /** @type {any} */ (entry).type === 'reload');

/**
 * Say something in the page's status, beside the picture of the network.
 * @param {string} text @param {() => void} [retry]
 */
function tell(text, retry) {
  const status = document.getElementById('status');
  const stage = document.getElementById('stage');
  if (stage) stage.setAttribute('data-still', '');
  if (status) status.textContent = '';
  (status || document.body).prepend(sentence(text, retry));
}

/** @param {string} text @param {() => void} [retry] */
function sentence(text, retry) {
  const element = document.createElement('p');
  element.setAttribute('role', 'alert');
  element.textContent = text;
  if (!retry) return element;
  const button = document.createElement('button');
  button.type = 'button';
  button.textContent = 'Try again';
  button.addEventListener('click', retry);
  element.append(' ', button);
  return element;
}

/**
 * Wait until the page has its styles, or must do without them for now.
 * @param {() => Promise<boolean>} areRight
 */
function styles(areRight) {
  const bare = sentence('The page’s styles have not come, so it looks bare.', () => load('reload'));
  let tries = 0;

  /** Load the styles again, without blocking the page. @param {RequestCache} cache */
  async function load(cache) {
    tries++;
    const link = document.querySelector('link[rel=stylesheet]');
    if (!(link instanceof HTMLLinkElement)) return;
    const {href} = link;
    if (cache === 'reload') await fetch(href, {cache}).catch(() => {});
    document.head.append(Object.assign(document.createElement('link'), {rel: 'stylesheet', href}));
    link.remove();
  }

  return new Promise(resolve => {
    const without = () => {
      document.body.prepend(bare);
      resolve(null);
    };
    const late = setTimeout(() => load('default').then(without), SLOW);
    /** @param {Event} event */
    const done = async ({target, type}) => {
      if (!(target instanceof HTMLLinkElement) || !/\bstyles\b/.test(target.href)) return;
      clearTimeout(late);
      if (type === 'load') resolve(null); // they are checked while the page goes on
      if (type === 'load' && (await areRight())) return bare.remove();
      if (tries) without();
      else load('reload');
    };
    for (const kind of ['load', 'error']) document.addEventListener(kind, done, {capture: true});
  });
}
