import * as api from './api.js';
import { FrameView, lens } from './frame-view.js';
import { saveMenu } from './exports.js';
import { layers } from './frame-layers.js';
import { make } from './dom.js';

/** The frame of the chosen point. */
export class FramePanel {
  /**
   * @param {HTMLElement} element
   * @param {api.Result} result
   * @param {import('./state.js').State} state
   * @param {import('./point.js').Points} points
   */
  constructor(element, result, state, points) {
    this.result = result;
    this.state = state;
    this.points = points;
    this.view = new FrameView(result, state, lens(), 'Click a point of a map to see its frame');
    this.name = make('span', { class: 'faint' });
    const menu = saveMenu('frame', {
      name: () => [this.result.scans[this.scanNumber].name, ...this.place, 'frame'],
      title: () => `Frame of ${this.result.scans[this.scanNumber].name}, ${this.place.join(', ')}`,
      element: () => this.view.area,
      table: () => this.view.table(),
    });
    element.append(
      make('div', { class: 'head' }, make('b', {}, 'Frame'), this.name, make('span', { class: 'push' }), ...layers(state), menu),
      make('div', { class: 'body' }, this.view.area), this.view.foot);
    state.on(['point', 'frame', 'a', 'b'], () => this.load());
    points.onPoint(() => this.load());
    state.expect = (scan, point) => this.#expect(scan, point);
    this.load();
  }

  get scanNumber() {
    return this.state.values[this.state.values.frame].scan;
  }

  /** Row and column of the point, in words. */
  get place() {
    const { point } = this.state.values;
    const { columns } = this.result.scans[this.scanNumber].grid;
    return point === null ? [] : [`row ${Math.floor(point / columns)}`, `column ${point % columns}`];
  }

  load() {
    const { point } = this.state.values;
    const scan = this.result.scans[this.scanNumber];
    if (point === null || !scan) return;
    this.name.textContent = `${scan.name} · ${Math.floor(point / scan.grid.columns)}, ${point % scan.grid.columns}`;
    this.name.title = this.place.join(', ');
    const details = this.points.of(this.scanNumber);
    this.view.show(this.scanNumber, point, details?.point === point ? details : null);
  }

  /** Reads what may be asked for next, one at a time. @param {number} scan @param {number} point */
  async #expect(scan, point) {
    if (this.expecting || this.view.missing) return;
    this.expecting = true;
    const { a, b } = this.state.values;
    await Promise.allSettled([api.frame(scan, point, this.view.width()), ...[...new Set([a.scan, b.scan])].map((of) => api.point(of, point))]);
    this.expecting = false;
  }

}
