// Keep texts that were typed but not used yet while the page is reloaded. They are stored with this
// entry of the tab's history and nowhere else.

/** @typedef {{take: () => unknown, give: (kept: any) => void}} Keeper */

/** Sentence on typed Python after another worker has taken over. */
export const ORIGINAL_RUNS = ' The original Python runs: your text is in the editor, press Run.';

const NAME = 'learnscope';
/** @type {Map<string, Keeper>} */
const keepers = new Map();

/**
 * @param {string} name
 * @param {Keeper['take']} take reads the text as plain data
 * @param {Keeper['give']} give puts it back
 */
export const keepOverReload = (name, take, give) => void keepers.set(name, {take, give});

/** @param {string} name @param {HTMLTextAreaElement | HTMLInputElement} field */
export const keepTextOverReload = (name, field) =>
  keepOverReload(
    name,
    () => field.value,
    kept => {
      field.value = kept;
    },
  );

/** Read all texts to keep. @returns {Record<string, any>} */
export const texts = () =>
  Object.fromEntries(Array.from(keepers, ([name, {take}]) => [name, take()]));

/** @param {Record<string, unknown>} kept */
export function restoreTexts(kept) {
  for (const [name, {give}] of keepers) if (name in kept) give(kept[name]);
}

/** @param {unknown} kept @throws {DOMException} if it is too large */
export const savePage = kept => history.replaceState({...history.state, [NAME]: kept}, '');

/** @returns {any} the value saved before the reload, or null */
export const savedPage = () => history.state?.[NAME] ?? null;

export function forgetSavedPage() {
  const {[NAME]: _, ...others} = history.state ?? {};
  history.replaceState(others, '');
}
