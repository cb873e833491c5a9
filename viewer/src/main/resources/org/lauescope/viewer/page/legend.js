import * as api from './api.js';
import { make } from './dom.js';
import { ramp, themed } from './colours.js';
import { paints } from './picture.js';
import { format, ticks } from './scale.js';

/** More are too many for a list. */
const MOST_NUMBERS = 12;

/** What stands beside a map to read its colours: a colour bar, a colour key or a list. */
export class Legend {
  /**
   * @param {api.Result} result
   * @param {(lock: [number, number]|null) => void} locked in the units of the file
   */
  constructor(result, locked) {
    this.result = result;
    this.locked = locked;
    this.element = make('div', { class: 'legend' });
    new ResizeObserver(() => this.#ramp()).observe(this.element);
  }

  /**
   * @param {import('./quantity.js').Shown} shown
   * @param {import('./scale.js').Scale} scale
   * @param {boolean} isLocked
   */
  show(shown, scale, isLocked) {
    this.shown = shown;
    this.scale = scale;
    this.ramp = null;
    const content = { ORIENTATION: () => (shown.range ? this.#sharp(shown.range, isLocked) : this.#keys()), STATUS: () => this.#statuses(), CATEGORICAL: () => this.#names() }[shown.kind];
    this.element.replaceChildren(...(content ? content() : this.#bar(isLocked)));
    this.#ramp();
  }

  /** @param {boolean} isLocked */
  #bar(isLocked) {
    const { shown, scale } = this;
    const end = (/** @type {'low'|'high'} */ name) => {
      const field = make('input', {
        'aria-label': name === 'low' ? 'Lower end of the colours' : 'Upper end of the colours',
        value: format(scale[name] * shown.factor),
        onchange: () => {
          const value = Number(field.value.replaceAll('\u2212', '-')) / shown.factor;
          if (!Number.isFinite(value)) return this.locked([scale.low, scale.high]);
          const other = name === 'low' ? scale.high : scale.low;
          const mirrored = scale.map === 'DIVERGING';
          const low = mirrored ? -Math.abs(value) : name === 'low' ? value : other;
          const high = mirrored ? Math.abs(value) : name === 'high' ? value : other;
          this.locked(low < high ? [low, high] : null);
        },
      });
      field.value = format(scale[name] * shown.factor);
      return field;
    };
    this.ramp = make('canvas', { class: 'ramp', 'aria-hidden': 'true' });
    paints(this.ramp, (c, _, height) => paintRamp(c, height, shown, scale, this.result.colours[scale.map]));
    const clip = (/** @type {number} */ part, /** @type {string} */ where) =>
      part > 0 ? `${(100 * part).toFixed(1)} % ${where}` : '';
    return [
      make('div', { class: 'unit' }, shown.unit || '\u00a0'),
      end('high'),
      this.ramp,
      end('low'),
      make('div', { class: 'clip', title: 'Points beyond the ends of the colours; they are drawn as the ends' },
        clip(scale.above, 'above'), make('br'), clip(scale.below, 'below')),
      make('button', {
        'aria-pressed': String(isLocked),
        title: 'Keep these ends when plane or scan change',
        onclick: () => this.locked(isLocked ? null : [scale.low, scale.high]),
      }, isLocked ? 'Locked' : 'Lock'),
    ];
  }

  #ramp() {
    const canvas = this.ramp;
    if (!canvas || !canvas.clientHeight) return;
    const { clientWidth: width, clientHeight: height } = canvas;
    canvas.width = width * devicePixelRatio;
    canvas.height = height * devicePixelRatio;
    const c = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
    c.scale(devicePixelRatio, devicePixelRatio);
    paintRamp(c, height, this.shown, this.scale, this.result.colours[this.scale.map]);
  }

  #keys() {
    const place = make('div');
    const phases = this.result.crystals.length;
    for (let crystal = 0; crystal < phases; crystal++) {
      api.key(crystal).then((key) => place.append(colourKey(key)));
    }
    return [make('div', { class: 'unit' }, `along ${this.shown.name.at(-1)}`), place, ...this.#absent()];
  }

  /** @param {number} range angle of full colour, rad @param {boolean} isLocked */
  #sharp(range, isLocked) {
    const disc = make('img', { alt: 'Colours of turns about axes in the surface' });
    const bar = make('img', { alt: 'Colours of turns about the surface normal' });
    api.sharpKey().then((key) => Object.assign(disc, { src: key.disc }) && Object.assign(bar, { src: key.bar }));
    const field = make('input', {
      'aria-label': 'Angle of full colour, degrees',
      onchange: () => {
        const degrees = Number(field.value);
        this.locked(degrees > 0 && degrees <= 180 ? [0, (degrees * Math.PI) / 180] : null);
      },
    });
    field.value = format((range * 180) / Math.PI, 3);
    return [
      make('div', { class: 'unit' }, 'full at / °'), field,
      make('div', { class: 'clip' }, 'axis of the turn'),
      make('div', { class: 'sharp' }, make('div', {}, disc, make('span', { class: 'x' }, 'x'), make('span', { class: 'y' }, 'y')), make('div', {}, bar, make('span', { class: 'y' }, 'z'))),
      make('button', { 'aria-pressed': String(isLocked), title: 'Keep this angle when the scan changes', onclick: () => this.locked(isLocked ? null : [0, range]) }, isLocked ? 'Locked' : 'Lock'),
      ...this.#absent(),
    ];
  }

  #statuses() {
    return [make('ul', {}, ...this.result.statuses
      .filter((s) => s.code !== 0 && this.shown.status.includes(s.code))
      .map((s) => row(s.colour, s.text)))];
  }

  #names() {
    const numbers = [...new Set(this.shown.values.filter((value) => value >= 0))].sort((a, b) => a - b);
    const colours = this.result.colours.CATEGORICAL;
    return [
      numbers.length > MOST_NUMBERS
        ? make('div', { class: 'clip' }, `${numbers.length} different, each a colour`)
        : make('ul', {}, ...numbers.map((n) => row(colours[n % colours.length], String(n)))),
      ...this.#absent(),
    ];
  }

  #absent() {
    const codes = new Set(this.shown.status);
    return [codes.has(0) ? make('div', { class: 'clip' }, 'blank: not measured') : null,
      [...codes].some((code) => code > 1) ? make('div', { class: 'clip' }, 'hatched: not indexed') : null].filter(Boolean);
  }
}

/** @param {string} colour @param {string} text */
function row(colour, text) {
  const swatch = make('i');
  swatch.style.background = colour;
  return make('li', {}, swatch, text);
}

/** @param {any} key */
function colourKey(key) {
  const [left, bottom, width, height] = key.bounds;
  const box = make('div', { class: 'key' }, make('img', { src: key.picture, alt: `Colour key of ${key.crystal}, Laue group ${key.laueGroup}` }));
  for (const corner of key.corners) {
    const label = make('span', {}, ...miller(corner.direction));
    const x = (corner.x - left) / width;
    const y = 1 - (corner.y - bottom) / height;
    label.style.left = `${100 * x}%`;
    label.style.top = `calc(${100 * y}% + ${y > 0.5 ? 9 : -9}px)`;
    box.append(label);
  }
  return make('div', {}, make('div', { class: 'clip' }, `${key.crystal}, ${key.laueGroup}`), box);
}

/** Indices with bars over negative ones. @param {number[]} indices */
export const miller = (indices) => indices.map((n) => (n < 0 ? `${-n}\u0305` : String(n)));

/**
 * @param {import('./picture.js').Pen} c
 * @param {number} height
 * @param {import('./quantity.js').Shown} shown
 * @param {import('./scale.js').Scale} scale
 * @param {string[]} table
 */
function paintRamp(c, height, shown, scale, table) {
  const bar = 16;
  const colours = ramp(table);
  for (let y = 0; y < height; y++) {
    const at = 4 * Math.round((1 - (y + 0.5) / height) * (table.length - 1));
    c.fillStyle = `rgb(${colours[at]} ${colours[at + 1]} ${colours[at + 2]})`;
    c.fillRect(0, y, bar, 1);
  }
  c.strokeStyle = themed('--rule');
  c.strokeRect(0.5, 0.5, bar - 1, height - 1);
  c.fillStyle = themed('--ink');
  c.font = '11px system-ui, "Noto Sans", "DejaVu Sans", sans-serif';
  c.textBaseline = 'middle';
  const [low, high] = [scale.low * shown.factor, scale.high * shown.factor];
  for (const { value, text } of ticks(low, high, height / 34)) {
    const y = height * (1 - (value - low) / (high - low));
    c.fillRect(bar, Math.min(height - 1, Math.max(0, Math.round(y) - 0.5)), 4, 1);
    if (y > 6 && y < height - 6) c.fillText(text, bar + 7, y);
  }
}
