// A page with phrases: its buttons, ticked steps, folded sections, and the mode that its address names (?with=th, ?mode=rehearse).

import { get, make, returnToSection, words } from "./dom.mjs";
import { foldLater } from "./later.mjs";
import { loadWords } from "./load.mjs";
import { openGaps } from "./phrases.mjs";
import { sayAs } from "./speaker.mjs";
import { tickable } from "./steps.mjs";

const page = get(".pb-page");
const query = new URLSearchParams(location.search);

async function start() {
  const second = query.get("with");
  const own = page.lang || document.documentElement.lang;
  const compares = second && second !== own;
  const rehearses = query.get("mode") === "rehearse";
  const isReady = !(compares || rehearses) || (await loadWords().then(() => true, tellFailure));
  if (compares && isReady) {
    const { compare } = await import("./compare.mjs");
    await compare(page, own, second);
    openGaps(page);
    sayAs(page);
  } else {
    tickable(page);
    foldLater(page);
  }
  if (rehearses && isReady) {
    const { rehearse } = await import("./rehearse.mjs");
    rehearse(page);
  }
  if (location.search) returnToSection();
}

/** The page is shown as it is, and why. */
function tellFailure() {
  page.prepend(make("p", { class: "pb-banner", role: "status", lang: document.documentElement.lang }, words.failed));
  return false;
}

start();
