/** Distances from the interface or from grain boundaries, and what is seen along them. */

import { placeOf } from './quantity.js';

/**
 * Distance of a place from a line of corners, µm.
 *
 * @param {{x: number, y: number}[]} line
 * @param {number} x @param {number} y
 */
export function fromLine(line, x, y) {
  let least = Infinity;
  for (let i = 1; i < line.length; i++) {
    const [a, b] = [line[i - 1], line[i]];
    const [dx, dy] = [b.x - a.x, b.y - a.y];
    const part = Math.min(1, Math.max(0, ((x - a.x) * dx + (y - a.y) * dy) / (dx * dx + dy * dy || 1)));
    least = Math.min(least, Math.hypot(x - a.x - part * dx, y - a.y - part * dy));
  }
  return least;
}

/** Of every point. @param {import('./api.js').Grid} grid @param {{x: number, y: number}[]} line */
export function fromInterface(grid, line) {
  return Float32Array.from({ length: grid.columns * grid.rows }, (_, i) => {
    const { x, y } = placeOf(grid, i);
    return fromLine(line, x, y);
  });
}

/**
 * Of every point to the nearest edge between two grains, µm, as far as `reach`; Infinity beyond.
 *
 * @param {import('./api.js').Grid} grid
 * @param {Float32Array} grains
 * @param {number} reach
 */
export function fromBoundaries(grid, grains, reach) {
  const { columns, rows, columnStep, rowStep } = grid;
  const distance = new Float32Array(columns * rows).fill(Infinity);
  const [wide, high] = [Math.ceil(reach / columnStep), Math.ceil(reach / rowStep)];
  const edge = (/** @type {number} */ column, /** @type {number} */ row) => {
    for (let r = Math.max(0, Math.floor(row - high)); r <= Math.min(rows - 1, row + high); r++) {
      for (let c = Math.max(0, Math.floor(column - wide)); c <= Math.min(columns - 1, column + wide); c++) {
        const at = r * columns + c;
        distance[at] = Math.min(distance[at], Math.hypot((c - column) * columnStep, (r - row) * rowStep));
      }
    }
  };
  const parts = (/** @type {number} */ first, /** @type {number} */ second) =>
    grains[first] >= 0 && grains[second] >= 0 && grains[first] !== grains[second];
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const at = row * columns + column;
      if (column + 1 < columns && parts(at, at + 1)) edge(column + 0.5, row);
      if (row + 1 < rows && parts(at, at + columns)) edge(column, row + 0.5);
    }
  }
  return distance.map((d) => (d <= reach ? d : Infinity));
}

/**
 * Median and middle two thirds of values in steps of distance.
 *
 * @param {Float32Array} distance
 * @param {import('./quantity.js').Shown} shown
 * @param {Uint8Array|null} inside the region; null for all
 */
export function profileOverDistance(distance, shown, inside) {
  const step = 2 * Math.max(shown.grid.columnStep, shown.grid.rowStep);
  /** @type {number[][]} */
  const bins = [];
  shown.values.forEach((value, i) => {
    if (!Number.isFinite(value) || !Number.isFinite(distance[i]) || (inside && !inside[i])) return;
    (bins[Math.floor(distance[i] / step)] ??= []).push(value * shown.factor);
  });
  const at = (/** @type {number[]|undefined} */ list, /** @type {number} */ part) => (list ? list[Math.round(part * (list.length - 1))] : null);
  const sorted = Array.from(bins, (list) => list?.sort((first, second) => first - second));
  return {
    distance: sorted.map((_, i) => (i + 0.5) * step),
    median: sorted.map((list) => at(list, 0.5)),
    high: sorted.map((list) => at(list, 0.84)),
    low: sorted.map((list) => at(list, 0.16)),
    step,
  };
}
