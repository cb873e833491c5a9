import { FONT } from './dom.js';

/**
 * Paints curves with any pen: uPlot itself draws only to its own canvas.
 *
 * @param {import('./picture.js').Pen} c
 * @param {any} plot an `uPlot`; series may say that they are `stepped` or have `dots`
 */
export function paintPlot(c, plot) {
  const { offsetLeft: left, offsetTop: top, clientWidth: width, clientHeight: height } = plot.over;
  c.save();
  c.translate(left, top);
  plot.axes.forEach((/** @type {any} */ axis, /** @type {number} */ i) => axis.show && paintAxis(c, plot, axis, i, width, height));
  c.beginPath();
  c.rect(0, 0, width, height);
  c.clip();
  const places = plot.series.map((/** @type {any} */ series, /** @type {number} */ i) => (i && series.show ? curve(plot, series, i) : []));
  plot.bands.forEach((/** @type {any} */ band, /** @type {number} */ i) => {
    const [upper, lower] = band.series.map((/** @type {number} */ k) => places[k]);
    area(c, upper, lower, band.fill(plot, i));
  });
  plot.series.forEach((/** @type {any} */ series, /** @type {number} */ i) => {
    if (!i || !series.show) return;
    const fill = series.fill(plot, i);
    if (fill) area(c, places[i], places[i].map((/** @type {Place} */ p) => p && { x: p.x, y: plot.valToPos(0, series.scale) }), fill);
    stroke(c, places[i], series.stroke(plot, i), series.width, series.dots ?? 0);
  });
  c.restore();
}

/** @typedef {{x: number, y: number}|null} Place */

/** Corners of a curve, null where it is broken. @param {any} plot @param {any} series @param {number} i @returns {Place[]} */
function curve(plot, series, i) {
  const [x, y] = [plot.data[0], plot.data[i]];
  const half = series.stepped && x.length > 1 ? (x[1] - x[0]) / 2 : 0;
  const at = (/** @type {number} */ across, /** @type {number} */ value) => ({ x: plot.valToPos(across, 'x'), y: plot.valToPos(value, series.scale) });
  return Array.from(y, (value, k) => (value === null || value === undefined ? [null] : half ? [at(x[k] - half, value), at(x[k] + half, value)] : [at(x[k], value)])).flat();
}

/** @param {import('./picture.js').Pen} c @param {Place[]} places @param {string} colour @param {number} width @param {number} dots their diameter */
function stroke(c, places, colour, width, dots) {
  if (!colour || colour === 'transparent') return;
  c.strokeStyle = colour;
  c.lineWidth = width;
  c.beginPath();
  let isBroken = true;
  for (const place of places) {
    if (place) isBroken ? c.moveTo(place.x, place.y) : c.lineTo(place.x, place.y);
    isBroken = !place;
  }
  c.stroke();
  if (!dots) return;
  c.fillStyle = colour;
  for (const place of places) {
    if (!place) continue;
    c.beginPath();
    c.arc(place.x, place.y, dots / 2, 0, 2 * Math.PI);
    c.fill();
  }
}

/** Between two curves, piece by piece. @param {import('./picture.js').Pen} c @param {Place[]} upper @param {Place[]} lower @param {string} colour */
function area(c, upper, lower, colour) {
  c.fillStyle = colour;
  for (let from = 0; from < upper.length; from++) {
    let to = from;
    while (to < upper.length && upper[to] && lower[to]) to++;
    if (to - from > 1) {
      c.beginPath();
      [...upper.slice(from, to), ...lower.slice(from, to).reverse()].forEach((p, k) => p && (k ? c.lineTo(p.x, p.y) : c.moveTo(p.x, p.y)));
      c.closePath();
      c.fill();
    }
    from = to;
  }
}

/** @param {import('./picture.js').Pen} c @param {any} plot @param {any} axis @param {number} i @param {number} width @param {number} height */
function paintAxis(c, plot, axis, i, width, height) {
  const below = axis.side === 2;
  const edge = axis.side === 1 ? width : below ? height : 0;
  const out = axis.side === 3 ? -1 : 1;
  const tick = axis.ticks.size;
  const line = (/** @type {number} */ from, /** @type {number} */ to, /** @type {number} */ at) => {
    c.beginPath();
    c.moveTo(below ? at : from, below ? from : at);
    c.lineTo(below ? at : to, below ? to : at);
    c.stroke();
  };
  c.font = FONT;
  c.lineWidth = 1;
  (axis._splits ?? []).forEach((/** @type {number} */ split, /** @type {number} */ k) => {
    const at = plot.valToPos(split, axis.scale);
    if (at < -0.5 || at > (below ? width : height) + 0.5) return;
    c.strokeStyle = axis.ticks.stroke(plot, i);
    if (axis.grid.show) line(0, below ? height : width, at);
    line(edge, edge + out * tick, at);
    c.fillStyle = axis.stroke(plot, i);
    c.textAlign = below ? 'center' : axis.side === 3 ? 'right' : 'left';
    c.textBaseline = below ? 'top' : 'middle';
    const text = axis._values?.[k] ?? '';
    if (below) c.fillText(text, at, edge + tick + 3);
    else c.fillText(text, edge + out * (tick + 3), at);
  });
  if (!axis.label || below) return;
  c.save();
  c.translate(edge + out * (axis._size + 8), height / 2);
  c.rotate((out * Math.PI) / 2);
  c.textAlign = 'center';
  c.textBaseline = 'middle';
  c.fillText(axis.label, 0, 0);
  c.restore();
}
