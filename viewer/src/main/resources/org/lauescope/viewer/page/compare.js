/** Peaks of two frames, paired. */

/** How far the same reflection may be displaced, px: a turn of some degrees. */
const SAME_REFLECTION = 150;

/** Of the same reflection the energy hardly differs, parts. */
const SAME_ENERGY = 0.1;

/** Part of the peaks with indices that two points of one grain share at least. */
const SHARED = 0.2;

/** How far peaks without indices may be displaced, px. */
const SAME_PEAK = 8;

/**
 * @typedef {{x: number, y: number, intensity: number, hkl: [number, number, number]|null, energyKeV: number}} Peak
 * @typedef {{first: Peak, second: Peak, dx: number, dy: number, length: number}} Pair
 */

/** Peaks that were found, with the indices of the reflections that explain them. @param {any} details @returns {Peak[]} */
function peaks(details) {
  const list = (details.peakList ?? []).map((/** @type {any} */ peak) => ({ ...peak, hkl: null, energyKeV: NaN }));
  for (const r of details.reflections ?? []) {
    const peak = list[r.peak];
    if (peak && !peak.hkl) Object.assign(peak, { hkl: [r.h, r.k, r.l], energyKeV: r.energyKeV });
  }
  return list;
}

/**
 * The same reflection where both have indices; otherwise peaks of which each is the other's nearest.
 * Different grains share hardly an index at the same place and energy: nothing of them is paired,
 * as what lies near each other does so by chance.
 *
 * @param {any} one details of a point @param {any} two
 * @returns {{pairs: Pair[], lonely: [Peak[], Peak[]]}} the strongest first
 */
export function compare(one, two) {
  const first = peaks(one);
  const second = peaks(two);
  /** @type {Map<Peak, Peak>} */
  const partner = new Map();
  const taken = new Set();
  for (const peak of first) {
    if (!peak.hkl) continue;
    const same = second.filter((other) => other.hkl && !taken.has(other) && other.hkl.every((n, i) => n === peak.hkl?.[i]) && Math.abs(other.energyKeV / peak.energyKeV - 1) < SAME_ENERGY);
    const best = nearest(same, peak, SAME_REFLECTION);
    if (best) {
      partner.set(peak, best);
      taken.add(best);
    }
  }
  const indexed = Math.min(first.filter((peak) => peak.hkl).length, second.filter((peak) => peak.hkl).length);
  if (partner.size < SHARED * indexed) return { pairs: [], lonely: [first, second] };
  const free = first.filter((peak) => !partner.has(peak));
  const others = second.filter((peak) => !taken.has(peak));
  for (const peak of free) {
    const best = nearest(others, peak, SAME_PEAK);
    if (best && nearest(free, best, SAME_PEAK) === peak) {
      partner.set(peak, best);
      taken.add(best);
    }
  }
  const pairs = [...partner].map(([a, b]) => ({ first: a, second: b, dx: b.x - a.x, dy: b.y - a.y, length: Math.hypot(b.x - a.x, b.y - a.y) }));
  pairs.sort((a, b) => b.first.intensity - a.first.intensity);
  return { pairs, lonely: [first.filter((peak) => !partner.has(peak)), second.filter((peak) => !taken.has(peak))] };
}

/** @param {Peak[]} list @param {{x: number, y: number}} place @param {number} reach */
function nearest(list, place, reach) {
  let best = null;
  let least = reach;
  for (const item of list) {
    const distance = Math.hypot(item.x - place.x, item.y - place.y);
    if (distance < least) {
      least = distance;
      best = item;
    }
  }
  return best;
}
