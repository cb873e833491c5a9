import uPlot from './uplot/uPlot.esm.js';
import * as api from './api.js';
import { onTheme, themed } from './colours.js';
import { make } from './dom.js';
import { summary } from './order.js';
import { Plot } from './plot.js';
import { info } from './quantity.js';
import { fromInterface, profileOverDistance } from './distance.js';
import { mask, nameOf, profile } from './regions.js';
import { format } from './scale.js';

const BINS = 80;

/** Few values have a dot each. @param {number} count */
const dots = (count) => (count < 60 ? { dots: 5, points: { show: true, size: 5 } } : { points: { show: false } });

/** Distribution of what the maps show, over the region. */
export class HistogramChart {
  /**
   * @param {HTMLElement} element
   * @param {{a: import('./map-panel.js').MapPanel, b: import('./map-panel.js').MapPanel}} maps
   * @param {import('./state.js').State} state
   */
  constructor(element, maps, state) {
    this.maps = maps;
    this.state = state;
    this.plot = new Plot(element, 'Histogram', () => [...(this.names ?? []), 'histogram']);
    maps.a.onShown(() => this.schedule());
    maps.b.onShown(() => this.schedule());
    state.on(['active', 'region'], () => this.schedule());
    onTheme(() => this.schedule());
  }

  schedule() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.show(), 30);
  }

  async show() {
    const { values } = this.state;
    const wanted = (this.wanted = {});
    const hasNumbers = (/** @type {'a'|'b'} */ name) => ['SEQUENTIAL', 'DIVERGING'].includes(this.maps[name].shown?.kind ?? '');
    const first = hasNumbers(values.active) ? values.active : values.active === 'a' ? 'b' : 'a';
    const active = this.maps[first];
    const { shown, scale } = active;
    if (!shown || !scale || !['SEQUENTIAL', 'DIVERGING'].includes(shown.kind)) {
      this.plot.clear();
      this.plot.title.textContent = 'Histogram';
      this.plot.facts.textContent = shown ? 'of planes of numbers: both maps show names or directions' : '';
      return;
    }
    const other = this.maps[first === 'a' ? 'b' : 'a'];
    // Two scans of the same plane share the axis; other pairs would not mean anything.
    const both = other.shown && other.shown.name === shown.name && other.shown.unit === shown.unit &&
      other.panel.show === active.panel.show && other.panel.scan !== active.panel.scan;
    const maps = both ? [this.maps.a, this.maps.b] : [active];
    this.names = [...maps.map((map) => map.scan.name), shown.name, ...(active.panel.show === 'value' ? [] : [active.panel.show])];
    const { factor } = shown;
    const margin = 0.15 * (scale.high - scale.low);
    const low = (scale.low === 0 ? 0 : scale.low - margin) * factor;
    const high = (scale.high + margin) * factor;
    const width = (high - low) / BINS;
    const centres = Array.from({ length: BINS }, (_, i) => low + (i + 0.5) * width);
    const insides = await Promise.all(maps.map((map) => map.inside()));
    if (this.wanted !== wanted || maps.some((map) => !map.shown)) return;
    const lists = maps.map((map) => /** @type {import('./quantity.js').Shown} */ (map.shown).values);
    const summaries = lists.map((list, i) => summary(list, insides[i]));
    const counts = lists.map((list, i) => {
      const bins = new Array(BINS).fill(0);
      const inside = insides[i];
      for (let k = 0; k < list.length; k++) {
        // NaN is in no bin.
        const bin = Math.floor((list[k] * factor - low) / width);
        if (bin >= 0 && bin < BINS && (!inside || inside[k])) bins[bin]++;
      }
      return bins.map((count) => (100 * count) / (summaries[i].count || 1));
    });
    const colours = maps.map((map) => themed(`--series-${map.name}`));
    const stepped = uPlot.paths.stepped({ align: 0 });
    this.plot.title.textContent = `Histogram: ${shown.title}${shown.unit ? ` / ${shown.unit}` : ''}`;
    this.plot.facts.replaceChildren(nameOf(values.region), ...summaries.flatMap((found, i) => {
      const swatch = make('span', { class: 'swatch' });
      swatch.style.background = colours[i];
      return [swatch, facts(found, factor, shown.unit)];
    }));
    this.plot.draw([centres, ...counts], maps.map((map, i) => ({
      label: map.scan.name, column: `${map.scan.name} percent`, factor: 1, stroke: colours[i], width: 1.5, fill: colours[i] + '2e', paths: stepped, stepped: true, points: { show: false },
    })), '% of points', { across: { name: `${shown.name} (middle of the bin)`, cell: (/** @type {number} */ x) => x / factor }, scales: { y: { range: (/** @type {any} */ _, /** @type {number} */ __, /** @type {number} */ max) => [0, (max || 1) * 1.06] } } });
  }
}

/** @param {import('./order.js').Summary} found @param {number} factor @param {string} unit */
function facts({ count, median, low, high }, factor, unit) {
  if (!count) return 'no points';
  return `n ${count}, median ${format(median * factor, 3)}, 16–84 % ${format(low * factor, 3)} … ${format(high * factor, 3)} ${unit}`;
}

/** Values along the line that was drawn, with their uncertainty. */
export class ProfileChart {
  /**
   * @param {HTMLElement} element
   * @param {{a: import('./map-panel.js').MapPanel, b: import('./map-panel.js').MapPanel}} maps
   * @param {import('./state.js').State} state
   * @param {boolean} hides without a line: others need the place
   */
  constructor(element, maps, state, hides) {
    this.maps = maps;
    this.state = state;
    this.hides = hides;
    this.plot = new Plot(element, 'Profile', () => this.names ?? []);
    maps.a.onShown(() => this.schedule());
    maps.b.onShown(() => this.schedule());
    state.on(['active', 'line', 'region'], () => this.schedule());
    onTheme(() => this.schedule());
    this.show();
  }

  schedule() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.show(), 30);
  }

  show() {
    const { line, active } = this.state.values;
    this.wanted = {};
    this.plot.element.hidden = !line && this.hides && this.maps.a.result.interfaceLine.length < 2;
    const isNumbers = (/** @type {any} */ s) => ['SEQUENTIAL', 'DIVERGING'].includes(s?.kind);
    const shown = [this.maps[active], this.maps.a, this.maps.b].map((map) => map.shown).find(isNumbers);
    const numbers = Boolean(shown);
    if (!line && shown && this.maps.a.result.interfaceLine.length > 1) {
      this.#overDistance(shown);
      return;
    }
    if (!line || !numbers) {
      this.plot.clear();
      this.plot.title.textContent = 'Profile along a line';
      this.plot.facts.replaceChildren(line ? 'of planes of numbers' : 'Press L and drag a line across a map');
      return;
    }
    const maps = ['a', 'b'].map((name) => this.maps[/** @type {'a'|'b'} */ (name)])
      .filter((map) => map.shown && map.shown.unit === shown.unit && ['SEQUENTIAL', 'DIVERGING'].includes(map.shown.kind));
    const along = maps.map((map) => profile(line, /** @type {any} */ (map.shown)));
    const data = [along[0].distance];
    /** @type {any[]} */
    const series = [];
    /** @type {any[]} */
    const bands = [];
    along.forEach((one, i) => {
      const colour = themed(`--series-${maps[i].name}`);
      const curve = (/** @type {number} */ sign) => one.value.map((v, j) => (v === null ? null : v + sign * (one.sigma[j] ?? 0)));
      const from = data.length;
      // Grids of two scans may differ: curves on the distances of the first.
      if (one.distance.length !== along[0].distance.length) return;
      data.push(/** @type {any} */ (one.value), /** @type {any} */ (curve(1)), /** @type {any} */ (curve(-1)));
      const { name, factor } = /** @type {import('./quantity.js').Shown} */ (maps[i].shown);
      const column = `${maps[i].name.toUpperCase()} ${maps[i].scan.name} ${name}${maps[i].panel.show === 'value' ? '' : ` ${maps[i].panel.show}`}`;
      series.push({ label: column, column, factor, stroke: colour, width: 1.5, ...dots(one.value.length) },
        ...['plus σ', 'minus σ'].map((edge) => ({ label: edge, column: `${column} ${edge}`, factor, stroke: 'transparent', points: { show: false } })));
      bands.push({ series: [from + 1, from + 2], fill: colour + '33' });
    });
    this.plot.title.textContent = `Profile, µm: ${shown.title}`;
    this.plot.facts.replaceChildren(`${format(Math.hypot(line[2] - line[0], line[3] - line[1]), 3)} µm, band: ± σ`, ...maps.flatMap((map) => {
      const swatch = make('span', { class: 'swatch' });
      swatch.style.background = themed(`--series-${map.name}`);
      return [swatch, `${map.name.toUpperCase()} ${map.scan.name}`];
    }));
    this.names = [...new Set(maps.map((map) => map.scan.name)), shown.name, 'profile'];
    this.plot.draw(data, series, shown.unit || 'value', { bands, across: { name: 'distance_um' } });
  }

  /** What the maps show over the distance from the interface. @param {import('./quantity.js').Shown} first */
  async #overDistance(first) {
    const wanted = (this.wanted = {});
    const { region } = this.state.values;
    const maps = ['a', 'b'].map((name) => this.maps[/** @type {'a'|'b'} */ (name)])
      .filter((map) => map.shown && map.shown.unit === first.unit && map.shown.name === first.name && ['SEQUENTIAL', 'DIVERGING'].includes(map.shown.kind));
    const alike = maps.filter((map, i) => i === 0 || JSON.stringify(map.shown?.grid) === JSON.stringify(maps[0].shown?.grid) && map.panel.scan !== maps[0].panel.scan);
    const insides = await Promise.all(alike.map((map) => map.inside()));
    if (this.wanted !== wanted || alike.some((map) => !map.shown)) return;
    const curves = alike.map((map, i) => {
      const shown = /** @type {import('./quantity.js').Shown} */ (map.shown);
      return profileOverDistance(fromInterface(shown.grid, map.result.interfaceLine), shown, insides[i]);
    });
    const longest = curves.reduce((most, curve) => (curve.distance.length > most.length ? curve.distance : most), /** @type {number[]} */ ([]));
    const padded = (/** @type {(number|null)[]} */ list) => longest.map((_, i) => list[i] ?? null);
    this.plot.title.textContent = `Over the distance from the interface, µm: ${first.title}`;
    this.plot.facts.replaceChildren(`${nameOf(region)}: median, band 16–84 %`, ...alike.flatMap((map) => {
      const swatch = make('span', { class: 'swatch' });
      swatch.style.background = themed(`--series-${map.name}`);
      return [swatch, map.scan.name];
    }));
    this.names = [...alike.map((map) => map.scan.name), first.name, 'over-distance'];
    this.plot.draw([longest, ...curves.flatMap((curve) => [padded(curve.median), padded(curve.high), padded(curve.low)])],
      alike.flatMap((map) => [
        { label: 'median', column: `${map.scan.name} median`, stroke: themed(`--series-${map.name}`), width: 1.5, ...dots(longest.length) },
        ...['84 %', '16 %'].map((edge) => ({ label: edge, column: `${map.scan.name} ${edge}`, stroke: 'transparent', points: { show: false } })),
      ]), first.unit || 'value', { across: { name: 'distance_um' }, factor: first.factor, bands: alike.map((map, i) => ({ series: [3 * i + 2, 3 * i + 3], fill: themed(`--series-${map.name}`) + '2e' })) });
  }
}

/** The active plane from scan to scan: median and spread over the region, and the point. */
export class TrendChart {
  /**
   * @param {HTMLElement} element
   * @param {{a: import('./map-panel.js').MapPanel, b: import('./map-panel.js').MapPanel}} maps
   * @param {import('./state.js').State} state
   * @param {api.Result} result
   */
  constructor(element, maps, state, result) {
    this.maps = maps;
    this.state = state;
    this.result = result;
    this.plot = new Plot(element, 'From scan to scan', () => [this.name ?? '', 'trend']);
    maps.a.onShown(() => this.schedule());
    maps.b.onShown(() => this.schedule());
    state.on(['active', 'region', 'point'], () => this.schedule());
    onTheme(() => this.schedule());
  }

  schedule() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.show(), 60);
  }

  async show() {
    const { a, b, active, region, point } = this.state.values;
    const { scans } = this.result;
    const plane = [this.state.values[active].plane, a.plane, b.plane]
      .map((name) => info(scans[a.scan], name)).find((found) => found && found.scale !== 'CATEGORICAL');
    if (!plane) {
      this.plot.clear();
      this.plot.facts.textContent = 'of planes of numbers';
      return;
    }
    const wanted = (this.wanted = {});
    const rows = await Promise.all(scans.map(async (scan, number) => {
      if (!info(scan, plane.name)) return null;
      const points = scan.grid.columns * scan.grid.rows;
      const { values } = await api.plane(number, plane.name, points);
      const inside = await mask(this.result, number, region);
      const { count, median, low, high } = summary(values, inside);
      const shown = (/** @type {number} */ value) => (count ? value * plane.factor : null);
      const here = point !== null && point < points ? values[point] * plane.factor : NaN;
      return [shown(median), shown(high), shown(low), Number.isFinite(here) ? here : null];
    }));
    if (this.wanted !== wanted) return;
    const column = (/** @type {number} */ i) => rows.map((row) => row?.[i] ?? null);
    const ink = themed('--ink');
    this.name = plane.name;
    this.plot.title.textContent = `From scan to scan: ${plane.title}`;
    const swatch = make('span', { class: 'swatch' });
    swatch.style.background = themed('--region');
    this.plot.facts.replaceChildren(`${nameOf(region)}: median, band 16–84 %`, ...(point === null ? [] : [swatch, 'the point']));
    this.plot.draw([scans.map((_, i) => i), ...[0, 1, 2, 3].map(column)], [
      { label: 'median', column: `${plane.name} median`, stroke: ink, width: 1.5, ...dots(scans.length) },
      ...['84 %', '16 %'].map((edge) => ({ label: edge, column: `${plane.name} ${edge}`, stroke: 'transparent', points: { show: false } })),
      { label: 'point', column: `${plane.name} of the point`, stroke: themed('--region'), width: 1.5, ...dots(scans.length) },
    ], plane.unit || 'value', {
      across: { name: 'scan', cell: (/** @type {number} */ i) => scans[i].name },
      factor: plane.factor,
      bands: [{ series: [2, 3], fill: ink + '22' }],
      scales: { x: { time: false, range: [-0.3, scans.length - 0.7] } },
      places: scans.map((_, i) => i),
      names: scans.map((scan) => scan.name),
    });
  }
}
