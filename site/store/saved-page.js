// What stands on the page and only the page knows, kept while it is loaded anew: texts that were
// typed and not used yet. It goes with this entry of the tab's history and nowhere else.

/** @typedef {{take: () => unknown, give: (kept: any) => void}} Keeper */

/** Of Python that the visitor typed, where another Python has taken the place of the one that ran it. */
export const ORIGINAL = ' The original Python runs: your text is in the editor, press Run.';

const NAME = 'learnscope';
/** @type {Map<string, Keeper>} */
const keepers = new Map();

/**
 * @param {string} name
 * @param {Keeper['take']} take what is to be kept, as plain data
 * @param {Keeper['give']} give puts it back
 */
export const keeping = (name, take, give) => void keepers.set(name, {take, give});

/** @param {string} name @param {HTMLTextAreaElement | HTMLInputElement} field */
export const keepingText = (name, field) =>
  keeping(
    name,
    () => field.value,
    kept => void (field.value = kept),
  );

/** Everything that is to be kept. @returns {Record<string, any>} */
export const texts = () =>
  Object.fromEntries(Array.from(keepers, ([name, {take}]) => [name, take()]));

/** @param {Record<string, unknown>} kept */
export function giveBack(kept) {
  for (const [name, {give}] of keepers) if (name in kept) give(kept[name]);
}

/** @param {unknown} kept @throws {DOMException} where it is too large */
export const putAway = kept => history.replaceState({...history.state, [NAME]: kept}, '');

/** @returns {any} what was put away before the page was loaded, or null */
export const putAwayBefore = () => history.state?.[NAME] ?? null;

export function forgetPutAway() {
  const {[NAME]: _, ...others} = history.state ?? {};
  history.replaceState(others, '');
}
