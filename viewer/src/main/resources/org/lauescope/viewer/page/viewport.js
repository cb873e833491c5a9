/** Which part of a plane a canvas shows, and the gestures that change it. */

/**
 * @typedef {{x: number, y: number, scale: number}} View centre in units of the plane, CSS pixels per unit
 * @typedef {{left: number, top: number, width: number, height: number}} Bounds
 */

/** The view that shows all. @param {Bounds} bounds @param {DOMRect|{width: number, height: number}} box @returns {View} */
export function fit(bounds, box) {
  const scale = Math.min(box.width / bounds.width, box.height / bounds.height) * 0.97;
  return { x: bounds.left + bounds.width / 2, y: bounds.top + bounds.height / 2, scale: scale || 1 };
}

/** @param {View} view @param {{width: number, height: number}} box @param {number} px @param {number} py */
export const toPlane = (view, box, px, py) => ({
  x: view.x + (px - box.width / 2) / view.scale,
  y: view.y + (py - box.height / 2) / view.scale,
});

/** @param {View} view @param {{width: number, height: number}} box @param {number} x @param {number} y */
export const toScreen = (view, box, x, y) => ({
  x: (x - view.x) * view.scale + box.width / 2,
  y: (y - view.y) * view.scale + box.height / 2,
});

/** @param {View} view @param {number} factor @param {{x: number, y: number}} about place that stays */
export const zoomed = (view, factor, about) => ({
  x: about.x + (view.x - about.x) / factor,
  y: about.y + (view.y - about.y) / factor,
  scale: view.scale * factor,
});

/**
 * Wheel zooms about the pointer, dragging moves, a press without a drag is a click.
 *
 * @param {HTMLElement} element
 * @param {{
 *   zoom: (factor: number, x: number, y: number) => void,
 *   pan: (dx: number, dy: number) => void,
 *   hover: (x: number, y: number) => void,
 *   leave: () => void,
 *   click: (x: number, y: number, event: PointerEvent) => void,
 *   reset: () => void,
 *   draw?: {wanted: () => boolean, begin: (x: number, y: number) => void, move: (x: number, y: number) => void, end: (x: number, y: number) => void},
 * }} on
 */
export function gestures(element, on) {
  /** @type {{x: number, y: number, moved: boolean, draws: boolean}|null} */
  let press = null;
  const place = (/** @type {MouseEvent} */ event) => {
    const box = element.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  };
  element.addEventListener('wheel', (event) => {
    event.preventDefault();
    const { x, y } = place(event);
    const lines = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 16 : 1;
    on.zoom(Math.exp(-Math.max(-240, Math.min(240, event.deltaY * lines)) / 500), x, y);
  }, { passive: false });
  element.addEventListener('pointerdown', (event) => {
    if (event.button > 1) return;
    element.setPointerCapture(event.pointerId);
    const { x, y } = place(event);
    const draws = event.button === 0 && !event.shiftKey && (on.draw?.wanted() ?? false);
    press = { x, y, moved: false, draws };
    if (draws) on.draw?.begin(x, y);
  });
  element.addEventListener('pointermove', (event) => {
    const { x, y } = place(event);
    if (press && (press.moved || Math.hypot(x - press.x, y - press.y) > 3)) {
      press.moved = true;
      if (press.draws) {
        on.draw?.move(x, y);
      } else {
        on.pan(x - press.x, y - press.y);
        press.x = x;
        press.y = y;
      }
    }
    on.hover(x, y);
  });
  element.addEventListener('pointerup', (event) => {
    const { x, y } = place(event);
    if (press?.draws) on.draw?.end(x, y);
    if (press && !press.moved) on.click(x, y, event);
    press = null;
  });
  element.addEventListener('pointercancel', () => (press = null));
  element.addEventListener('pointerleave', () => on.leave());
  element.addEventListener('dblclick', () => on.reset());
}

/** Keeps the pixels of canvases equal to those of the screen. @param {HTMLElement} element @param {HTMLCanvasElement[]} canvases @param {() => void} changed */
export function fitPixels(element, canvases, changed) {
  new ResizeObserver(() => {
    const { clientWidth, clientHeight } = element;
    for (const canvas of canvases) {
      canvas.width = Math.max(1, Math.round(clientWidth * devicePixelRatio));
      canvas.height = Math.max(1, Math.round(clientHeight * devicePixelRatio));
    }
    changed();
  }).observe(element);
}
