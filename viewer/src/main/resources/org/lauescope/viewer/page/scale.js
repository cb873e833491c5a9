/** Which colour a value has, and how numbers are written. */

import { Order } from './order.js';

/** Part of the values that may lie beyond an end. */
const CLIP = 0.01;

/**
 * @typedef {{low: number, high: number, below: number, above: number, map: 'SEQUENTIAL'|'DIVERGING'}} Scale
 */

/**
 * The same choice as in reports: sequential from the 1st to the 99th percentile, or from zero if
 * that is near; diverging symmetric about zero.
 *
 * @param {Float32Array} values
 * @param {string} kind
 * @param {[number, number]|null} lock
 * @returns {Scale}
 */
export function scaleOf(values, kind, lock) {
  const known = new Order(values);
  const map = kind === 'DIVERGING' ? 'DIVERGING' : 'SEQUENTIAL';
  let [low, high] = lock ?? [0, 1];
  if (!lock && known.count > 0) {
    if (map === 'DIVERGING') {
      high = widened(new Order(values.map(Math.abs)).at(1 - 2 * CLIP), 0);
      low = -high;
    } else {
      const first = known.at(CLIP);
      const top = known.at(1 - CLIP);
      low = known.at(0) >= 0 && first < 0.3 * top ? 0 : first;
      high = widened(top, low);
    }
  }
  return { low, high, ...beyond(values, low, high), map };
}

/** A scale of no length would divide by zero. @param {number} high @param {number} low */
const widened = (high, low) => (high > low ? high : low + Math.max(1e-12, Math.abs(low) * 0.01));

/** Parts of the finite values below and above two ends. @param {Float32Array} values @param {number} low @param {number} high */
function beyond(values, low, high) {
  // The ends are rounded to the precision of the values, or a value at an end would count as beyond.
  const [least, most] = [Math.fround(low), Math.fround(high)];
  let [count, below, above] = [0, 0, 0];
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    count++;
    if (value < least) below++;
    else if (value > most) above++;
  }
  return { below: count && below / count, above: count && above / count };
}

const MINUS = '\u2212';

/** A number with as many digits as tell something. @param {number} value @param {number} [digits] */
export function format(value, digits = 4) {
  if (!Number.isFinite(value)) return '–';
  if (value === 0) return '0';
  const size = Math.abs(value);
  const text = size >= 1e6 || size < 1e-4
    ? value.toExponential(digits - 1)
    : Number.isInteger(value) ? String(value) : value.toFixed(Math.max(0, digits - 1 - Math.floor(Math.log10(size))));
  return text.replaceAll('-', MINUS);
}

/** A value to the digits that its uncertainty leaves. @param {number} value @param {number} sigma */
export function withSigma(value, sigma) {
  if (!Number.isFinite(value)) return ['–', ''];
  if (!(sigma > 0)) return [format(value), ''];
  const decimals = Math.min(9, Math.max(0, 1 - Math.floor(Math.log10(sigma))));
  return [value.toFixed(decimals).replaceAll('-', MINUS), '± ' + sigma.toFixed(decimals)];
}

/** Round numbers between two ends. @param {number} low @param {number} high @param {number} about how many */
export function ticks(low, high, about) {
  const rough = (high - low) / Math.max(1, about);
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((m) => m * power).find((s) => s >= rough) ?? 10 * power;
  const list = [];
  for (let i = Math.ceil(low / step - 1e-9); i <= high / step + 1e-9; i++) {
    list.push(i * step);
  }
  const decimals = Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
  return list.map((value) => ({ value, text: value.toFixed(Math.min(9, decimals)).replaceAll('-', MINUS) }));
}
