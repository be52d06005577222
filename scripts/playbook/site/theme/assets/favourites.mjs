// Phrases that somebody keeps at hand: on this device only. A phrase is kept with its words, so that a page that gains
// or loses rows never puts another in its place; in another language it is the same row.

import { all, get, make, words } from "./dom.mjs";
import { nameButtons } from "./phrases.mjs";
import { recall, remember } from "./storage.mjs";

/** @typedef {{topic: string, row: number, language: string, words: string}} Favourite */

const shelf = get(".pb-favourites");
const body = get("tbody", shelf);
const language = document.documentElement.lang;

/** @returns {Favourite[]} */
function kept() {
  const list = recall("favourites");
  return Array.isArray(list) ? list.filter((one) => one && typeof one.topic === "string") : [];
}

/** @param {HTMLElement} row @returns {Favourite} */
const favouriteOf = (row) => ({
  topic: topicOf(row).dataset.topic ?? "",
  row: Number(row.dataset.topicRow),
  language: languageIn(row),
  words: row.dataset.words ?? "",
});

/** @param {HTMLElement} row */
const topicOf = (row) => /** @type {HTMLElement} */ (row.closest("[data-topic]"));
/** @param {HTMLElement} row */
const languageIn = (row) => topicOf(row).lang || language;

/** @param {HTMLElement} row @param {Favourite} one */
const isThat = (row, one) =>
  one.language === languageIn(row) ? row.dataset.words === one.words : Number(row.dataset.topicRow) === one.row;

/** @param {Favourite} one */
const rowOf = (one) =>
  all(`section[data-topic="${CSS.escape(one.topic)}"] tr[data-filter]`).find((row) => isThat(row, one));

/** @param {HTMLElement} row @param {boolean} isKept */
function addStar(row, isKept) {
  const attributes = {
    type: "button",
    class: "pb-tool pb-star",
    "aria-pressed": String(isKept),
    title: words.favourite,
  };
  get(".pb-listen", row).before(make("button", attributes, make("span", {}, words.favourite)));
}

function showShelf() {
  const rows = kept().map(rowOf);
  const shown = rows.filter((row) => row !== undefined);
  body.replaceChildren(...shown.map(copyOf));
  shelf.hidden = !shown.length;
  nameButtons(shelf);
}

/**
 * A row as it stands among the favourites, below the title of its topic.
 * @param {HTMLElement} row
 */
function copyOf(row) {
  const copy = /** @type {HTMLElement} */ (row.cloneNode(true));
  const section = topicOf(row);
  copy.removeAttribute("data-filter");
  copy.dataset.topic = section.dataset.topic;
  copy.lang = languageIn(row);
  copy.hidden = false;
  const title = section.querySelector("h3")?.textContent ?? "";
  get("td", copy).prepend(make("p", { class: "pb-favourites__topic" }, title));
  return copy;
}

document.addEventListener("click", (event) => {
  const star = event.target instanceof Element ? event.target.closest("button.pb-star") : null;
  const row = star?.closest("tr");
  if (!(star instanceof HTMLElement) || !row) return;
  const others = kept().filter((one) => one.topic !== topicOf(row).dataset.topic || !isThat(row, one));
  const isKept = others.length === kept().length;
  const original = rowOf(favouriteOf(row));
  remember("favourites", isKept ? [favouriteOf(row), ...others] : others.length ? others : undefined);
  if (original) get(".pb-star", original).setAttribute("aria-pressed", String(isKept));
  const wasOnShelf = shelf.contains(star);
  showShelf();
  if (wasOnShelf) (shelf.hidden ? get("#pb-filter") : get("button.pb-star", shelf)).focus();
});

const found = new Set(kept().map(rowOf));
for (const row of all("tr[data-filter]")) addStar(row, found.has(row));
nameButtons(document);
showShelf();
