// Convert places on a square plane, from −extent to extent both ways, to places in a box and back.

/** @param {number} size of the box @param {number} extent */
export function createPlane(size, extent) {
  const scale = size / (2 * extent);
  return {
    /** @param {number} x */
    left: x => (x + extent) * scale,
    /** @param {number} y */
    top: y => (extent - y) * scale,
    /** Find the nearest place on the plane, to two decimals. @param {number} left @param {number} top @returns {[number, number]} */
    at: (left, top) => [held(left / scale - extent, extent), held(extent - top / scale, extent)],
  };
}

/** @param {number} value @param {number} extent */
export const held = (value, extent) =>
  Math.round(100 * Math.max(-extent, Math.min(extent, value))) / 100 + 0;
