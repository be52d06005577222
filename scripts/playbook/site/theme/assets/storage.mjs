// What a reader's choices are kept in: this device only, and never needed.

const base = new URL("..", import.meta.url).pathname;

/**
 * What was remembered under a name, on this device or in this tab alone, or undefined.
 * @param {string} name @param {boolean} inTab @returns {any}
 */
export function recall(name, inTab = false) {
  try {
    return JSON.parse((inTab ? sessionStorage : localStorage).getItem(`${base}#${name}`) ?? "null") ?? undefined;
  } catch {
    return undefined; // storage is switched off, or holds something that is not ours
  }
}

/**
 * Remember a value under a name, on this device or in this tab alone; undefined forgets it.
 * @param {string} name @param {unknown} value @param {boolean} inTab
 */
export function remember(name, value, inTab = false) {
  try {
    const storage = inTab ? sessionStorage : localStorage;
    if (value === undefined) storage.removeItem(`${base}#${name}`);
    else storage.setItem(`${base}#${name}`, JSON.stringify(value));
  } catch {
    // storage is switched off: the choice lasts as long as the page
  }
}
