// Rehearse: what to say and the model answers stay hidden until they are asked for.

import { make, words } from "./dom.mjs";

/** Hide the answers of a topic page, with a button for each and one for all. */
export function rehearse(page) {
  page.dataset.mode = "rehearse";
  for (const answer of page.querySelectorAll("details.pb-answer")) answer.open = false;
  for (const cell of page.querySelectorAll("td.pb-say")) addReveal(cell);
  const url = new URL(location.href);
  url.searchParams.delete("mode");
  const all = make("button", { type: "button", class: "pb-button" }, words.revealAll);
  const stop = make("a", { class: "pb-button", href: url.href, "data-keep": "" }, words.stopRehearsing);
  const banner = make("aside", { class: "pb-banner", lang: document.documentElement.lang });
  banner.append(make("strong", {}, words.rehearsing), " ", all, " ", stop);
  page.prepend(banner);
  all.addEventListener("click", () => {
    for (const cell of page.querySelectorAll("td.pb-say")) reveal(cell);
    for (const answer of page.querySelectorAll("details.pb-answer")) answer.open = true;
  });
}

function addReveal(cell) {
  const attributes = { type: "button", class: "pb-button pb-reveal", lang: document.documentElement.lang };
  const button = make("button", attributes, words.reveal);
  cell.append(button);
  button.addEventListener("click", () => {
    reveal(cell);
    const said = cell.querySelector(".pb-words");
    said.tabIndex = -1;
    said.focus();
  });
}

function reveal(cell) {
  cell.classList.add("pb-revealed");
  cell.querySelector(".pb-reveal")?.remove();
}
