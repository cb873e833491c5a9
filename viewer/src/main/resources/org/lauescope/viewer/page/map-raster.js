import { Raster } from './gl.js';
import { ramp, themedParts } from './colours.js';

/** Draws the points of a map: one texel a point, colours from a table, nothing interpolated. */

const FRAGMENT = `#version 300 es
precision highp float;
precision highp int;
precision highp sampler2D;
uniform sampler2D points;   // one colour a point; without opacity, red is the code of its status
uniform sampler2D grains;
uniform vec2 size;          // of the canvas, px
uniform vec2 centre;        // of the canvas, in points
uniform vec2 scale;         // px per point
uniform int outlines;
uniform vec3 outside, blank, hatch, unknown;
out vec4 result;

vec3 empty(int code, vec2 p) {
  if (code == 0) return outside;
  float period = 7.0 * max(1.0, size.x / 1200.0);
  bool rising = mod(p.x + p.y, period) < 0.2 * period;
  bool falling = mod(p.x - p.y, period) < 0.2 * period;
  if (code == 1) return unknown;
  if (code == 7) return rising || falling ? hatch : blank;
  return rising ? hatch : blank;
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
  ivec2 grid = textureSize(points, 0);
  ivec2 at = ivec2(floor(place));
  if (at.x < 0 || at.y < 0 || at.x >= grid.x || at.y >= grid.y) {
    result = vec4(outside, 1.0);
    return;
  }
  vec4 point = texelFetch(points, at, 0);
  vec3 colour = point.a > 0.5 ? point.rgb : empty(int(255.0 * point.r + 0.5), p);
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
    /** @type {Uint8Array|null} */
    this.points = null;
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
   * @param {{low: number, high: number}} ends
   */
  show(shown, grains, table, ends) {
    this.shown = shown;
    this.grains = grains;
    this.points = coloured(shown, table, ends);
    this.#upload();
  }

  #upload() {
    const { shown, grains, points } = this;
    if (!shown || !points) return;
    const { columns, rows } = shown.grid;
    this.raster.texture('points', 'RGBA8', columns, rows, points);
    if (grains) this.raster.texture('grains', 'R32F', columns, rows, grains);
    else this.raster.texture('grains', 'R32F', 1, 1, new Float32Array([-1]));
  }

  /**
   * @param {import('./viewport.js').View} view
   * @param {boolean} outlines
   */
  draw(view, outlines) {
    const shown = this.shown;
    if (!shown) return;
    const { grid } = shown;
    const ratio = devicePixelRatio;
    this.raster.set('centre', (view.x - grid.originX) / grid.columnStep + 0.5, (view.y - grid.originY) / grid.rowStep + 0.5);
    this.raster.set('scale', view.scale * grid.columnStep * ratio, view.scale * grid.rowStep * ratio);
    this.raster.setInteger('outlines', outlines && this.grains ? 1 : 0);
    for (const name of ['outside', 'blank', 'hatch', 'unknown']) {
      this.raster.set(name, ...themedParts('--' + name));
    }
    this.raster.draw();
  }
}

/**
 * Red, green, blue and opacity of each point, made once: a picture then looks up one texel a pixel.
 *
 * @param {import('./quantity.js').Shown} shown
 * @param {string[]} table
 * @param {{low: number, high: number}} ends
 */
function coloured({ kind, values, colours, status }, table, { low, high }) {
  if (colours) {
    const points = colours.slice();
    for (let i = 0; i < status.length; i++) if (!points[4 * i + 3]) points[4 * i] = status[i];
    return points;
  }
  const shades = new Uint32Array(ramp(table).buffer);
  const points = Uint32Array.from(status);
  const isName = kind === 'CATEGORICAL' || kind === 'STATUS';
  const last = shades.length - 1;
  const steps = last / (high - low);
  for (let i = 0; i < points.length; i++) {
    const value = values[i];
    if (Number.isNaN(value)) continue;
    if (!isName) points[i] = shades[Math.floor(Math.min(last, Math.max(0, (value - low) * steps)) + 0.5)];
    else if (value >= 0) points[i] = shades[Math.floor(value + 0.5) % shades.length];
  }
  return new Uint8Array(points.buffer);
}
