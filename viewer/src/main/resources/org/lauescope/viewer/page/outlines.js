/** Outlines of parts of a grid. */

/**
 * Edges between points of different labels, unless both have none; neighbouring edges of a row or a
 * column are one.
 *
 * @param {ArrayLike<number>} labels below 0 or NaN for none
 * @param {import('./api.js').Grid} grid
 * @returns {Float32Array} from x, y to x, y in µm, four numbers an edge
 */
export function edges(labels, { columns, rows, columnStep, rowStep, originX, originY }) {
  /** @type {number[]} */
  const list = [];
  const of = (/** @type {number} */ row, /** @type {number} */ column) => {
    const label = row >= 0 && column >= 0 && row < rows && column < columns ? labels[row * columns + column] : -1;
    return label >= 0 ? label : -1;
  };
  const x = (/** @type {number} */ column) => originX + (column - 0.5) * columnStep;
  const y = (/** @type {number} */ row) => originY + (row - 0.5) * rowStep;
  for (let row = 0; row <= rows; row++) {
    let from = -1;
    for (let column = 0; column <= columns; column++) {
      const isEdge = column < columns && of(row - 1, column) !== of(row, column);
      if (isEdge && from < 0) from = column;
      if (!isEdge && from >= 0) {
        list.push(x(from), y(row), x(column), y(row));
        from = -1;
      }
    }
  }
  for (let column = 0; column <= columns; column++) {
    let from = -1;
    for (let row = 0; row <= rows; row++) {
      const isEdge = row < rows && of(row, column - 1) !== of(row, column);
      if (isEdge && from < 0) from = row;
      if (!isEdge && from >= 0) {
        list.push(x(column), y(from), x(column), y(row));
        from = -1;
      }
    }
  }
  return Float32Array.from(list);
}
