import * as api from './api.js';
import { onTheme, themed } from './colours.js';
import { choice, make } from './dom.js';
import { FrameRaster } from './frame-raster.js';
import { miller } from './legend.js';
import { format } from './scale.js';
import { fit, fitPixels, gestures, toPlane, toScreen, zoomed } from './viewport.js';

/** How near the cursor a spot must be to be named, px of the screen. */
const NEAR = 14;

/** The frame of the point, with the peaks found and the reflections predicted. */
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
    /** @type {import('./viewport.js').View|null} */
    this.ownView = null;
    /** @type {any} */
    this.details = null;
    this.head = make('div', { class: 'head' });
    this.canvas = make('canvas', { class: 'raster', role: 'img', 'aria-label': 'Detector frame' });
    this.over = make('canvas', { 'aria-hidden': 'true' });
    this.message = make('div', { class: 'message' }, 'Click a point of a map to see its frame');
    this.area = make('div', { class: 'canvas' }, this.canvas, this.over, this.message);
    this.where = make('span', { class: 'faint' });
    this.readout = make('span', { class: 'value' });
    element.append(this.head, make('div', { class: 'body' }, this.area), make('div', { class: 'foot' }, this.where, this.readout));
    this.raster = new FrameRaster(this.canvas);
    this.raster.redraw = () => this.draw();
    this.#gestures();
    fitPixels(this.area, [this.canvas, this.over], () => this.draw());
    state.on(['point', 'frame', 'a', 'b'], () => this.load());
    state.on(['log', 'contrast', 'peaks', 'predicted', 'labels', 'arrows'], () => this.schedule());
    points.onPoint(() => {
      this.details = this.points.of(this.scanNumber);
      this.#controls();
      this.schedule();
    });
    state.expect = (scan, point) => this.#expect(scan, point);
    onTheme(() => this.schedule());
    this.#controls();
    this.load();
  }

  get scanNumber() {
    return this.state.values[this.state.values.frame].scan;
  }

  #controls() {
    const { state, result } = this;
    const { values } = state;
    const box = (/** @type {'peaks'|'predicted'|'labels'|'log'} */ key, /** @type {string} */ text, /** @type {string} */ title) =>
      make('label', { title }, make('input', { type: 'checkbox', checked: values[key], onchange: (/** @type {any} */ e) => state.change({ [key]: e.target.checked }) }), text);
    const scan = result.scans[this.scanNumber];
    const point = values.point;
    const columns = scan.grid.columns;
    this.head.replaceChildren(
      make('b', {}, 'Frame'),
      make('span', { class: 'faint' }, point === null ? '' : `${scan.name} · ${Math.floor(point / columns)}, ${point % columns}`),
      make('span', { class: 'push' }),
      box('peaks', 'found', 'Circles: peaks that were found'),
      box('predicted', 'predicted', 'Crosses: reflections of the refined grains, where they should be'),
      box('labels', 'hkl', 'Indices of the strongest reflections'),
      choice('Residuals: arrows from predicted to found, so many times as long', [0, 50, 100, 200, 500].map((n) => ({ value: String(n), text: n ? `arrows × ${n}` : 'no arrows' })), String(values.arrows), (value) => state.change({ arrows: Number(value) })),
      box('log', 'log', 'Logarithmic or linear grey'),
      make('label', { title: 'Contrast' }, make('input', { type: 'range', min: '0', max: '1', step: '0.02', value: String(values.contrast), 'aria-label': 'Contrast', oninput: (/** @type {any} */ e) => state.change({ contrast: Number(e.target.value) }) })),
    );
  }

  get bounds() {
    const detector = this.raster.image ?? this.result.detector ?? { columns: 1, rows: 1 };
    return { left: -0.5, top: -0.5, width: detector.columns, height: detector.rows };
  }

  get box() {
    return { width: this.area.clientWidth, height: this.area.clientHeight };
  }

  get view() {
    return this.ownView ?? fit(this.bounds, this.box);
  }

  async load() {
    const { point } = this.state.values;
    const scan = this.scanNumber;
    const wanted = `${scan}/${point}`;
    if (point === null || wanted === this.wanted) return;
    this.wanted = wanted;
    this.#controls();
    await this.#fetch(scan, point, wanted);
  }

  /** @param {number} scan @param {number} point @param {string} wanted */
  async #fetch(scan, point, wanted) {
    const width = this.#width();
    try {
      const image = await api.frame(scan, point, width);
      if (this.wanted !== wanted) return;
      this.raster.show(image);
      this.details = this.points.of(scan);
      this.message.textContent = '';
      this.missing = false;
    } catch (problem) {
      if (this.wanted !== wanted) return;
      this.missing = true;
      this.message.textContent = /** @type {Error} */ (problem).message;
    }
    this.schedule();
  }

  /** As many pixels as the screen shows of the detector at this zoom. */
  #width() {
    const columns = this.bounds.width;
    return Math.min(columns, Math.max(64, Math.ceil(columns * this.view.scale * devicePixelRatio)));
  }

  /** Reads what may be asked for next, one at a time. @param {number} scan @param {number} point */
  async #expect(scan, point) {
    if (this.expecting || this.missing) return;
    this.expecting = true;
    const { a, b } = this.state.values;
    await Promise.allSettled([api.frame(scan, point, this.#width()), ...[...new Set([a.scan, b.scan])].map((of) => api.point(of, point))]);
    this.expecting = false;
  }

  /** Fetches finer pixels when the zoom asks for them. */
  #refine() {
    clearTimeout(this.refining);
    this.refining = setTimeout(() => {
      const { image } = this.raster;
      const { point } = this.state.values;
      if (image && point !== null && image.block > 1 && this.view.scale * devicePixelRatio * image.block > 1.6) {
        this.#fetch(this.scanNumber, point, /** @type {string} */ (this.wanted));
      }
    }, 120);
  }

  #gestures() {
    const place = (/** @type {number} */ x, /** @type {number} */ y) => toPlane(this.view, this.box, x, y);
    gestures(this.area, {
      zoom: (factor, x, y) => {
        this.ownView = zoomed(this.view, factor, place(x, y));
        this.#refine();
        this.schedule();
      },
      pan: (dx, dy) => {
        const view = this.view;
        this.ownView = { ...view, x: view.x - dx / view.scale, y: view.y - dy / view.scale };
        this.schedule();
      },
      hover: (x, y) => {
        this.cursor = { x, y };
        this.schedule();
      },
      leave: () => {
        this.cursor = null;
        this.schedule();
      },
      reset: () => {
        this.ownView = null;
        this.schedule();
      },
      click: () => {},
    });
  }

  schedule() {
    this.pending ??= requestAnimationFrame(() => {
      this.pending = undefined;
      this.draw();
    });
  }

  draw() {
    const c = /** @type {CanvasRenderingContext2D} */ (this.over.getContext('2d'));
    c.setTransform(devicePixelRatio, 0, 0, devicePixelRatio, 0, 0);
    c.clearRect(0, 0, this.box.width, this.box.height);
    const { values } = this.state;
    this.canvas.style.visibility = this.missing || !this.raster.image ? 'hidden' : 'visible';
    if (values.point === null) return;
    this.raster.draw(this.view, values.log, values.contrast);
    if (!this.details || this.details.point !== values.point) return;
    if (values.peaks) this.#peaks(c);
    if (values.predicted) this.#predicted(c);
    this.#readout();
  }

  /** @param {number} x @param {number} y */
  #at(x, y) {
    return toScreen(this.view, this.box, x, y);
  }

  /** @param {CanvasRenderingContext2D} c */
  #peaks(c) {
    c.strokeStyle = themed('--found');
    c.globalAlpha = 0.8;
    c.lineWidth = 1;
    const radius = Math.max(3.5, 5 * this.view.scale);
    for (const peak of this.details.peakList ?? []) {
      const { x, y } = this.#at(peak.x, peak.y);
      c.beginPath();
      c.arc(x, y, radius, 0, 2 * Math.PI);
      c.stroke();
    }
    c.globalAlpha = 1;
  }

  /** @param {CanvasRenderingContext2D} c */
  #predicted(c) {
    const { arrows, labels } = this.state.values;
    const all = this.details.reflections ?? [];
    const size = Math.max(2.5, 2.5 * this.view.scale);
    /** @type {{x: number, y: number, width: number}[]} */
    const taken = [];
    c.font = '10.5px system-ui, "Noto Sans", "DejaVu Sans", sans-serif';
    c.textBaseline = 'middle';
    for (const r of all) {
      const { x, y } = this.#at(r.x, r.y);
      if (x < -20 || y < -20 || x > this.box.width + 20 || y > this.box.height + 20) continue;
      c.strokeStyle = grainColour(r.grain);
      c.globalAlpha = r.used ? 1 : 0.4;
      c.lineWidth = 1.2;
      c.beginPath();
      c.moveTo(x - size, y);
      c.lineTo(x + size, y);
      c.moveTo(x, y - size);
      c.lineTo(x, y + size);
      c.stroke();
      if (arrows && r.used) this.#arrow(c, x, y, r.dx * arrows * this.view.scale, r.dy * arrows * this.view.scale);
      if (labels) this.#label(c, taken, r, x, y);
      c.globalAlpha = 1;
    }
  }

  /** @param {CanvasRenderingContext2D} c @param {number} x @param {number} y @param {number} dx @param {number} dy */
  #arrow(c, x, y, dx, dy) {
    const length = Math.hypot(dx, dy);
    if (length < 2) return;
    const [ux, uy] = [dx / length, dy / length];
    const head = Math.min(5, length / 2);
    c.beginPath();
    c.moveTo(x, y);
    c.lineTo(x + dx, y + dy);
    c.moveTo(x + dx - head * (ux + 0.5 * uy), y + dy - head * (uy - 0.5 * ux));
    c.lineTo(x + dx, y + dy);
    c.lineTo(x + dx - head * (ux - 0.5 * uy), y + dy - head * (uy + 0.5 * ux));
    c.stroke();
  }

  /** @param {CanvasRenderingContext2D} c @param {{x: number, y: number, width: number}[]} taken @param {any} r @param {number} x @param {number} y */
  #label(c, taken, r, x, y) {
    const text = miller([r.h, r.k, r.l]).join('\u2009');
    const width = c.measureText(text).width;
    const [left, top] = [x + 7, y - 8];
    // The strongest come first; later ones give way.
    if (taken.some((t) => Math.abs(t.y - top) < 30 && left < t.x + t.width + 40 && t.x < left + width + 40)) return;
    taken.push({ x: left, y: top, width });
    c.fillStyle = themed('--panel');
    c.globalAlpha = 0.72;
    c.fillRect(left - 2, top - 7, width + 4, 13);
    c.globalAlpha = 1;
    c.fillStyle = grainColour(r.grain);
    c.fillText(text, left, top);
  }

  #readout() {
    const { details, cursor } = this;
    if (!cursor) {
      const used = (details.reflections ?? []).filter((/** @type {any} */ r) => r.used);
      const grains = new Set(used.map((/** @type {any} */ r) => r.grain)).size;
      this.where.textContent = details.status === 0 ? (this.result.running ? 'not analysed yet' : 'not measured') : details.storeProblem ?? `${details.peakList?.length ?? 0} peaks found; ${grains} ${grains === 1 ? 'grain explains' : 'grains explain'} ${used.length} of them`;
      this.readout.textContent = '';
      return;
    }
    const place = toPlane(this.view, this.box, cursor.x, cursor.y);
    const image = this.raster.image;
    const column = Math.floor((place.x + 0.5) / (image?.block ?? 1));
    const row = Math.floor((place.y + 0.5) / (image?.block ?? 1));
    const inside = image && column >= 0 && row >= 0 && column < image.width && row < image.height;
    const counts = inside ? image.counts[row * image.width + column] : NaN;
    this.where.textContent = inside
      ? `${place.x.toFixed(1)}, ${place.y.toFixed(1)} px · ${Number.isNaN(counts) ? 'no data' : `${Math.round(counts)} counts${image.block > 1 ? ` (most of ${image.block} × ${image.block})` : ''}`}`
      : 'outside the detector';
    const near = nearest(details.reflections ?? [], place, NEAR / this.view.scale);
    this.readout.textContent = near
      ? `${miller([near.h, near.k, near.l]).join(' ')} · ${near.energyKeV.toFixed(2)} keV · found − predicted ${format(near.dx, 2)}, ${format(near.dy, 2)} px · grain ${near.grain}${near.used ? '' : ' · not used'}`
      : '';
  }
}

/** Colour of the grain with that rank. @param {number} grain */
function grainColour(grain) {
  return ['#d55e00', '#009e73', '#cc79a7', '#e69f00'][grain % 4];
}

/** @param {any[]} list @param {{x: number, y: number}} place @param {number} reach */
function nearest(list, place, reach) {
  let best = null;
  let least = reach;
  for (const item of list) {
    const distance = Math.hypot(item.x - place.x, item.y - place.y);
    if (distance < least) {
      least = distance;
      best = item;
    }
  }
  return best;
}
