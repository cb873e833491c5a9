import * as api from './api.js';
import { onTheme, themed } from './colours.js';
import { make } from './dom.js';
import { FrameRaster } from './frame-raster.js';
import { miller } from './legend.js';
import { paints } from './picture.js';
import { format } from './scale.js';
import { fit, fitPixels, gestures, toPlane, toScreen, zoomed } from './viewport.js';

/** How near the cursor a spot must be to be named, px of the screen. */
const NEAR = 14;

/**
 * What frames side by side share.
 *
 * @typedef {{view: import('./viewport.js').View|null, cursor: {x: number, y: number}|null, marked: {x: number, y: number}|null, views: FrameView[]}} Lens
 */

/** @returns {Lens} */
export const lens = () => ({ view: null, cursor: null, marked: null, views: [] });

/** One frame, with the peaks found and the reflections predicted. */
export class FrameView {
  /**
   * @param {api.Result} result
   * @param {import('./state.js').State} state
   * @param {Lens} shared
   * @param {string} empty what stands there before a frame does
   */
  constructor(result, state, shared, empty) {
    this.result = result;
    this.state = state;
    this.lens = shared;
    shared.views.push(this);
    /** @type {any} */
    this.details = null;
    this.canvas = make('canvas', { class: 'raster', role: 'img', 'aria-label': 'Detector frame' });
    this.over = make('canvas', { 'aria-hidden': 'true' });
    this.message = make('div', { class: 'message' }, empty);
    this.area = make('div', { class: 'canvas' }, this.canvas, this.over, this.message);
    this.where = make('span', { class: 'faint' });
    this.readout = make('span', { class: 'value' });
    this.foot = make('div', { class: 'foot' }, this.where, this.readout);
    this.raster = new FrameRaster(this.canvas);
    this.raster.redraw = () => this.draw();
    paints(this.canvas, (c, width, height) => {
      if (!this.wanted || this.missing) return;
      this.draw();
      c.drawImage(this.canvas, 0, 0, width, height);
    });
    paints(this.over, (c) => this.#spots(c));
    this.#gestures();
    fitPixels(this.area, [this.canvas, this.over], () => this.draw());
    state.on(['log', 'contrast', 'peaks', 'predicted', 'labels', 'arrows', 'masked'], () => this.schedule());
    state.on(['hasMask'], () => this.#again());
    onTheme(() => this.schedule());
  }

  get bounds() {
    const detector = this.raster.image ?? this.result.detector ?? { columns: 1, rows: 1 };
    return { left: -0.5, top: -0.5, width: detector.columns, height: detector.rows };
  }

  get box() {
    return { width: this.area.clientWidth, height: this.area.clientHeight };
  }

  get view() {
    return this.lens.view ?? fit(this.bounds, this.box);
  }

  /**
   * Shows the frame of a point; its details may come later.
   *
   * @param {number} scan @param {number} point @param {any} details as `api.point` has them, null if not known yet
   */
  show(scan, point, details) {
    if (details) this.details = details;
    const wanted = `${scan}/${point}`;
    if (wanted === this.wanted) return this.schedule();
    this.details = details;
    this.wanted = wanted;
    if (!this.raster.image) this.message.textContent = 'Loading …';
    return this.#fetch(scan, point, wanted);
  }

  /** @param {number} scan @param {number} point @param {string} wanted */
  async #fetch(scan, point, wanted) {
    const width = this.width();
    try {
      const image = await api.frame(scan, point, width);
      const mask = this.state.values.hasMask ? await api.mask(width) : null;
      if (this.wanted !== wanted) return;
      this.raster.show(image, mask);
      this.drawn = wanted;
      this.canvas.setAttribute('aria-label', `Detector frame of point ${point}, ${this.result.scans[scan].name}`);
      this.message.textContent = '';
      this.missing = false;
    } catch (problem) {
      if (this.wanted !== wanted) return;
      this.missing = true;
      this.drawn = '';
      this.message.textContent = /** @type {Error} */ (problem).message;
    }
    this.schedule();
  }

  /** As many pixels as the screen shows of the detector at this zoom. */
  width() {
    const columns = this.bounds.width;
    return Math.min(columns, Math.max(64, Math.ceil(columns * this.view.scale * devicePixelRatio)));
  }

  /** Fetches finer pixels when the zoom asks for them. */
  #refine() {
    clearTimeout(this.refining);
    this.refining = setTimeout(() => {
      const { image } = this.raster;
      if (image && image.block > 1 && this.view.scale * devicePixelRatio * image.block > 1.6) this.#again();
    }, 120);
  }

  #again() {
    if (!this.wanted) return;
    const [scan, point] = this.wanted.split('/').map(Number);
    this.#fetch(scan, point, this.wanted);
  }

  #gestures() {
    const place = (/** @type {number} */ x, /** @type {number} */ y) => toPlane(this.view, this.box, x, y);
    gestures(this.area, {
      zoom: (factor, x, y) => {
        this.lens.view = zoomed(this.view, factor, place(x, y));
        this.lens.views.forEach((view) => view.#refine());
        this.#all();
      },
      pan: (dx, dy) => {
        const view = this.view;
        this.lens.view = { ...view, x: view.x - dx / view.scale, y: view.y - dy / view.scale };
        this.#all();
      },
      hover: (x, y) => {
        this.lens.cursor = { x, y };
        this.#all();
      },
      leave: () => {
        this.lens.cursor = null;
        this.#all();
      },
      reset: () => {
        this.lens.view = null;
        this.#all();
      },
      click: () => {},
    });
  }

  #all() {
    this.lens.views.forEach((view) => view.schedule());
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
    if (!this.wanted) return;
    this.raster.draw(this.view, values.log, values.contrast, values.masked);
    this.#spots(c);
    this.#marked(c);
    this.#readout();
  }

  /** What was found and what is predicted. @param {import('./picture.js').Pen} c */
  #spots(c) {
    const { peaks, predicted } = this.state.values;
    if (!this.details || this.drawn !== this.wanted) return;
    if (peaks) this.#peaks(c);
    if (predicted) this.#predicted(c);
  }

  /** Each peak with its reflections, and the reflections of none; px and counts. */
  table() {
    const { peakList = [], reflections = [] } = this.details ?? {};
    const numbers = (/** @type {any} */ r) => (r ? [r.grain, r.h, r.k, r.l, r.energyKeV, r.x, r.y, r.dx, r.dy, r.used ? 1 : 0] : new Array(10).fill(null));
    const of = Map.groupBy(reflections, (/** @type {any} */ r) => r.peak);
    return {
      head: ['peak', 'x_px', 'y_px', 'intensity', 'fwhm_px', 'grain', 'h', 'k', 'l', 'energy_keV', 'predicted_x_px', 'predicted_y_px', 'dx_px', 'dy_px', 'used'],
      rows: peakList.flatMap((/** @type {any} */ peak, /** @type {number} */ i) =>
        (of.get(i) ?? [null]).map((r) => [i, peak.x, peak.y, peak.intensity, peak.fwhm, ...numbers(r)])),
    };
  }

  /** @param {number} x @param {number} y */
  #at(x, y) {
    return toScreen(this.view, this.box, x, y);
  }

  /** A peak that is named elsewhere, and the cursor of the frame beside. @param {CanvasRenderingContext2D} c */
  #marked(c) {
    const { marked, cursor, views } = this.lens;
    c.strokeStyle = themed('--region');
    c.lineWidth = 2;
    if (marked) {
      const { x, y } = this.#at(marked.x, marked.y);
      c.beginPath();
      c.arc(x, y, 11, 0, 2 * Math.PI);
      c.stroke();
    }
    if (cursor && views.length > 1) {
      c.lineWidth = 1;
      c.beginPath();
      c.moveTo(cursor.x - 9, cursor.y);
      c.lineTo(cursor.x + 9, cursor.y);
      c.moveTo(cursor.x, cursor.y - 9);
      c.lineTo(cursor.x, cursor.y + 9);
      c.stroke();
    }
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
    const { cursor } = this.lens;
    const details = this.details ?? {};
    if (!cursor) {
      const used = (details.reflections ?? []).filter((/** @type {any} */ r) => r.used);
      const grains = new Set(used.map((/** @type {any} */ r) => r.grain)).size;
      this.where.textContent = !this.details ? '' : details.status === 0 ? (this.result.running ? 'not analysed yet' : 'not measured') : details.storeProblem ?? `${details.peakList?.length ?? 0} peaks found; ${grains} ${grains === 1 ? 'grain explains' : 'grains explain'} ${used.length} of them`;
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
