// A page with phrases: its buttons, ticked steps, folded sections, and the mode that its address names (?with=th, ?mode=rehearse).

import { get, returnToSection } from "./dom.mjs";
import { foldLater } from "./later.mjs";
import { openGaps } from "./phrases.mjs";
import { sayAs } from "./speaker.mjs";
import { tickable } from "./steps.mjs";

const page = get(".pb-page");
const query = new URLSearchParams(location.search);

async function start() {
  const second = query.get("with");
  const own = page.lang || document.documentElement.lang;
  if (second && second !== own) {
    const { compare } = await import("./compare.mjs");
    await compare(page, own, second);
    openGaps(page);
    sayAs(page);
  } else {
    tickable(page);
    foldLater(page);
  }
  if (query.get("mode") === "rehearse") {
    const { rehearse } = await import("./rehearse.mjs");
    rehearse(page);
  }
  if (location.search) returnToSection();
}

start();
