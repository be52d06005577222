// Pieces of a screen that take seconds to work out: they are asked for once the screen is shown, and after it is renewed.

import { all } from "./parts.mjs";

/** Ask for each piece that is not there yet; data-later says where it is. @param {ParentNode} root */
export async function showLater(root = document) {
  for (const place of all("[data-later]", root)) {
    const address = place.dataset.later ?? "";
    delete place.dataset.later;
    const answer = await fetch(address);
    if (answer.ok) place.innerHTML = await answer.text(); // made by our own template, in which every text is escaped
    place.removeAttribute("aria-busy");
  }
}

showLater();
