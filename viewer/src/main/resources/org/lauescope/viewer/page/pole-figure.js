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
    const picture = c.createImageData(canvas.width, canvas.height);
    const pixels = new Uint32Array(picture.data.buffer);
    const colour = (/** @type {string} */ name) => {
      const [r, g, b] = bytes(themed(name));
      return (255 << 24) | (b << 16) | (g << 8) | r;
    };
    const [all, chosen, here] = [colour(this.inside ? '--unknown' : '--accent'), colour('--region'), colour('--mark')];
    const dot = (/** @type {number} */ k, /** @type {number} */ size, /** @type {number} */ shade) => {
      const [px, py] = project(list[k], list[k + 1], list[k + 2]);
      const left = Math.round((cx + radius * px) * ratio - size / 2);
      const top = Math.round((cy + radius * py) * ratio - size / 2);
      for (let y = top; y < top + size; y++) for (let x = left; x < left + size; x++) pixels[y * canvas.width + x] = shade;
    };
    let count = 0;
    let within = 0;
    const stride = 3 * (this.poles ?? 1);
    // Few points are dots, many a cloud.
    const size = Math.max(2, Math.round((list.length < 60_000 ? 3 : 2) * ratio));
    const { point } = state.values;
    for (const pass of [0, 1]) {
      for (let i = 0; i * stride < list.length; i++) {
        const isChosen = Boolean(this.inside?.[i]);
        if (Number.isNaN(list[i * stride]) || (pass === 1) !== isChosen) continue;
        count++;
        if (isChosen) within++;
        for (let k = i * stride; k < (i + 1) * stride; k += 3) dot(k, size, pass ? chosen : all);
      }
    }
    if (point !== null && point * stride < list.length && !Number.isNaN(list[point * stride])) {
      for (let k = point * stride; k < (point + 1) * stride; k += 3) dot(k, 3 * size, here);
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
