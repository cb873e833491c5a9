/** Parts of a map whose points feed every statistic. Places are in µm, so that they hold for all scans. */

import { fromBoundaries, fromInterface } from './distance.js';
import { placeOf } from './quantity.js';

/**
 * Which points of a grid a region holds.
 *
 * @param {import('./state.js').Region|null} region
 * @param {import('./api.js').Grid} grid
 * @param {Float32Array|null} grains numbers of the grains of the scan that a grain was chosen in
 * @param {{x: number, y: number}[]} interfaceLine
 * @returns {Uint8Array|null} null for all
 */
export function mask(region, grid, grains, interfaceLine) {
  if (!region) return null;
  const inside = new Uint8Array(grid.columns * grid.rows);
  if (region.kind === 'grain') {
    if (grains?.length !== inside.length) return inside;
    return inside.map((_, i) => (grains[i] === region.number ? 1 : 0));
  }
  if (region.kind === 'interface' || region.kind === 'boundaries') {
    if (region.kind === 'boundaries' && grains?.length !== inside.length) return inside;
    const distance = region.kind === 'interface'
      ? fromInterface(grid, interfaceLine)
      : fromBoundaries(grid, /** @type {Float32Array} */ (grains), region.reach);
    return inside.map((_, i) => (distance[i] <= region.reach ? 1 : 0));
  }
  const corners = outline(region);
  for (let i = 0; i < inside.length; i++) {
    const { x, y } = placeOf(grid, i);
    inside[i] = contains(corners, x, y) ? 1 : 0;
  }
  return inside;
}

/** Corners of the outline. @param {Extract<import('./state.js').Region, {corners: any}>} region @returns {[number, number][]} */
export function outline(region) {
  if (region.kind === 'polygon') return region.corners;
  const [[x0, y0], [x1, y1]] = region.corners;
  return [[x0, y0], [x1, y0], [x1, y1], [x0, y1]];
}

/** By the parity of crossings. @param {[number, number][]} corners @param {number} x @param {number} y */
export function contains(corners, x, y) {
  let inside = false;
  for (let i = 0, j = corners.length - 1; i < corners.length; j = i++) {
    const [xi, yi] = corners[i];
    const [xj, yj] = corners[j];
    if (yi > y !== yj > y && x < ((xj - xi) * (y - yi)) / (yj - yi) + xi) inside = !inside;
  }
  return inside;
}

/** @param {import('./state.js').Region|null} region */
export function nameOf(region) {
  if (!region) return 'whole map';
  if (region.kind === 'interface' || region.kind === 'boundaries') {
    return `within ${Number(region.reach.toPrecision(3))} µm of ${region.kind === 'interface' ? 'the interface' : 'grain boundaries'}`;
  }
  return region.kind === 'grain' ? `grain ${region.number}` : region.kind;
}

/**
 * Values along a line, one for each smaller step of the grid.
 *
 * @param {[number, number, number, number]} line from x, y to x, y
 * @param {import('./quantity.js').Shown} shown
 */
export function profile([x0, y0, x1, y1], shown) {
  const { grid } = shown;
  const length = Math.hypot(x1 - x0, y1 - y0);
  const steps = Math.max(1, Math.round(length / Math.min(grid.columnStep, grid.rowStep)));
  /** @type {{distance: number[], value: (number|null)[], sigma: (number|null)[]}} */
  const along = { distance: [], value: [], sigma: [] };
  for (let i = 0; i <= steps; i++) {
    const column = Math.round((x0 + ((x1 - x0) * i) / steps - grid.originX) / grid.columnStep);
    const row = Math.round((y0 + ((y1 - y0) * i) / steps - grid.originY) / grid.rowStep);
    const on = column >= 0 && row >= 0 && column < grid.columns && row < grid.rows;
    const value = on ? shown.values[row * grid.columns + column] : NaN;
    const sigma = on && shown.sigma ? shown.sigma[row * grid.columns + column] : NaN;
    along.distance.push((length * i) / steps);
    along.value.push(Number.isFinite(value) ? value * shown.factor : null);
    along.sigma.push(Number.isFinite(sigma) ? sigma * shown.factor : null);
  }
  return along;
}
