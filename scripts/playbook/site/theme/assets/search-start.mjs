// What the search box shows before anything is typed: what was looked up last on this device, and the situations. And
// the ways to safety beside thin results. The files name no reader: what was looked up stays on the device.

import { make, words } from "./dom.mjs";
import { recall, remember } from "./storage.mjs";

const MOST_RECENT = 5;

/**
 * A text, and the address from the site's root that it leads to.
 * @typedef {[text: string, address: string]} Way
 * What start.json holds.
 * @typedef {{happening: string, situations: Way[], safety: Way | null, guide: Way | null}} Start
 */

/** @param {string} language */
const nameOf = (language) => `looked-up.${language}`;

/**
 * What was looked up last on this device, the latest first.
 * @param {string} language @returns {Way[]}
 */
function recent(language) {
  const kept = recall(nameOf(language)); // whatever else stands at this host may have written it
  /** @param {unknown} way */
  const isWay = (way) => Array.isArray(way) && way.length === 2 && way.every((text) => typeof text === "string");
  return Array.isArray(kept) ? kept.filter(isWay) : [];
}

/**
 * Remember on this device that a page was looked up.
 * @param {string} language @param {string} title @param {string} address from the site's root
 */
export function lookedUp(language, title, address) {
  const others = recent(language).filter(([, other]) => other !== address);
  remember(nameOf(language), [[title, address], ...others].slice(0, MOST_RECENT));
}

/**
 * Show what there is before a query.
 * @param {HTMLElement} target @param {Start} start @param {string} language @param {string} root
 */
export function showStart(target, start, language, root) {
  const last = recent(language).filter(([, address]) => isOfSite(address, root));
  const parts = [];
  if (last.length) {
    const forget = make("button", { class: "pb-search__forget", type: "button" }, words.searchForget);
    forget.addEventListener("click", () => {
      remember(nameOf(language), undefined);
      showStart(target, start, language, root);
    });
    parts.push(make("h2", {}, words.searchRecent), ways(last, root), forget);
  }
  if (start.situations.length) parts.push(make("h2", {}, start.happening), ways(start.situations, root));
  if (start.guide) parts.push(make("p", {}, link(start.guide, root)));
  target.replaceChildren(...parts);
}

/**
 * Show the way to safety, and to the decision guide.
 * @param {HTMLElement} target @param {Start} start @param {string} root
 */
export function showSafety(target, { safety, guide }, root) {
  const shown = [safety, guide].filter((way) => way !== null).map((way) => link(way, root));
  target.replaceChildren(...shown);
}

/** @param {string} address @param {string} root */
function isOfSite(address, root) {
  const site = new URL(root, document.baseURI);
  return URL.canParse(address, site.href) && new URL(address, site).href.startsWith(site.href);
}

/** @param {Way[]} list @param {string} root */
const ways = (list, root) =>
  make("ul", { class: "pb-search__ways" }, ...list.map((way) => make("li", {}, link(way, root))));

/** @param {Way} way @param {string} root */
const link = ([text, address], root) => {
  const href = new URL(address || ".", new URL(root, document.baseURI)).href;
  return make("a", { class: "pb-search__way", href }, text);
};
