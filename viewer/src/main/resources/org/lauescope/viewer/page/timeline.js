import uPlot from './uplot/uPlot.esm.js';
import * as api from './api.js';
import { onTheme, themed } from './colours.js';
import { FONT, choice, make } from './dom.js';
import { saveMenu } from './exports.js';
import { paints } from './picture.js';
import { paintPlot } from './plot-picture.js';
import { format } from './scale.js';

/** Heights above the curves, px: bars of the scans, planned and executed steps. */
const BARS = 17;
const STEPS = 6;

/** Between the steps and the curves, whose highest label stands out, px. */
const GAP = 5;

/** Room for the first label of time where no axis gives it, px. */
const LABEL = 34;

/** Width of a letter of a scan's name, px, about. */
const LETTER = 6.2;

/** How near to a scan a click is one on it, px. */
const NEAR = 16;

/** What the cell went through, and when the scans were measured. A click goes to the scan. */
export class TimelinePanel {
  /**
   * @param {HTMLElement} element
   * @param {api.Result} result
   * @param {import('./state.js').State} state
   */
  constructor(element, result, state) {
    this.element = element;
    this.result = result;
    this.state = state;
    this.controls = make('div', { class: 'controls' });
    this.place = make('div', { class: 'plot' });
    this.bars = make('div', { class: 'bars', role: 'group', 'aria-label': 'Scans in time' });
    this.readout = make('div', { class: 'readout', 'aria-live': 'off' });
    this.menu = saveMenu('time line', {
      name: () => [...this.chosen.filter((name) => name !== '–'), 'time-line'],
      title: () => this.chosen.map((name, i) => (name === '–' ? '' : `${name} / ${this.names.get(name)} (${i ? 'right' : 'left'})`)).filter(Boolean).join(', ') || 'Scans in time',
      element: () => this.place,
      table: () => this.#table(),
    });
    element.append(make('div', { class: 'body' }, this.controls, this.place));
    new ResizeObserver(() => this.#resize()).observe(this.place);
    state.on(['timeline', 'curves', 'span'], () => this.draw());
    state.on(['a', 'b', 'active'], () => this.#mark());
    onTheme(() => this.draw());
    this.load();
  }

  async load() {
    try {
      this.timeline = await api.timeline();
    } catch (problem) {
      this.element.hidden = true;
      return;
    }
    this.draw();
  }

  /** Whether there is anything to show along time. */
  get isKnown() {
    return Boolean(this.timeline) && (this.timeline.logs.length > 0 || this.timeline.scans.some((/** @type {any} */ scan) => scan.from !== null));
  }

  /** Names of the curves, those of all logs. */
  get names() {
    /** @type {Map<string, string>} */
    const names = new Map();
    for (const log of this.timeline.logs) {
      for (const { name, unit } of log.curves) names.set(name, unit);
    }
    return names;
  }

  /** The curves that are drawn: what the address says, or voltage and current. */
  get chosen() {
    const names = [...this.names.keys()];
    const usual = ['voltage', names.includes('current density') ? 'current density' : 'current'];
    return [0, 1].map((i) => {
      const wanted = this.state.values.curves[i] || usual[i];
      return names.includes(wanted) || wanted === '–' ? wanted : '–';
    });
  }

  #resize() {
    if (this.plot && !this.element.hidden) {
      this.plot.setSize({ width: this.place.clientWidth, height: this.place.clientHeight });
      this.#place();
    }
  }

  draw() {
    const { state } = this;
    this.element.hidden = !this.isKnown || !state.values.timeline;
    this.plot?.destroy();
    this.plot = null;
    if (this.element.hidden) return;
    this.#controls();
    const [left, right] = this.chosen;
    const data = this.#data([left, right]);
    const scale = (/** @type {number} */ i) => (i ? 'right' : 'left');
    const colours = ['--ink', '--current'].map(themed);
    const range = state.values.span ?? this.#whole();
    this.plot = new uPlot({
      width: Math.max(200, this.place.clientWidth),
      height: Math.max(60, this.place.clientHeight),
      padding: [BARS + (this.timeline.executed ? (this.timeline.planned ? 2 : 1) * (STEPS + 1) + GAP + 1 : 2), right === '–' ? 12 : 0, 0, left === '–' ? LABEL : 0],
      tzDate: (/** @type {number} */ seconds) => uPlot.tzDate(new Date(seconds * 1e3), 'Etc/UTC'),
      cursor: { drag: { x: true, y: false, setScale: false }, points: { size: 5 } },
      legend: { show: false },
      scales: { x: { time: true, range: () => range }, left: { range: padded }, right: { range: padded } },
      axes: [
        { font: FONT, size: 20, gap: 2, stroke: themed('--faint'), grid: { stroke: themed('--rule'), width: 1 }, ticks: { stroke: themed('--rule'), width: 1, size: 3 }, values: (/** @type {any} */ _, /** @type {number[]} */ splits) => moments(splits) },
        ...[left, right].map((name, i) => ({
          scale: scale(i), side: i ? 1 : 3, show: name !== '–', font: FONT, size: i ? 52 : 44, gap: 3, space: 16,
          stroke: colours[i], grid: { show: false }, ticks: { stroke: themed('--rule'), width: 1, size: 3 },
          values: (/** @type {any} */ _, /** @type {number[]} */ splits) => splits.map((v) => format(v, 4).replace(/(\.\d*?)0+$/, '$1').replace(/\.$/, '')),
        })),
      ],
      series: [{}, ...[left, right].map((name, i) => ({ label: name, scale: scale(i), stroke: colours[i], width: 1.25, points: { show: false }, show: name !== '–' }))],
      hooks: {
        draw: [(/** @type {any} */ plot) => {
          plot.ctx.save();
          plot.ctx.scale(devicePixelRatio, devicePixelRatio);
          this.#steps(plot.ctx, plot);
          plot.ctx.restore();
        }],
        setCursor: [(/** @type {any} */ plot) => this.#read(plot)],
        setSelect: [(/** @type {any} */ plot) => plot.select.width > 4 && state.change({ span: [plot.posToVal(plot.select.left, 'x'), plot.posToVal(plot.select.left + plot.select.width, 'x')] })],
      },
    }, data, this.place);
    paints(this.plot.ctx.canvas, (c) => {
      paintPlot(c, this.plot);
      this.#steps(c, this.plot);
    });
    const { over } = this.plot;
    let pressed = 0;
    over.addEventListener('pointerdown', (/** @type {PointerEvent} */ event) => (pressed = event.clientX));
    over.addEventListener('click', (/** @type {MouseEvent} */ event) => Math.abs(event.clientX - pressed) < 4 && this.#click(event.clientX - over.getBoundingClientRect().left));
    over.addEventListener('dblclick', () => state.change({ span: null }));
    this.place.append(this.bars);
    this.#place();
    this.#read(this.plot);
  }

  #controls() {
    const names = [{ value: '–', text: 'no curve' }, ...[...this.names].map(([value, unit]) => ({ value, text: `${value} / ${unit}` }))];
    const change = (/** @type {number} */ i, /** @type {string} */ value) => {
      const curves = /** @type {[string, string]} */ ([...this.chosen]);
      curves[i] = value;
      this.state.change({ curves });
    };
    const { differences, logs } = this.timeline;
    const notes = logs.map((/** @type {any} */ log) => [log.source, ...log.notes].join('\n')).join('\n');
    const planned = differences && make('details', { class: 'differences' },
      make('summary', { title: 'Planned against executed steps' }, differences.length ? `${differences.length} steps off the plan` : 'as planned'),
      make('ul', {}, ...differences.map((/** @type {string} */ text) => make('li', {}, text))));
    this.controls.replaceChildren(
      ...(logs.length ? this.chosen.map((name, i) => {
        const select = choice(i ? 'Curve on the right axis' : 'Curve on the left axis', names, name, (value) => change(i, value));
        select.classList.add(i ? 'right' : 'left');
        return select;
      }) : [make('b', { title: notes }, 'Time')]),
      make('div', { class: 'row' }, this.menu, planned || null), this.readout);
    this.controls.title = notes;
  }

  /** @param {string[]} names */
  #data(names) {
    /** @type {any[][]} */
    const data = [[], [], []];
    const logs = [...this.timeline.logs].sort((first, second) => first.time[0] - second.time[0]);
    for (const log of logs) {
      if (data[0].length) {
        // Between two logs nothing is known.
        data[0].push(log.time[0]);
        data[1].push(null);
        data[2].push(null);
      }
      data[0].push(...log.time);
      names.forEach((name, i) => data[i + 1].push(...(log.curves.find((/** @type {any} */ curve) => curve.name === name)?.values ?? log.time.map(() => null))));
    }
    if (!data[0].length) {
      const [from, to] = this.#whole();
      return [[from, to], [null, null], [null, null]];
    }
    return data;
  }

  /** @returns {[number, number]} */
  #whole() {
    const { scans, logs } = this.timeline;
    const times = [...scans.flatMap((/** @type {any} */ scan) => [scan.from, scan.to]), ...logs.flatMap((/** @type {any} */ log) => [log.time[0], log.time.at(-1)])].filter(Number.isFinite);
    const [from, to] = [Math.min(...times), Math.max(...times)];
    const margin = Math.max(60, 0.01 * (to - from));
    return [from - margin, to + margin];
  }

  /** Bars of the scans, where the curves lie now. */
  #place() {
    const { plot, timeline, state, result } = this;
    if (!plot) return;
    const box = plot.over;
    const width = box.clientWidth;
    this.bars.style.left = `${box.offsetLeft}px`;
    this.bars.style.width = `${width}px`;
    this.bars.replaceChildren(...timeline.scans.flatMap((/** @type {any} */ scan, /** @type {number} */ number) => {
      if (scan.from === null) return [];
      const from = plot.valToPos(scan.from, 'x');
      const to = plot.valToPos(scan.to, 'x');
      if (to < 0 || from > width) return [];
      const hours = (scan.to - scan.from) / 3600;
      const about = `${scan.name}: ${moment(scan.from)} to ${moment(scan.to)} UTC, ${hours < 2 ? `${format(60 * hours, 3)} min` : `${format(hours, 3)} h`}${result.scans[number].electricalState ? `, ${result.scans[number].electricalState}` : ''}`;
      const bar = make('button', { title: about, 'aria-label': about, 'data-scan': String(number), onclick: () => state.changePanel(state.values.active, { scan: number }) }, scan.name);
      bar.style.left = `${Math.max(0, from)}px`;
      const wide = Math.max(4, Math.min(width, to) - Math.max(0, from));
      bar.style.width = `${wide}px`;
      // A name that is longer than its bar stands beside it, if there is room before the next.
      const needed = scan.name.length * LETTER + 10;
      const next = Math.min(width, ...timeline.scans.filter((/** @type {any} */ other) => other.from > scan.from).map((/** @type {any} */ other) => plot.valToPos(other.from, 'x')));
      if (wide < needed) bar.classList.add(from + wide + needed < next ? 'beside' : 'nameless');
      return [bar];
    }));
    this.#mark();
  }

  #mark() {
    const { a, b, active } = this.state.values;
    for (const bar of /** @type {Iterable<HTMLElement>} */ (this.bars.children)) {
      const scan = Number(bar.dataset.scan);
      bar.classList.toggle('a', scan === a.scan);
      bar.classList.toggle('b', scan === b.scan);
      bar.setAttribute('aria-pressed', String(scan === this.state.values[active].scan));
    }
  }

  /** The curves that are drawn, as far as they are, and which scan was being measured; or the scans alone. */
  #table() {
    const { scans } = this.timeline;
    const time = (/** @type {number|null} */ seconds) => (seconds === null ? '' : new Date(1e3 * seconds).toISOString());
    const shown = this.chosen.flatMap((name, i) => (name === '–' ? [] : [{ name: `${name} / ${this.names.get(name)}`, values: this.plot.data[i + 1] }]));
    if (!shown.length) {
      return { head: ['scan', 'from_utc', 'to_utc'], rows: scans.map((/** @type {any} */ scan) => [scan.name, time(scan.from), time(scan.to)]) };
    }
    const { min, max } = this.plot.scales.x;
    const scanAt = (/** @type {number} */ t) => scans.find((/** @type {any} */ scan) => scan.from !== null && scan.from <= t && t <= scan.to)?.name;
    return {
      head: ['time_utc', ...shown.map(({ name }) => name), 'scan'],
      rows: this.plot.data[0].flatMap((/** @type {number} */ t, /** @type {number} */ i) => (t < min || t > max ? [] : [[time(t), ...shown.map(({ values }) => values[i]), scanAt(t)]])),
    };
  }

  /** Planned above executed steps. @param {import('./picture.js').Pen} c @param {any} plot */
  #steps(c, plot) {
    const { planned, executed } = this.timeline;
    const { offsetLeft: left, offsetTop: above, clientWidth: width } = plot.over;
    const lanes = [[planned, 'plan'], [executed, 'done']].filter(([steps]) => steps);
    lanes.forEach(([steps, name], lane) => {
      const top = above - GAP - (STEPS + 1) * (lanes.length - lane);
      for (const step of steps) {
        const from = left + Math.max(0, plot.valToPos(step.from, 'x'));
        const to = left + Math.min(width, plot.valToPos(step.to, 'x'));
        if (to <= from) continue;
        c.fillStyle = colourOf(step);
        c.fillRect(from, top, Math.max(1, to - from - 1), STEPS);
      }
      c.fillStyle = themed('--faint');
      c.font = FONT.replace('11px', '9px');
      c.textAlign = 'right';
      c.textBaseline = 'middle';
      c.fillText(name, left - 4, top + STEPS / 2);
    });
  }

  /** @param {any} plot */
  #read(plot) {
    const { left, idx } = plot.cursor;
    if (!(left >= 0) || idx === null || idx === undefined) {
      this.readout.textContent = this.state.values.span ? 'double click: all' : 'UTC; drag to zoom';
      return;
    }
    const time = plot.posToVal(left, 'x');
    const step = this.timeline.executed?.find((/** @type {any} */ s) => s.from <= time && time < s.to);
    const values = this.chosen.flatMap((name, i) => {
      const value = plot.data[i + 1][idx];
      return name === '–' || value === null || value === undefined ? [] : [`${format(value, 4)} ${this.names.get(name)}`];
    });
    this.readout.textContent = [moment(time), values.join(' · '), step?.kind ?? ''].filter(Boolean).join('\n');
  }

  /** To the scan there, or the next one. @param {number} x */
  #click(x) {
    const { plot, state } = this;
    let best = -1;
    let least = NEAR;
    this.timeline.scans.forEach((/** @type {any} */ scan, /** @type {number} */ number) => {
      if (scan.from === null) return;
      const from = plot.valToPos(scan.from, 'x');
      const to = plot.valToPos(scan.to, 'x');
      const distance = Math.max(0, from - x, x - to);
      if (distance < least) [best, least] = [number, distance];
    });
    if (best >= 0) state.changePanel(state.values.active, { scan: best });
  }
}

/** @param {any} _ @param {number|null} low @param {number|null} high @returns {[number, number]} */
function padded(_, low, high) {
  if (low === null || high === null) return [0, 1];
  const margin = 0.06 * (high - low) || 0.1 * Math.abs(high) || 1;
  return [low - margin, high + margin];
}

/** @param {any} step */
const colourOf = (step) =>
  themed(step.kind === 'rest' ? '--rule' : step.kind === 'constant voltage' ? '--region' : step.kind === 'other' ? '--faint' : step.milliampere > 0 ? '--series-b' : '--series-a');

/** @param {number} seconds since 1970 */
const moment = (seconds) => new Date(1e3 * seconds).toISOString().slice(0, 16).replace('T', ' ');

/** The day where it changes, else the time. @param {number[]} splits */
const moments = (splits) => splits.map((seconds, i) => {
  const [day, time] = moment(seconds).split(' ');
  return i === 0 || time === '00:00' || moment(splits[i - 1]).slice(0, 10) !== day ? `${day.slice(5)} ${time}` : time;
});
