// A phrase full screen for the person opposite, in the language they read.

import { all, get, words } from "./dom.mjs";
import { recall, remember } from "./storage.mjs";

/**
 * `row` counts from 1; `language` is that of the words; `spoken` fills the marks in them.
 * @typedef {{topic: string, row: number, words: string, language: string, spoken: (text: string) => string}} Phrase
 * @typedef {Record<string, string[]>} Book the phrases of each topic
 */

const dialog = get("#pb-show", document, HTMLDialogElement);
const text = get(".pb-show__text", dialog);
const own = get(".pb-show__own", dialog);
const turn = get(".pb-show__turn", dialog);
const choices = all("[data-language]", dialog);
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
  const last = recall("customer");
  const choice = choices.find((button) => button.dataset.language === last) ?? find(phrase.language);
  if (!dialog.open) dialog.showModal();
  await choose(choice);
}

/** @param {string} language */
const find = (language) => choices.find((button) => button.dataset.language === language) ?? choices[0];

/** @param {HTMLElement} button */
async function choose(button) {
  const { language = "", direction = "" } = button.dataset;
  for (const choice of choices) choice.setAttribute("aria-pressed", String(choice === button));
  const asked = phrase;
  const found = await inLanguage(language);
  if (asked !== phrase || button.getAttribute("aria-pressed") !== "true") return; // another was chosen meanwhile
  text.lang = found.words ? language : document.documentElement.lang;
  text.dir = found.words ? direction : "auto";
  const said = found.words ? asked.spoken(found.words) : words[found.reason ?? ""];
  text.textContent = said;
  text.dataset.length = said.length > 110 ? "long" : said.length > 50 ? "medium" : "short";
  own.hidden = language === phrase.language;
}

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
turn.addEventListener("click", () => {
  const turned = dialog.classList.toggle("pb-show--turned");
  turn.setAttribute("aria-pressed", String(turned));
});
get(".pb-show__close", dialog).addEventListener("click", () => dialog.close());
