// Offers the reader's own language, once, in that language. Nobody is sent anywhere.

import { recall, remember } from "./storage.mjs";

/** The playbook's language that a browser's language stands for: "no" and "nn" readers read Bokmål. */
function ours(tag) {
  const language = tag.toLowerCase().split("-")[0];
  return { no: "nb", nn: "nb" }[language] ?? language;
}

const here = ours(document.documentElement.lang);
const offers = document.getElementById("pb-offers").content;
const wanted = navigator.languages
  .map(ours)
  .find((language) => language === here || offers.querySelector(`[data-language="${CSS.escape(language)}"]`));

if (wanted && wanted !== here && recall("no-offer") !== true) {
  const offer = offers.querySelector(`[data-language="${CSS.escape(wanted)}"]`).cloneNode(true);
  offer.querySelector("button").addEventListener("click", () => {
    remember("no-offer", true);
    offer.remove();
  });
  document.body.append(offer);
}
