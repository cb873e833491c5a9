/** Of texts that are drawn. */
export const FONT = '11px system-ui, "Noto Sans", "DejaVu Sans", sans-serif';

/**
 * An element with attributes and children. Text is always text: nothing from a file becomes markup.
 *
 * @param {string} name
 * @param {Record<string, any>} [attributes] `on…` are listeners
 * @param {...(Node|string|number|null|undefined|false)} children
 * @returns {any}
 */
export function make(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith('on')) element.addEventListener(key.slice(2), value);
    else if (key === 'class') element.className = value;
    else if (key in element && typeof value !== 'string') /** @type {any} */ (element)[key] = value;
    else element.setAttribute(key, value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined && child !== false).map((child) => /** @type {any} */ (typeof child === 'number' ? String(child) : child)));
  return element;
}

/**
 * @param {string} label for screen readers
 * @param {{value: string, text: string, group?: string}[]} options
 * @param {string} value
 * @param {(value: string) => void} changed
 * @returns {HTMLSelectElement}
 */
export function choice(label, options, value, changed) {
  const select = make('select', { 'aria-label': label, title: label, onchange: () => changed(select.value) });
  /** @type {Map<string, HTMLElement>} */
  const groups = new Map();
  for (const option of options) {
    let parent = select;
    if (option.group) {
      parent = groups.get(option.group) ?? make('optgroup', { label: option.group });
      if (!groups.has(option.group)) select.append(parent);
      groups.set(option.group, parent);
    }
    parent.append(make('option', { value: option.value }, option.text));
  }
  select.value = value;
  return select;
}
