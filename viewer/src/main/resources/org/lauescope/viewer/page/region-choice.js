import * as api from './api.js';
import { make } from './dom.js';
import { info } from './quantity.js';

/**
 * Regions that need no drawing: bands along the interface or grain boundaries, as wide as one says,
 * regions that the experiment file names, places that have changed.
 *
 * @param {import('./state.js').State} state @param {api.Result} result @returns {HTMLElement[]}
 */
export function regionChoice(state, result) {
  const { grid } = result.scans[0];
  const field = make('input', { type: 'number', min: '0', step: 'any', value: String(Number((4 * Math.max(grid.columnStep, grid.rowStep)).toPrecision(3))), 'aria-label': 'Width of a band, µm', title: 'Width of a band to each side, µm' });
  const select = make('select', { 'aria-label': 'Region', title: 'A region whose points feed every statistic', onchange: () => choose(select.value) }, make('option', { value: '' }, 'Region …'));
  /** @type {Map<string, () => import('./state.js').Region>} */
  const regions = new Map();
  const group = (/** @type {string} */ label, /** @type {{key: string, text: string, region: () => import('./state.js').Region}[]} */ list) => {
    if (!list.length) return;
    list.forEach(({ key, region }) => regions.set(key, region));
    select.append(make('optgroup', { label }, ...list.map(({ key, text }) => make('option', { value: key }, text))));
    select.hidden = false;
    mark();
  };
  const choose = (/** @type {string} */ key) => state.change({ region: regions.get(key)?.() ?? null });
  field.addEventListener('change', () => select.value && choose(select.value));
  const mark = () => {
    const { region } = state.values;
    select.value = !region ? '' : region.kind === 'place' ? `place ${region.number}` : 'name' in region && region.name ? `named ${region.name}` : region.kind;
    if (select.selectedIndex < 0) select.value = '';
    field.hidden = !(region && (region.kind === 'interface' || region.kind === 'boundaries'));
    if (region && 'reach' in region && !field.hidden && document.activeElement !== field) field.value = String(region.reach);
  };
  select.hidden = true;
  const band = (/** @type {'interface'|'boundaries'} */ kind, /** @type {string} */ text) => ({ key: kind, text, region: () => ({ kind, reach: Number(field.value) || 0 }) });
  group('Bands', [
    ...(result.interfaceLine.length > 1 ? [band('interface', 'near the interface')] : []),
    ...(result.scans.some((scan) => info(scan, 'grain')) ? [band('boundaries', 'near grain boundaries')] : []),
  ]);
  api.places().then(({ regions: named, changed }) => {
    group('Named in the experiment', named.map(({ name, corners }) => ({
      key: `named ${name}`, text: name, region: () => ({ kind: 'polygon', name, corners: corners.map(({ x, y }) => [x, y]) }),
    })));
    const places = [...new Set(changed.map(({ place }) => place))].filter((place) => place >= 0).sort((a, b) => a - b);
    group('Places that have changed', places.map((number) => ({
      key: `place ${number}`, text: `place ${number}: ${changed.find(({ place }) => place === number)?.quantity}`, region: () => ({ kind: 'place', number }),
    })));
  }, () => {});
  state.on(['region'], mark);
  mark();
  return [select, field];
}
