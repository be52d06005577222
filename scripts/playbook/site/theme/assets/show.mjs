// A phrase full screen for the person opposite, in the language they read.

import { recall, remember } from "./storage.mjs";

const dialog = document.getElementById("pb-show");
const text = dialog.querySelector(".pb-show__text");
const own = dialog.querySelector(".pb-show__own");
const turn = dialog.querySelector(".pb-show__turn");
const choices = [...dialog.querySelectorAll("[data-language]")];
const books = new Map();
let phrase;

/** Show a phrase: `{ topic, row, words, language }`; the row counts from 1, the language is that of the words. */
export async function showCustomer(chosen) {
  phrase = chosen;
  own.textContent = phrase.words;
  own.lang = phrase.language;
  const last = recall("customer");
  const choice = choices.find((button) => button.dataset.language === last) ?? find(phrase.language);
  if (!dialog.open) dialog.showModal();
  await choose(choice);
}

const find = (language) => choices.find((button) => button.dataset.language === language) ?? choices[0];

async function choose(button) {
  const { language, direction } = button.dataset;
  for (const choice of choices) choice.setAttribute("aria-pressed", String(choice === button));
  const asked = phrase;
  const found = await inLanguage(language);
  if (asked !== phrase || button.getAttribute("aria-pressed") !== "true") return; // another was chosen meanwhile
  text.lang = found.words ? language : document.documentElement.lang;
  text.dir = found.words ? direction : "auto";
  text.textContent = found.words ?? dialog.dataset[found.reason];
  text.dataset.length = text.textContent.length > 110 ? "long" : text.textContent.length > 50 ? "medium" : "short";
  own.hidden = language === phrase.language;
}

async function inLanguage(language) {
  if (language === phrase.language) return { words: phrase.words };
  try {
    if (!books.has(language)) books.set(language, await load(language));
    const words = books.get(language)[phrase.topic]?.[phrase.row - 1];
    return words ? { words } : { reason: "missing" };
  } catch {
    return { reason: "failed" };
  }
}

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
dialog.querySelector(".pb-show__close").addEventListener("click", () => dialog.close());
