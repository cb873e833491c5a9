import uPlot from './uplot/uPlot.esm.js';
import { themed } from './colours.js';
import { FONT, make } from './dom.js';
import { saveMenu } from './exports.js';
import { paints } from './picture.js';
import { paintPlot } from './plot-picture.js';
import { format } from './scale.js';

/**
 * A plot of curves that fills its place, and can be saved. Its numbers are those that are drawn, in
 * the units of the result file; curves without a `column` are left out.
 */
export class Plot {
  /** @param {HTMLElement} element @param {string} title @param {() => (string|number)[]} name of what is shown, for files */
  constructor(element, title, name) {
    this.title = make('h2', {}, title);
    this.facts = make('div', { class: 'facts' });
    this.place = make('div', { class: 'plot' });
    const menu = saveMenu(title.toLowerCase(), { name, element: () => this.element, table: () => this.#table() });
    this.element = make('div', { class: 'chart' }, make('div', { class: 'row' }, this.title, menu), this.facts, this.place);
    element.append(this.element);
    new ResizeObserver(() => this.plot?.setSize(this.#size())).observe(this.place);
  }

  #size() {
    return { width: Math.max(80, this.place.clientWidth), height: Math.max(60, this.place.clientHeight) };
  }

  clear() {
    this.plot?.destroy();
    this.plot = null;
  }

  #table() {
    const { plot, across, factor } = this;
    if (!plot) return null;
    const shown = plot.series.flatMap((/** @type {any} */ series, /** @type {number} */ i) => (series.column ? [{ name: series.column, values: plot.data[i], factor: series.factor ?? factor }] : []));
    return {
      head: [across.name, ...shown.map((/** @type {any} */ column) => column.name)],
      rows: plot.data[0].map((/** @type {number} */ x, /** @type {number} */ i) => [across.cell(x), ...shown.map((/** @type {any} */ column) => (column.values[i] === null ? null : column.values[i] / column.factor))]),
    };
  }

  /**
   * The heading names what lies along x.
   *
   * @param {any[]} data @param {any[]} series @param {string} yLabel @param {any} more
   * `across`: name of the column of x, and what its cells hold; `factor`: how many times the values of the file are drawn
   */
  draw(data, series, yLabel, more) {
    this.clear();
    this.across = { cell: (/** @type {number} */ x) => x, ...more.across };
    this.factor = more.factor;
    const axis = (/** @type {boolean} */ below, /** @type {string} */ label = '') => ({
      ...(below ? {} : { label, labelFont: FONT, labelSize: 16, labelGap: 0, space: 20 }),
      font: FONT, size: below ? 22 : 46, gap: 3,
      stroke: themed('--faint'),
      grid: { stroke: themed('--rule'), width: 1 },
      ticks: { stroke: themed('--rule'), width: 1, size: 4 },
      values: (/** @type {any} */ _, /** @type {number[]} */ splits) => splits.map((v) => (v === null ? '' : format(v, 4).replace(/(\.\d*?)0+$/, '$1').replace(/\.$/, ''))),
    });
    this.plot = new uPlot({
      ...this.#size(),
      cursor: { points: { size: 5 }, drag: { x: true, y: false } },
      legend: { show: false },
      scales: { x: { time: false }, ...(more.scales ?? {}) },
      axes: [{
        ...axis(true),
        ...(more.places ? { splits: () => more.places, values: () => more.names } : {}),
      }, axis(false, yLabel)],
      series: [{}, ...series],
      bands: more.bands ?? [],
      hooks: more.hooks ?? {},
    }, data, this.place);
    paints(this.plot.ctx.canvas, (c) => paintPlot(c, this.plot));
  }
}
