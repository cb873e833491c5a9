import { make } from './dom.js';
import { saveMenu } from './exports.js';
import { miller } from './legend.js';
import { capital, info } from './quantity.js';
import { format, withSigma } from './scale.js';

/** All numbers of the point, each with its uncertainty, in both scans. */
export class Numbers {
  /**
   * @param {HTMLElement} element
   * @param {import('./api.js').Result} result
   * @param {import('./state.js').State} state
   * @param {import('./point.js').Points} points
   */
  constructor(element, result, state, points) {
    this.element = element;
    this.result = result;
    this.state = state;
    this.points = points;
    this.menu = saveMenu('numbers of the point', { name: () => [...this.scans.map((scan) => result.scans[scan].name), `row ${points.of(this.scans[0])?.row}`, `column ${points.of(this.scans[0])?.column}`, 'numbers'], table: () => this.#table() });
    points.onPoint(() => this.show());
    state.on(['a', 'b', 'active'], () => this.show());
    this.show();
  }

  /** Those of which something is known, as the maps have them. */
  get scans() {
    const { a, b } = this.state.values;
    return [...new Set([a.scan, b.scan])].filter((scan) => this.points.of(scan));
  }

  /** Every plane, in the units of the result file. */
  #table() {
    const { scans, points, result } = this;
    const of = (/** @type {number} */ scan, /** @type {string} */ name) => {
      const found = points.of(scan).values.find((/** @type {any} */ v) => v.name === name);
      return [found?.value, found?.sigma];
    };
    return {
      head: ['quantity', ...scans.flatMap((scan) => [result.scans[scan].name, `${result.scans[scan].name} sigma`])],
      rows: (result.scans[scans[0]]?.planes ?? []).map(({ name }) => [name, ...scans.flatMap((scan) => of(scan, name))]),
    };
  }

  show() {
    const { points, result, scans } = this;
    if (!scans.length) {
      this.element.replaceChildren(make('p', { class: 'faint' }, points.problem || 'Click a point of a map: its numbers stand here, with their uncertainties.'));
      return;
    }
    const top = this.element.scrollTop;
    const first = points.of(scans[0]);
    const head = make('thead', {}, make('tr', {},
      make('th', {}, `Row ${first.row}, column ${first.column}`, this.menu),
      ...scans.map((scan) => make('th', {}, result.scans[scan].name))));
    const body = make('tbody');
    this.#row(body, 'Status', scans.map((scan) => [this.#status(points.of(scan)), '']));
    this.#planes(body, scans);
    for (const scan of scans) this.#grains(body, scan, scans.length);
    this.element.replaceChildren(make('table', {}, head, body));
    this.element.scrollTop = top;
  }

  /** @param {any} details */
  #status(details) {
    const text = this.result.statuses.find((s) => s.code === details.status)?.text ?? '';
    return details.status === 7 && details.reason ? details.reason : text;
  }

  /** @param {HTMLElement} body @param {number[]} scans */
  #planes(body, scans) {
    const { points, state, result } = this;
    const active = state.values[state.values.active].plane;
    /** @type {Map<string, any[]>} */
    const groups = new Map();
    for (const plane of result.scans[scans[0]].planes) {
      if (plane.name.endsWith('_noise')) continue;
      groups.set(plane.group, [...(groups.get(plane.group) ?? []), plane]);
    }
    for (const [group, planes] of groups) {
      const cells = planes.map((plane) => scans.map((scan) => {
        const found = points.of(scan).values.find((/** @type {any} */ v) => v.name === plane.name);
        if (!found || found.value === null || !info(result.scans[scan], plane.name)) return ['–', ''];
        return withSigma(found.value * plane.factor, (found.sigma ?? NaN) * plane.factor);
      }));
      if (cells.every((row) => row.every(([value]) => value === '–'))) continue;
      body.append(make('tr', {}, make('th', { colspan: String(scans.length + 1) }, group)));
      planes.forEach((plane, i) => {
        this.#row(body, capital(plane.title) + (plane.unit ? ` / ${plane.unit}` : ''), cells[i], plane, plane.name === active);
      });
    }
  }

  /**
   * @param {HTMLElement} body @param {string} name @param {string[][]} cells value and σ of each scan
   * @param {import('./api.js').PlaneInfo} [plane] @param {boolean} [isShown]
   */
  #row(body, name, cells, plane, isShown) {
    const { state } = this;
    const choose = () => plane && state.changePanel(state.values.active, { plane: plane.name, lock: null });
    const row = make('tr', plane ? { tabindex: '0', class: isShown ? 'shown' : '', title: `${plane.about}\nClick: show in map ${state.values.active.toUpperCase()}`.trim(), onclick: choose, onkeydown: (/** @type {KeyboardEvent} */ e) => e.key === 'Enter' && choose() } : {},
      make('td', {}, name),
      ...cells.map(([value, sigma]) => make('td', {}, value, sigma ? make('span', { class: 'sigma' }, ' ' + sigma) : null)));
    body.append(row);
  }

  /** @param {HTMLElement} body @param {number} scan @param {number} columns */
  #grains(body, scan, columns) {
    const details = this.points.of(scan);
    const wide = { colspan: String(columns + 1) };
    if (details.storeProblem) {
      body.append(make('tr', {}, make('td', wide, details.storeProblem)));
    }
    details.grains.forEach((/** @type {any} */ grain, /** @type {number} */ rank) => {
      const spots = (details.reflections ?? []).filter((/** @type {any} */ r) => r.grain === rank);
      const crystal = this.result.crystals[grain.crystal]?.name ?? '';
      body.append(
        make('tr', {}, make('th', wide, `Grain ${rank} of this point: ${crystal}${columns > 1 ? `, ${this.result.scans[scan].name}` : ''}`)),
        make('tr', {}, make('td', wide, `${format(grain.matched)} of ${format(grain.predicted)} reflections, residual ${format(grain.rms_residual, 3)} px, log odds ${format(grain.score, 3)}`)));
      if (!spots.length) return;
      const list = make('details', { ontoggle: () => list.childElementCount === 1 && list.append(reflections(spots)) },
        make('summary', {}, `${spots.length} reflections`));
      body.append(make('tr', {}, make('td', wide, list)));
    });
  }
}

/** A table of matched reflections. @param {any[]} spots */
const reflections = (spots) => make('table', {}, make('tbody', {}, ...spots.map((r) => make('tr', {},
  make('td', {}, miller([r.h, r.k, r.l]).join(' ')),
  make('td', {}, `${r.energyKeV.toFixed(2)} keV`),
  make('td', {}, `${r.x.toFixed(1)}, ${r.y.toFixed(1)} px`),
  make('td', {}, `Δ ${r.dx.toFixed(2)}, ${r.dy.toFixed(2)}`.replaceAll('-', '\u2212'))))));
