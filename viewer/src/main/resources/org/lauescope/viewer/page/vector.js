/**
 * The part of a canvas's drawing commands that views use, written as SVG. Pictures stay pictures,
 * everything else becomes lines, areas and text.
 */
export class SvgContext {
  strokeStyle = '#000000';
  fillStyle = '#000000';
  lineWidth = 1;
  globalAlpha = 1;
  font = '12px sans-serif';
  /** @type {CanvasTextAlign} */
  textAlign = 'left';
  /** @type {CanvasTextBaseline} */
  textBaseline = 'alphabetic';
  imageSmoothingEnabled = true;
  /** @type {string[]} */
  #out = [];
  #path = '';
  /** @type {number[]} */
  #dash = [];
  /** Elements to close, and the style to come back to, of each `save`. @type {{open: number, style: any}[]} */
  #saved = [];
  #clips = 0;
  #measure = /** @type {CanvasRenderingContext2D} */ (document.createElement('canvas').getContext('2d'));

  /** @param {number} width @param {number} height */
  text(width, height) {
    return `<svg xmlns="http://www.w3.org/2000/svg" width="${n(width)}" height="${n(height)}" viewBox="0 0 ${n(width)} ${n(height)}">\n${this.#out.join('\n')}\n</svg>\n`;
  }

  save() {
    const { strokeStyle, fillStyle, lineWidth, globalAlpha, font, textAlign, textBaseline } = this;
    this.#saved.push({ open: 0, style: { strokeStyle, fillStyle, lineWidth, globalAlpha, font, textAlign, textBaseline } });
  }

  restore() {
    const last = this.#saved.pop();
    if (!last) return;
    this.#out.push('</g>'.repeat(last.open));
    Object.assign(this, last.style);
  }

  /** @param {string} attributes */
  #group(attributes) {
    this.#out.push(`<g ${attributes}>`);
    const last = this.#saved.at(-1);
    if (last) last.open++;
  }

  /** Only between `save` and `restore`. @param {number} x @param {number} y */
  translate(x, y) {
    this.#group(`transform="translate(${n(x)} ${n(y)})"`);
  }

  /** Only between `save` and `restore`. @param {number} angle */
  rotate(angle) {
    this.#group(`transform="rotate(${n((angle * 180) / Math.PI)})"`);
  }

  /** Only between `save` and `restore`. */
  clip() {
    const id = `clip${this.#clips++}`;
    this.#out.push(`<clipPath id="${id}"><path d="${this.#path}"/></clipPath>`);
    this.#group(`clip-path="url(#${id})"`);
  }

  beginPath() {
    this.#path = '';
  }

  closePath() {
    this.#path += 'Z';
  }

  /** @param {number} x @param {number} y */
  moveTo(x, y) {
    this.#path += `M${n(x)} ${n(y)}`;
  }

  /** @param {number} x @param {number} y */
  lineTo(x, y) {
    this.#path += `${this.#path ? 'L' : 'M'}${n(x)} ${n(y)}`;
  }

  /** @param {number} x @param {number} y @param {number} width @param {number} height */
  rect(x, y, width, height) {
    this.#path += `M${n(x)} ${n(y)}h${n(width)}v${n(height)}h${n(-width)}Z`;
  }

  /** Whole circles only. @param {number} x @param {number} y @param {number} radius */
  arc(x, y, radius) {
    this.#path += `M${n(x - radius)} ${n(y)}a${n(radius)} ${n(radius)} 0 1 0 ${n(2 * radius)} 0a${n(radius)} ${n(radius)} 0 1 0 ${n(-2 * radius)} 0Z`;
  }

  /** @param {number[]} dash */
  setLineDash(dash) {
    this.#dash = dash;
  }

  stroke() {
    if (!this.#path) return;
    const dash = this.#dash.length ? ` stroke-dasharray="${this.#dash.join(' ')}"` : '';
    this.#out.push(`<path d="${this.#path}" fill="none" ${this.#ink('stroke', this.strokeStyle)} stroke-width="${n(this.lineWidth)}"${dash}/>`);
  }

  fill() {
    if (this.#path) this.#out.push(`<path d="${this.#path}" ${this.#ink('fill', this.fillStyle)}/>`);
  }

  /** @param {number} x @param {number} y @param {number} width @param {number} height */
  fillRect(x, y, width, height) {
    this.#out.push(`<rect x="${n(x)}" y="${n(y)}" width="${n(width)}" height="${n(height)}" ${this.#ink('fill', this.fillStyle)}/>`);
  }

  /** @param {number} x @param {number} y @param {number} width @param {number} height */
  strokeRect(x, y, width, height) {
    this.#out.push(`<rect x="${n(x)}" y="${n(y)}" width="${n(width)}" height="${n(height)}" fill="none" ${this.#ink('stroke', this.strokeStyle)} stroke-width="${n(this.lineWidth)}"/>`);
  }

  /** @param {string} text @param {number} x @param {number} y */
  fillText(text, x, y) {
    this.#text(text, x, y, this.#ink('fill', this.fillStyle));
  }

  /** @param {string} text @param {number} x @param {number} y */
  strokeText(text, x, y) {
    this.#text(text, x, y, `fill="none" ${this.#ink('stroke', this.strokeStyle)} stroke-width="${n(this.lineWidth)}"`);
  }

  /** Programs differ in how they take baselines: it is always the alphabetic one here. @param {string} text @param {number} x @param {number} y @param {string} ink */
  #text(text, x, y, ink) {
    const { fontBoundingBoxAscent: up, fontBoundingBoxDescent: down } = this.measureText(text);
    const lower = this.textBaseline === 'middle' ? (up - down) / 2 : this.textBaseline === 'top' ? up : 0;
    const [, weight = '400', size, family] = /^(?:(\w+) )?([\d.]+)px (.*)$/.exec(this.font) ?? [];
    const anchor = { right: 'end', center: 'middle' }[/** @type {string} */ (this.textAlign)] ?? 'start';
    this.#out.push(`<text x="${n(x)}" y="${n(y + lower)}" text-anchor="${anchor}" font-family="${escaped(family)}" font-size="${size}" font-weight="${weight}" ${ink}>${escaped(text)}</text>`);
  }

  /** @param {string} text */
  measureText(text) {
    this.#measure.font = this.font;
    return this.#measure.measureText(text);
  }

  /** As it is now, in its own pixels. @param {any} image @param {number} x @param {number} y @param {number} width @param {number} height */
  drawImage(image, x, y, width, height) {
    const copy = document.createElement('canvas');
    copy.width = image.naturalWidth ?? image.width;
    copy.height = image.naturalHeight ?? image.height;
    /** @type {CanvasRenderingContext2D} */ (copy.getContext('2d')).drawImage(image, 0, 0);
    this.#out.push(`<image x="${n(x)}" y="${n(y)}" width="${n(width)}" height="${n(height)}" preserveAspectRatio="none" href="${copy.toDataURL('image/png')}"/>`);
  }

  /** @param {'fill'|'stroke'} what @param {string} colour */
  #ink(what, colour) {
    // Not all programs know colours with eight digits.
    const opacity = this.globalAlpha * (/^#\w{8}$/.test(colour) ? parseInt(colour.slice(7), 16) / 255 : 1);
    return `${what}="${/^#\w{8}$/.test(colour) ? colour.slice(0, 7) : colour}"${opacity < 1 ? ` ${what}-opacity="${n(opacity)}"` : ''}`;
  }
}

/** A hundredth of a pixel is enough. @param {number} value */
const n = (value) => String(Math.round(100 * value) / 100);

/** @param {string} text */
const escaped = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
