/**
 * What is shown, in one place. The address of the page holds all of it, so that every view can be
 * kept and sent.
 *
 * @typedef {{scan: number, plane: string, show: 'value'|'sigma'|'difference'|'significance', lock: [number, number]|null}} Panel
 * @typedef {{kind: 'rectangle'|'polygon', corners: [number, number][]} | {kind: 'grain', scan: number, number: number} | {kind: 'interface'|'boundaries', reach: number}} Region
 * @typedef {{a: Panel, b: Panel, active: 'a'|'b', point: number|null, view: {x: number, y: number, scale: number}|null,
 *   tool: 'point'|'rectangle'|'polygon'|'grain'|'line', region: Region|null, line: [number, number, number, number]|null,
 *   outlines: boolean, frame: 'a'|'b', log: boolean, contrast: number, peaks: boolean, predicted: boolean, labels: boolean, arrows: number,
 *   timeline: boolean, curves: [string, string], span: [number, number]|null}} Values
 */

/** A digit more than a screen shows. @param {number} value */
const short = (value) => Number(value.toPrecision(7)).toString();

export class State {
  /** @type {Values} */
  values;
  /** @type {{keys: string[], call: () => void}[]} */
  #listeners = [];
  /** @type {Set<string>} */
  #changed = new Set();
  #timer = 0;

  /** @param {Values} initial */
  constructor(initial) {
    this.values = { ...initial, ...decode(location.hash, initial) };
    addEventListener('hashchange', () => this.change(decode(location.hash, this.values)));
  }

  /** Calls back once, after all changes of one event. @param {string[]} keys @param {() => void} call */
  on(keys, call) {
    this.#listeners.push({ keys, call });
  }

  /** Told which point may be asked for next. @type {(scan: number, point: number) => void} */
  expect = () => {};

  /** @param {Partial<Values>} patch */
  change(patch) {
    for (const [key, value] of Object.entries(patch)) {
      if (/** @type {any} */ (this.values)[key] === value) {
        continue;
      }
      /** @type {any} */ (this.values)[key] = value;
      if (this.#changed.size === 0) {
        queueMicrotask(() => this.#tell());
      }
      this.#changed.add(key);
    }
  }

  /** @param {'a'|'b'} panel @param {Partial<Panel>} patch */
  changePanel(panel, patch) {
    this.change({ [panel]: { ...this.values[panel], ...patch } });
  }

  #tell() {
    const changed = this.#changed;
    this.#changed = new Set();
    for (const { keys, call } of this.#listeners) {
      if (keys.some((key) => changed.has(key))) {
        call();
      }
    }
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => history.replaceState(null, '', '#' + encode(this.values)), 150);
  }
}

/** @param {Values} v */
export function encode(v) {
  const parts = new URLSearchParams();
  for (const name of /** @type {const} */ (['a', 'b'])) {
    const { scan, plane, show, lock } = v[name];
    parts.set(name, [scan, plane, show, ...(lock ? lock.map(short) : [])].join(','));
  }
  if (v.point !== null) parts.set('point', String(v.point));
  if (v.view) parts.set('view', [v.view.x, v.view.y, v.view.scale].map(short).join(','));
  if (v.region) {
    parts.set('region', v.region.kind === 'grain'
      ? `grain,${v.region.scan},${v.region.number}`
      : 'reach' in v.region ? `${v.region.kind},${short(v.region.reach)}`
      : [v.region.kind, ...v.region.corners.flat().map(short)].join(','));
  }
  if (v.line) parts.set('line', v.line.map(short).join(','));
  if (v.active === 'b') parts.set('active', 'b');
  if (v.frame === 'b') parts.set('frame', 'b');
  if (!v.outlines) parts.set('outlines', '0');
  if (!v.timeline) parts.set('timeline', '0');
  if (v.curves.some(Boolean)) parts.set('curves', v.curves.join(','));
  if (v.span) parts.set('span', v.span.map((time) => String(Math.round(time))).join(','));
  return decodeURIComponent(parts.toString());
}

/** @param {string} hash @param {Values} now @returns {Partial<Values>} */
function decode(hash, now) {
  const parts = new URLSearchParams(hash.replace(/^#/, ''));
  /** @type {Partial<Values>} */
  const values = parts.size
    ? { region: null, line: null, view: null, span: null, active: 'a', frame: 'a', outlines: true, timeline: true, curves: ['', ''] }
    : {};
  for (const name of /** @type {const} */ (['a', 'b'])) {
    const text = parts.get(name);
    if (text) {
      const [scan, plane, show, low, high] = text.split(',');
      values[name] = {
        ...now[name],
        scan: Number(scan) || 0,
        plane,
        show: /** @type {any} */ (show || 'value'),
        lock: high === undefined ? null : [Number(low), Number(high)],
      };
    }
  }
  const numbers = (/** @type {string} */ name, /** @type {number} */ count) => {
    const list = (parts.get(name) ?? '').split(',').map(Number);
    return list.length === count && list.every(Number.isFinite) ? list : null;
  };
  if (parts.has('point')) values.point = Number(parts.get('point')) || 0;
  const view = numbers('view', 3);
  if (view) values.view = { x: view[0], y: view[1], scale: view[2] };
  const line = numbers('line', 4);
  if (line) values.line = /** @type {any} */ (line);
  const region = (parts.get('region') ?? '').split(',');
  if (region[0] === 'grain') {
    values.region = { kind: 'grain', scan: Number(region[1]) || 0, number: Number(region[2]) || 0 };
  } else if (region[0] === 'interface' || region[0] === 'boundaries') {
    values.region = { kind: region[0], reach: Math.max(0, Number(region[1]) || 0) };
  } else if (region[0] === 'rectangle' || region[0] === 'polygon') {
    const flat = region.slice(1).map(Number);
    const corners = flat.flatMap((x, i) => (i % 2 ? [] : [[x, flat[i + 1]]]));
    values.region = { kind: region[0], corners: /** @type {any} */ (corners) };
  }
  if (parts.get('active') === 'b') values.active = 'b';
  if (parts.get('frame') === 'b') values.frame = 'b';
  if (parts.get('outlines') === '0') values.outlines = false;
  if (parts.get('timeline') === '0') values.timeline = false;
  const curves = (parts.get('curves') ?? '').split(',');
  if (curves.length === 2) values.curves = /** @type {any} */ (curves);
  const span = numbers('span', 2);
  if (span && span[0] < span[1]) values.span = /** @type {any} */ (span);
  return values;
}
