/** Parts of a map whose points feed every statistic. Places are in µm, so that they hold for all scans. */

import * as api from './api.js';
import { fromBoundaries, fromInterface } from './distance.js';
import { directions, near } from './poles.js';
import { info, same } from './quantity.js';

/** Number of the place of change that a point belongs to. */
export const CHANGED = 'changed_place';

/**
 * Masks that are known, with the values they were made of: a run may have found more since.
 *
 * @type {WeakMap<object, Map<number, {of: any, mask: Uint8Array}>>}
 */
const known = new WeakMap();

/**
 * Which points of a scan a region holds.
 *
 * @param {api.Result} result
 * @param {number} number of the scan
 * @param {import('./state.js').Region|null} region
 * @returns {Promise<Uint8Array|null>} null for all
 */
export async function mask(result, number, region) {
  if (!region) return null;
  const of = await foundation(result, number, region);
  const scans = known.get(region) ?? new Map();
  known.set(region, scans);
  const entry = scans.get(number);
  if (entry && entry.of === of) return entry.mask;
  const made = make(result, number, region, of);
  scans.set(number, { of, mask: made });
  return made;
}

/** Values that a region follows. @param {api.Result} result @param {number} number @param {import('./state.js').Region} region @returns {Promise<any>} */
async function foundation(result, number, region) {
  const scan = result.scans[number];
  const points = scan.grid.columns * scan.grid.rows;
  if (region.kind === 'grain' || region.kind === 'boundaries') {
    return info(scan, 'grain') ? (await api.plane(number, 'grain', points)).values : null;
  }
  if (region.kind === 'place') return pointsOf(result, number, region.number);
  if (region.kind === 'pole') {
    const poles = await api.poles(region.crystal, region.hkl);
    return poleDirections(await api.orientations(number), poles, region.crystal);
  }
  return null;
}

/** @type {WeakMap<Float32Array, {poles: any, crystal: number, list: Float32Array, count: number}>} */
const turned = new WeakMap();

/** Directions of poles, made once. @param {Float32Array} orientations @param {any[]} poles @param {number} crystal */
export function poleDirections(orientations, poles, crystal) {
  const entry = turned.get(orientations);
  if (entry && entry.poles === poles && entry.crystal === crystal) return entry;
  const made = { poles, crystal, list: directions(orientations, poles, crystal), count: poles.length };
  turned.set(orientations, made);
  return made;
}

/**
 * Places that have changed until a scan. The first scan has those of the last one: where it will
 * change. Null where no scan of the same grid knows any.
 *
 * @param {api.Result} result @param {number} number @returns {Promise<Float32Array|null>}
 */
export async function changedPlaces(result, number) {
  const { grid } = result.scans[number];
  const holder = info(result.scans[number], CHANGED) ? number : holders(result, grid).at(-1) ?? -1;
  return holder < 0 ? null : (await api.plane(holder, CHANGED, grid.columns * grid.rows)).values;
}

/** Scans of a grid that know of changes. @param {api.Result} result @param {api.Grid} grid */
const holders = (result, grid) => result.scans.flatMap((scan, i) => (info(scan, CHANGED) && same(scan.grid, grid) ? [i] : []));

/** Points of a place, in the last scan that shows it, whatever the scan: trends are of the same points. @param {api.Result} result @param {number} number of the scan @param {number} place */
async function pointsOf(result, number, place) {
  const { grid } = result.scans[number];
  for (const holder of holders(result, grid).reverse()) {
    const { values } = await api.plane(holder, CHANGED, grid.columns * grid.rows);
    if (values.includes(place)) return values;
  }
  return null;
}

/** @param {api.Result} result @param {number} number @param {import('./state.js').Region} region @param {any} of */
function make(result, number, region, of) {
  const { grid } = result.scans[number];
  const inside = new Uint8Array(grid.columns * grid.rows);
  switch (region.kind) {
    case 'grain':
    case 'place':
      return of?.length === inside.length ? inside.map((_, i) => (of[i] === region.number ? 1 : 0)) : inside;
    case 'pole':
      return of.list.length ? near(of.list, of.count, region.direction, region.reach) : inside;
    case 'interface':
    case 'boundaries': {
      if (region.kind === 'boundaries' && of?.length !== inside.length) return inside;
      const distance = region.kind === 'interface' ? fromInterface(grid, result.interfaceLine) : fromBoundaries(grid, of, region.reach);
      return inside.map((_, i) => (distance[i] <= region.reach ? 1 : 0));
    }
    default:
      fill(inside, grid, outline(region));
      return inside;
  }
}

/**
 * Marks the points inside a polygon, by the parity of crossings to their right.
 *
 * @param {Uint8Array} inside
 * @param {api.Grid} grid
 * @param {[number, number][]} corners
 */
function fill(inside, { columns, rows, columnStep, rowStep, originX, originY }, corners) {
  for (let row = 0; row < rows; row++) {
    const crossings = Float64Array.from(crossingsAt(corners, originY + row * rowStep)).sort();
    for (let column = 0, passed = 0; column < columns && passed < crossings.length; column++) {
      while (originX + column * columnStep >= crossings[passed]) passed++;
      inside[row * columns + column] = (crossings.length - passed) & 1;
    }
  }
}

/** Where the outline of a polygon crosses a row. @param {[number, number][]} corners @param {number} y */
function crossingsAt(corners, y) {
  const crossings = [];
  for (let i = 0, j = corners.length - 1; i < corners.length; j = i++) {
    const [xi, yi] = corners[i];
    const [xj, yj] = corners[j];
    if (yi > y !== yj > y) crossings.push(((xj - xi) * (y - yi)) / (yj - yi) + xi);
  }
  return crossings;
}

/** Corners of the outline. @param {Extract<import('./state.js').Region, {corners: any}>} region @returns {[number, number][]} */
export function outline(region) {
  if (region.kind === 'polygon') return region.corners;
  const [[x0, y0], [x1, y1]] = region.corners;
  return [[x0, y0], [x1, y0], [x1, y1], [x0, y1]];
}

/** @param {import('./state.js').Region|null} region */
export function nameOf(region) {
  if (!region) return 'whole map';
  if (region.kind === 'interface' || region.kind === 'boundaries') {
    return `within ${Number(region.reach.toPrecision(3))} µm of ${region.kind === 'interface' ? 'the interface' : 'grain boundaries'}`;
  }
  if (region.kind === 'place') return `changed place ${region.number}`;
  if (region.kind === 'pole') return `{${region.hkl.join('')}} within ${Number(region.reach.toPrecision(2))}° of a direction`;
  if ('name' in region && region.name) return region.name;
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
