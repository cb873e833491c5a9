import { paintRamp } from './legend.js';
import { themed } from './colours.js';
import { placeOf } from './quantity.js';
import { format } from './scale.js';

/** Views as files. */

/** @param {Blob} blob @param {string} name */
function save(blob, name) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

/** @param {import('./map-panel.js').MapPanel} map */
const nameOf = (map) => `${map.scan.name}-${map.panel.plane}-${map.panel.show}`.replaceAll(/[^\p{L}\p{N}._-]+/gu, '_');

const FONT = 'system-ui, "Noto Sans", "DejaVu Sans", sans-serif';

/** The map as it stands on the screen, with its title and colours. @param {import('./map-panel.js').MapPanel} map */
function picture(map) {
  const ratio = devicePixelRatio;
  const { width, height } = map.box;
  const canvas = document.createElement('canvas');
  canvas.width = (width + 100) * ratio;
  canvas.height = (height + 30) * ratio;
  const c = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
  c.scale(ratio, ratio);
  c.fillStyle = themed('--panel');
  c.fillRect(0, 0, width + 100, height + 30);
  c.fillStyle = themed('--ink');
  c.font = `600 13px ${FONT}`;
  c.fillText(title(map), 8, 20);
  // Drawn and copied in one go: the browser may forget the picture afterwards.
  map.draw();
  c.drawImage(map.canvas, 0, 30, width, height);
  c.drawImage(map.over, 0, 30, width, height);
  const ramp = map.legend.ramp;
  if (ramp && map.shown && map.scale) {
    paintRamp(ramp, map.shown, map.scale, map.table());
    c.font = `11px ${FONT}`;
    c.drawImage(ramp, width + 10, 40, ramp.clientWidth, Math.min(ramp.clientHeight, height - 20));
  }
  return canvas;
}

/** @param {import('./map-panel.js').MapPanel} map */
function title(map) {
  const { shown } = map;
  const unit = shown?.unit ? ` / ${shown.unit}` : '';
  return `${shown?.title ?? ''}${unit}${map.panel.show === 'value' ? `, ${map.scan.name}` : ''}`;
}

/** @param {import('./map-panel.js').MapPanel} map */
export function png(map) {
  picture(map).toBlob((blob) => blob && save(blob, nameOf(map) + '.png'), 'image/png');
}

/** The points as a picture inside, title and scale as vectors. @param {import('./map-panel.js').MapPanel} map */
export function svg(map) {
  const { width, height } = map.box;
  map.draw();
  const points = document.createElement('canvas');
  points.width = map.canvas.width;
  points.height = map.canvas.height;
  const c = /** @type {CanvasRenderingContext2D} */ (points.getContext('2d'));
  c.drawImage(map.canvas, 0, 0);
  c.drawImage(map.over, 0, 0);
  const escape = (/** @type {string} */ text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  const { scale, shown } = map;
  const bar = map.legend.ramp && scale && shown
    ? `<defs><linearGradient id="g" x1="0" y1="1" x2="0" y2="0">${map.table().filter((_, i) => i % 8 === 7 || i === 0)
        .map((colour, i, all) => `<stop offset="${i / (all.length - 1)}" stop-color="${colour}"/>`).join('')}</linearGradient></defs>
<rect x="${width + 10}" y="45" width="16" height="${height - 30}" fill="url(#g)" stroke="#888"/>
<text x="${width + 32}" y="53">${format(scale.high * shown.factor)}</text><text x="${width + 32}" y="${height + 14}">${format(scale.low * shown.factor)}</text>`
    : '';
  const text = `<svg xmlns="http://www.w3.org/2000/svg" width="${width + 100}" height="${height + 30}" font-family="sans-serif" font-size="12" fill="${themed('--ink')}">
<rect width="100%" height="100%" fill="${themed('--panel')}"/>
<text x="8" y="20" font-weight="600" font-size="13">${escape(title(map))}</text>
<image x="0" y="30" width="${width}" height="${height}" href="${points.toDataURL('image/png')}"/>
${bar}
</svg>
`;
  save(new Blob([text], { type: 'image/svg+xml' }), nameOf(map) + '.svg');
}

/** @param {HTMLCanvasElement} canvas @param {string} name */
export function saveCanvas(canvas, name) {
  canvas.toBlob((blob) => blob && save(blob, name + '.png'), 'image/png');
}

/** @param {string} name @param {string[]} head @param {(number|string|null)[][]} rows */
export function saveTable(name, head, rows) {
  const cell = (/** @type {number|string|null} */ value) => (typeof value === 'number' ? (Number.isFinite(value) ? Number(value.toPrecision(7)) : '') : value ?? '');
  save(new Blob([[head, ...rows.map((row) => row.map(cell))].map((row) => row.join(',') + '\n').join('')], { type: 'text/csv' }), name + '.csv');
}

/** Every point, in the units of the result file. @param {import('./map-panel.js').MapPanel} map */
export function csv(map) {
  const { shown } = map;
  if (!shown) return;
  const { sigma, colours } = shown;
  const rows = Array.from(shown.values, (value, i) => {
    const { row, column, x, y } = placeOf(shown.grid, i);
    const what = colours ? (colours[4 * i + 3] ? Array.from(colours.subarray(4 * i, 4 * i + 3)) : ['', '', '']) : [value, ...(sigma ? [sigma[i]] : [])];
    return [row, column, x, y, ...what];
  });
  const names = colours ? ['red', 'green', 'blue'] : [shown.name, ...(sigma ? [`${shown.name}_sigma`] : [])];
  saveTable(nameOf(map), ['row', 'column', 'x_um', 'y_um', ...names], rows);
}
