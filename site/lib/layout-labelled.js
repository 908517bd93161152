// Lay out the figure, as pure functions of its width and the layers' sizes.

/** @typedef {{x: number, y: number}} Point */
/** @typedef {{x: number, y: number, w: number, h: number}} Box centre and size */
/** @typedef {{from: Point, to: Point, label: Point}} Connection */

const HEADER = 12;
const FOOTER = 58;
const MOST_TRIES = 1000;
const MOST_LABELS = 40; // connections between two layers beyond which their labels have no room

/** @param {number} width */
function measures(width) {
  const compact = width < 620;
  return compact
    ? {compact, radius: 23, half: 26, answers: 44, label: {w: 48, h: 46}, above: 47, below: 50}
    : {compact, radius: 30, half: 36, answers: 104, label: {w: 60, h: 46}, above: 49, below: 54};
}

/** @typedef {NonNullable<ReturnType<typeof layout>>} Layout */

/**
 * Lay out a network; null if there is no room for every label.
 * @param {number} width of the figure in CSS pixels
 * @param {number[]} sizes how many neurons each layer has, the inputs first
 */
export function layout(width, sizes) {
  const key = `${width} ${sizes}`;
  if (key !== known.key) known = {key, places: laidOut(width, sizes)};
  return known.places;
}

/** @type {{key: string, places: ReturnType<typeof laidOut>}} the last result */
let known = {key: '', places: null};

/** @param {number} width @param {number[]} sizes */
function laidOut(width, sizes) {
  const m = measures(width);
  const most = Math.max(...sizes);
  const shortest = m.above + m.below + 2 * m.radius + 8;
  let placed = null;
  // Move rows apart until every label finds a place of its own.
  for (let row = shortest; row < 2.5 * shortest && !placed; row += 15)
    placed = place(width, sizes, m, row);
  if (!placed) return null;
  const {neurons, connections, row} = placed;
  const height = HEADER + most * row + FOOTER;
  const last = neurons[neurons.length - 1];
  return {...m, width, height, neurons, connections, answersX: last[0].x + m.half + 6};
}

/**
 * @param {number} width @param {number[]} sizes @param {ReturnType<typeof measures>} m
 * @param {number} row
 */
function place(width, sizes, m, row) {
  const left = m.radius + 2;
  const right = width - m.answers - 8 - m.half;
  const middle = HEADER + (Math.max(...sizes) * row) / 2 + (m.above - m.below) / 2;
  const neurons = sizes.map((size, layer) => {
    const x = left + ((right - left) * layer) / (sizes.length - 1);
    return Array.from({length: size}, (_, index) => ({
      x,
      y: middle + (index - (size - 1) / 2) * row,
    }));
  });
  const connections = [];
  for (let layer = 1; layer < sizes.length; layer++) {
    const lines = neurons[layer].flatMap(to =>
      neurons[layer - 1].map(from => edge(from, to, m.radius)),
    );
    const blocks = [
      ...neurons[layer - 1].flatMap(at => blocksOf(at, m, layer > 1)),
      ...neurons[layer].flatMap(at => blocksOf(at, m, true)),
    ];
    const along = lines.length <= MOST_LABELS ? labels(lines, blocks, m) : null;
    if (!along) return null;
    const columns = neurons[layer - 1].length;
    connections.push(
      neurons[layer].map((_, to) =>
        neurons[layer - 1].map((_, from) => {
          const line = lines[to * columns + from];
          return {...line, label: between(line, along[to * columns + from])};
        }),
      ),
    );
  }
  return {neurons, connections, row};
}

/** Draw the line between the rims of two circles. @param {Point} a @param {Point} b @param {number} radius */
function edge(a, b, radius) {
  const length = Math.hypot(b.x - a.x, b.y - a.y);
  const cut = (radius + 2) / length;
  const line = {from: a, to: b};
  return {from: between(line, cut), to: between(line, 1 - cut)};
}

/** @param {{from: Point, to: Point}} line @param {number} t @returns {Point} */
export const between = ({from, to}, t) => ({
  x: from.x + (to.x - from.x) * t,
  y: from.y + (to.y - from.y) * t,
});

/**
 * List the boxes that a neuron fills: its circle as three slabs, and its texts.
 * @param {Point} at @param {ReturnType<typeof measures>} m @param {boolean} texts
 * @returns {Box[]}
 */
function blocksOf({x, y}, m, texts) {
  const r = m.radius;
  const circle = [
    {x, y, w: 2 * r, h: 0.8 * r},
    {x, y, w: 1.5 * r, h: 1.4 * r},
    {x, y, w: 0.8 * r, h: 2 * r},
  ];
  if (!texts) return [...circle, {x, y: y - r - 9, w: 2 * m.half, h: 14}];
  return [
    ...circle,
    {x, y: y - r - (m.above - 2) / 2, w: 2 * m.half - 4, h: m.above - 2},
    {x: x - 5, y: y + r + (m.below - 2) / 2, w: m.label.w + 10, h: m.below - 2}, // with the letter b
  ];
}

/** Tell whether two boxes overlap, or are so close that they read as one. @param {Box} a @param {Box} b */
const overlap = (a, b) =>
  Math.abs(a.x - b.x) < (a.w + b.w) / 2 + 5 && Math.abs(a.y - b.y) < (a.h + b.h) / 2 + 1;

/**
 * Find how far along its line each label stands, so that nothing overlaps. All are equally far if that
 * works, else each goes where there is room. Returns null if there is none.
 * @param {{from: Point, to: Point}[]} lines @param {Box[]} blocks @param {ReturnType<typeof measures>} m
 * @returns {number[] | null}
 */
function labels(lines, blocks, m) {
  const steps = Array.from({length: 36}, (_, n) => 0.15 + n / 50);
  /** @param {number} line @param {number} t @returns {Box} */
  const box = (line, t) => ({...between(lines[line], t), ...m.label});
  const free = lines.map((_, line) =>
    steps.filter(t => !blocks.some(block => overlap(block, box(line, t)))),
  );
  let best = {t: 0, clearance: 0};
  for (const t of steps) {
    if (!free.every(ts => ts.includes(t))) continue;
    const ys = lines.map((_, line) => box(line, t).y).sort((a, b) => a - b);
    const clearance = Math.min(Infinity, ...ys.slice(1).map((y, n) => y - ys[n])) - m.label.h;
    if (clearance > best.clearance + 0.5) best = {t, clearance};
  }
  if (best.clearance > 0) return lines.map(() => best.t);
  return search(free, box);
}

/**
 * Search depth first. The label with the least room chooses first, as near the middle of its line as
 * possible; the others lose the room that it covers. Gives up after a limited number of tries.
 * @param {number[][]} free how far along each line its label may stand
 * @param {(line: number, t: number) => Box} box
 * @returns {number[] | null}
 */
function search(free, box) {
  let tries = 0;
  /** @param {Map<number, number[]>} open @returns {[number, number][] | null} */
  const extend = open => {
    if (!open.size) return [];
    const [line, ts] = [...open].reduce((least, next) =>
      next[1].length < least[1].length ? next : least,
    );
    for (const t of [...ts].sort((a, b) => Math.abs(a - 0.5) - Math.abs(b - 0.5))) {
      if (++tries > MOST_TRIES) return null;
      const mine = box(line, t);
      const rest = new Map(
        [...open]
          .filter(([other]) => other !== line)
          .map(([other, ts]) => [other, ts.filter(u => !overlap(mine, box(other, u)))]),
      );
      if ([...rest.values()].some(ts => !ts.length)) continue;
      const found = extend(rest);
      if (found) return [[line, t], ...found];
    }
    return null;
  };
  const found = extend(new Map(free.entries()));
  return found && found.sort(([a], [b]) => a - b).map(([, t]) => t);
}
