// Is this copy current? The printed code holds a key and a hash for every topic; this page holds today's.
// The code stands behind the # of the address, so it never leaves the device.

import { all, get, words } from "./dom.mjs";

const LANGUAGE = /^[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-[A-Z]{2})?$/;
const WIDTH = 3; // characters of a topic's key and of a page's hash in a code

/**
 * A topic's hashes by language.
 * @typedef {Record<string, string>} Hashes
 * @typedef {{whole: boolean, pack: string, languages: string[], version: string, topics: Map<string, Hashes>}} Printed
 * @typedef {{changed: string[], gone: number, added: string[]}} Differences
 */

/**
 * What a printed code says: `1.<pack>.<languages>.<version>.<topics>`; undefined where it is none.
 * @param {string} text @returns {Printed | undefined}
 */
export function readCode(text) {
  const [kind, pack, tongues, version, topics, ...rest] = text.split(".");
  const languages = tongues?.split("~") ?? [];
  const width = WIDTH * (1 + languages.length);
  if (!["1", "2"].includes(kind) || rest.length || !topics || topics.length % width) return undefined;
  if (!/^[\w-]+$/.test(pack) || !/^(?:\d{4}-\d{2}-\d{2}-)?[0-9a-f]{6}$/.test(version) || !/^[\w-]+$/.test(topics))
    return undefined;
  if (!languages.every((language) => LANGUAGE.test(language))) return undefined;
  const entries = piecesOf(topics, width).map((entry) => {
    const [key, ...hashes] = piecesOf(entry, WIDTH);
    return /** @type {const} */ ([
      key,
      Object.fromEntries(languages.map((language, place) => [language, hashes[place]])),
    ]);
  });
  return { whole: kind === "1", pack, languages, version, topics: new Map(entries) };
}

/**
 * A text in pieces of so many characters.
 * @param {string} text @param {number} size @returns {string[]}
 */
const piecesOf = (text, size) => text.match(new RegExp(`.{${size}}`, "g")) ?? [];

/**
 * Compare a printed code with today's topics, by key, and the keys that the pack has today.
 * @param {Printed} printed @param {Map<string, Hashes>} topics @param {string[]} packed
 * @returns {Differences}
 */
export function compareCode(printed, topics, packed) {
  const changed = [];
  let gone = 0;
  for (const [key, hashes] of printed.topics) {
    const today = topics.get(key);
    if (!today) gone += 1;
    else if (printed.languages.some((language) => today[language] !== hashes[language])) changed.push(key);
  }
  const added = printed.whole ? packed.filter((key) => !printed.topics.has(key)) : [];
  return { changed, gone, added };
}

/** @param {string} hash */
function codeOf(hash) {
  try {
    return decodeURIComponent(hash);
  } catch {
    return hash; // not even a well-formed address
  }
}

const result = get("#pb-version-result");
const current = get("#pb-current", document, HTMLTemplateElement);

/** @param {string} name @param {string} [text] */
function show(name, text) {
  const part = get(`[data-when="${name}"]`, result);
  part.hidden = false;
  if (text !== undefined) part.textContent = text;
  return part;
}

/** @param {string} name @param {string[]} keys @param {Map<string, HTMLElement>} items */
function list(name, keys, items) {
  const shown = keys.flatMap((key) => items.get(key)?.cloneNode(true) ?? []);
  get(`[data-list="${name}"]`, result).replaceChildren(...shown);
  show(name);
}

/** Today's topics: their list items, and their hashes by language, both by key. */
function currentTopics() {
  /** @type {Map<string, HTMLElement>} */
  const items = new Map();
  /** @type {Map<string, Hashes>} */
  const topics = new Map();
  for (const item of current.content.querySelectorAll("li")) {
    const { key = "", hashes = "" } = item.dataset;
    items.set(key, item);
    topics.set(key, Object.fromEntries(hashes.split(" ").map((pair) => pair.split(":"))));
  }
  return { items, topics };
}

function report() {
  for (const part of all("[data-when]", result)) part.hidden = true;
  delete result.dataset.state;
  const text = codeOf(location.hash.slice(1));
  if (!text) return;
  if (!navigator.onLine) show("offline");
  const printed = readCode(text);
  if (printed) reportOn(printed);
  else {
    result.dataset.state = "unknown";
    show("unreadable");
  }
}

/** The names of languages in the reader's own. @param {string[]} languages */
function named(languages) {
  const names = new Intl.DisplayNames([document.documentElement.lang], { type: "language" });
  return languages.map((language) => names.of(language) ?? language).join(", ");
}

/** Which pack it is, in which languages, in the reader's words. @param {Printed} printed */
function nameOf({ pack, languages }) {
  return words.scanned.replace("{pack}", words[`pack ${pack}`] ?? pack).replace("{languages}", named(languages));
}

/** In a copy of two languages, says behind each changed topic in which of them. @param {Printed} printed @param {Map<string, Hashes>} topics */
function tellLanguages(printed, topics) {
  for (const item of all('[data-list="changed"] li', result)) {
    const key = item.dataset.key ?? "";
    const changed = printed.languages.filter((one) => topics.get(key)?.[one] !== printed.topics.get(key)?.[one]);
    if (printed.languages.length > 1) item.append(` (${named(changed)})`);
  }
}

/**
 * Show how what was printed compares with today.
 * @param {Printed} printed
 */
function reportOn(printed) {
  const { items, topics } = currentTopics();
  const [row] = all(`tr[data-pack="${CSS.escape(printed.pack)}"]`);
  const found = compareCode(printed, topics, row?.dataset.topics?.split(" ") ?? []);
  const outdated = found.changed.length + found.gone + found.added.length > 0;
  show("scanned", nameOf(printed));
  showDifferences(found, items);
  tellLanguages(printed, topics);
  show(outdated ? "outdated" : "current");
  result.dataset.state = outdated ? "outdated" : "current";
  const own = printed.languages.length === 1 && printed.languages[0] === current.dataset.language;
  if (row && own && printed.whole) {
    get('[data-fill="printed"]', result).textContent = printed.version;
    get('[data-fill="current"]', result).textContent = (outdated && row.dataset.version) || printed.version;
    show("read");
  }
}

/** @param {Differences} differences @param {Map<string, HTMLElement>} items */
function showDifferences({ changed, gone, added }, items) {
  const known = added.filter((key) => items.has(key));
  if (changed.length) list("changed", changed, items);
  if (gone) show("gone", words.gone.replace("{count}", String(gone)));
  if (added.length) list("new", known, items);
}

if (result) {
  addEventListener("hashchange", report);
  report();
}
