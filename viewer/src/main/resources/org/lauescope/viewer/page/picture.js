/**
 * Parts of the page as pictures: what stands there is painted with the commands of a canvas, to
 * pixels or to SVG. Controls are left out.
 */

/** @typedef {CanvasRenderingContext2D} Pen a canvas's, or an `SvgContext` */

const CONTROLS = 'select, details, button:not([data-scan]), [popover], .u-over, .u-under, .unseen';

/** @type {WeakMap<Element, (c: Pen, width: number, height: number) => void>} */
const painters = new WeakMap();

/**
 * Says how an element is painted; other canvases are copied.
 *
 * @param {Element} element @param {(c: Pen, width: number, height: number) => void} paint in px of the screen
 */
export function paints(element, paint) {
  painters.set(element, paint);
}

/** How large the picture of an element is, texts that the page cuts off included. @param {HTMLElement} root */
export function sizeOf(root) {
  const { left, width, height } = root.getBoundingClientRect();
  const texts = [...root.querySelectorAll('h2, .facts, table')].map((text) => text.getBoundingClientRect().left - left + text.scrollWidth + 6);
  return { width: Math.ceil(Math.max(width, ...texts)), height: Math.ceil(height) };
}

/** Paints an element with all in it, its upper left corner at the origin. @param {Pen} c @param {HTMLElement} root */
export function paint(c, root) {
  const { left, top } = root.getBoundingClientRect();
  const walk = (/** @type {Node} */ node) => {
    if (node instanceof Text) return words(c, node, left, top);
    if (!(node instanceof HTMLElement) || node.matches(CONTROLS)) return;
    const style = getComputedStyle(node);
    if (style.display === 'none') return;
    const box = node.getBoundingClientRect();
    const [x, y] = [box.left - left, box.top - top];
    const own = painters.get(node);
    c.save();
    if (own) {
      c.translate(x, y);
      c.beginPath();
      c.rect(0, 0, box.width, box.height);
      c.clip();
      own(c, box.width, box.height);
    } else if (style.visibility !== 'hidden') {
      ground(c, style, x, y, box);
      if (node instanceof HTMLInputElement) field(c, node, style, x, y, box);
      else if ((node instanceof HTMLCanvasElement || node instanceof HTMLImageElement) && box.width) c.drawImage(node, x, y, box.width, box.height);
    }
    c.restore();
    node.childNodes.forEach(walk);
  };
  walk(root);
}

/** @param {Pen} c @param {CSSStyleDeclaration} style @param {number} x @param {number} y @param {DOMRect} box */
function ground(c, style, x, y, box) {
  if (!/, 0\)$|^transparent$/.test(style.backgroundColor)) {
    c.fillStyle = style.backgroundColor;
    c.fillRect(x, y, box.width, box.height);
  }
  if (parseFloat(style.borderTopWidth) && parseFloat(style.borderLeftWidth) && style.borderTopStyle === 'solid') {
    c.strokeStyle = style.borderTopColor;
    c.lineWidth = 1;
    c.strokeRect(x + 0.5, y + 0.5, box.width - 1, box.height - 1);
  }
}

/** @param {Pen} c @param {CSSStyleDeclaration} style */
function ink(c, style) {
  c.fillStyle = style.color;
  c.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
  c.textBaseline = 'alphabetic';
}

/** @param {Pen} c @param {HTMLInputElement} input @param {CSSStyleDeclaration} style @param {number} x @param {number} y @param {DOMRect} box */
function field(c, input, style, x, y, box) {
  ink(c, style);
  c.textAlign = 'right';
  c.textBaseline = 'middle';
  c.fillText(input.value, x + box.width - 5, y + box.height / 2);
}

/** Line by line, as the page breaks them. @param {Pen} c @param {Text} node @param {number} left @param {number} top */
function words(c, node, left, top) {
  if (!node.data.trim() || !node.parentElement) return;
  const style = getComputedStyle(node.parentElement);
  if (style.visibility === 'hidden') return;
  ink(c, style);
  c.textAlign = 'left';
  const range = document.createRange();
  /** @type {{text: string, x: number, y: number}[]} */
  const lines = [];
  for (const { 0: word, index } of node.data.matchAll(/\S+\s*/g)) {
    range.setStart(node, index);
    range.setEnd(node, index + word.trimEnd().length);
    const box = range.getBoundingClientRect();
    const last = lines.at(-1);
    if (last && Math.abs(last.y - box.top) < 2) last.text += word;
    else lines.push({ text: word, x: box.left, y: box.top });
  }
  for (const { text, x, y } of lines) {
    c.fillText(text.trimEnd(), x - left, y - top + c.measureText(text).fontBoundingBoxAscent);
  }
}
