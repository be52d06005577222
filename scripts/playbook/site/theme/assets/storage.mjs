// What a reader's choices are kept in: this device only, and never needed.

const base = new URL("..", import.meta.url).pathname;

/**
 * What was remembered under a name, or undefined.
 * @param {string} name @returns {any}
 */
export function recall(name) {
  try {
    return JSON.parse(localStorage.getItem(`${base}#${name}`) ?? "null") ?? undefined;
  } catch {
    return undefined; // storage is switched off, or holds something that is not ours
  }
}

/**
 * Remember a value under a name; undefined forgets it.
 * @param {string} name @param {unknown} value
 */
export function remember(name, value) {
  try {
    if (value === undefined) localStorage.removeItem(`${base}#${name}`);
    else localStorage.setItem(`${base}#${name}`, JSON.stringify(value));
  } catch {
    // storage is switched off: the choice lasts as long as the page
  }
}
