// The box that keeps only the phrases or terms with its words in them.

import { all, get, words } from "./dom.mjs";

const box = get("#pb-filter", document, HTMLInputElement);
const count = get(".pb-filter__count");
/** @type {WeakMap<Element, string>} */
const texts = new WeakMap();

/** What is shown or hidden as one: a row, or side by side both rows of a pair. */
function units() {
  return new Set(all("[data-filter]").map((row) => /** @type {HTMLElement} */ (row.closest(".pb-pair") ?? row)));
}

/** @param {Element} unit */
function textOf(unit) {
  const kept = texts.get(unit);
  if (kept !== undefined) return kept;
  const headings = unit.closest("section")?.querySelectorAll("h2") ?? [];
  const own = unit.querySelectorAll(".pb-words, .pb-aside, dt, dd > p, dd [lang]");
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
  let shown = 0;
  for (const unit of units()) {
    unit.hidden = !asked.every((word) => textOf(unit).includes(word));
    shown += unit.hidden ? 0 : 1;
  }
  for (const section of all("section.pb-section")) {
    section.hidden = false;
    section.hidden = all("[data-filter]", section).every((row) => row.closest("[hidden]"));
  }
  count.textContent = asked.length ? (shown ? words.shown.replace("{count}", String(shown)) : words.none) : "";
}

box.addEventListener("input", filter);
if (box.value) filter();
