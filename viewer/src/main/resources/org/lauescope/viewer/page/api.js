/** What the server tells. All paths are relative: the page works under any address. */

/**
 * @typedef {{name: string, title: string, unit: string, factor: number, scale: string, group: string, about: string}} PlaneInfo
 * @typedef {{columns: number, rows: number, columnStep: number, rowStep: number, originX: number, originY: number}} Grid
 * @typedef {{name: string, start: string|null, electricalState: string, grid: Grid, planes: PlaneInfo[]}} Scan
 * @typedef {{title: string, file: string, version: string, finished: string, scans: Scan[],
 *   colours: Record<string, string[]>, statuses: {code: number, text: string, colour: string}[],
 *   crystals: {name: string, laueGroup: string}[], detector?: {name: string, columns: number, rows: number},
 *   interfaceLine: {x: number, y: number}[], state: string, running: boolean}} Result
 * @typedef {{values: Float32Array, sigma: Float32Array|null}} Plane
 */

/** Bytes kept of planes: a page that is open all night must not grow. */
const KEPT = 256e6;

/** @type {Map<string, {promise: Promise<any>, bytes: number}>} */
const known = new Map();
let kept = 0;

/** @param {string} path */
async function ask(path) {
  let response;
  try {
    response = await fetch(path, { credentials: 'same-origin' });
  } catch {
    throw new Error('the server does not answer: is “lauescope view” still running?');
  }
  if (!response.ok) {
    let reason = `${response.status} ${response.statusText}`;
    try {
      reason = (await response.json()).error;
    } catch {
      // The status says it.
    }
    throw Object.assign(new Error(reason), { status: response.status });
  }
  return response;
}

/**
 * @template T
 * @param {string} path
 * @param {(response: Response) => Promise<T>} read
 * @returns {Promise<T>}
 */
function keep(path, read) {
  const entry = known.get(path) ?? { promise: ask(path).then(read), bytes: -1 };
  // The latest stands last.
  known.delete(path);
  known.set(path, entry);
  if (entry.bytes < 0) {
    entry.bytes = 0;
    entry.promise.then((value) => weigh(path, entry, value), () => known.delete(path));
  }
  return entry.promise;
}

/** @param {string} path @param {{bytes: number}} entry @param {any} value */
function weigh(path, entry, value) {
  if (known.get(path) !== entry) return;
  entry.bytes = (value.values ?? value).buffer?.byteLength ?? 0;
  kept += entry.bytes;
  for (const [oldest, { bytes }] of known) {
    if (kept <= KEPT) break;
    known.delete(oldest);
    kept -= bytes;
  }
}

/** Values of maps are asked for anew: a run has found more. */
export function forgetValues() {
  for (const path of few.keys()) {
    if (path.startsWith('api/point')) few.delete(path);
  }
  for (const [path, { bytes }] of known) {
    if (/^api\/(status|plane|ipf|sharp\?|orientations)/.test(path)) {
      known.delete(path);
      kept -= Math.max(0, bytes);
    }
  }
}

/** @returns {Promise<Result>} */
export const result = () => keep('api/result', (r) => r.json());

/** @param {number} scan @returns {Promise<Uint8Array>} */
export const status = (scan) =>
  keep(`api/status?scan=${scan}`, async (r) => new Uint8Array(await r.arrayBuffer()));

/** @param {number} scan @param {string} name @param {number} points @returns {Promise<Plane>} */
export const plane = (scan, name, points) =>
  keep(`api/plane?scan=${scan}&name=${encodeURIComponent(name)}`, async (r) => {
    const all = new Float32Array(await r.arrayBuffer());
    return {
      values: all.subarray(0, points),
      sigma: all.length > points ? all.subarray(points) : null,
    };
  });

/** @param {number} scan @param {string} axis @returns {Promise<Uint8Array>} */
export const inversePoleFigure = (scan, axis) =>
  keep(`api/ipf?scan=${scan}&axis=${axis}`, async (r) => new Uint8Array(await r.arrayBuffer()));

/**
 * Small turns as colours.
 *
 * @param {number} scan
 * @param {{scan: number, point: number}|null} from whose orientation is grey; null for each grain its own
 * @param {number|null} range angle of full colour, rad
 * @returns {Promise<{range: number, values: Uint8Array}>}
 */
export const sharp = (scan, from, range) =>
  keep(`api/sharp?scan=${scan}${from ? `&from=${from.scan}&point=${from.point}` : ''}${range ? `&range=${range}` : ''}`, async (r) => {
    const bytes = await r.arrayBuffer();
    return { range: new Float32Array(bytes, 0, 1)[0], values: new Uint8Array(bytes, 4) };
  });

/** @returns {Promise<{disc: string, bar: string}>} */
export const sharpKey = () => keep('api/sharp-key', (r) => r.json());

/** Quaternion (SAMPLE from CRYSTAL) and crystal of each point, five numbers a point. @param {number} scan @returns {Promise<Float32Array>} */
export const orientations = (scan) =>
  keep(`api/orientations?scan=${scan}`, async (r) => new Float32Array(await r.arrayBuffer()));

/** Normals that symmetry makes equal, CRYSTAL axes. @param {number} crystal @param {number[]} hkl @returns {Promise<{x: number, y: number, z: number}[]>} */
export const poles = (crystal, [h, k, l]) =>
  keep(`api/poles?crystal=${crystal}&h=${h}&k=${k}&l=${l}`, async (r) => (await r.json()).poles);

/**
 * @typedef {{scan: number, place: number, quantity: string, area: number|null, x: number|null, y: number|null, p: number|null}} ChangedPlace
 * @typedef {{scan: number, place: number, kind: string, other: number}} PlaceEvent
 */

/** Regions of the experiment file, and what a series has found. @returns {Promise<{mask: boolean, regions: {name: string, corners: {x: number, y: number}[]}[], changed: ChangedPlace[], events: PlaceEvent[]}>} */
export const places = () => keep('api/places', (r) => r.json());

/** Of each block of a frame that wide the part that is masked, 0 … 255. @param {number} width @returns {Promise<Uint8Array>} */
export const mask = (width) => keepFew(`api/mask?width=${width}`, async (r) => new Uint8Array(await r.arrayBuffer()));

/** What the cell went through. @returns {Promise<any>} */
export const timeline = () => keep('api/timeline', (r) => r.json());

/** @param {number} crystal */
export const key = (crystal) => keep(`api/key?crystal=${crystal}`, (r) => r.json());

/** Answers about single points that are kept: what was read ahead, and where one comes back to. */
const FEW = 24;

/** @type {Map<string, Promise<any>>} */
const few = new Map();

/** @param {string} path @param {(response: Response) => Promise<any>} read */
function keepFew(path, read) {
  const answer = few.get(path) ?? ask(path).then(read);
  few.delete(path);
  few.set(path, answer);
  answer.catch(() => few.delete(path));
  if (few.size > FEW) few.delete(few.keys().next().value ?? '');
  return answer;
}

/** @param {number} scan @param {number} point */
export const point = (scan, point) => keepFew(`api/point?scan=${scan}&point=${point}`, (r) => r.json());

/**
 * @typedef {{columns: number, rows: number, block: number, width: number, height: number, largest: number, quantiles: number[], counts: Float32Array}} FrameImage
 */

/** @param {number} scan @param {number} point @param {number} width @returns {Promise<FrameImage>} */
export const frame = (scan, point, width) => keepFew(`api/frame?scan=${scan}&point=${point}&width=${width}`, decoded);

/** @param {Response} response @returns {Promise<FrameImage>} */
async function decoded(response) {
  const bytes = await response.arrayBuffer();
  const whole = new Int32Array(bytes, 0, 3);
  const numbers = new Float32Array(bytes, 12, 5);
  const codes = new Uint16Array(bytes, 32);
  const [columns, rows, block] = whole;
  const largest = numbers[0];
  const scale = Math.log1p(largest) / 65534;
  const table = new Float32Array(65536);
  table[0] = NaN;
  for (let code = 1; code < 65536; code++) {
    table[code] = Math.expm1((code - 1) * scale);
  }
  const counts = new Float32Array(codes.length);
  for (let i = 0; i < codes.length; i++) {
    counts[i] = table[codes[i]];
  }
  return {
    columns, rows, block, largest, counts,
    width: Math.ceil(columns / block),
    height: Math.ceil(rows / block),
    quantiles: Array.from(numbers.subarray(1)),
  };
}
