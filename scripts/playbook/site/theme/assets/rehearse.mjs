// Rehearse: what to say and the model answers stay hidden until they are asked for.

import { all, get, make, words } from "./dom.mjs";

/**
 * Hide the answers of a topic page, with a button for each and one for all.
 * @param {HTMLElement} page
 */
export function rehearse(page) {
  page.dataset.mode = "rehearse";
  const answers = all("details.pb-answer", page, HTMLDetailsElement);
  const cells = all("td.pb-say", page);
  for (const answer of answers) answer.open = false;
  for (const cell of cells) addReveal(cell);
  const url = new URL(location.href);
  url.searchParams.delete("mode");
  const showAll = make("button", { type: "button", class: "pb-button" }, words.revealAll);
  const stop = make("a", { class: "pb-button", href: url.href, "data-keep": "" }, words.stopRehearsing);
  const banner = make("aside", { class: "pb-banner", lang: document.documentElement.lang });
  banner.append(make("strong", {}, words.rehearsing), " ", showAll, " ", stop);
  page.prepend(banner);
  showAll.addEventListener("click", () => {
    for (const cell of cells) reveal(cell);
    for (const answer of answers) answer.open = true;
  });
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
