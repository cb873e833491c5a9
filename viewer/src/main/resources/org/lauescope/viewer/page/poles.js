/** Poles of orientations: where the normals of a family of lattice planes point on the sample. */

/**
 * Upper ends of the poles of every point in equal-area projection, x to the right and y downwards
 * as on maps: x = √2 sin(θ / 2) cos φ, so that the surface normal is the middle and the surface the
 * unit circle.
 *
 * @param {Float32Array} orientations five numbers a point: w, x, y, z, crystal
 * @param {{x: number, y: number, z: number}[]} poles unit vectors in CRYSTAL axes
 * @param {number} crystal
 * @returns {Float32Array} direction x, y, z (SAMPLE) of each pole of each point; NaN where none is
 */
export function directions(orientations, poles, crystal) {
  const points = orientations.length / 5;
  const list = new Float32Array(3 * points * poles.length).fill(NaN);
  for (let i = 0, from = 0, at = 0; i < points; i++, from += 5) {
    if (orientations[from + 4] !== crystal) {
      at += 3 * poles.length;
      continue;
    }
    const w = orientations[from];
    const x = orientations[from + 1];
    const y = orientations[from + 2];
    const z = orientations[from + 3];
    for (const p of poles) {
      // v' = v + 2 w (u × v) + 2 u × (u × v), u the vector part.
      const tx = 2 * (y * p.z - z * p.y);
      const ty = 2 * (z * p.x - x * p.z);
      const tz = 2 * (x * p.y - y * p.x);
      const up = p.z + w * tz + x * ty - y * tx;
      const sign = up < 0 ? -1 : 1;
      list[at++] = sign * (p.x + w * tx + y * tz - z * ty);
      list[at++] = sign * (p.y + w * ty + z * tx - x * tz);
      list[at++] = sign * up;
    }
  }
  return list;
}

/** Place in the unit circle. @param {number} x @param {number} y @param {number} z of a unit vector, z ≥ 0 */
export function project(x, y, z) {
  const factor = 1 / Math.sqrt(1 + z);
  return [x * factor, y * factor];
}

/** Direction at a place of the unit circle. @param {number} x @param {number} y @returns {[number, number, number]} */
export function direction(x, y) {
  const square = Math.min(1, x * x + y * y);
  const factor = Math.sqrt(2 - square);
  return [x * factor, y * factor, 1 - square];
}

/**
 * Which points have a pole near a direction.
 *
 * @param {Float32Array} list of `directions`
 * @param {number} poles of each point
 * @param {[number, number, number]} towards unit vector, SAMPLE
 * @param {number} reach degrees
 * @returns {Uint8Array}
 */
export function near(list, poles, [x, y, z], reach) {
  const inside = new Uint8Array(list.length / 3 / poles);
  // By the chord: the cosine of a small angle has no digits left.
  const most = (2 * Math.sin((reach * Math.PI) / 360)) ** 2;
  for (let k = 0; k < list.length; k += 3) {
    // Both ends of a pole count: near the surface one may leave where the other enters.
    const sign = list[k] * x + list[k + 1] * y + list[k + 2] * z < 0 ? -1 : 1;
    const [dx, dy, dz] = [sign * list[k] - x, sign * list[k + 1] - y, sign * list[k + 2] - z];
    if (dx * dx + dy * dy + dz * dz <= most) inside[Math.floor(k / 3 / poles)] = 1;
  }
  return inside;
}
