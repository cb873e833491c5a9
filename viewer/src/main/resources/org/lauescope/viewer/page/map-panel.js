import * as api from './api.js';
import { onTheme, themed } from './colours.js';
import { choice, make } from './dom.js';
import { saveMenu } from './exports.js';
import { Legend } from './legend.js';
import { MapRaster } from './map-raster.js';
import { DRAWN, bounds, capital, info, placeOf, pointAt, shown } from './quantity.js';
import { edges } from './outlines.js';
import { paints } from './picture.js';
import { changedPlaces, mask, outline } from './regions.js';
import { scaleOf, withSigma } from './scale.js';
import { fit, fitPixels, gestures, toPlane, toScreen, zoomed } from './viewport.js';

/** For so long the pointer rests before a click, ms. */
const REST = 40;

/** One of the two linked maps. */
export class MapPanel {
  /**
   * @param {HTMLElement} element
   * @param {'a'|'b'} name
   * @param {api.Result} result
   * @param {import('./state.js').State} state
   * @param {{cursor: {x: number, y: number}|null, changed: () => void}} cursor shared by the maps
   */
  constructor(element, name, result, state, cursor) {
    this.element = element;
    this.name = name;
    this.result = result;
    this.state = state;
    this.cursor = cursor;
    /** @type {import('./quantity.js').Shown|null} */
    this.shown = null;
    /** @type {(() => void)[]} */
    this.listeners = [];
    this.head = make('div', { class: 'head' });
    this.canvas = make('canvas', { class: 'raster', role: 'img', 'aria-label': `Map ${name.toUpperCase()}` });
    this.over = make('canvas', { class: 'over', 'aria-hidden': 'true' });
    this.message = make('div', { class: 'message' }, 'Loading …');
    this.area = make('div', { class: 'canvas', tabindex: '0', role: 'application', 'aria-label': `Map ${name.toUpperCase()}; arrows move the point` }, this.canvas, this.over, this.message);
    this.legend = new Legend(result, (lock) => state.changePanel(name, { lock }));
    this.readout = make('span', { class: 'value' });
    this.where = make('span', { class: 'faint' });
    const body = make('div', { class: 'body' }, this.area, this.legend.element);
    this.menu = saveMenu(`map ${name.toUpperCase()}`, {
      name: () => [this.scan.name, this.panel.plane, this.panel.show],
      title: () => this.title,
      element: () => body,
      table: () => this.#numbers(),
    });
    element.append(
      this.head,
      body,
      make('div', { class: 'foot' }, this.where, this.readout),
    );
    this.raster = new MapRaster(this.canvas);
    this.raster.redraw = () => this.draw();
    paints(this.canvas, (c, width, height) => {
      // Drawn and copied in one go: the browser may forget the picture afterwards.
      this.draw();
      if (this.shown) c.drawImage(this.canvas, 0, 0, width, height);
    });
    paints(this.over, (c) => this.#marks(c));
    this.#gestures();
    fitPixels(this.area, [this.canvas, this.over], () => this.draw());
    state.on(['a', 'b', 'pins'], () => this.load());
    state.on(['view', 'outlines'], () => this.schedule());
    state.on(['point', 'region', 'line', 'tool', 'pins', 'changes'], () => this.scheduleMarks());
    state.on(['active'], () => this.#mark());
    state.on(['region'], () => this.#followRegion());
    element.addEventListener('pointerdown', () => state.change({ active: name }));
    onTheme(() => this.load(true));
    this.#mark();
    this.load();
  }

  get panel() {
    return this.state.values[this.name];
  }

  get scan() {
    return this.result.scans[this.panel.scan];
  }

  /** Calls back when other values are shown. @param {() => void} call */
  onShown(call) {
    this.listeners.push(call);
  }

  #mark() {
    this.element.classList.toggle('active', this.state.values.active === this.name);
  }

  #controls() {
    const { panel, result, state, name } = this;
    const planes = [
      ...DRAWN.map((drawn) => ({ value: drawn.name, text: capital(drawn.title), group: drawn.group })),
      ...(this.scan?.planes ?? []).map((plane) => ({ value: plane.name, text: capital(plane.title) + (plane.unit ? ` / ${plane.unit}` : ''), group: plane.group })),
    ];
    const shows = [{ value: 'value', text: 'value' }];
    if (info(this.scan, panel.plane)) shows.push({ value: 'sigma', text: 'σ' });
    if (name === 'b' && result.scans.length > 1) {
      shows.push({ value: 'difference', text: 'B − A' }, { value: 'significance', text: '(B − A) / σ' });
    }
    const focused = this.head.contains(document.activeElement) ? document.activeElement?.getAttribute('aria-label') : null;
    this.head.replaceChildren(
      make('b', {}, name.toUpperCase()),
      choice('Plane', planes, panel.plane, (value) => state.changePanel(name, { plane: value, lock: null, show: DRAWN.some((d) => d.name === value) ? 'value' : panel.show })),
      choice('What of the plane', shows, panel.show, (value) => state.changePanel(name, { show: /** @type {any} */ (value), lock: null })),
      make('span', { class: 'push' }),
      choice('Scan', result.scans.map((scan, i) => ({ value: String(i), text: scan.name })), String(panel.scan), (value) => state.changePanel(name, { scan: Number(value) })),
      this.menu,
    );
    // Who chooses by keyboard goes on from there.
    if (focused) /** @type {HTMLElement|null} */ (this.head.querySelector(`[aria-label="${focused}"]`))?.focus();
  }

  /** Fetches what the state asks for and shows it. @param {boolean} [again] even if nothing changed */
  async load(again = false) {
    const { panel, state } = this;
    const reference = state.values.a.scan;
    const pin = panel.plane === 'sharp_pin' ? state.values.pins[0] : null;
    const wanted = JSON.stringify([panel, panel.show.startsWith('d') || panel.show === 'significance' ? reference : 0, pin]);
    if (wanted === this.wanted && !again) return;
    this.wanted = wanted;
    this.#controls();
    try {
      const { scan } = this;
      const [shownNow, named] = await Promise.all([
        shown(this.result, panel, reference, pin),
        scan && info(scan, 'grain') ? api.plane(panel.scan, 'grain', scan.grid.columns * scan.grid.rows) : null,
      ]);
      const grains = named && named.values;
      if (this.wanted !== wanted) return;
      this.shown = shownNow;
      this.grains = grains;
      this.scale = scaleOf(shownNow.values, shownNow.kind, panel.lock);
      this.raster.show(shownNow, grains, this.table(), this.scale);
      this.legend.show(shownNow, this.scale, panel.lock !== null);
      this.message.textContent = '';
      this.area.title = shownNow.about;
      this.canvas.setAttribute('aria-label', this.#summary());
    } catch (problem) {
      if (this.wanted !== wanted) return;
      this.shown = null;
      this.legend.element.replaceChildren();
      this.message.textContent = /** @type {Error} */ (problem).message;
    }
    this.schedule();
    this.listeners.forEach((call) => call());
    this.#followRegion();
    const places = this.scan ? await changedPlaces(this.result, panel.scan) : null;
    if (this.wanted !== wanted) return;
    this.changeEdges = places && edges(places, this.scan.grid);
    this.scheduleMarks();
  }

  /** Which points of the scan the region holds; null for all. */
  inside() {
    return mask(this.result, this.panel.scan, this.state.values.region);
  }

  async #followRegion() {
    const { region } = this.state.values;
    const drawn = region && !('corners' in region) && this.scan ? await this.inside() : null;
    if (this.state.values.region !== region) return;
    this.regionEdges = drawn && edges(Int8Array.from(drawn, (holds) => holds - 1), this.scan.grid);
    this.scheduleMarks();
  }

  /** What a screen reader says of the map. */
  #summary() {
    const { status, title, unit } = /** @type {import('./quantity.js').Shown} */ (this.shown);
    const measured = status.reduce((count, code) => count + (code ? 1 : 0), 0);
    const indexed = status.reduce((count, code) => count + (code === 1 ? 1 : 0), 0);
    return `Map ${this.name.toUpperCase()}: ${title}${unit ? ` / ${unit}` : ''}, ${this.scan.name}; ${measured} of ${status.length} points measured, ${indexed} indexed`;
  }

  /** Colours of the numbers that are shown. */
  table() {
    const { colours, statuses } = this.result;
    if (this.shown?.kind === 'STATUS') {
      const table = new Array(256).fill('#000000');
      statuses.forEach((s) => (table[s.code] = s.colour));
      table[0] = themed('--outside');
      return table;
    }
    return this.shown?.kind === 'CATEGORICAL' ? colours.CATEGORICAL : colours[this.scale?.map ?? 'SEQUENTIAL'];
  }

  get box() {
    return { width: this.area.clientWidth, height: this.area.clientHeight };
  }

  get view() {
    return this.state.values.view ?? fit(bounds((this.shown ?? { grid: this.scan.grid }).grid), this.box);
  }

  #gestures() {
    const { state } = this;
    const place = (/** @type {number} */ x, /** @type {number} */ y) => toPlane(this.view, this.box, x, y);
    gestures(this.area, {
      zoom: (factor, x, y) => state.change({ view: zoomed(this.view, factor, place(x, y)) }),
      pan: (dx, dy) => {
        const view = this.view;
        state.change({ view: { ...view, x: view.x - dx / view.scale, y: view.y - dy / view.scale } });
      },
      hover: (x, y) => {
        this.cursor.cursor = place(x, y);
        this.cursor.changed();
        this.#expect();
      },
      leave: () => {
        this.cursor.cursor = null;
        this.cursor.changed();
      },
      reset: () => state.values.tool !== 'polygon' && state.change({ view: null }),
      click: (x, y) => this.#click(place(x, y)),
      draw: {
        wanted: () => state.values.tool === 'rectangle' || state.values.tool === 'line',
        begin: (x, y) => (this.from = place(x, y)),
        move: (x, y) => this.#drag(place(x, y)),
        end: () => {},
      },
    });
  }

  /** Reads the point that the pointer rests on before it is clicked. */
  #expect() {
    clearTimeout(this.resting);
    if (this.state.values.tool !== 'point') return;
    this.resting = setTimeout(() => {
      const cursor = this.cursor.cursor;
      const point = cursor ? pointAt(this.scan.grid, cursor.x, cursor.y) : -1;
      if (point >= 0) this.state.expect(this.panel.scan, point);
    }, REST);
  }

  /** @param {{x: number, y: number}} to */
  #drag(to) {
    const from = this.from ?? to;
    if (this.state.values.tool === 'line') {
      this.state.change({ line: [from.x, from.y, to.x, to.y] });
    } else {
      this.state.change({ region: { kind: 'rectangle', corners: [[from.x, from.y], [to.x, to.y]] } });
    }
  }

  /** @param {{x: number, y: number}} at */
  #click(at) {
    const { tool, region } = this.state.values;
    const point = pointAt(this.scan.grid, at.x, at.y);
    if (tool === 'polygon') {
      const corners = region?.kind === 'polygon' ? region.corners : [];
      this.state.change({ region: { kind: 'polygon', corners: [...corners, [at.x, at.y]] } });
    } else if (tool === 'grain') {
      const number = point >= 0 ? this.grains?.[point] : undefined;
      this.state.change({ region: number !== undefined && number >= 0 ? { kind: 'grain', scan: this.panel.scan, number } : null });
    } else if (point >= 0) {
      this.state.change({ point, frame: this.name });
    }
  }

  /** Draws with the next picture of the screen. */
  schedule() {
    this.isStale = true;
    this.scheduleMarks();
  }

  /** The marks alone: they follow the pointer, and the map below stays as it is. */
  scheduleMarks() {
    this.pending ??= requestAnimationFrame(() => {
      this.pending = undefined;
      if (this.isStale) this.draw();
      else this.drawOver();
    });
  }

  draw() {
    this.isStale = false;
    if (!this.shown || !this.scale) return;
    if (!this.isDrawn) performance.mark(`first map ${this.name}`);
    this.isDrawn = true;
    this.raster.draw(this.view, this.state.values.outlines);
    this.drawOver();
  }

  /** Marks above the map: cursor, point, region, line, interface, scale bar. */
  drawOver() {
    const c = /** @type {CanvasRenderingContext2D} */ (this.over.getContext('2d'));
    c.setTransform(devicePixelRatio, 0, 0, devicePixelRatio, 0, 0);
    c.clearRect(0, 0, this.box.width, this.box.height);
    if (!this.shown) return;
    this.#marks(c);
    this.#cursor(c);
    this.#readout();
  }

  /** What a saved picture has, too. @param {import('./picture.js').Pen} c */
  #marks(c) {
    if (!this.shown) return;
    this.#interface(c);
    this.#changes(c);
    this.#region(c);
    this.#pins(c);
    this.#point(c);
    this.#scaleBar(c);
  }

  /** What is shown, in words. */
  get title() {
    const { shown, panel } = this;
    return shown ? `${shown.title}${shown.unit ? ` / ${shown.unit}` : ''}${panel.show === 'difference' || panel.show === 'significance' ? '' : `, ${this.scan.name}`}` : '';
  }

  /** Every point, in the units of the result file. */
  #numbers() {
    const { shown } = this;
    if (!shown) return null;
    const { sigma, colours, name } = shown;
    return {
      head: ['row', 'column', 'x_um', 'y_um', ...(colours ? ['red', 'green', 'blue'] : [name, ...(sigma ? [`${name}_sigma`] : [])])],
      rows: Array.from(shown.values, (value, i) => {
        const { row, column, x, y } = placeOf(shown.grid, i);
        const what = colours ? (colours[4 * i + 3] ? Array.from(colours.subarray(4 * i, 4 * i + 3)) : ['', '', '']) : [value, ...(sigma ? [sigma[i]] : [])];
        return [row, column, x, y, ...what];
      }),
    };
  }

  /** @param {number} x @param {number} y */
  #at(x, y) {
    return toScreen(this.view, this.box, x, y);
  }

  /** A line that is seen on any colour. @param {CanvasRenderingContext2D} c @param {string} colour @param {number} [width] */
  #stroke(c, colour, width = 1.5) {
    c.strokeStyle = themed('--halo');
    c.lineWidth = width + 2;
    c.stroke();
    c.strokeStyle = colour;
    c.lineWidth = width;
    c.stroke();
  }

  /** @param {CanvasRenderingContext2D} c @param {[number, number][]} corners @param {boolean} closed */
  #path(c, corners, closed) {
    c.beginPath();
    for (const [x, y] of corners) {
      const at = this.#at(x, y);
      c.lineTo(at.x, at.y);
    }
    if (closed) c.closePath();
  }

  /** @param {CanvasRenderingContext2D} c */
  #interface(c) {
    const line = this.result.interfaceLine;
    if (line.length < 2) return;
    this.#path(c, line.map(({ x, y }) => [x, y]), false);
    c.setLineDash([6, 4]);
    this.#stroke(c, themed('--mark'), 1);
    c.setLineDash([]);
  }

  /** @param {CanvasRenderingContext2D} c */
  #region(c) {
    const { region, line } = this.state.values;
    if (region && 'corners' in region) {
      this.#path(c, outline(region), true);
      this.#stroke(c, themed('--region'));
    } else if (region && this.regionEdges) {
      this.#segments(c, this.regionEdges);
      this.#stroke(c, themed('--region'));
    }
    if (line) {
      this.#path(c, [[line[0], line[1]], [line[2], line[3]]], false);
      this.#stroke(c, themed('--region'));
    }
  }

  /** Places that have changed. @param {CanvasRenderingContext2D} c */
  #changes(c) {
    if (!this.changeEdges || !this.state.values.changes) return;
    this.#segments(c, this.changeEdges);
    this.#stroke(c, themed('--warn'), 2);
  }

  /** Those that are in view. @param {CanvasRenderingContext2D} c @param {Float32Array} list of `edges` */
  #segments(c, list) {
    const { view, box } = this;
    const [left, top] = [view.x - box.width / 2 / view.scale, view.y - box.height / 2 / view.scale];
    const [right, bottom] = [2 * view.x - left, 2 * view.y - top];
    c.beginPath();
    for (let i = 0; i < list.length; i += 4) {
      if (list[i + 2] < left || list[i] > right || list[i + 3] < top || list[i + 1] > bottom) continue;
      c.moveTo((list[i] - view.x) * view.scale + box.width / 2, (list[i + 1] - view.y) * view.scale + box.height / 2);
      c.lineTo((list[i + 2] - view.x) * view.scale + box.width / 2, (list[i + 3] - view.y) * view.scale + box.height / 2);
    }
  }

  /** @param {CanvasRenderingContext2D} c */
  #point(c) {
    const { point } = this.state.values;
    const { grid } = this.scan;
    if (point === null || point >= grid.columns * grid.rows) return;
    const { x, y } = placeOf(grid, point);
    const at = this.#at(x, y);
    const width = Math.max(8, grid.columnStep * this.view.scale);
    const height = Math.max(8, grid.rowStep * this.view.scale);
    c.beginPath();
    c.rect(at.x - width / 2, at.y - height / 2, width, height);
    this.#stroke(c, themed('--mark'));
  }

  /** Places of the pinned points, whatever their scan. @param {CanvasRenderingContext2D} c */
  #pins(c) {
    c.font = '700 12px system-ui, "Noto Sans", "DejaVu Sans", sans-serif';
    this.state.values.pins.forEach((pin, i) => {
      const grid = pin && this.result.scans[pin.scan]?.grid;
      if (!pin || !grid) return;
      const { x, y } = placeOf(grid, pin.point);
      const at = this.#at(x, y);
      c.beginPath();
      c.arc(at.x, at.y, 4, 0, 2 * Math.PI);
      this.#stroke(c, themed('--region'), 2);
      c.lineWidth = 3;
      c.strokeStyle = themed('--halo');
      c.strokeText(String(i + 1), at.x + 7, at.y - 5);
      c.fillStyle = themed('--region');
      c.fillText(String(i + 1), at.x + 7, at.y - 5);
    });
  }

  /** @param {CanvasRenderingContext2D} c */
  #cursor(c) {
    const cursor = this.cursor.cursor;
    if (!cursor) return;
    const at = this.#at(cursor.x, cursor.y);
    c.beginPath();
    c.moveTo(at.x - 9, at.y);
    c.lineTo(at.x + 9, at.y);
    c.moveTo(at.x, at.y - 9);
    c.lineTo(at.x, at.y + 9);
    this.#stroke(c, themed('--mark'), 1);
  }

  /** @param {CanvasRenderingContext2D} c */
  #scaleBar(c) {
    const { scale } = this.view;
    const power = 10 ** Math.floor(Math.log10(110 / scale));
    const step = power * ([5, 2].find((m) => m * power <= 110 / scale) ?? 1);
    const length = step * scale;
    const [x, y] = [12, this.box.height - 12];
    const text = `${Number(step.toPrecision(3))} µm`;
    c.font = '600 11.5px system-ui, "Noto Sans", "DejaVu Sans", sans-serif';
    const width = Math.max(length, c.measureText(text).width) + 12;
    c.fillStyle = themed('--panel');
    c.globalAlpha = 0.85;
    c.fillRect(x - 6, y - 21, width, 27);
    c.globalAlpha = 1;
    c.fillStyle = themed('--ink');
    c.fillRect(x, y - 2, length, 3);
    c.textBaseline = 'alphabetic';
    c.fillText(text, x, y - 7);
  }

  /** What is under the cursor, or at the point. */
  #readout() {
    const { shown } = this;
    if (!shown) return;
    const cursor = this.cursor.cursor;
    const point = cursor ? pointAt(shown.grid, cursor.x, cursor.y) : (this.state.values.point ?? -1);
    if (point < 0 || point >= shown.values.length) {
      this.where.textContent = cursor ? 'outside the map' : 'Click a point; keys: ?';
      this.readout.textContent = '';
      return;
    }
    const { row, column, x, y } = placeOf(shown.grid, point);
    this.where.textContent = `row ${row}, column ${column} · ${x.toFixed(1)}, ${y.toFixed(1)} µm`;
    this.readout.textContent = this.text(point);
  }

  /** Place and value of a point, to be spoken. @param {number} point */
  inWords(point) {
    if (!this.shown || point >= this.shown.values.length) return '';
    const { row, column } = placeOf(this.shown.grid, point);
    return `row ${row}, column ${column}: ${this.shown.title} ${this.text(point)}, ${this.scan.name}`;
  }

  /** The value of a point, in words if it has none. @param {number} point */
  text(point) {
    const shown = /** @type {import('./quantity.js').Shown} */ (this.shown);
    const status = this.result.statuses.find((s) => s.code === shown.status[point])?.text ?? '';
    if (shown.kind === 'STATUS' || shown.kind === 'ORIENTATION') return status;
    const value = shown.values[point];
    if (!Number.isFinite(value)) return status === 'indexed' ? 'no value' : status;
    if (shown.kind === 'CATEGORICAL') return String(value);
    const [number, sigma] = withSigma(value * shown.factor, (shown.sigma?.[point] ?? NaN) * shown.factor);
    return `${number} ${sigma} ${shown.unit}`;
  }
}
