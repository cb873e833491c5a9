/** Statistics of many values without sorting them. */

/** Classes of the first and of the second look: 16 bits each of a 32-bit float. */
const CLASSES = 65536;

/**
 * Finite values of a map, or of a part of it, and which of them is the so-and-so-manieth. Exact: a
 * count by the upper halves of the bits finds the classes that are wanted, a second one by the lower
 * halves the values.
 */
export class Order {
  /** @param {Float32Array} values @param {Uint8Array|null} [inside] the part; null for all */
  constructor(values, inside = null) {
    const bits = new Uint32Array(values.buffer, values.byteOffset, values.length);
    const keys = new Uint32Array(values.length);
    const upper = new Uint32Array(CLASSES);
    let count = 0;
    for (let i = 0; i < bits.length; i++) {
      const b = bits[i];
      // An exponent of ones is an infinity or NaN.
      if ((b & 0x7f800000) === 0x7f800000 || (inside !== null && inside[i] === 0)) continue;
      // Bits that grow with the value.
      const key = b & 0x80000000 ? ~b : b | 0x80000000;
      keys[count++] = key;
      upper[key >>> 16]++;
    }
    this.count = count;
    this.keys = keys.subarray(0, count);
    this.upper = upper;
    /** @type {Map<number, Uint32Array>} values before each class of lower bits, by upper bits */
    this.lower = new Map();
  }

  /** Value of a part of the list, as sorted[round(part · (count − 1))]. @param {number} part 0 … 1 */
  at(part) {
    return this.count ? this.#value(Math.round(part * (this.count - 1))) : NaN;
  }

  /** @param {number} rank */
  #value(rank) {
    const { keys, upper } = this;
    let left = rank;
    let high = 0;
    while (left >= upper[high]) left -= upper[high++];
    let counts = this.lower.get(high);
    if (!counts) {
      counts = new Uint32Array(CLASSES);
      for (let i = 0; i < keys.length; i++) if (keys[i] >>> 16 === high) counts[keys[i] & 0xffff]++;
      this.lower.set(high, counts);
    }
    let low = 0;
    while (left >= counts[low]) left -= counts[low++];
    return valueOf(((high << 16) | low) >>> 0);
  }
}

const number = new Float32Array(1);
const code = new Uint32Array(number.buffer);

/** @param {number} key */
function valueOf(key) {
  code[0] = key & 0x80000000 ? key ^ 0x80000000 : ~key;
  return number[0];
}

/** @typedef {{count: number, median: number, low: number, high: number}} Summary low, high: 16 and 84 % */

/** @type {WeakMap<Float32Array, {inside: Uint8Array|null, found: Summary}>} the latest of each list: several charts ask for it */
const latest = new WeakMap();

/** @param {Float32Array} values @param {Uint8Array|null} inside @returns {Summary} */
export function summary(values, inside) {
  const known = latest.get(values);
  if (known && known.inside === inside) return known.found;
  const order = new Order(values, inside);
  const found = { count: order.count, median: order.at(0.5), low: order.at(0.16), high: order.at(0.84) };
  latest.set(values, { inside, found });
  return found;
}
