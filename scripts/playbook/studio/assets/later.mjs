// Pieces of a screen that take seconds to work out: they are asked for once the screen is shown, and after it is renewed.

import { all, make, word } from "./parts.mjs";

/** Ask for each piece that is not there yet; data-later says where it is. @param {ParentNode} root */
export async function showLater(root = document) {
  for (const place of all("[data-later]", root)) {
    const address = place.dataset.later ?? "";
    delete place.dataset.later;
    await fill(place, address);
  }
}

/** Ask for a piece; where it does not come that is said, with a way to ask again. @param {HTMLElement} place @param {string} address */
async function fill(place, address) {
  const isWaitedFor = place.contains(document.activeElement);
  place.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(address);
    if (answer.ok)
      place.innerHTML = await answer.text(); // made by our own template, in which every text is escaped
    else if (answer.status === 403) place.replaceChildren(make("p", {}, word("anew")));
    else offer(place, address);
  } catch {
    offer(place, address);
  }
  place.removeAttribute("aria-busy");
  if (isWaitedFor) (all("button, a", place)[0] ?? place).focus();
}

/** @param {HTMLElement} place @param {string} address */
function offer(place, address) {
  const button = make("button", { type: "button" }, word("ask-again"));
  button.addEventListener("click", () => fill(place, address));
  place.replaceChildren(make("p", {}, word("not-come")), make("p", { class: "buttons" }, button));
}

showLater();
