// The search box: opens the dialog, shows results as one types. The engine is loaded when the dialog is first opened.

import { all, get, hit, languages, make, words } from "./dom.mjs";
import { noteMissing } from "./search-missing.mjs";
import { lookedUp, showSafety, showStart } from "./search-start.mjs";

const MANY = 5; // results shown at first
const THIN = 3; // fewer results than this, and other languages are offered
const KEYS = ["/", "s", "f"]; // as in the theme's own search

/**
 * @typedef {import("./search-engine.mjs").SearchEngine} SearchEngine
 * @typedef {import("./search-engine.mjs").Result} Result
 * @typedef {import("./search-engine.mjs").Shown} Shown
 * @typedef {import("./search-engine.mjs").Pieces} Pieces
 */

const dialog = get("#pb-search", document, HTMLDialogElement);
const opener = get(".pb-search-open");
const input = get(".pb-search__input", dialog, HTMLInputElement);
const status = get(".pb-search__status", dialog);
const list = get(".pb-search__results", dialog);
const more = get(".pb-search__more", dialog);
const others = get(".pb-search__others", dialog, HTMLDetailsElement);
const start = get(".pb-search__start", dialog);
const safety = get(".pb-search__safety", dialog);

/** What the template gives: addresses, and the language. */
const given = /** @type {Record<string, string>} */ ({ ...dialog.dataset });

/** @type {SearchEngine | undefined} */
let engine;
let asked = 0;

if (new URLSearchParams(location.search).has("hit")) {
  import("./search-marks.mjs").then(({ markPage }) => markPage(dialog.dataset));
}

/** The engine of the reader's language, made once. */
async function getEngine() {
  const { SearchEngine } = await import("./search-engine.mjs");
  const codes = languages().map(({ code }) => code);
  engine ??= new SearchEngine(given.base, given.language, codes);
  await engine.load();
  return engine;
}

function open() {
  if (!dialog.open) dialog.showModal();
  input.select();
  getWays().catch(fail);
  answer();
}

/** Load and show what there is before a query; once, and again when something was looked up. */
async function getWays() {
  const answer = await fetch(new URL(`${given.language}/start.json`, new URL(given.base, document.baseURI)));
  if (!answer.ok) throw new Error(`start.json: ${answer.status}`);
  const found = await answer.json();
  showStart(start, found, given.language, given.root);
  showSafety(safety, found, given.root);
}

/** Find what is in the box, and show it. */
function answer() {
  getEngine().then(show).catch(fail);
}

function fail() {
  engine = undefined;
  status.textContent = words.searchFailed;
}

/**
 * Show what is found for the words in the box; an answer to earlier words is dropped.
 * @param {SearchEngine} own
 */
async function show(own) {
  const turn = ++asked;
  const query = input.value.trim();
  const results = query ? await own.search(query) : [];
  // The first result is what most people came for: it is fetched and shown before the others.
  const first = await Promise.all(results.slice(0, 1).map((result) => own.present(result)));
  if (turn !== asked) return;
  list.replaceChildren(...first.map((result) => entry(result, given.language)));
  status.textContent = query ? say(results.length) : "";
  more.hidden = true;
  start.hidden = query !== "";
  const isThin = query !== "" && results.length < THIN;
  safety.hidden = !isThin;
  others.hidden = !isThin;
  if (query) noteMissing(given.language, query, results.length);
  if (others.open && !others.hidden) showOthers(own);
  const rest = await Promise.all(results.slice(1, MANY).map((result) => own.present(result)));
  if (turn !== asked) return;
  list.append(...rest.map((result) => entry(result, given.language)));
  more.hidden = results.length <= MANY;
  more.onclick = () => showRest(own, results.slice(MANY));
  if (!own.isComplete) showMore(own, turn);
}

/**
 * Load the long phrases, and ask again with them; unless something else was asked, or the reader is in the list already.
 * @param {SearchEngine} own @param {number} turn
 */
async function showMore(own, turn) {
  const isThere = await own.complete().then(
    () => true,
    () => false,
  );
  if (isThere && turn === asked && !list.contains(document.activeElement)) await show(own);
}

/** @param {number} count */
const say = (count) => (count ? words.searchCount.replace("{count}", String(count)) : words.searchNone);

/** @param {SearchEngine} own @param {Result[]} results */
async function showRest(own, results) {
  more.hidden = true;
  const place = list.children.length;
  for (const result of await Promise.all(results.map((one) => own.present(one)))) {
    list.append(entry(result, given.language));
  }
  all("a", list)[place]?.focus();
}

/**
 * A result: title, the section that matched and its line, with the words marked.
 * @param {Shown} result @param {string} language
 */
function entry({ address, title, heading, line, summary }, language) {
  const href = new URL(address, new URL(given.root, document.baseURI)).href;
  const link = make("a", { class: "pb-search__link", href });
  link.append(make("span", { class: "pb-search__title" }, ...marked(title)));
  link.append(make("span", { class: "pb-search__summary" }, ...marked(summary)));
  if (line) {
    link.append(make("span", { class: "pb-search__place" }, make("b", {}, heading ?? ""), " ", ...marked(line)));
  }
  const path = address.replace(/\?[^#]*/, "");
  link.addEventListener("click", () => lookedUp(language, title.map(([text]) => text).join(""), path));
  const item = make("li", {}, link);
  if (language !== document.documentElement.lang) item.lang = language;
  return item;
}

/** @param {Pieces} pieces */
const marked = (pieces) => pieces.map(([text, isHit]) => (isHit ? make("mark", { class: "pb-hit" }, text) : text));

/**
 * Hits from the other languages; loaded only when a reader opens the group.
 * @param {SearchEngine} own
 */
async function showOthers(own) {
  const turn = asked;
  const target = get(".pb-search__foreign", dialog);
  target.replaceChildren();
  for (const { code, name } of languages().filter(({ code }) => code !== given.language)) {
    const other = own.inLanguage(code);
    await other.complete();
    const results = await other.search(input.value.trim());
    const shown = await Promise.all(results.slice(0, THIN).map((result) => other.present(result)));
    if (turn !== asked) return;
    if (!shown.length) continue;
    target.append(make("h3", { lang: code }, name), make("ol", {}, ...shown.map((result) => entry(result, code))));
  }
  if (!target.children.length) target.append(make("p", {}, words.searchNone));
}

/**
 * Up and down go through the box and the results.
 * @param {number} step
 */
function move(step) {
  const stops = [input, ...all("a.pb-search__link, a.pb-search__way", dialog)].filter((stop) => stop.checkVisibility());
  const now = stops.indexOf(/** @type {HTMLElement} */ (document.activeElement));
  stops[(now + step + stops.length) % stops.length].focus();
}

opener.setAttribute("role", "button");
opener.setAttribute("aria-haspopup", "dialog");
opener.addEventListener("click", (event) => {
  event.preventDefault();
  open();
});
opener.addEventListener("keydown", (event) => {
  if (event.key !== " ") return;
  event.preventDefault();
  open();
});
input.addEventListener("input", answer);
others.addEventListener("toggle", () => {
  if (others.open && engine) showOthers(engine).catch(fail);
});
get(".pb-search__close", dialog).addEventListener("click", () => dialog.close());
get(".pb-search__form", dialog).addEventListener("submit", (event) => {
  event.preventDefault();
  all("a", list)[0]?.click();
});
dialog.addEventListener("click", (event) => {
  if (event.target === dialog || hit(event, "a.pb-search__link, a.pb-search__way")) dialog.close();
});
dialog.addEventListener("keydown", (event) => {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step) return;
  event.preventDefault();
  move(step);
});
document.addEventListener("keydown", (event) => {
  if (!KEYS.includes(event.key) || event.ctrlKey || event.metaKey || event.altKey) return;
  const field = hit(event, "input, textarea, select, [contenteditable], dialog");
  if (field && !dialog.contains(field)) return; // a closed dialog may hold the focus for one moment more
  if (dialog.open) return;
  event.preventDefault();
  open();
});
