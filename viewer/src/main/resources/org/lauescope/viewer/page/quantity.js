import * as api from './api.js';

/**
 * What a map panel shows: values of a plane, their uncertainty, the difference of two scans, its
 * significance, or colours of orientations.
 *
 * @typedef {{
 *   name: string, title: string, unit: string, factor: number, kind: string, about: string,
 *   values: Float32Array, sigma: Float32Array|null, colours: Uint8Array|null, status: Uint8Array,
 *   grid: api.Grid, scan: number, range?: number}} Shown with the angle of full colour of a sharp key, rad
 */

/** Planes that are made here or drawn from orientations. */
export const DRAWN = [
  ...['z', 'y', 'x'].map((axis) => ({ name: `ipf_${axis}`, title: `crystal direction along ${axis}`, group: 'Orientation' })),
  { name: 'sharp', title: 'turn within its grain', group: 'Orientation' },
  { name: 'sharp_pin', title: 'turn away from pin 1', group: 'Orientation' },
  { name: 'status', title: 'status', group: 'Orientation' },
];

/** @param {api.Scan} scan @param {string} name */
export const info = (scan, name) => scan.planes.find((plane) => plane.name === name);

/** @param {api.Grid} first @param {api.Grid} second */
export const same = (first, second) =>
  first.columns === second.columns && first.rows === second.rows &&
  first.columnStep === second.columnStep && first.rowStep === second.rowStep;

/**
 * @param {api.Result} result
 * @param {import('./state.js').Panel} panel
 * @param {number} reference scan that differences are taken from
 * @param {import('./state.js').Pin|null} pin whose orientation a sharp key may start from
 * @returns {Promise<Shown>}
 */
export async function shown(result, panel, reference, pin) {
  const scan = result.scans[panel.scan];
  if (!scan) throw new Error(`there is no scan number ${panel.scan}`);
  const grid = scan.grid;
  const points = grid.columns * grid.rows;
  const axis = /^ipf_([xyz])$/.exec(panel.plane)?.[1];
  const plane = info(scan, panel.plane);
  const [status, colours, data] = await Promise.all([
    api.status(panel.scan),
    axis ? api.inversePoleFigure(panel.scan, axis) : null,
    plane ? api.plane(panel.scan, plane.name, points) : null,
  ]);
  const base = { name: panel.plane, unit: '', factor: 1, about: '', sigma: null, colours: null, status, grid, scan: panel.scan };
  if (axis) {
    return { ...base, title: `Crystal direction along SAMPLE ${axis}`, kind: 'ORIENTATION', values: new Float32Array(points).fill(NaN), colours };
  }
  if (panel.plane === 'sharp' || panel.plane === 'sharp_pin') {
    const from = panel.plane === 'sharp' ? null : pin;
    if (panel.plane === 'sharp_pin' && !from) throw new Error('choose a point and press 1: turns are shown away from its orientation');
    const { range, values } = await api.sharp(panel.scan, from, panel.lock?.[1] ?? null);
    return {
      ...base, title: from ? 'Turn away from pin 1' : 'Turn within its grain', kind: 'ORIENTATION', values: new Float32Array(points).fill(NaN), colours: values, range,
      about: 'The axis of the small turn (SAMPLE) is the hue, its angle the strength; grey is no turn',
    };
  }
  if (panel.plane === 'status') {
    return { ...base, title: 'Status of the points', kind: 'STATUS', values: Float32Array.from(status) };
  }
  if (!plane || !data) throw new Error(`${scan.name} has no plane “${panel.plane}”`);
  const named = { ...base, title: capital(plane.title), unit: plane.unit, factor: plane.factor, about: plane.about };
  if (panel.show === 'value') {
    return { ...named, kind: plane.scale, values: data.values, sigma: data.sigma };
  }
  if (panel.show === 'sigma') {
    if (!data.sigma) throw new Error(`${plane.title} has no uncertainty`);
    return { ...named, title: `σ of ${plane.title}`, kind: 'SEQUENTIAL', values: data.sigma };
  }
  const other = result.scans[reference];
  if (plane.scale === 'CATEGORICAL') throw new Error('numbers that are names have no difference');
  if (panel.scan === reference) throw new Error('both maps show the same scan: choose another one for the difference');
  if (!same(grid, other.grid)) throw new Error(`${scan.name} and ${other.name} have different grids: no difference`);
  if (!info(other, plane.name)) throw new Error(`${other.name} has no plane “${plane.name}”`);
  const before = await api.plane(reference, plane.name, points);
  const values = data.values.map((value, i) => value - before.values[i]);
  const [sigma1, sigma0] = [data.sigma, before.sigma];
  const sigma = sigma1 && sigma0 ? sigma1.map((value, i) => Math.hypot(value, sigma0[i])) : null;
  if (panel.show === 'difference') {
    return { ...named, title: `${capital(plane.title)}: ${scan.name} − ${other.name}`, kind: 'DIVERGING', values, sigma };
  }
  if (!sigma) throw new Error(`${plane.title} has no uncertainty: no significance`);
  return {
    ...named, title: `${capital(plane.title)}: (${scan.name} − ${other.name}) / σ`, unit: 'σ', factor: 1, kind: 'DIVERGING',
    values: values.map((value, i) => value / sigma[i]),
  };
}

/** @param {string} text */
export const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);

/** @param {api.Grid} grid */
export const bounds = (grid) => ({
  left: grid.originX - grid.columnStep / 2,
  top: grid.originY - grid.rowStep / 2,
  width: grid.columns * grid.columnStep,
  height: grid.rows * grid.rowStep,
});

/** Number of the point at a place of the map; −1 outside. @param {api.Grid} grid @param {number} x @param {number} y */
export function pointAt(grid, x, y) {
  const column = Math.round((x - grid.originX) / grid.columnStep);
  const row = Math.round((y - grid.originY) / grid.rowStep);
  return column >= 0 && column < grid.columns && row >= 0 && row < grid.rows ? row * grid.columns + column : -1;
}

/** @param {api.Grid} grid @param {number} point */
export function placeOf(grid, point) {
  const column = point % grid.columns;
  const row = Math.floor(point / grid.columns);
  return { row, column, x: grid.originX + column * grid.columnStep, y: grid.originY + row * grid.rowStep };
}
