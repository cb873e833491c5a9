import { themed } from './colours.js';
import { make } from './dom.js';
import { paint, sizeOf } from './picture.js';
import { SvgContext } from './vector.js';

/**
 * Views as files: pictures as they stand on the screen, and the numbers behind them.
 *
 * @typedef {number|string|null|undefined} Cell
 * @typedef {{head: string[], rows: Iterable<Cell[]>}} Table
 * @typedef {{
 *   name: () => (string|number)[],
 *   title?: () => string,
 *   element?: () => HTMLElement,
 *   table?: () => Table|null}} View parts of the file's name; what stands above the picture; what is its picture
 */

const FONT = 'system-ui, "Noto Sans", "DejaVu Sans", sans-serif';

/** Room above a picture for its title, and around it, px. */
const TITLE = 28;
const MARGIN = 6;

/** Pixels of a saved picture to one of the screen, at least. */
const FINE = 2;

let menus = 0;

/** A button that offers a view as files. @param {string} what the view, in words @param {View} view @returns {HTMLElement} */
export function saveMenu(what, view) {
  const item = (/** @type {string} */ text, /** @type {() => void} */ run) => make('button', { onclick: () => {
    list.hidePopover();
    run();
  } }, text);
  const list = make('div', { id: `save-${++menus}`, class: 'save', popover: 'auto', role: 'group', 'aria-label': `Save ${what} as` },
    view.element && item('Picture (PNG)', () => png(view)),
    view.element && item('Picture (SVG)', () => svg(view)),
    view.table && item('Numbers (CSV)', () => csv(view)));
  const open = make('button', { class: 'open-save', popovertarget: list.id, 'aria-label': `Save ${what}`, title: `Save ${what} as picture or numbers` }, 'Save');
  list.addEventListener('beforetoggle', () => {
    const { right, bottom } = open.getBoundingClientRect();
    list.style.right = `${document.documentElement.clientWidth - right}px`;
    list.style.top = `${Math.min(bottom + 2, innerHeight - 90)}px`;
  });
  return make('span', { class: 'menu' }, open, list);
}

/** @param {View} view */
function draw(view, /** @type {(width: number, height: number) => import('./picture.js').Pen} */ begin) {
  const root = /** @type {() => HTMLElement} */ (view.element)();
  const title = view.title?.() ?? '';
  const { width, height } = sizeOf(root);
  const above = title ? TITLE : MARGIN;
  const c = begin(width + 2 * MARGIN, height + above + MARGIN);
  c.fillStyle = themed('--panel');
  c.fillRect(0, 0, width + 2 * MARGIN, height + above + MARGIN);
  c.save();
  c.fillStyle = themed('--ink');
  c.font = `600 13px ${FONT}`;
  if (title) c.fillText(title, MARGIN + 2, 19);
  c.translate(MARGIN, above);
  paint(c, root);
  c.restore();
}

/** @param {View} view */
function png(view) {
  const canvas = document.createElement('canvas');
  draw(view, (width, height) => {
    const ratio = Math.max(FINE, devicePixelRatio);
    canvas.width = width * ratio;
    canvas.height = height * ratio;
    const c = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
    c.scale(ratio, ratio);
    c.imageSmoothingEnabled = false;
    return c;
  });
  canvas.toBlob((blob) => blob && save(blob, view, 'png'), 'image/png');
}

/** @param {View} view */
function svg(view) {
  const c = new SvgContext();
  let [wide, high] = [0, 0];
  draw(view, (width, height) => {
    [wide, high] = [width, height];
    return /** @type {any} */ (c);
  });
  save(new Blob([c.text(wide, high)], { type: 'image/svg+xml' }), view, 'svg');
}

/** @param {View} view */
function csv(view) {
  const table = view.table?.();
  if (!table) return;
  const lines = [table.head, ...table.rows].map((row) => Array.from(row, cell).join(',') + '\n');
  save(new Blob(lines, { type: 'text/csv' }), view, 'csv');
}

/** @param {Cell} value */
function cell(value) {
  if (typeof value === 'number') return Number.isFinite(value) ? String(Number(value.toPrecision(7))) : '';
  const text = value ?? '';
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** @param {Blob} blob @param {View} view @param {string} kind */
function save(blob, view, kind) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = `${view.name().join('-').replaceAll(/[^\p{L}\p{N}._-]+/gu, '_')}.${kind}`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
