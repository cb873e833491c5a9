import { Raster } from './gl.js';
import { bytes, ramp, themedParts } from './colours.js';

/** Draws the points of a map: one texel a point, colours from a table, nothing interpolated. */

const FRAGMENT = `#version 300 es
precision highp float;
precision highp int;
precision highp sampler2D;
precision highp usampler2D;
uniform sampler2D values;   // one number a point
uniform sampler2D colours;  // or one colour a point
uniform sampler2D table;    // colours of numbers
uniform sampler2D grains;
uniform usampler2D status;
uniform vec2 size;          // of the canvas, px
uniform vec2 centre;        // of the canvas, in points
uniform vec2 scale;         // px per point
uniform vec2 ends;          // values at the ends of the table
uniform int mode;           // 0 numbers, 1 names, 2 colours
uniform int outlines;
uniform vec3 outside, blank, hatch, unknown;
out vec4 result;

vec3 empty(uint code, vec2 p) {
  if (code == 0u) return outside;
  float period = 7.0 * max(1.0, size.x / 1200.0);
  bool rising = mod(p.x + p.y, period) < 0.2 * period;
  bool falling = mod(p.x - p.y, period) < 0.2 * period;
  if (code == 1u) return unknown;
  if (code == 7u) return rising || falling ? hatch : blank;
  return rising ? hatch : blank;
}

vec3 colourOf(ivec2 at, vec2 p) {
  uint code = texelFetch(status, at, 0).r;
  if (mode == 2) {
    vec4 colour = texelFetch(colours, at, 0);
    return colour.a > 0.5 ? colour.rgb : empty(code, p);
  }
  float value = texelFetch(values, at, 0).r;
  if (isnan(value) || (mode == 1 && value < 0.0)) return empty(code, p);
  int last = textureSize(table, 0).x - 1;
  if (mode == 1) return texelFetch(table, ivec2(int(value + 0.5) % (last + 1), 0), 0).rgb;
  float part = clamp((value - ends.x) / (ends.y - ends.x), 0.0, 1.0);
  return texelFetch(table, ivec2(int(part * float(last) + 0.5), 0), 0).rgb;
}

bool divides(ivec2 at, ivec2 other, ivec2 grid) {
  if (other.x < 0 || other.y < 0 || other.x >= grid.x || other.y >= grid.y) return false;
  float here = texelFetch(grains, at, 0).r;
  float there = texelFetch(grains, other, 0).r;
  return here >= 0.0 && there >= 0.0 && here != there;
}

void main() {
  vec2 p = vec2(gl_FragCoord.x, size.y - gl_FragCoord.y);
  vec2 place = (p - 0.5 * size) / scale + centre;
  ivec2 grid = textureSize(status, 0);
  ivec2 at = ivec2(floor(place));
  if (at.x < 0 || at.y < 0 || at.x >= grid.x || at.y >= grid.y) {
    result = vec4(outside, 1.0);
    return;
  }
  vec3 colour = colourOf(at, p);
  if (outlines == 1 && min(scale.x, scale.y) > 2.0) {
    vec2 inside = (place - vec2(at)) * scale;
    vec2 beyond = scale - inside;
    float width = 0.75 * max(1.0, size.x / 1200.0);
    bool edge =
      (inside.x < width && divides(at, at - ivec2(1, 0), grid)) ||
      (beyond.x < width && divides(at, at + ivec2(1, 0), grid)) ||
      (inside.y < width && divides(at, at - ivec2(0, 1), grid)) ||
      (beyond.y < width && divides(at, at + ivec2(0, 1), grid));
    if (edge) colour = dot(colour, vec3(0.3, 0.6, 0.1)) > 0.42 ? vec3(0.1) : vec3(0.92);
  }
  result = vec4(colour, 1.0);
}`;

export class MapRaster {
  /** @param {HTMLCanvasElement} canvas */
  constructor(canvas) {
    this.raster = new Raster(canvas, FRAGMENT);
    /** @type {import('./quantity.js').Shown|null} */
    this.shown = null;
    /** @type {Float32Array|null} */
    this.grains = null;
    this.raster.onRestored = () => {
      this.#upload();
      this.redraw();
    };
    this.redraw = () => {};
  }

  /**
   * @param {import('./quantity.js').Shown} shown
   * @param {Float32Array|null} grains
   * @param {string[]} table colours
   */
  show(shown, grains, table) {
    this.shown = shown;
    this.grains = grains;
    this.table = table;
    this.#upload();
  }

  #upload() {
    const shown = this.shown;
    if (!shown) return;
    const { columns, rows } = shown.grid;
    const none = new Float32Array([-1]);
    this.raster.texture('status', 'R8UI', columns, rows, shown.status);
    this.raster.texture('values', 'R32F', columns, rows, shown.values);
    if (shown.colours) {
      this.raster.texture('colours', 'RGBA8', columns, rows, shown.colours);
    } else {
      this.raster.texture('colours', 'RGBA8', 1, 1, new Uint8Array(4));
    }
    if (this.grains) {
      this.raster.texture('grains', 'R32F', columns, rows, this.grains);
    } else {
      this.raster.texture('grains', 'R32F', 1, 1, none);
    }
    const table = ramp(this.table ?? ['#000000']);
    this.raster.texture('table', 'RGBA8', table.length / 4, 1, table);
    const mode = { ORIENTATION: 2, CATEGORICAL: 1, STATUS: 1 }[shown.kind] ?? 0;
    this.raster.setInteger('mode', mode);
  }

  /**
   * @param {import('./viewport.js').View} view
   * @param {{low: number, high: number}} ends
   * @param {boolean} outlines
   */
  draw(view, ends, outlines) {
    const shown = this.shown;
    if (!shown) return;
    const { grid } = shown;
    const ratio = devicePixelRatio;
    this.raster.set('centre', (view.x - grid.originX) / grid.columnStep + 0.5, (view.y - grid.originY) / grid.rowStep + 0.5);
    this.raster.set('scale', view.scale * grid.columnStep * ratio, view.scale * grid.rowStep * ratio);
    this.raster.set('ends', ends.low, ends.high);
    this.raster.setInteger('outlines', outlines && this.grains ? 1 : 0);
    for (const name of ['outside', 'blank', 'hatch', 'unknown']) {
      this.raster.set(name, ...themedParts('--' + name));
    }
    this.raster.draw();
  }
}

/** Colour that a value has on a map. @param {number} value @param {{low: number, high: number}} ends @param {string[]} table */
export function colourOf(value, ends, table) {
  const part = Math.min(1, Math.max(0, (value - ends.low) / (ends.high - ends.low)));
  return bytes(table[Math.floor(part * (table.length - 1) + 0.5)]);
}
