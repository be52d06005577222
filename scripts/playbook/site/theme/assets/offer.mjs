// Offers the reader's own language, once, in that language. Nobody is sent anywhere.

import { all, get } from "./dom.mjs";
import { recall, remember } from "./storage.mjs";

/**
 * A tag with what it leaves unsaid: zh-TW is written in Hant.
 * @param {string} tag
 */
function whole(tag) {
  try {
    return new Intl.Locale(tag).maximize();
  } catch {
    return new Intl.Locale("und");
  }
}

/**
 * Readers of all Norwegian tags read Bokmål.
 * @param {Intl.Locale} locale
 */
function family(locale) {
  return ["no", "nn"].includes(locale.language) ? "nb" : locale.language;
}

/**
 * How well a language of the playbook suits a reader whose browser asks for a tag; 0 if it does not.
 * @param {string} code
 * @param {string} tag
 */
function suits(code, tag) {
  const [mine, theirs] = [whole(code), whole(tag)];
  if (family(mine) !== family(theirs) || mine.script !== theirs.script) return 0;
  return 1 + Number(mine.region === theirs.region) + 2 * Number(mine.language === theirs.language);
}

const here = document.documentElement.lang;
const offers = get("#pb-offers", document, HTMLTemplateElement).content;
const codes = [
  here,
  ...[...offers.querySelectorAll("[data-language]")].map((offer) => offer.getAttribute("data-language")),
];
const wanted = navigator.languages
  .map((tag) => {
    const best = Math.max(...codes.map((code) => suits(code ?? "", tag)));
    return best ? codes.find((code) => suits(code ?? "", tag) === best) : undefined;
  })
  .find(Boolean);

if (wanted && wanted !== here && recall("no-offer") !== true) {
  const [offer] = all(`[data-language="${CSS.escape(wanted)}"]`, document.importNode(offers, true));
  get("button", offer).addEventListener("click", () => {
    remember("no-offer", true);
    offer.remove();
  });
  document.body.append(offer);
}
