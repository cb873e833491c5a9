import { choice, make } from './dom.js';

/** Controls of what is drawn over frames, and of their grey. @param {import('./state.js').State} state @returns {HTMLElement[]} */
export function layers(state) {
  const box = (/** @type {'peaks'|'predicted'|'labels'|'log'|'masked'} */ key, /** @type {string} */ text, /** @type {string} */ title) => {
    const input = make('input', { type: 'checkbox', onchange: () => state.change({ [key]: input.checked }) });
    const mark = () => (input.checked = state.values[key]);
    state.on([key], mark);
    mark();
    return make('label', { title }, input, text);
  };
  const mask = box('masked', 'masked pixels', 'Pixels of the detector that the search leaves out');
  const showMask = () => (mask.hidden = !state.values.hasMask);
  state.on(['hasMask'], showMask);
  showMask();
  const arrows = choice('Residuals: arrows from predicted to found, so many times as long', [0, 50, 100, 200, 500].map((n) => ({ value: String(n), text: n ? `arrows × ${n}` : 'no arrows' })), String(state.values.arrows), (value) => state.change({ arrows: Number(value) }));
  const contrast = make('input', { type: 'range', min: '0', max: '1', step: '0.02', value: String(state.values.contrast), 'aria-label': 'Contrast', title: 'Contrast', oninput: () => state.change({ contrast: Number(contrast.value) }) });
  state.on(['arrows', 'contrast'], () => {
    arrows.value = String(state.values.arrows);
    contrast.value = String(state.values.contrast);
  });
  const list = make('div', { class: 'list' },
    box('peaks', 'found', 'Circles: peaks that were found'),
    box('predicted', 'predicted', 'Crosses: reflections of the refined grains, where they should be'),
    box('labels', 'hkl', 'Indices of the strongest reflections'),
    mask,
    box('log', 'logarithmic grey', 'Logarithmic or linear grey'),
    make('label', {}, 'residuals', arrows),
  );
  const menu = make('details', { class: 'layers' }, make('summary', { title: 'What is drawn over the frame' }, 'Layers'), list);
  addEventListener('pointerdown', (event) => {
    if (!menu.contains(event.target)) menu.open = false;
  });
  menu.addEventListener('keydown', (/** @type {KeyboardEvent} */ event) => {
    if (event.key !== 'Escape' || !menu.open) return;
    event.stopPropagation();
    menu.open = false;
    menu.firstElementChild.focus();
  });
  return [contrast, menu];
}
