// Draw marks of points on a map: each class has its own shape, as part of an SVG path.

const SHAPES = [
  (/** @type {number} */ r) => `m${-r} 0a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0z`, // a circle
  (/** @type {number} */ r) =>
    polygon(
      [
        [-r, -r],
        [r, -r],
        [r, r],
        [-r, r],
      ],
      0.9,
    ), // a square
  (/** @type {number} */ r) =>
    polygon(
      [
        [0, -r],
        [r, 0.8 * r],
        [-r, 0.8 * r],
      ],
      1.2,
    ), // a triangle
  (/** @type {number} */ r) =>
    polygon(
      [
        [0, -r],
        [r, 0],
        [0, r],
        [-r, 0],
      ],
      1.3,
    ), // a diamond
  (/** @type {number} */ r) =>
    polygon(
      [
        [0, r],
        [r, -0.8 * r],
        [-r, -0.8 * r],
      ],
      1.2,
    ), // a triangle on its tip
  (/** @type {number} */ r) =>
    polygon(
      [
        [-r, -r / 3],
        [-r / 3, -r / 3],
        [-r / 3, -r],
        [r / 3, -r],
        [r / 3, -r / 3],
        [r, -r / 3],
        [r, r / 3],
        [r / 3, r / 3],
        [r / 3, r],
        [-r / 3, r],
        [-r / 3, r / 3],
        [-r, r / 3],
      ],
      1.2,
    ), // a cross
];

/** @param {number[][]} corners @param {number} scale */
function polygon(corners, scale) {
  let [x, y] = [0, 0];
  const moves = corners.map(([cx, cy], n) => {
    const move = `${n ? 'l' : 'm'}${(scale * (cx - x)).toFixed(2)} ${(scale * (cy - y)).toFixed(2)}`;
    [x, y] = [cx, cy];
    return move;
  });
  return `${moves.join('')}z`;
}

/** Draw the mark of a class at a place. @param {number} k @param {number} x @param {number} y @param {number} radius */
export const markOf = (k, x, y, radius) =>
  `M${x.toFixed(1)} ${y.toFixed(1)}${SHAPES[((k % SHAPES.length) + SHAPES.length) % SHAPES.length](radius)}`;
