// Which part of a page belongs beside which part of the same page in another language. Knows nothing of the screen.

/**
 * Pair two lists by their keys, in the order of the first; what only the second has follows its own predecessor.
 * @template {{key: string}} Part
 * @param {Part[]} left @param {Part[]} right
 * @returns {{key: string, left?: Part, right?: Part}[]}
 */
export function align(left, right) {
  const others = new Map(right.map((part) => [part.key, part]));
  /** @type {{key: string, left?: Part, right?: Part}[]} */
  const rows = left.map((part) => ({ key: part.key, left: part, right: others.get(part.key) }));
  let place = 0;
  for (const part of right) {
    const found = rows.findIndex((row) => row.key === part.key);
    if (found >= 0) {
      place = found + 1;
    } else {
      rows.splice(place, 0, { key: part.key, left: undefined, right: part });
      place += 1;
    }
  }
  return rows;
}
