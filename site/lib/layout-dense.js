// Lay out the figure of a large network: each layer is a block of cells.

/** @typedef {'field' | 'circle' | 'dot' | 'tile' | 'weights' | 'picture'} Kind */
/**
 * One layer. A cell is centred at xs[n], ys[n] and 2 · half wide; its circle's radius is r.
 * @typedef {object} Block
 * @property {Kind} kind a field or circle with its number inside, a dot, a tile, a dot with its weights
 *   as a picture, or a pixel of the picture that is the input
 * @property {number[]} xs @property {number[]} ys
 * @property {number} half @property {number} r
 * @property {number} columns @property {number} row the distance between rows
 * @property {number} side of the picture of a neuron's weights, or of a pixel
 * @property {number} left @property {number} right @property {number} top @property {number} bottom
 * @property {boolean} named whether there is room for a name above each
 * @property {boolean} beside whether there is room for a number at the right of each
 */
/** @typedef {ReturnType<typeof denseLayout>} DenseLayout */

const TOP = 20;
const FOOT = 58; // room for the cost
const SHARE = 0.58; // share of the width for cells; the rest is for the connections between them

/**
 * @param {number} width of the figure in its own units @param {number} tallest the height that it may have
 * @param {number[]} sizes how many neurons each layer has, the inputs first
 * @param {[number, number] | null} picture rows and columns where the inputs are pixels
 */
export function denseLayout(width, tallest, sizes, picture) {
  const compact = width < 620;
  const answers = compact ? 112 : 196;
  const outputs = sizes.length - 1;
  const most = Math.max(...sizes);
  const height = Math.min(tallest, Math.max(300, TOP + FOOT + most * 76));
  const area = {top: TOP, height: height - TOP - FOOT};
  const room = width - answers - 12;
  const seen = picture
    ? Math.min(area.height, 260, Math.max(64, (SHARE * 1.9 * room) / (outputs + 0.5)))
    : 0;
  const widest = (SHARE * (room - seen / 2)) / Math.max(2, outputs + 0.5);
  const layers = sizes.map((size, layer) => {
    if (layer === outputs) return column(size, area.height, compact ? 9 : 20);
    if (layer === 0 && picture) return pixels(picture, seen);
    if (layer === 1 && picture)
      return (
        withWeights(size, area.height, 1.4 * widest, picture) ??
        cells(size, area.height, widest, false)
      );
    return cells(size, area.height, widest, layer === 0);
  });
  const used = layers.reduce((sum, block) => sum + 2 * block.half * block.columns, 0);
  const gap = Math.max(6, (room - used) / outputs);
  let left = 2;
  for (const [layer, block] of layers.entries()) {
    place(block, sizes[layer], left, area);
    block.beside &&= gap > 100 && block.columns === 1;
    left = block.right + gap;
  }
  return {width, height, compact, layers, answers, answersX: width - answers, area, gap};
}

/**
 * @param {Kind} kind @param {number} half @param {number} r @param {number} columns
 * @param {number} row the distance between rows @param {Partial<Block>} [more]
 * @returns {Block}
 */
const block = (kind, half, r, columns, row, more = {}) => ({
  kind,
  half,
  r,
  columns,
  row,
  xs: [],
  ys: [],
  side: 0,
  left: 0,
  right: 0,
  top: 0,
  bottom: 0,
  named: false,
  beside: false,
  ...more,
});

/** Arrange neurons in a column. @param {number} size @param {number} height @param {number} largest radius */
function column(size, height, largest) {
  const row = Math.min(76, height / size);
  const r = Math.max(1.5, Math.min(largest, row / 2 - 1.5));
  return block(r >= 17 ? 'circle' : 'dot', r + 1, r, 1, row);
}

/**
 * Make cells as large as there is room for. @param {number} size @param {number} height @param {number} widest
 * @param {boolean} isInput whether numbers can be typed into them, given room
 */
function cells(size, height, widest, isInput) {
  const row = Math.min(76, height / size);
  const r = Math.min(24, (row - 15) / 2, widest / 2 - 1);
  if (r >= 17) return block(isInput ? 'field' : 'circle', r + 1, r, 1, row, {named: true});
  if (row >= 14.5)
    return block('dot', Math.min(row / 2, 11), Math.min(row / 2 - 1.5, 9.5, widest / 2), 1, row, {
      beside: true,
    });
  for (let side = 18; side > 2; side -= 0.5) {
    const rows = Math.floor(height / side);
    const columns = Math.ceil(size / rows);
    if (columns * side <= widest || side <= 2.5)
      return block('tile', side / 2, side / 2 - (side > 8 ? 1 : 0.5), columns, side);
  }
  return block('tile', 1, 0.8, Math.ceil(size / (height / 2)), 2);
}

/**
 * Show each neuron's weights as a picture, if that is large enough to be readable.
 * @param {number} size @param {number} height @param {number} widest @param {[number, number]} picture
 */
function withWeights(size, height, widest, [, pictureColumns]) {
  for (let side = 48; side >= 14; side -= 2) {
    const r = side > 24 ? 6.5 : 4;
    const half = (side + 2 * r + 8) / 2;
    const columns = Math.max(1, Math.floor(widest / (2 * half)));
    const rows = Math.ceil(size / columns);
    if (rows * (side + 5) <= height && pictureColumns <= side) {
      return block('weights', half, r, Math.ceil(size / rows), side + 5, {side, beside: true});
    }
  }
  return null;
}

/** @param {[number, number]} picture @param {number} widest */
function pixels([rows, columns], widest) {
  const side = Math.max(4, Math.floor(widest / Math.max(rows, columns)));
  return block('picture', side / 2, side / 2, columns, side, {side});
}

/**
 * Place a block's cells row by row, centred vertically.
 * @param {Block} of @param {number} size @param {number} left @param {{top: number, height: number}} area
 */
function place(of, size, left, area) {
  const rows = Math.ceil(size / of.columns);
  const named = of.named ? 7 : 0; // room for its name above
  of.top = area.top + (area.height - rows * of.row) / 2;
  for (let n = 0; n < size; n++) {
    of.xs.push(left + (2 * (n % of.columns) + 1) * of.half);
    of.ys.push(of.top + (Math.floor(n / of.columns) + 0.5) * of.row + named);
  }
  of.left = left;
  of.right = left + 2 * of.half * of.columns;
  of.bottom = of.top + rows * of.row;
}

/**
 * Find the cell that an arrow key leads to, or null if there is none.
 * @param {Block} of @param {number} index @param {string} key @returns {number | null}
 */
export function neighbour({columns, xs}, index, key) {
  const at = index % columns;
  const next = {
    ArrowUp: index - columns,
    ArrowDown: index + columns,
    ArrowLeft: at > 0 ? index - 1 : -1,
    ArrowRight: at < columns - 1 ? index + 1 : -1,
    Home: 0,
    End: xs.length - 1,
  }[key];
  return next === undefined || next < 0 || next >= xs.length ? null : next;
}

/**
 * Find the cell nearest to a point, if it is near. @param {Block} of @param {number} x @param {number} y
 */
export function cellAt(of, x, y) {
  if (x < of.left - 6 || x > of.right + 6 || y < of.top - 6 || y > of.bottom + 6) return null;
  let best = -1;
  let least = Math.max(of.half, 12) ** 2 + of.r ** 2;
  for (let n = 0; n < of.xs.length; n++) {
    const distance = (of.xs[n] - x) ** 2 + (of.ys[n] - y) ** 2;
    if (distance < least) [best, least] = [n, distance];
  }
  return best < 0 ? null : best;
}
