// Says why the page itself does not come: the browser is too old, or files are missing, damaged or late.
// It has to run where nothing else does, so it uses nothing that is newer than 2020.

const OLD =
  'This browser is too old for Learnscope, which needs one from 2023 or later, such as a current Chrome, Edge, Firefox or Safari.';
const STILL = 'What stands here is the network as it begins. The explanation can be read.';
const CUT = 'This page did not come whole: its end is missing.';
const SLOW = 8_000; // ms after which it is worth a word
const STALLED = 30_000; // ms after which it may help to try again

/**
 * @param {string[]} modules the addresses of those that the page begins with
 * @param {(() => Promise<boolean>) | null} areStyles whether those that came are right; null if they stand in the page
 */
export function watchLoading(modules, areStyles) {
  const isOld = !(
    'findLast' in Array.prototype &&
    'hasOwn' in Object &&
    'structuredClone' in globalThis
  );

  /** Loads the page once more, past all caches, where the fault may be. */
  async function again() {
    const wanted = modules.length ? [location.href, ...modules] : [];
    await Promise.all(wanted.map(url => fetch(url, {cache: 'reload'}).catch(() => {})));
    location.reload();
  }

  return {
    isOld,
    styled: areStyles && styles(areStyles),
    /**
     * Says how it goes until the page is there, or what hinders it.
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
 * Says something in the page's status, beside the picture that stands for the page.
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
 * Resolves when the page has its styles, or does without them for now.
 * @param {() => Promise<boolean>} areRight
 */
function styles(areRight) {
  const bare = sentence('The page’s styles have not come, so it looks bare.', () => load('reload'));
  let tries = 0;

  /** Loads the styles once more, in a way for which the browser does not wait. @param {RequestCache} cache */
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
      if (type === 'load') resolve(null); // it is looked at beside all else
      if (type === 'load' && (await areRight())) return bare.remove();
      if (tries) without();
      else load('reload');
    };
    for (const kind of ['load', 'error']) document.addEventListener(kind, done, {capture: true});
  });
}
