// A phrase full screen for the person opposite, in the language they read.

import { get, languages, make, words } from "./dom.mjs";
import { offerVoice, readAloud, stopReading } from "./listen.mjs";
import { loadSheet } from "./load.mjs";
import { recall, remember } from "./storage.mjs";

const SMALLEST = 20; // pixels; below that it is scrolled
const LARGEST = 320;

/**
 * `row` counts from 1; `language` is that of the words; `spoken` fills the marks in them.
 * @typedef {{topic: string, row: number, words: string, language: string, spoken: (text: string) => string}} Phrase
 * @typedef {Record<string, string[]>} Book the phrases of each topic; those of "Right now" by `now/` and the topic
 */

const dialog = get("#pb-show", document, HTMLDialogElement);
const text = get(".pb-show__text", dialog);
const own = get(".pb-show__own", dialog);
const sides = get(".pb-show__sides", dialog);
const turn = get(".pb-show__turn", dialog);
const both = get(".pb-show__both", dialog);
const listen = get(".pb-show__listen", dialog);
const choices = languages().map(({ code, name, direction }) => {
  const data = { "data-language": code, "data-direction": direction, "aria-pressed": "false" };
  return make("button", { type: "button", class: "pb-button", lang: code, ...data }, name);
});
get(".pb-show__languages", dialog).append(...choices);
/** @type {Map<string, Book>} */
const books = new Map();
/** @type {Phrase} */
let phrase;

/**
 * Show a phrase to the customer.
 * @param {Phrase} chosen
 */
export async function showCustomer(chosen) {
  phrase = chosen;
  own.textContent = phrase.spoken(phrase.words);
  own.lang = phrase.language;
  own.dir = find(phrase.language).dataset.direction ?? "";
  const last = recall("customer");
  const choice = choices.find((button) => button.dataset.language === last) ?? find(phrase.language);
  text.textContent = ""; // nothing of the phrase before, while a language is being fetched
  await loadSheet("show");
  if (!dialog.open) dialog.showModal();
  choice.focus();
  await choose(choice);
}

/** @param {string} language */
const find = (language) => choices.find((button) => button.dataset.language === language) ?? choices[0];

/** @param {HTMLElement} button */
async function choose(button) {
  const { language = "", direction = "" } = button.dataset;
  stopReading();
  for (const choice of choices) choice.setAttribute("aria-pressed", String(choice === button));
  const asked = phrase;
  const found = await inLanguage(language);
  if (asked !== phrase || button.getAttribute("aria-pressed") !== "true") return; // another was chosen meanwhile
  text.lang = found.words ? language : document.documentElement.lang;
  text.dir = found.words ? direction : "auto";
  text.textContent = found.words ? asked.spoken(found.words) : words[found.reason ?? ""];
  own.hidden = both.hidden = language === phrase.language;
  dialog.classList.toggle("pb-show--both", isPressed(both) && !both.hidden);
  showListen();
  fill();
}

/** @param {HTMLElement} button */
const isPressed = (button) => button.getAttribute("aria-pressed") === "true";

/** Make what is shown as large as fits. */
function fill() {
  fit(text);
  own.style.fontSize = "";
  if (dialog.matches(".pb-show--both")) fit(own);
}

/** @param {HTMLElement} part */
function fit(part) {
  part.classList.remove("pb-show--long");
  let [fits, exceeds] = [SMALLEST, LARGEST];
  while (exceeds - fits > 1) {
    const size = (fits + exceeds) >> 1;
    part.style.fontSize = `${size}px`;
    if (isTooLarge(part)) exceeds = size;
    else fits = size;
  }
  part.style.fontSize = `${fits}px`;
  part.classList.toggle("pb-show--long", isTooLarge(part));
}

/** @param {HTMLElement} part */
const isTooLarge = (part) => part.scrollHeight > part.clientHeight || part.scrollWidth > part.clientWidth;

/**
 * @param {string} language
 * @returns {Promise<{words?: string, reason?: string}>}
 */
async function inLanguage(language) {
  if (language === phrase.language) return { words: phrase.words };
  try {
    const book = books.get(language) ?? (await load(language));
    books.set(language, book);
    const said = book[phrase.topic]?.[phrase.row - 1];
    return said ? { words: said } : { reason: "notInLanguage" };
  } catch {
    return { reason: "failed" };
  }
}

/** @param {string} language */
async function load(language) {
  const response = await fetch(new URL(`phrases/${language}.json`, import.meta.url));
  if (!response.ok) throw new Error(response.statusText);
  return response.json();
}

for (const button of choices) {
  button.addEventListener("click", () => {
    remember("customer", button.dataset.language);
    choose(button);
  });
}
for (const [button, name] of /** @type {[HTMLElement, string][]} */ ([
  [turn, "pb-show--turned"],
  [both, "pb-show--both"],
])) {
  button.addEventListener("click", () => {
    button.setAttribute("aria-pressed", String(dialog.classList.toggle(name)));
    fill();
  });
}
const showListen = offerVoice([listen], () => text.lang);
listen.addEventListener("click", () => {
  if (isPressed(listen)) stopReading();
  else readAloud(text.textContent ?? "", text.lang, (reads) => listen.setAttribute("aria-pressed", String(reads)));
});
dialog.addEventListener("close", stopReading);
new ResizeObserver(fill).observe(sides);
get(".pb-show__close", dialog).addEventListener("click", () => dialog.close());
