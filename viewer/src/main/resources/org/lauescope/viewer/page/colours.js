/** Colours of the theme and of colour maps, as numbers. */

/** @param {string} hex #rrggbb @returns {[number, number, number]} 0 … 255 */
export function bytes(hex) {
  const number = parseInt(hex.slice(1), 16);
  return [number >> 16, (number >> 8) & 255, number & 255];
}

/** A table of colours as a texture one row high. @param {string[]} table */
export function ramp(table) {
  return new Uint8Array(table.flatMap((hex) => [...bytes(hex), 255]));
}

const theme = matchMedia('(prefers-color-scheme: dark)');
/** @type {Map<string, string>} */
const properties = new Map();
/** Paper is light, whatever the screen is. */
const paper = matchMedia('print');
for (const query of [theme, paper]) query.addEventListener('change', () => properties.clear());

/** Value of a custom property of the page. @param {string} name */
export function themed(name) {
  let value = properties.get(name);
  if (value === undefined) {
    value = getComputedStyle(document.documentElement).getPropertyValue(name).trim();
    properties.set(name, value);
  }
  return value;
}

/** @param {string} name of the custom property @returns {[number, number, number]} 0 … 1 */
export function themedParts(name) {
  const [r, g, b] = bytes(themed(name));
  return [r / 255, g / 255, b / 255];
}

/** @param {() => void} call */
export function onTheme(call) {
  for (const query of [theme, paper]) query.addEventListener('change', call);
}
