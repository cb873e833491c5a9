/**
 * What is shown, in one place. The address of the page holds all of it, so that every view can be
 * kept and sent.
 *
 * @typedef {{scan: number, plane: string, show: 'value'|'sigma'|'difference'|'significance', lock: [number, number]|null}} Panel
 * @typedef {{scan: number, point: number}} Pin
 * @typedef {{kind: 'rectangle'|'polygon', corners: [number, number][], name?: string} | {kind: 'grain', scan: number, number: number} | {kind: 'interface'|'boundaries', reach: number}
 *   | {kind: 'place', number: number} | {kind: 'pole', crystal: number, hkl: number[], direction: [number, number, number], reach: number}} Region places that have changed; directions of SAMPLE with a lattice plane's normal within `reach` degrees
 * @typedef {{a: Panel, b: Panel, active: 'a'|'b', point: number|null, view: {x: number, y: number, scale: number}|null,
 *   tool: 'point'|'rectangle'|'polygon'|'grain'|'line', region: Region|null, line: [number, number, number, number]|null,
 *   outlines: boolean, frame: 'a'|'b', log: boolean, contrast: number, peaks: boolean, predicted: boolean, labels: boolean, arrows: number,
 *   timeline: boolean, curves: [string, string], span: [number, number]|null,
 *   pins: [Pin|null, Pin|null], compare: ''|'side'|'blink', hkl: string, changes: boolean, tab: ''|'poles'|'places', masked: boolean, hasMask: boolean}} Values
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
      : v.region.kind === 'place' ? `place,${v.region.number}`
      : v.region.kind === 'pole' ? ['pole', v.region.crystal, ...v.region.hkl, ...v.region.direction.map(short), short(v.region.reach)].join(',')
      : 'reach' in v.region ? `${v.region.kind},${short(v.region.reach)}`
      : [v.region.kind, ...v.region.corners.flat().map(short)].join(','));
  }
  if (v.region && 'name' in v.region && v.region.name) parts.set('name', encodeURIComponent(v.region.name));
  if (v.pins.some(Boolean)) parts.set('pins', v.pins.map((pin) => (pin ? `${pin.scan}:${pin.point}` : '')).join(','));
  if (v.compare) parts.set('compare', v.compare);
  if (v.hkl !== '100') parts.set('hkl', v.hkl);
  if (!v.changes) parts.set('changes', '0');
  if (v.tab) parts.set('tab', v.tab);
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
    ? { region: null, line: null, view: null, span: null, active: 'a', frame: 'a', outlines: true, timeline: true, curves: ['', ''], pins: [null, null], compare: '', hkl: '100', changes: true, tab: '' }
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
  } else if (region[0] === 'place') {
    values.region = { kind: 'place', number: Number(region[1]) || 0 };
  } else if (region[0] === 'pole') {
    const [crystal, h, k, l, x, y, z, reach] = region.slice(1).map(Number);
    if (Number.isFinite(reach)) values.region = { kind: 'pole', crystal, hkl: [h, k, l], direction: [x, y, z], reach };
  } else if (region[0] === 'rectangle' || region[0] === 'polygon') {
    const flat = region.slice(1).map(Number);
    const corners = flat.flatMap((x, i) => (i % 2 ? [] : [[x, flat[i + 1]]]));
    values.region = { kind: region[0], corners: /** @type {any} */ (corners), name: decodeURIComponent(parts.get('name') ?? '') };
  }
  const pins = (parts.get('pins') ?? '').split(',').map((text) => {
    const [scan, point] = text.split(':').map(Number);
    return Number.isInteger(point) && Number.isInteger(scan) ? { scan, point } : null;
  });
  if (pins.length === 2) values.pins = /** @type {any} */ (pins);
  const compare = parts.get('compare');
  if (compare === 'side' || compare === 'blink') values.compare = compare;
  if (/^-?\d{3}$/.test(parts.get('hkl') ?? '')) values.hkl = /** @type {string} */ (parts.get('hkl'));
  const tab = parts.get('tab');
  if (tab === 'poles' || tab === 'places') values.tab = tab;
  if (parts.get('changes') === '0') values.changes = false;
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
