// Find colours for canvases: the page's own as numbers, and hues for classes and values.

/** @typedef {[number, number, number]} Colour */

const CLASSES = 8; // hues in training.css
const probe = document.createElement('canvas').getContext('2d', {willReadFrequently: true});

/** Read a colour of the style sheet as it is now. @param {Element} element @param {string} name @returns {Colour} */
function colourOf(element, name) {
  if (!probe) return [0, 0, 0];
  probe.fillStyle = getComputedStyle(element).getPropertyValue(name).trim();
  probe.fillRect(0, 0, 1, 1);
  const [red, green, blue] = probe.getImageData(0, 0, 1, 1).data;
  return [red, green, blue];
}

/** Find the hues of positive and negative values. @param {Element} element */
export const hues = element => ({
  positive: colourOf(element, '--positive'),
  negative: colourOf(element, '--negative'),
});

/** @typedef {ReturnType<typeof hues>} Hues */

/** Find the hue of each class. @param {Element} element @returns {Colour[]} */
export const classHues = element =>
  Array.from({length: CLASSES}, (_, k) => colourOf(element, `--class-${k}`));

/** Find which of the hues a class has. @param {number} k */
export const hueOf = k => ((k % CLASSES) + CLASSES) % CLASSES;

/** Call back whenever light has turned dark, or the other way round. @param {() => void} changed */
export const onScheme = changed =>
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', changed);

/**
 * Make a canvas view that is redrawn when the colour scheme changes.
 * @param {import('../types/state').View} update @param {() => void} forget what is drawn, so that everything is redrawn
 * @returns {import('../types/state').View}
 */
export function inBothSchemes(update, forget) {
  /** @type {import('../types/state').State | null} */
  let latest = null;
  onScheme(() => {
    forget();
    if (latest) update(latest);
  });
  return state => {
    latest = state;
    update(state);
  };
}
