// Fill a neuron's circle by the sign and the size of its number.

/** Compute how strongly a circle is filled, for a number whose typical size is 1. @param {number} value */
const strength = value => `${(45 * Math.min(1, Math.abs(value))).toFixed(0)}%`;

/**
 * Fill a circle; one that has no number yet stays empty.
 * @param {SVGElement} circle @param {number | null} value
 */
export function fill(circle, value) {
  circle.dataset.sign = value === null ? 'none' : value < 0 ? 'negative' : 'positive';
  circle.style.setProperty('--fill', value === null ? '0%' : strength(value));
}
