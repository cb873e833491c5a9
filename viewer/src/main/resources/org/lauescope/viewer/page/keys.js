import { make } from './dom.js';
import { info } from './quantity.js';

/** Keys of the page; each also has a control. */

const TABLE = [
  ['← → ↑ ↓', 'the neighbouring point'],
  ['[ ]', 'the scan before or after, in the active map'],
  ['D', 'map B: its values, or the difference to the scan of map A'],
  ['A, B', 'the active map'],
  ['P R G O L', 'tool: point, rectangle, polygon, grain, line'],
  ['Esc', 'forget region and line'],
  ['+ − 0', 'zoom in, out, to all'],
  ['N', 'outlines of grains on or off'],
  ['H', 'outlines of places that have changed on or off'],
  ['1, 2', 'pin the point of the active map; both pinned: compare their frames'],
  ['C', 'frames of the two pins, or of the point'],
  ['wheel, drag', 'zoom, move; with a tool: Shift and drag moves'],
  ['T', 'time line on or off'],
  ['I', 'curves, pole figure, places that have changed'],
  ['?', 'this list'],
];

/**
 * @param {import('./state.js').State} state
 * @param {import('./api.js').Result} result
 * @param {{a: import('./map-panel.js').MapPanel, b: import('./map-panel.js').MapPanel}} maps
 * @param {HTMLDialogElement} dialog
 */
export function listen(state, result, maps, dialog) {
  dialog.append(
    make('h2', {}, 'Keys'),
    make('table', {}, ...TABLE.map(([key, text]) => make('tr', {}, make('td', {}, make('kbd', {}, key)), make('td', {}, text)))),
  );
  dialog.addEventListener('click', () => dialog.close());
  addEventListener('keydown', (event) => {
    const target = /** @type {HTMLElement} */ (event.target);
    if (dialog.open || event.ctrlKey || event.metaKey || event.altKey || /^(SELECT|INPUT|TEXTAREA)$/.test(target.tagName)) return;
    if (press(event.key)) event.preventDefault();
  });

  /** @param {string} key */
  function press(key) {
    const { values } = state;
    const map = maps[values.active];
    const tools = /** @type {Record<string, any>} */ ({ p: 'point', r: 'rectangle', g: 'polygon', o: 'grain', l: 'line' });
    const steps = /** @type {Record<string, [number, number]>} */ ({ ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] });
    const lower = key.toLowerCase();
    if (steps[key]) move(...steps[key]);
    else if (key === '[' || key === ']') {
      const scan = values[values.active].scan + (key === ']' ? 1 : -1);
      if (result.scans[scan]) state.changePanel(values.active, { scan });
    } else if (lower === 'd') toggleDifference();
    else if (lower === 'a' || lower === 'b') state.change({ active: lower });
    else if (tools[lower]) state.change({ tool: tools[lower] });
    else if (key === 'Escape') state.change({ region: null, line: null, tool: 'point' });
    else if (lower === 'n') state.change({ outlines: !values.outlines });
    else if (key === '1' || key === '2') pin(Number(key) - 1);
    else if (lower === 'c' && values.pins.every(Boolean)) state.change({ compare: values.compare ? '' : 'side' });
    else if (lower === 'h') state.change({ changes: !values.changes });
    else if (lower === 'i') tab();
    else if (lower === 't') state.change({ timeline: !values.timeline });
    else if (key === '0') state.change({ view: null });
    else if (key === '+' || key === '=' || key === '-') {
      const { view } = map;
      state.change({ view: { ...view, scale: view.scale * (key === '-' ? 1 / 1.25 : 1.25) } });
    } else if (key === '?') dialog.showModal();
    else return false;
    return true;
  }

  /** The next of the inspector's. */
  function tab() {
    const tabs = /** @type {HTMLElement[]} */ ([...document.querySelectorAll('[role=tab]')]);
    const shown = tabs.findIndex((one) => one.ariaSelected === 'true');
    tabs[(shown + 1) % tabs.length].click();
  }

  /** @param {number} which */
  function pin(which) {
    const { point, active, pins } = state.values;
    if (point === null) return;
    const next = /** @type {typeof pins} */ ([...pins]);
    next[which] = { scan: state.values[active].scan, point };
    state.change({ pins: next, ...(next.every(Boolean) && !pins.every(Boolean) ? { compare: 'side' } : {}) });
  }

  /** @param {number} dx @param {number} dy */
  function move(dx, dy) {
    const { columns, rows } = maps[state.values.active].scan.grid;
    const point = state.values.point ?? -1;
    if (point < 0) return state.change({ point: 0 });
    const column = (point % columns) + dx;
    const row = Math.floor(point / columns) + dy;
    if (column >= 0 && row >= 0 && column < columns && row < rows) state.change({ point: row * columns + column });
  }

  function toggleDifference() {
    const { a, b } = state.values;
    if (b.show === 'difference') return state.changePanel('b', { show: 'value', lock: null });
    const scan = b.scan !== a.scan ? b.scan : result.scans.findIndex((_, i) => i !== a.scan);
    const plane = [a.plane, b.plane, 'equivalent_strain'].find((name) => info(result.scans[a.scan], name));
    if (scan >= 0 && plane) state.changePanel('b', { scan, plane, show: 'difference', lock: null });
  }
}
