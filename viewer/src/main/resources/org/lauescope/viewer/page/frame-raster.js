import { Raster } from './gl.js';
import { themedParts } from './colours.js';

/** Draws the counts of a frame: dark spots on white paper, or bright ones in the dark theme. */

const FRAGMENT = `#version 300 es
precision highp float;
precision highp sampler2D;
uniform sampler2D counts, masked;
uniform vec2 size, centre, scale, ends;
uniform float block;
uniform int logarithmic, masks;
uniform vec3 paper, spot, blank, outside, maskColour;
out vec4 result;
void main() {
  vec2 p = vec2(gl_FragCoord.x, size.y - gl_FragCoord.y);
  vec2 place = ((p - 0.5 * size) / scale + centre + 0.5) / block;
  ivec2 at = ivec2(floor(place));
  ivec2 whole = textureSize(counts, 0);
  if (at.x < 0 || at.y < 0 || at.x >= whole.x || at.y >= whole.y) {
    result = vec4(outside, 1.0);
    return;
  }
  float value = texelFetch(counts, at, 0).r;
  float hidden = masks == 1 ? texelFetch(masked, at, 0).r : 0.0;
  float veil = hidden > 0.0 ? 0.35 + 0.3 * hidden : 0.0;
  if (isnan(value)) {
    result = vec4(mix(blank, maskColour, veil), 1.0);
    return;
  }
  float part = (value - ends.x) / (ends.y - ends.x);
  if (logarithmic == 1) part = log(1.0 + max(0.0, value - ends.x)) / log(1.0 + ends.y - ends.x);
  result = vec4(mix(mix(paper, spot, clamp(part, 0.0, 1.0)), maskColour, veil), 1.0);
}`;

export class FrameRaster {
  /** @param {HTMLCanvasElement} canvas */
  constructor(canvas) {
    this.raster = new Raster(canvas, FRAGMENT);
    /** @type {import('./api.js').FrameImage|null} */
    this.image = null;
    /** @type {Uint8Array|null} */
    this.mask = null;
    this.redraw = () => {};
    this.raster.onRestored = () => {
      if (this.image) this.show(this.image, this.mask);
      this.redraw();
    };
  }

  /** @param {import('./api.js').FrameImage} image @param {Uint8Array|null} mask part of each block that is masked, 0 … 255 */
  show(image, mask) {
    this.image = image;
    this.mask = mask?.length === image.counts.length ? mask : null;
    // A sampler without a texture would read the other's.
    this.raster.texture('masked', 'R8', this.mask ? image.width : 1, this.mask ? image.height : 1, this.mask ?? new Uint8Array(1));
    this.raster.texture('counts', 'R32F', image.width, image.height, image.counts);
  }

  /**
   * @param {import('./viewport.js').View} view in pixels of the detector
   * @param {boolean} logarithmic
   * @param {number} contrast 0 … 1: more shows fainter things
   * @param {boolean} masks whether masked pixels are marked
   */
  draw(view, logarithmic, contrast, masks) {
    const image = this.image;
    if (!image) return;
    const [, middle, high] = image.quantiles;
    const low = middle + (high - middle) * 1.2;
    const reach = Math.max(1, image.largest - low);
    const top = low + Math.max(4, reach ** (1 - 0.8 * contrast));
    this.raster.set('centre', view.x, view.y);
    this.raster.set('scale', view.scale * devicePixelRatio, view.scale * devicePixelRatio);
    this.raster.set('ends', low, top);
    this.raster.set('block', image.block);
    this.raster.setInteger('logarithmic', logarithmic ? 1 : 0);
    this.raster.setInteger('masks', masks && this.mask ? 1 : 0);
    this.raster.set('maskColour', ...themedParts('--masked'));
    this.raster.set('paper', ...themedParts('--panel'));
    this.raster.set('spot', ...themedParts('--mark'));
    this.raster.set('blank', ...themedParts('--blank'));
    this.raster.set('outside', ...themedParts('--outside'));
    this.raster.draw();
  }
}
