// Draw a text in front of connections, with a patch in the colour of the paper between them. The text has a
// wide stroke of that colour, which follows its letters. But browsers leave small holes in wide strokes of
// small letters, and a line would show through them.

import {set, svg, write} from '../lib/dom.js';

const ABOVE = 0.75; // height of digits above the baseline, as a share of the letters' size
const BELOW = 0.05;

/** @type {Map<string, {width: number, size: number}>} the sizes of measured texts, in units of the figure */
const measured = new Map();

/** Share of a text's width that is left of its place, by anchor. */
const LEFT = {start: 0, middle: 0.5, end: 1};

/**
 * Make the text; its patch appears before it in the same parent.
 * @param {string} className @param {Record<string, string>} [attributes]
 */
export function createCoveredText(className, attributes = {}) {
  const element = svg('text', {class: className, ...attributes});
  const patch = svg('rect', {class: 'patch'});
  let [x, y, left] = [0, 0, 0];
  let scale = '';
  let covered = '';

  const cover = () => {
    const shape = element.textContent.replace(/\d/g, '0'); // all digits are equally wide
    if (shape === covered) return;
    const sizes = shape && measuredText(element, `${className} ${scale} ${shape}`);
    covered = sizes ? shape : '';
    if (!sizes) return patch.remove();
    const {width, size} = sizes;
    const height = (ABOVE + BELOW) * size;
    set(patch, {x: x - left * width, y: y - ABOVE * size, width, height});
    if (!patch.isConnected) element.before(patch);
  };
  return {
    element,
    /**
     * Put the text in its place.
     * @param {{x: number, y: number}} place @param {keyof typeof LEFT} anchor
     * @param {number} unit a number that differs for each size of the letters
     */
    arrange(place, anchor, unit) {
      [x, y, left, scale, covered] = [place.x, place.y, LEFT[anchor], String(unit), ''];
      set(element, {...place, 'text-anchor': anchor});
      cover();
    },
    /** @param {string} text */
    write(text) {
      write(element, text);
      cover();
    },
  };
}

/**
 * Measure a text, or take its known size. Returns null if it is not laid out.
 * @param {SVGTextElement} element @param {string} key
 */
function measuredText(element, key) {
  const before = measured.get(key);
  if (before) return before;
  const width = element.getComputedTextLength?.() ?? 0;
  if (!width) return null;
  const sizes = {width, size: parseFloat(getComputedStyle(element).fontSize)};
  measured.set(key, sizes);
  return sizes;
}
