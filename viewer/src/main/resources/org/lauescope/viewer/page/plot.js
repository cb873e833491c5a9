import uPlot from './uplot/uPlot.esm.js';
import { themed } from './colours.js';
import { make } from './dom.js';
import { format } from './scale.js';

export const FONT = '11px system-ui, "Noto Sans", "DejaVu Sans", sans-serif';

/** A plot of curves that fills its place. */
export class Plot {
  /** @param {HTMLElement} element @param {string} title */
  constructor(element, title) {
    this.title = make('h2', {}, title);
    this.facts = make('div', { class: 'facts' });
    this.place = make('div', { class: 'plot' });
    this.element = make('div', { class: 'chart' }, this.title, this.facts, this.place);
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

  /** The heading names what lies along x. @param {any[]} data @param {any[]} series @param {string} yLabel @param {any} [more] */
  draw(data, series, yLabel, more = {}) {
    this.clear();
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
  }
}
