// Cards from all topics, one at a time. They are taken from the topics' pages; what to repeat is kept on this device.

import { longDate } from "./dates.mjs";
import { all, get, make, words } from "./dom.mjs";
import { loadPage } from "./load.mjs";
import { openGaps } from "./phrases.mjs";
import { after, dateOf, dayOf, nextCard, standing } from "./repeating.mjs";
import { fillSlots } from "./slots.mjs";
import { sayAs } from "./speaker.mjs";
import { recall, remember } from "./storage.mjs";

const JUST_NOW = 3; // cards that do not come again at once

const root = get(".pb-cards");
const choice = get("#pb-cards-group", root, HTMLSelectElement);
const state = get(".pb-cards__state", root);
const [card, topic, front, back] = ["card", "topic", "front", "back"].map((name) => get(`.pb-cards__${name}`, root));
const [turn, again, known] = ["turn", "again", "known"].map((name) => get(`.pb-cards__${name}`, root));
const keptLine = get(".pb-cards__kept", root);
/** Pages that were fetched. @type {Map<string, Promise<HTMLElement>>} */
const pages = new Map();
/** @type {string[]} */
const justNow = [];
let shown = "";

/** @returns {Record<string, import("./repeating.mjs").Seen>} */
function seen() {
  const kept = recall("cards");
  const isMap = kept && typeof kept === "object" && !Array.isArray(kept);
  const whole = Object.entries(isMap ? kept : {}).filter(
    ([, one]) => Array.isArray(one) && one.length === 2 && one.every(Number.isInteger),
  );
  return Object.fromEntries(whole);
}

/** The cards to choose from: a topic, the kind of card, its number. */
function cards() {
  const group = choice.value ? `[data-group="${CSS.escape(choice.value)}"] ` : "";
  return all(`${group}li[data-cards]`).flatMap(({ dataset }) =>
    ["practice", "phrases"].flatMap((kind) => {
      const count = Number(kind === "practice" ? dataset.scenes : dataset.phrases);
      return Array.from({ length: count }, (_, index) => `${dataset.cards}/${kind}-${index + 1}`);
    }),
  );
}

async function showNext() {
  const next = nextCard(cards(), seen(), dayOf(new Date()), justNow, Math.random);
  for (const part of [back, turn, again, known]) part.hidden = true;
  card.hidden = true;
  shown = next ?? "";
  tellState();
  if (!next) return;
  try {
    await deal(next);
  } catch {
    if (shown === next) state.textContent = words.failed;
  }
}

function tellState() {
  const { due, fresh, next } = standing(cards(), seen(), dayOf(new Date()));
  const numbers = { due: String(due.length), fresh: String(fresh.length) };
  state.textContent =
    due.length || fresh.length
      ? words.cardsLeft.replace(/\{(due|fresh)\}/g, (_, name) => numbers[/** @type {"due"} */ (name)])
      : words.cardsDone.replace("{date}", longDate(dateOf(next)));
  keptLine.hidden = !Object.keys(seen()).length;
}

/**
 * Put a card on the table, its answer face down.
 * @param {string} name
 */
async function deal(name) {
  const [identifier, place] = name.split("/");
  const link = get(`li[data-cards="${CSS.escape(identifier)}"] a`, document, HTMLAnchorElement);
  const address = new URL(link.href);
  address.search = "";
  const loading = pages.get(address.href) ?? loadPage(address);
  pages.set(address.href, loading);
  const page = await loading.catch((error) => {
    pages.delete(address.href);
    throw error;
  });
  if (shown !== name) return; // another group was chosen meanwhile
  const sides = place.startsWith("phrases") ? sidesOfPhrase(page, place) : sidesOfScene(page, place);
  topic.replaceChildren(link.cloneNode(true));
  card.lang = page.lang || document.documentElement.lang;
  card.className = `pb-cards__card ${place.startsWith("phrases") ? "pb-phrases" : "pb-practice"}`;
  front.replaceChildren(...sides.front);
  back.replaceChildren(...sides.back);
  openGaps(card);
  fillSlots(card);
  sayAs(card);
  card.hidden = turn.hidden = false;
}

/** @param {Element | null} element */
function copyOf(element) {
  const copy = /** @type {HTMLElement} */ (element?.cloneNode(true));
  for (const tools of all(".pb-row-tools", copy)) tools.remove();
  return copy;
}

/** @param {HTMLElement} page @param {string} place */
function sidesOfPhrase(page, place) {
  const row = get(`#${CSS.escape(place)}`, page);
  const [say, avoid] = ["say", "avoid"].map((name) => copyOf(row.querySelector(`.pb-${name}`)));
  const question = make("p", { lang: document.documentElement.lang }, words.instead);
  const label = make("p", { class: "pb-cards__label" }, avoid.dataset.label ?? "");
  return {
    front: [label, make("p", { class: "pb-avoid" }, ...avoid.childNodes), question],
    back: [make("p", { class: "pb-say" }, ...say.childNodes)],
  };
}

/** @param {HTMLElement} page @param {string} place */
function sidesOfScene(page, place) {
  const heading = get(`#${CSS.escape(place)}`, page);
  const parts = [make("h2", {}, heading.textContent ?? "")];
  /** @type {Node[]} */
  const answer = [];
  for (let part = heading.nextElementSibling; part && part.localName !== "h3"; part = part.nextElementSibling) {
    if (part.matches("details")) answer.push(...all(":scope > :not(summary)", part).map(copyOf));
    else parts.push(/** @type {any} */ (copyOf(part)));
  }
  return { front: parts, back: answer };
}

turn.addEventListener("click", () => {
  turn.hidden = true;
  back.hidden = again.hidden = known.hidden = false;
  back.focus();
});
for (const [button, isKnown] of /** @type {[HTMLElement, boolean][]} */ ([
  [again, false],
  [known, true],
])) {
  button.addEventListener("click", async () => {
    const all = seen();
    remember("cards", { ...all, [shown]: after(all[shown], isKnown, dayOf(new Date())) });
    justNow.unshift(shown);
    justNow.length = Math.min(justNow.length, JUST_NOW);
    await showNext();
    if (!card.hidden) front.focus();
  });
}
choice.addEventListener("change", showNext);
get(".pb-cards__forget", root).addEventListener("click", () => {
  remember("cards", undefined);
  choice.focus();
  showNext();
});
showNext();
