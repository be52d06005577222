// Phrases or terms, folded away by topic or letter: the address opens the one that it names, and the box above keeps
// only those with its words in them. Its words stand in the address (?filter=), so that they can be sent and kept.

import { all, anchor, get, words } from "./dom.mjs";

const ADDRESS_MS = 300; // browsers allow only so many changes of the address

const box = get("#pb-filter", document, HTMLInputElement);
const count = get(".pb-filter__count");
const page = get(".pb-page");
/** @type {WeakMap<Element, string>} */
const texts = new WeakMap();
/** What was open before a filter was typed. @type {Set<HTMLDetailsElement> | undefined} */
let openBefore;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let waiting;

/** What is shown or hidden as one: a row, or side by side both rows of a pair. */
function units() {
  return new Set(all("[data-filter]").map((row) => /** @type {HTMLElement} */ (row.closest(".pb-pair") ?? row)));
}

const entries = () => all("details.pb-entry", page, HTMLDetailsElement);

/** @param {Element} unit */
function textOf(unit) {
  const kept = texts.get(unit);
  if (kept !== undefined) return kept;
  const headings = unit.closest("section, details.pb-entry")?.querySelectorAll("h3, .pb-entry__second") ?? [];
  const own = unit.querySelectorAll(".pb-words, .pb-aside, .pb-meaning, .pb-terms [lang]");
  const text = fold([...headings, ...own].map((part) => part.textContent).join(" "));
  texts.set(unit, text);
  return text;
}

/**
 * Text without capitals and accents, so that a hurried hand finds it. Vowel and tone marks of Thai stay.
 * @param {string} text
 */
function fold(text) {
  const plain = text
    .toLowerCase()
    .normalize("NFD")
    .replace(/[\u0300-\u036f]/g, "");
  return plain.replaceAll("ı", "i").replaceAll("ø", "o").replaceAll("æ", "ae").replaceAll("ς", "σ");
}

function filter() {
  const asked = fold(box.value).split(/\s+/).filter(Boolean);
  const isFiltered = asked.length > 0;
  let shown = 0;
  for (const unit of units()) {
    unit.hidden = !asked.every((word) => textOf(unit).includes(word));
    shown += unit.hidden ? 0 : 1;
  }
  for (const part of all("section.pb-section, details.pb-entry", page)) {
    if (part.matches("[data-filter]")) continue;
    part.hidden = false;
    part.hidden = all("[data-filter]", part).every((row) => row.closest("[hidden]"));
  }
  for (const part of all(".pb-index, .pb-index-head", page)) part.hidden = isFiltered;
  page.classList.toggle("pb-filtered", isFiltered);
  unfold(isFiltered);
  count.textContent = isFiltered ? (shown ? words.shown.replace("{count}", String(shown)) : words.none) : "";
}

/**
 * What is found is open; without a filter everything is as it was.
 * @param {boolean} isFiltered
 */
function unfold(isFiltered) {
  if (!isFiltered && !openBefore) return;
  openBefore ??= new Set(entries().filter((entry) => entry.open));
  for (const entry of entries()) entry.open = isFiltered || openBefore.has(entry);
  if (!isFiltered) openBefore = undefined;
}

function keepInAddress() {
  const url = new URL(location.href);
  if (box.value.trim()) url.searchParams.set("filter", box.value.trim());
  else url.searchParams.delete("filter");
  history.replaceState(history.state, "", url);
}

/** Open the entry that the address names. */
function openNamed() {
  const named = document.getElementById(anchor());
  const entry = named?.closest("details.pb-entry");
  if (!(entry instanceof HTMLDetailsElement)) return;
  entry.open = true;
  named?.scrollIntoView();
}

box.addEventListener("input", () => {
  filter();
  clearTimeout(waiting);
  waiting = setTimeout(keepInAddress, ADDRESS_MS);
});
addEventListener("hashchange", openNamed);
box.value ||= new URLSearchParams(location.search).get("filter") ?? "";
if (box.value) filter();
openNamed();
