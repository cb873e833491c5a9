import { make } from './dom.js';

/**
 * Parts of the inspector of which one is seen at a time; the arrow keys go from tab to tab.
 *
 * @param {import('./state.js').State} state
 * @param {{name: import('./state.js').Values['tab'], text: string, title: string, panel: HTMLElement}[]} parts
 * @returns {HTMLElement}
 */
export function tabs(state, parts) {
  const known = () => parts.find(({ name }) => name === state.values.tab) ?? parts[0];
  const buttons = parts.map(({ name, text, title, panel }, i) => {
    panel.id ||= `tab-panel-${i}`;
    panel.setAttribute('role', 'tabpanel');
    panel.setAttribute('aria-label', text);
    return make('button', { role: 'tab', title, 'aria-controls': panel.id, onclick: () => state.change({ tab: name }) }, text);
  });
  const list = make('div', { class: 'tabs', role: 'tablist', 'aria-label': 'Parts of the inspector' }, ...buttons);
  list.addEventListener('keydown', (/** @type {KeyboardEvent} */ event) => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (!step) return;
    event.preventDefault();
    event.stopPropagation();
    const next = (parts.indexOf(known()) + step + parts.length) % parts.length;
    state.change({ tab: parts[next].name });
    buttons[next].focus();
  });
  const mark = () => parts.forEach((part, i) => {
    const isShown = part === known();
    part.panel.hidden = !isShown;
    buttons[i].setAttribute('aria-selected', String(isShown));
    buttons[i].tabIndex = isShown ? 0 : -1;
  });
  state.on(['tab'], mark);
  mark();
  return list;
}
