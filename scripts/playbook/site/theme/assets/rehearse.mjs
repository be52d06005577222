// Rehearse: what to say, right now and later, and the model answers stay hidden until they are asked for.

import { all, get, make, words } from "./dom.mjs";

/**
 * Hide the answers of a topic page, with a button for each and one for all.
 * @param {HTMLElement} page
 */
export function rehearse(page) {
  page.dataset.mode = "rehearse";
  const answers = all("details.pb-answer", page, HTMLDetailsElement);
  const cells = [...all(".pb-now li", page).flatMap(said), ...all("td.pb-say", page)];
  for (const answer of answers) answer.open = false;
  for (const cell of cells) addReveal(cell);
  const url = new URL(location.href);
  url.searchParams.delete("mode");
  const showAll = make("button", { type: "button", class: "pb-button" }, words.revealAll);
  const stop = make("a", { class: "pb-button", href: url.href, "data-keep": "" }, words.stopRehearsing);
  const banner = make("aside", { class: "pb-banner", lang: document.documentElement.lang });
  banner.append(make("strong", {}, words.rehearsing), " ", showAll, " ", stop);
  const [link] = all("a[data-cards]", document, HTMLAnchorElement);
  if (link) banner.append(" ", make("a", { class: "pb-button", href: link.dataset.cards ?? "" }, words.allCards));
  page.prepend(banner);
  showAll.addEventListener("click", () => {
    for (const cell of cells) reveal(cell);
    for (const answer of answers) answer.open = true;
  });
}

const QUOTES = /["“”„«»]/g;

/**
 * What a point says, with its quotation marks, in an element of its own; nothing of a point that quotes nothing.
 * @param {HTMLElement} point
 */
function said(point) {
  const walker = document.createTreeWalker(point, NodeFilter.SHOW_TEXT);
  /** @type {[Text, number][]} */
  const marks = [];
  while (walker.nextNode()) {
    const text = /** @type {Text} */ (walker.currentNode);
    if (text.parentElement?.closest(".pb-row-tools")) continue;
    for (const { index } of text.data.matchAll(QUOTES)) marks.push([text, index]);
  }
  if (marks.length < 2) return [];
  const range = new Range();
  range.setStart(...marks[0]);
  range.setEnd(marks[marks.length - 1][0], marks[marks.length - 1][1] + 1);
  const words = make("span", { class: "pb-words" }, range.extractContents());
  const whole = make("span", { class: "pb-say-now" }, words);
  range.insertNode(whole);
  const tools = point.querySelector(".pb-row-tools");
  if (tools) whole.append(tools);
  return [whole];
}

/** @param {HTMLElement} cell */
function addReveal(cell) {
  const attributes = { type: "button", class: "pb-button pb-reveal", lang: document.documentElement.lang };
  const button = make("button", attributes, words.reveal);
  cell.append(button);
  button.addEventListener("click", () => {
    reveal(cell);
    const said = get(".pb-words", cell);
    said.tabIndex = -1;
    said.focus();
  });
}

/** @param {HTMLElement} cell */
function reveal(cell) {
  cell.classList.add("pb-revealed");
  cell.querySelector(".pb-reveal")?.remove();
}
