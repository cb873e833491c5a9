import * as api from './api.js';
import { HistogramChart, ProfileChart, TrendChart } from './charts.js';
import { ChangedPlaces } from './changed-places.js';
import { follow } from './changes.js';
import { ComparePanel } from './compare-panel.js';
import { make } from './dom.js';
import { FramePanel } from './frame-panel.js';
import { Numbers } from './inspector.js';
import * as keys from './keys.js';
import { MapPanel } from './map-panel.js';
import { info } from './quantity.js';
import { PoleFigure } from './pole-figure.js';
import { Points } from './point.js';
import { regionChoice } from './region-choice.js';
import { CHANGED } from './regions.js';
import { State } from './state.js';
import { tabs } from './tabs.js';
import { TimelinePanel } from './timeline.js';

const place = (/** @type {string} */ id) => /** @type {HTMLElement} */ (document.getElementById(id));

/** A run has its first values within seconds. */
const RETRY = 1500;

start().catch((problem) => {
  place('notice').textContent = problem.message;
  if (problem.status === 503) setTimeout(() => location.reload(), RETRY);
});

async function start() {
  const result = await api.result();
  document.title = `${result.title || result.file} – Lauescope`;
  place('title').textContent = result.title || result.file;
  place('file').textContent = result.file;
  const state = new State(initial(result));
  const cursor = { cursor: null, changed: () => {} };
  const maps = {
    a: new MapPanel(place('panel-a'), 'a', result, state, cursor),
    b: new MapPanel(place('panel-b'), 'b', result, state, cursor),
  };
  cursor.changed = () => {
    maps.a.scheduleMarks();
    maps.b.scheduleMarks();
  };
  new TimelinePanel(place('timeline'), result, state);
  const points = new Points(state, result);
  new FramePanel(place('frame'), result, state, points);
  new ComparePanel(place('compare'), result, state);
  inspector(result, state, points, maps);
  tools(state, result);
  actions(state);
  keys.listen(state, result, maps, /** @type {HTMLDialogElement} */ (place('keys')));
  speak(state, maps);
  points.load();
  api.places().then(({ mask }) => state.change({ hasMask: mask }), () => {});
  follow(place('notice'), result.state, () => {
    api.forgetValues();
    return Promise.all([maps.a.load(true), maps.b.load(true), points.load(true)]);
  });
}

/** What a result shows first: where the crystals lie, and how they are strained. @param {api.Result} result @returns {import('./state.js').Values} */
function initial(result) {
  const last = result.scans.length - 1;
  const names = result.scans[0].planes.map((plane) => plane.name);
  const strain = ['equivalent_strain', 'strain_yy', ...names].find((name) => names.includes(name)) ?? 'status';
  return {
    a: { scan: 0, plane: 'ipf_z', show: 'value', lock: null },
    b: { scan: result.running ? 0 : last, plane: strain, show: 'value', lock: null },
    active: 'b', point: null, view: null, tool: 'point', region: null, line: null, outlines: true,
    frame: 'a', log: true, contrast: 0.35, peaks: true, predicted: true, labels: true, arrows: 0,
    timeline: true, curves: ['', ''], span: null,
    pins: [null, null], compare: '', hkl: '100', changes: true, tab: '', masked: true, hasMask: false,
  };
}

/** @param {api.Result} result @param {State} state @param {Points} points @param {{a: MapPanel, b: MapPanel}} maps */
function inspector(result, state, points, maps) {
  const numbers = make('div', { class: 'numbers', tabindex: '0', 'aria-label': 'Numbers of the point' });
  const charts = make('div', { class: 'charts' });
  const poles = make('div', { class: 'charts' });
  const places = make('div');
  const parts = tabs(state, [
    { name: '', text: 'Curves', title: 'I: histogram, profile, from scan to scan', panel: charts },
    { name: 'poles', text: 'Poles', title: 'I: pole figure', panel: poles },
    ...(result.scans.some((scan) => info(scan, CHANGED)) ? [/** @type {const} */ ({ name: 'places', text: 'Places', title: 'I: places that have changed', panel: places })] : []),
  ]);
  place('inspector').append(make('div', { class: 'body' }, numbers, make('div', { class: 'parts' }, parts, charts, poles, places)));
  new Numbers(numbers, result, state, points);
  new HistogramChart(charts, maps, state);
  new ProfileChart(charts, maps, state, result.scans.length > 1);
  if (result.scans.length > 1) new TrendChart(charts, maps, state, result);
  new PoleFigure(poles, maps, state, result);
  new ChangedPlaces(places, result, state);
}

/** @param {State} state @param {api.Result} result */
function tools(state, result) {
  const list = /** @type {const} */ ([
    ['point', 'Point', 'P: click chooses a point'],
    ['rectangle', 'Rectangle', 'R: drag a rectangle; statistics are of its points'],
    ['polygon', 'Polygon', 'G: click its corners'],
    ['grain', 'Grain', 'O: click a grain'],
    ['line', 'Line', 'L: drag a line; its profile is shown'],
  ]);
  const buttons = list.map(([tool, text, title]) => make('button', { title, 'data-tool': tool, onclick: () => state.change({ tool, ...(tool === 'polygon' ? { region: null } : {}) }) }, text));
  const clear = make('button', { title: 'Esc: forget region and line', onclick: () => state.change({ region: null, line: null, tool: 'point' }) }, 'Clear');
  place('tools').append(...buttons, ...regionChoice(state, result), clear);
  const mark = () => {
    buttons.forEach((button) => button.setAttribute('aria-pressed', String(button.dataset.tool === state.values.tool)));
    clear.hidden = !state.values.region && !state.values.line;
  };
  state.on(['tool', 'region', 'line'], mark);
  mark();
}

/** @param {State} state */
function actions(state) {
  const dialog = /** @type {HTMLDialogElement} */ (place('keys'));
  place('actions').append(
    pins(state),
    make('button', { title: 'The address holds all that is shown', onclick: () => navigator.clipboard?.writeText(location.href) }, 'Copy link'),
    make('button', { title: 'Keys', onclick: () => dialog.showModal() }, '?'),
  );
}

/** Pins as buttons, for who does not know the keys. @param {State} state */
function pins(state) {
  const press = (/** @type {string} */ key) => document.body.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
  const buttons = ['1', '2'].map((key) => make('button', { onclick: () => press(key) }, `Pin ${key}`));
  const compare = make('button', { title: 'C: frames of the two pins', onclick: () => press('c') }, 'Compare');
  const mark = () => {
    buttons.forEach((button, i) => {
      button.setAttribute('aria-pressed', String(state.values.pins[i] !== null));
      button.disabled = state.values.point === null;
      button.title = `${i + 1}: pin the chosen point, in the scan of the active map`;
    });
    compare.hidden = !state.values.pins.every(Boolean);
    compare.setAttribute('aria-pressed', String(Boolean(state.values.compare)));
  };
  state.on(['pins', 'point', 'compare'], mark);
  mark();
  return make('span', { class: 'pins' }, ...buttons, compare);
}

/** Tells a screen reader the value of the point when either changes. @param {State} state @param {{a: MapPanel, b: MapPanel}} maps */
function speak(state, maps) {
  let timer = 0;
  const say = () => {
    const map = maps[state.values.active];
    const text = state.values.point === null ? '' : map.inWords(state.values.point);
    if (place('spoken').textContent !== text) place('spoken').textContent = text;
  };
  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(say, 150);
  };
  state.on(['point', 'active'], later);
  maps.a.onShown(later);
  maps.b.onShown(later);
}
