// Offers the reader's own language, once, in that language. Nobody is sent anywhere.

import { all, get } from "./dom.mjs";
import { recall, remember } from "./storage.mjs";

/**
 * The playbook's language that a browser's language stands for: "no" and "nn" readers read Bokmål.
 * @param {string} tag
 */
function ours(tag) {
  const language = tag.toLowerCase().split("-")[0];
  return language === "no" || language === "nn" ? "nb" : language;
}

const here = ours(document.documentElement.lang);
const offers = get("#pb-offers", document, HTMLTemplateElement).content;
const wanted = navigator.languages
  .map(ours)
  .find((language) => language === here || offers.querySelector(`[data-language="${CSS.escape(language)}"]`));

if (wanted && wanted !== here && recall("no-offer") !== true) {
  const [offer] = all(`[data-language="${CSS.escape(wanted)}"]`, document.importNode(offers, true));
  get("button", offer).addEventListener("click", () => {
    remember("no-offer", true);
    offer.remove();
  });
  document.body.append(offer);
}
