import * as api from './api.js';
import { compare } from './compare.js';
import { choice, make } from './dom.js';
import { saveMenu } from './exports.js';
import { layers } from './frame-layers.js';
import { FrameView, lens } from './frame-view.js';
import { miller } from './legend.js';
import { format } from './scale.js';

/** One frame stands for so long when two alternate, ms. */
const BLINK = 700;

/** Frames of the two pinned points, beside or before each other, and how far each peak has moved. */
export class ComparePanel {
  /**
   * @param {HTMLElement} element
   * @param {api.Result} result
   * @param {import('./state.js').State} state
   */
  constructor(element, result, state) {
    this.element = element;
    this.result = result;
    this.state = state;
    this.lens = lens();
    this.views = [0, 1].map(() => new FrameView(result, state, this.lens, ''));
    this.names = this.views.map(() => make('b'));
    this.frames = make('div', { class: 'frames' }, ...this.views.map((view, i) => make('div', { class: 'one' }, make('div', { class: 'name' }, this.names[i]), view.area, view.foot)));
    this.table = make('div', { class: 'pairs', tabindex: '0', 'aria-label': 'Displacements of the peaks' });
    this.facts = make('span', { class: 'faint' });
    const how = choice('How two frames are shown', [{ value: 'side', text: 'side by side' }, { value: 'blink', text: 'blinking' }], 'side', (value) => state.change({ compare: /** @type {any} */ (value) }));
    element.append(
      make('div', { class: 'head' }, make('b', {}, 'Pinned points'), this.facts, make('span', { class: 'push' }), ...layers(state), how,
        saveMenu('pinned points', { name: () => [...this.#pins(), 'displacements'], element: () => this.frames, table: () => this.#displacements() }),
        make('button', { title: 'C: back to the frame of the point', onclick: () => state.change({ compare: '' }) }, 'Close')),
      make('div', { class: 'body' }, this.frames, this.table));
    const follow = () => {
      how.value = state.values.compare || 'side';
      this.load();
    };
    state.on(['pins', 'compare'], follow);
    follow();
  }

  async load() {
    const { pins, compare: how } = this.state.values;
    const [one, two] = pins;
    const shows = Boolean(how && one && two && [one, two].every((pin) => this.result.scans[pin.scan]));
    this.element.hidden = !shows;
    document.body.classList.toggle('comparing', shows);
    this.#blink(shows && how === 'blink');
    if (!shows || !one || !two) return;
    const wanted = (this.wanted = {});
    [one, two].forEach((pin, i) => {
      const { name, grid } = this.result.scans[pin.scan];
      this.names[i].textContent = `${i + 1}: ${name}, row ${Math.floor(pin.point / grid.columns)}, column ${pin.point % grid.columns}`;
    });
    try {
      const details = await Promise.all([one, two].map((pin) => api.point(pin.scan, pin.point)));
      if (this.wanted !== wanted) return;
      [one, two].forEach((pin, i) => this.views[i].show(pin.scan, pin.point, details[i]));
      this.#list(details);
    } catch (problem) {
      if (this.wanted !== wanted) return;
      this.facts.textContent = '';
      this.table.replaceChildren(make('p', {}, /** @type {Error} */ (problem).message));
    }
  }

  /** @param {boolean} on */
  #blink(on) {
    clearInterval(this.timer);
    this.frames.classList.toggle('blinking', on);
    this.frames.dataset.front = '0';
    if (on) this.timer = setInterval(() => (this.frames.dataset.front = this.frames.dataset.front === '0' ? '1' : '0'), BLINK);
  }

  /** @param {any[]} details */
  #list(details) {
    const problem = details.find((d) => d.storeProblem)?.storeProblem;
    const { pairs, lonely } = compare(details[0], details[1]);
    this.pairs = pairs;
    if (problem || !pairs.length) {
      this.facts.textContent = '';
      this.table.replaceChildren(make('p', {}, problem ?? `Hardly a reflection of one is found in the other: these are different grains (${lonely[0].length} and ${lonely[1].length} peaks).`));
      return;
    }
    const middle = (/** @type {number[]} */ list) => list.sort((a, b) => a - b)[list.length >> 1];
    this.facts.textContent = `${pairs.length} peaks in both, moved by ${format(middle(pairs.map((p) => p.length)), 3)} px (median), Δx ${format(middle(pairs.map((p) => p.dx)), 3)}, Δy ${format(middle(pairs.map((p) => p.dy)), 3)}; ${lonely[0].length} only in 1, ${lonely[1].length} only in 2`;
    const number = (/** @type {number} */ value, /** @type {number} */ digits) => (Number.isFinite(value) ? value.toFixed(digits).replace('-', '\u2212') : '–');
    const head = make('thead', {}, make('tr', {}, ...['hkl', 'keV', 'in 1: x, y / px', 'Δx / px', 'Δy / px', '|Δ| / px', 'I₂ : I₁'].map((text) => make('th', { scope: 'col' }, text))));
    const rows = pairs.map((pair) => {
      const mark = (/** @type {boolean} */ on) => {
        this.lens.marked = on ? pair.first : null;
        this.views.forEach((view) => view.schedule());
      };
      return make('tr', { tabindex: '0', onmouseenter: () => mark(true), onmouseleave: () => mark(false), onfocus: () => mark(true), onblur: () => mark(false) },
        make('td', {}, pair.first.hkl ? miller(pair.first.hkl).join('\u2009') : '–'),
        ...[number(pair.first.energyKeV, 2), `${number(pair.first.x, 1)}, ${number(pair.first.y, 1)}`, number(pair.dx, 2), number(pair.dy, 2), number(pair.length, 2), number(pair.second.intensity / pair.first.intensity, 2)].map((text) => make('td', {}, text)));
    });
    this.table.replaceChildren(make('table', {}, head, make('tbody', {}, ...rows)));
  }

  /** Both, for the name of a file. */
  #pins() {
    return this.state.values.pins.flatMap((pin) => (pin ? [this.result.scans[pin.scan].name, pin.point] : []));
  }

  #displacements() {
    return {
      head: ['h', 'k', 'l', 'energy_keV', 'x1_px', 'y1_px', 'x2_px', 'y2_px', 'dx_px', 'dy_px', 'intensity1', 'intensity2'],
      rows: (this.pairs ?? []).map(({ first, second, dx, dy }) => [...(first.hkl ?? ['', '', '']), first.energyKeV, first.x, first.y, second.x, second.y, dx, dy, first.intensity, second.intensity]),
    };
  }
}
