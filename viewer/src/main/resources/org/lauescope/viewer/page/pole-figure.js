import * as api from './api.js';
import { bytes, onTheme, themed } from './colours.js';
import { FONT, choice, make } from './dom.js';
import { saveMenu } from './exports.js';
import { paints } from './picture.js';
import { direction, project } from './poles.js';
import { nameOf, poleDirections } from './regions.js';

/** Families to choose from. */
const FAMILIES = ['100', '110', '111', '001', '211'];

/** Smallest cap that a drag chooses, degrees. */
const LEAST = 0.2;

/**
 * Pole figure of the active map. A region of the map is highlighted in it; a cap that is dragged in
 * it becomes the region of the maps.
 */
export class PoleFigure {
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
    this.crystal = 0;
    this.canvas = make('canvas', { role: 'img', tabindex: '0', title: 'Drag from the middle of a group of poles: points with a pole in the circle become the region' });
    this.facts = make('div', { class: 'facts' });
    this.readout = make('div', { class: 'facts' });
    const family = choice('Lattice planes', FAMILIES.map((hkl) => ({ value: hkl, text: `{${hkl}}` })), state.values.hkl, (hkl) => state.change({ hkl }));
    this.title = make('h2', {}, 'Pole figure');
    const phase = choice('Crystal', result.crystals.map((c, i) => ({ value: String(i), text: c.name })), '0', (value) => {
      this.crystal = Number(value);
      this.schedule();
    });
    phase.hidden = result.crystals.length < 2;
    this.element = make('div', { class: 'chart poles' },
      make('div', { class: 'row' }, this.title, family, phase,
        saveMenu('pole figure', {
          name: () => [this.maps[this.state.values.active].scan.name, ...this.result.crystals.length > 1 ? [this.result.crystals[this.crystal].name] : [], this.state.values.hkl, 'pole-figure'],
          element: () => this.element,
          table: () => this.#table(),
        })),
      this.facts, make('div', { class: 'plot' }, this.canvas), this.readout);
    element.append(this.element);
    paints(this.canvas, (c, width, height) => this.#paint(c, width, height));
    this.#gestures();
    new ResizeObserver(() => this.schedule()).observe(this.canvas.parentElement);
    const follow = () => {
      family.value = state.values.hkl;
      this.schedule();
    };
    state.on(['hkl', 'active', 'region', 'point'], follow);
    maps.a.onShown(() => this.schedule());
    maps.b.onShown(() => this.schedule());
    onTheme(() => this.schedule());
  }

  get hkl() {
    return [...this.state.values.hkl].map(Number);
  }

  schedule() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.load(), 40);
  }

  async load() {
    if (!this.canvas.clientWidth) return;
    const map = this.maps[this.state.values.active];
    // Maps come first.
    if (!map.shown) return;
    const wanted = (this.wanted = {});
    try {
      const [orientations, poles] = await Promise.all([api.orientations(map.panel.scan), api.poles(this.crystal, this.hkl)]);
      const inside = await map.inside();
      if (this.wanted !== wanted) return;
      this.list = poleDirections(orientations, poles, this.crystal).list;
      this.poles = poles.length;
      this.inside = inside;
      this.draw();
    } catch (problem) {
      if (this.wanted !== wanted) return;
      this.facts.textContent = /** @type {Error} */ (problem).message;
    }
  }

  /** Middle and radius on the canvas, px of the screen. */
  #circle() {
    const { clientWidth: width, clientHeight: height } = this.canvas;
    return { x: width / 2, y: height / 2, radius: Math.max(10, Math.min(width, height) / 2 - 12) };
  }

  draw() {
    const { canvas, list, state } = this;
    const place = /** @type {HTMLElement} */ (canvas.parentElement);
    if (!list || !place.clientWidth) return;
    const ratio = devicePixelRatio;
    canvas.width = Math.round(place.clientWidth * ratio);
    canvas.height = Math.round(place.clientHeight * ratio);
    const c = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
    const { x: cx, y: cy, radius } = this.#circle();
    const [all, chosen, here] = [this.inside ? '--unknown' : '--accent', '--region', '--mark'].map(pixelOf);
    // Few points are dots, many a cloud.
    const size = Math.max(2, Math.round((list.length < 60_000 ? 3 : 2) * ratio));
    const { corners, cloud, count } = this.#dots(list, { x: cx * ratio, y: cy * ratio, radius: radius * ratio }, size, all);
    const picture = c.createImageData(canvas.width, canvas.height);
    const pixels = new Uint32Array(picture.data.buffer);
    pixels.set(cloud);
    const poles = this.poles ?? 1;
    let within = 0;
    const { inside } = this;
    for (let i = 0; inside && i < inside.length; i++) {
      if (!inside[i] || corners[i * poles] < 0) continue;
      within++;
      for (let k = i * poles; k < (i + 1) * poles; k++) stamp(pixels, canvas.width, corners[k], size, chosen);
    }
    const { point } = state.values;
    if (point !== null && point * poles < corners.length && corners[point * poles] >= 0) {
      for (let k = point * poles; k < (point + 1) * poles; k++) stamp(pixels, canvas.width, corners[k] - size * (canvas.width + 1), 3 * size, here);
    }
    c.putImageData(picture, 0, 0);
    this.cloud = picture;
    c.scale(ratio, ratio);
    this.#frame(c);
    const { region } = state.values;
    this.facts.textContent = `{${state.values.hkl}} of ${this.maps[state.values.active].scan.name}, equal area, upper half: ${count} points${region ? `, ${within} in ${nameOf(region)}` : '; drag a circle: region'}`;
    canvas.setAttribute('aria-label', `Pole figure ${this.facts.textContent}`);
  }

  /** The poles as a picture, circle and cap as lines. @param {import('./picture.js').Pen} c @param {number} width @param {number} height */
  #paint(c, width, height) {
    if (!this.cloud) return;
    const copy = document.createElement('canvas');
    copy.width = this.cloud.width;
    copy.height = this.cloud.height;
    /** @type {CanvasRenderingContext2D} */ (copy.getContext('2d')).putImageData(this.cloud, 0, 0);
    c.drawImage(copy, 0, 0, width, height);
    this.#frame(c);
  }

  /** Rim, middle and axes, and the cap that is chosen. @param {import('./picture.js').Pen} c */
  #frame(c) {
    const { x: cx, y: cy, radius } = this.#circle();
    c.lineWidth = 1;
    c.strokeStyle = themed('--faint');
    c.beginPath();
    c.moveTo(cx + radius, cy);
    c.arc(cx, cy, radius, 0, 2 * Math.PI);
    c.moveTo(cx - 4, cy);
    c.lineTo(cx + 4, cy);
    c.moveTo(cx, cy - 4);
    c.lineTo(cx, cy + 4);
    c.stroke();
    c.fillStyle = themed('--faint');
    c.font = FONT;
    c.fillText('x', cx + radius + 3, cy + 4);
    c.fillText('y', cx - 3, cy + radius + 11);
    this.#cap(c, cx, cy, radius);
  }

  /**
   * Where the poles are, and a picture of all of them, made anew when either changes.
   *
   * @param {Float32Array} list
   * @param {{x: number, y: number, radius: number}} circle pixels
   * @param {number} size of a dot, pixels
   * @param {number} shade
   * @returns {{corners: Int32Array, cloud: Uint32Array, count: number}} first pixel of each dot, −1 for none; points that have poles
   */
  #dots(list, { x, y, radius }, size, shade) {
    const { width, height } = this.canvas;
    const key = [width, height, size, shade].join();
    if (this.known?.list === list && this.known.key === key) return this.known;
    const corners = new Int32Array(list.length / 3).fill(-1);
    const cloud = new Uint32Array(width * height);
    let count = 0;
    for (let k = 0; k < corners.length; k++) {
      if (Number.isNaN(list[3 * k])) continue;
      const [px, py] = project(list[3 * k], list[3 * k + 1], list[3 * k + 2]);
      corners[k] = Math.round(y + radius * py - size / 2) * width + Math.round(x + radius * px - size / 2);
      stamp(cloud, width, corners[k], size, shade);
      count++;
    }
    this.known = { list, key, corners, cloud, count: count / (this.poles ?? 1) };
    return this.known;
  }

  /** The cap that is chosen. @param {CanvasRenderingContext2D} c @param {number} cx @param {number} cy @param {number} radius */
  #cap(c, cx, cy, radius) {
    const { region } = this.state.values;
    if (region?.kind !== 'pole') return;
    const [x, y, z] = region.direction;
    const angle = (region.reach * Math.PI) / 180;
    // Two directions across the cap's axis.
    const flat = Math.hypot(x, y) || 1;
    const u = Math.hypot(x, y) > 1e-9 ? [y / flat, -x / flat, 0] : [1, 0, 0];
    const v = [y * u[2] - z * u[1], z * u[0] - x * u[2], x * u[1] - y * u[0]];
    c.strokeStyle = themed('--region');
    c.lineWidth = 1.5;
    c.beginPath();
    let isUpper = true;
    for (let step = 0; step <= 72; step++) {
      const turn = (step / 36) * Math.PI;
      const [a, b] = [Math.sin(angle) * Math.cos(turn), Math.sin(angle) * Math.sin(turn)];
      const rim = [0, 1, 2].map((k) => Math.cos(angle) * [x, y, z][k] + a * u[k] + b * v[k]);
      const upper = rim[2] >= 0;
      const sign = upper ? 1 : -1;
      const [px, py] = project(sign * rim[0], sign * rim[1], sign * rim[2]);
      if (step === 0 || upper !== isUpper) c.moveTo(cx + radius * px, cy + radius * py);
      else c.lineTo(cx + radius * px, cy + radius * py);
      isUpper = upper;
    }
    c.stroke();
  }

  #gestures() {
    const { canvas } = this;
    /** @type {[number, number, number]|null} */
    let from = null;
    const at = (/** @type {PointerEvent} */ event) => {
      const { x, y, radius } = this.#circle();
      const box = canvas.getBoundingClientRect();
      const [px, py] = [(event.clientX - box.left - x) / radius, (event.clientY - box.top - y) / radius];
      const size = Math.hypot(px, py);
      return { towards: direction(size > 1 ? px / size : px, size > 1 ? py / size : py), inside: size <= 1 };
    };
    const angle = (/** @type {number[]} */ a, /** @type {number[]} */ b) => (Math.acos(Math.min(1, Math.max(-1, a[0] * b[0] + a[1] * b[1] + a[2] * b[2]))) * 180) / Math.PI;
    canvas.addEventListener('pointerdown', (/** @type {PointerEvent} */ event) => {
      const { towards, inside } = at(event);
      if (!inside || event.button) return;
      canvas.setPointerCapture(event.pointerId);
      from = towards;
    });
    canvas.addEventListener('pointermove', (/** @type {PointerEvent} */ event) => {
      const { towards, inside } = at(event);
      const polar = (Math.acos(Math.min(1, towards[2])) * 180) / Math.PI;
      const azimuth = (Math.atan2(towards[1], towards[0]) * 180) / Math.PI;
      this.readout.textContent = inside ? `${polar.toFixed(1)}° from the normal, azimuth ${azimuth.toFixed(1)}°` : '';
      if (!from) return;
      const reach = angle(from, towards);
      if (reach >= LEAST) {
        this.state.change({ region: { kind: 'pole', crystal: this.crystal, hkl: this.hkl, direction: from, reach } });
      }
    });
    canvas.addEventListener('pointerup', () => (from = null));
    canvas.addEventListener('pointercancel', () => (from = null));
    canvas.addEventListener('dblclick', () => this.state.values.region?.kind === 'pole' && this.state.change({ region: null }));
  }

  /** Directions of all poles, SAMPLE. */
  #table() {
    const { list, poles } = this;
    if (!list || !poles) return null;
    const rows = [];
    for (let k = 0; k < list.length; k += 3) {
      const point = Math.floor(k / 3 / poles);
      if (!Number.isNaN(list[k])) rows.push([point, list[k], list[k + 1], list[k + 2], this.inside ? this.inside[point] : 1]);
    }
    return { head: ['point', 'x', 'y', 'z', 'in_region'], rows };
  }
}

/** Colour of the page as a pixel. @param {string} name */
function pixelOf(name) {
  const [r, g, b] = bytes(themed(name));
  return (255 << 24) | (b << 16) | (g << 8) | r;
}

/** A square dot. @param {Uint32Array} pixels @param {number} width of the picture @param {number} corner @param {number} size @param {number} shade */
function stamp(pixels, width, corner, size, shade) {
  for (let row = corner; row < corner + size * width; row += width) for (let at = row; at < row + size; at++) pixels[at] = shade;
}
