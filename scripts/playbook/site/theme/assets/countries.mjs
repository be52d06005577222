// The page of all countries: on a phone each waits below its name, and the one chosen on this device is open.

import { all, get } from "./dom.mjs";
import { foldLater } from "./later.mjs";
import { country } from "./slots.mjs";

const page = get(".pb-countries");
for (const facts of all(".pb-country-facts", page)) {
  if (facts.dataset.country === country()) facts.classList.add("pb-opened");
}
foldLater(page);
