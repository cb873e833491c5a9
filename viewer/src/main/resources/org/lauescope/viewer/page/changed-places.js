import * as api from './api.js';
import { make } from './dom.js';
import { saveMenu } from './exports.js';
import { format } from './scale.js';

/** Places that a series has found to change, scan by scan, and what becomes of them. */
export class ChangedPlaces {
  /**
   * @param {HTMLElement} element
   * @param {api.Result} result
   * @param {import('./state.js').State} state
   */
  constructor(element, result, state) {
    this.element = element;
    this.result = result;
    this.state = state;
    this.menu = saveMenu('changed places', { name: () => ['changed-places'], element: () => this.table, table: () => this.#numbers() });
    element.classList.add('places');
    api.places().then((found) => this.show(found), (problem) => element.replaceChildren(make('p', {}, problem.message)));
    state.on(['region', 'a', 'b', 'active'], () => this.#mark());
  }

  /** @param {{changed: api.ChangedPlace[], events: api.PlaceEvent[]}} found */
  show({ changed, events }) {
    const { result, state } = this;
    const scan = (/** @type {number} */ number) => result.scans[number].name;
    const became = (/** @type {number} */ place, /** @type {number} */ number) =>
      events.filter((event) => event.place === place && event.scan === number).map(inWords).join(', ');
    const seen = new Set(changed.map((row) => `${row.place}/${row.scan}`));
    /** Places that a scan no longer shows have a row, too. */
    const rest = events.filter((event) => !seen.has(`${event.place}/${event.scan}`)).map(({ place, scan }) => ({ place, scan, quantity: '', area: null, x: null, y: null, p: null }));
    const followed = (/** @type {{place: number}} */ row) => (row.place < 0 ? 1 : 0);
    this.rows = [...changed, ...rest].sort((a, b) => followed(a) - followed(b) || a.place - b.place || a.scan - b.scan)
      .map((row) => ({ ...row, name: row.place < 0 ? 'series' : scan(row.scan), event: row.place < 0 ? 'trend' : became(row.place, row.scan) }));
    const number = (/** @type {number|null} */ value, /** @type {number} */ digits) => (value === null ? '–' : format(value, digits));
    const body = this.rows.map((row) => {
      const choose = () => row.place >= 0 && state.change({ region: { kind: 'place', number: row.place }, [state.values.active]: { ...state.values[state.values.active], scan: row.scan } });
      const cells = [row.place < 0 ? '–' : String(row.place), row.quantity, row.name, row.event, number(row.area, 4), number(row.x, 3), number(row.y, 3), number(row.p, 2)];
      return make('tr', row.place < 0 ? {} : {
        tabindex: '0', 'data-place': String(row.place), 'data-scan': String(row.scan), title: 'Click: this place becomes the region, in this scan', onclick: choose,
        onkeydown: (/** @type {KeyboardEvent} */ event) => event.key === 'Enter' && choose(),
      }, ...cells.map((text) => make('td', {}, text)));
    });
    this.table = make('table', {}, make('thead', {}, make('tr', {}, ...['place', 'what', 'scan', '', 'µm²', 'x', 'y / µm', 'p'].map((text) => make('th', { scope: 'col' }, text)))), make('tbody', {}, ...body));
    this.element.replaceChildren(make('div', { class: 'row' }, make('h2', {}, 'Places that have changed'), this.menu), this.table);
    this.#mark();
  }

  #numbers() {
    return {
      head: ['place', 'quantity', 'scan', 'event', 'area_um2', 'x_um', 'y_um', 'p'],
      rows: (this.rows ?? []).map((row) => [row.place < 0 ? null : row.place, row.quantity, row.name, row.event, row.area, row.x, row.y, row.p]),
    };
  }

  #mark() {
    const { region, active } = this.state.values;
    for (const row of this.element.querySelectorAll('tr[data-place]')) {
      const { place, scan } = /** @type {HTMLElement} */ (row).dataset;
      row.classList.toggle('shown', region?.kind === 'place' && region.number === Number(place) && this.state.values[active].scan === Number(scan));
    }
  }
}

/** @param {api.PlaceEvent} event */
const inWords = ({ kind, other }) => (kind === 'merges' ? `merges into ${other}` : kind === 'splits' ? `splits from ${other}` : kind);
