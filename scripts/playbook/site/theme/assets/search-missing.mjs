// Queries that found nothing, for whoever looks after the words: kept on this device alone, and only where somebody
// switched it on, on the page of the search report.

import { recall, remember } from "./storage.mjs";

const [SWITCH, LIST] = ["note-missing", "missing"];
const MOST = 200; // queries
const SETTLED = 2000; // milliseconds without a key after which a query was meant

/** @type {ReturnType<typeof setTimeout> | undefined} */
let waiting;

export const isNoting = () => recall(SWITCH) === true;

/** @param {boolean} on */
export function setNoting(on) {
  remember(SWITCH, on || undefined);
  if (!on) remember(LIST, undefined);
}

/**
 * The queries that found nothing, with their language and how often, the most frequent first.
 * @returns {[query: string, language: string, count: number][]}
 */
export function missing() {
  const kept = recall(LIST) ?? {};
  return Object.entries(kept)
    .map(([key, count]) => /** @type {[string, string, number]} */ ([...split(key), Number(count)]))
    .sort((one, other) => other[2] - one[2]);
}

/** @param {string} key */
const split = (key) => [key.slice(key.indexOf(" ") + 1), key.slice(0, key.indexOf(" "))];

/**
 * Note a query if it found nothing and nobody types on.
 * @param {string} language @param {string} query @param {number} count of results
 */
export function noteMissing(language, query, count) {
  clearTimeout(waiting);
  if (count || !isNoting()) return;
  waiting = setTimeout(() => {
    const kept = recall(LIST) ?? {};
    const key = `${language} ${query.toLowerCase()}`;
    if (!(key in kept) && Object.keys(kept).length >= MOST) return;
    remember(LIST, { ...kept, [key]: (kept[key] ?? 0) + 1 });
  }, SETTLED);
}
