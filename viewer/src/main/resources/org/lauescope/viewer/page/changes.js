import { make } from './dom.js';

/** Seconds over which the speed of a run is taken. */
const WINDOW = 20;

/** After so long a page that was refused asks again, ms. */
const AGAIN = 3000;

/**
 * Shows a new result as soon as it is written, new values as a run finds them, and tells when the
 * server is gone. The address holds what is shown, so that loading the page anew changes nothing but
 * the numbers.
 *
 * @param {HTMLElement} notice
 * @param {string} seen state of the result that the page has
 * @param {() => Promise<any>} refresh shows new values
 */
export function follow(notice, seen, refresh) {
  const progress = new RunProgress(notice);
  const update = onceAtATime(refresh);
  /** @type {EventSource|null} */
  let events = null;
  const connect = () => {
    const source = (events = new EventSource(`api/events?seen=${seen}`));
    source.addEventListener('result', () => location.reload());
    source.addEventListener('values', () => update());
    source.addEventListener('progress', (event) => progress.show(JSON.parse(event.data)));
    source.addEventListener('open', () => progress.reach());
    source.addEventListener('error', () => {
      if (source.readyState !== EventSource.CLOSED) return progress.lose('The server does not answer; trying again …');
      // One that was started anew has another token: once its address has been opened, this page may ask, too.
      progress.lose('The server has been started anew: open the address that it printed');
      setTimeout(connect, AGAIN);
    });
  };
  connect();
  addEventListener('pagehide', () => events?.close());
}

/** Calls while one is under way become one call after it. @param {() => Promise<any>} call */
function onceAtATime(call) {
  let running = false;
  let again = false;
  return async function run() {
    again = running;
    if (running) return;
    running = true;
    await call();
    running = false;
    if (again) run();
  };
}

/** How far a run is, how fast, and how long it will take. */
class RunProgress {
  /** @param {HTMLElement} notice */
  constructor(notice) {
    this.notice = notice;
    this.bar = make('progress', { 'aria-label': 'Progress of the run' });
    this.text = make('span', { class: 'faint' });
    /** @type {[number, number][]} time, s, and points */
    this.moments = [];
    this.lost = '';
    this.task = '';
  }

  /** @param {{task: string, done: number, total: number}} state */
  show({ task, done, total }) {
    const now = performance.now() / 1e3;
    if (task !== this.task) this.moments = [];
    this.task = task;
    this.moments.push([now, done]);
    while (this.moments.length > 2 && now - this.moments[0][0] > WINDOW) this.moments.shift();
    const [from, before] = this.moments[0];
    const rate = (done - before) / (now - from);
    const left = (total - done) / rate;
    this.bar.max = Math.max(1, total);
    this.bar.value = done;
    const what = task === 'watch' ? 'measured and analysed' : 'frames analysed';
    this.text.textContent = done < total
      ? `${done} of ${total} ${what}${rate > 0 ? `, ${rate < 10 ? rate.toFixed(1) : Math.round(rate)} per second, ${span(left)} left` : ''}`
      : 'making the result …';
    this.#tell();
  }

  reach() {
    this.lost = '';
    this.#tell();
  }

  /** @param {string} reason */
  lose(reason) {
    this.lost = reason;
    this.#tell();
  }

  #tell() {
    this.notice.replaceChildren(...(this.lost ? [this.lost] : this.task ? [this.text, this.bar] : []));
  }
}

/** @param {number} seconds */
const span = (seconds) => (seconds < 90 ? `${Math.ceil(seconds)} s` : seconds < 5400 ? `${Math.round(seconds / 60)} min` : `${(seconds / 3600).toFixed(1)} h`);
