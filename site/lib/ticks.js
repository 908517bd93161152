// Choose round numbers along an axis.

/**
 * List about this many of them from low to high.
 * @param {number} low @param {number} high @param {number} count
 */
export function ticksOf(low, high, count) {
  const rough = (high - low) / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * ([1, 2, 5, 10].find(k => k * power >= rough) ?? 10);
  const first = Math.ceil(low / step);
  const last = Math.floor(high / step);
  return Array.from({length: Math.max(0, last - first + 1)}, (_, n) =>
    Number(((first + n) * step).toPrecision(6)),
  );
}

/** Distances of ticks along training steps, which are whole numbers. */
export const WHOLE = Array.from({length: 10}, (_, n) => [1, 2, 5].map(k => k * 10 ** n)).flat();
