// Places on a square plane, from −extent to extent both ways, as places in a box, and back.

/** @param {number} size of the box @param {number} extent */
export function createPlane(size, extent) {
  const scale = size / (2 * extent);
  return {
    /** @param {number} x */
    left: x => (x + extent) * scale,
    /** @param {number} y */
    top: y => (extent - y) * scale,
    /** The nearest place on the plane, to two decimals. @param {number} left @param {number} top @returns {[number, number]} */
    at: (left, top) => [held(left / scale - extent, extent), held(extent - top / scale, extent)],
  };
}

/** @param {number} value @param {number} extent */
export const held = (value, extent) => Math.round(100 * Math.max(-extent, Math.min(extent, value))) / 100 + 0;

/** The outline of a class's mark around 0, 0: told apart without colour. @param {number} k @param {number} r */
export function markOf(k, r) {
  switch (k) {
    case 0: return `M${-r} 0a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0Z`;
    case 1: return `M${-r} ${-r}h${2 * r}v${2 * r}h${-2 * r}Z`;
    case 2: return `M0 ${-1.25 * r}L${1.2 * r} ${0.9 * r}H${-1.2 * r}Z`;
    default: return `M0 ${-1.35 * r}L${1.35 * r} 0L0 ${1.35 * r}L${-1.35 * r} 0Z`;
  }
}
