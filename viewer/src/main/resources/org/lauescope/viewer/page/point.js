import * as api from './api.js';

/** What is known of the chosen point, in the scans that the two maps show. */
export class Points {
  /** @param {import('./state.js').State} state @param {api.Result} result */
  constructor(state, result) {
    this.state = state;
    this.result = result;
    /** @type {Map<number, any>} by scan */
    this.details = new Map();
    /** @type {(() => void)[]} */
    this.listeners = [];
    state.on(['point', 'a', 'b'], () => this.load());
  }

  /** @param {() => void} call */
  onPoint(call) {
    this.listeners.push(call);
  }

  /** @param {number} scan */
  of(scan) {
    return this.details.get(scan) ?? null;
  }

  /** @param {boolean} [again] even if the point is known */
  async load(again = false) {
    const { point, a, b } = this.state.values;
    const wanted = `${point}/${a.scan}/${b.scan}`;
    if (point === null || (wanted === this.wanted && !again)) return;
    this.wanted = wanted;
    const scans = [...new Set([a.scan, b.scan])].filter((number) => {
      const grid = this.result.scans[number]?.grid;
      return grid && point < grid.columns * grid.rows;
    });
    try {
      const all = await Promise.all(scans.map((scan) => api.point(scan, point)));
      if (this.wanted !== wanted) return;
      this.details = new Map(scans.map((scan, i) => [scan, all[i]]));
      this.problem = '';
    } catch (problem) {
      if (this.wanted !== wanted) return;
      this.details = new Map();
      this.problem = /** @type {Error} */ (problem).message;
    }
    this.listeners.forEach((call) => call());
  }
}
