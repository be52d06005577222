// Slots such as the police number: filled from the country chosen on this device, and from what was typed here.
// What the organisation filled in itself stays, unless somebody typed their own number over it.

import { all, get, make, words } from "./dom.mjs";
import { recall, remember } from "./storage.mjs";

/**
 * The country that counts without a choice, the numbers of each by slot, and where both can be chosen and typed.
 * @typedef {{country: string, numbers: Record<string, Record<string, string>>, pages: Record<string, string>}} Place
 * @type {Place}
 */
const place = JSON.parse(
  document.getElementById("pb-place")?.textContent ?? '{"country": "", "numbers": {}, "pages": {}}',
);
const { pages } = place;
const LONGEST = 200;
const PHONE = /^\+?[\d][\d ()./-]{0,28}\d$|^\d$/;

/** Blanks, and what nobody sees: control characters, halves of characters, marks that turn the way of writing round. */
const UNSEEN = /[\s\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069]+/gu;

/** @param {string} text */
export const isPhone = (text) => PHONE.test(text);

/** The slots that the countries fill. */
const ofCountries = new Set(Object.values(place.numbers).flatMap(Object.keys));
/** @param {string} slot */
export const isOfCountry = (slot) => ofCountries.has(slot);

/** The country chosen on this device, or the organisation's; empty where nobody has said. */
export function country() {
  const kept = recall("country");
  return isCountry(kept) ? kept : place.country;
}

/** @param {unknown} code @returns {code is string} */
export const isCountry = (code) => typeof code === "string" && Object.hasOwn(place.numbers, code);

/** @param {string} code */
export const chooseCountry = (code) => remember("country", isCountry(code) ? code : undefined);

/**
 * A value as it may be shown: one line, not too long; a number only if it is one.
 * @param {unknown} value @param {string} kind
 */
export function clean(value, kind) {
  const text = typeof value === "string" ? value.replace(UNSEEN, " ").trim() : "";
  return text.length > LONGEST || (kind === "phone" && !isPhone(text)) ? "" : text;
}

/** Gaps in what is said: one's own name is kept on the device, what belongs to a conversation in the tab. */
const SAID = new Set(["own", "said"]);
/** @param {string} kind */
export const isSaid = (kind) => SAID.has(kind);

/**
 * What was typed on this device, or in this tab alone, by slot.
 * @param {boolean} inTab @returns {Record<string, unknown>}
 */
export function typed(inTab = false) {
  const kept = recall("values", inTab);
  return kept && typeof kept === "object" && !Array.isArray(kept) ? kept : {};
}

/**
 * Keep what was typed for a slot; nothing forgets it.
 * @param {string} slot @param {string} value @param {string} kind
 */
export function keep(slot, value, kind = "text") {
  const inTab = kind === "said";
  const { [slot]: _, ...others } = typed(inTab);
  const all = value ? { ...others, [slot]: value } : others;
  remember("values", Object.keys(all).length ? all : undefined, inTab);
}

/**
 * What stands for a slot on this device.
 * @param {string} slot @param {string} kind @param {string | undefined} own what the organisation filled in
 */
export function fillingOf(slot, kind, own) {
  const mine = clean(typed(kind === "said")[slot], kind);
  if (own === undefined && isOfCountry(slot)) return place.numbers[country()]?.[slot] ?? mine;
  return isOfCountry(slot) ? (own ?? "") : mine || (own ?? "");
}

/**
 * What stands in a gap: once the country is known and has no number, whom to ask for it.
 * @param {string} slot @param {string} gap
 */
const gapOf = (slot, gap) =>
  isOfCountry(slot) && country() ? words.askManager.replace("{label}", gap.split(":")[0]) : gap;

/** @param {HTMLElement} element @param {string} value */
function painted(element, value) {
  const { slot = "", kind = "text", gap = "" } = element.dataset;
  const isInLink = Boolean(element.parentElement?.closest("a"));
  /** @type {HTMLElement} */
  let shown;
  if (isSaid(kind) && !isInLink) {
    shown = make("button", { type: "button", class: value ? "pb-said" : "pb-said pb-slot" }, value || gap);
  } else if (value && kind === "phone" && !isInLink) {
    shown = make("a", { class: "pb-phone", href: `tel:${value.replace(/[^\d+]/g, "")}` }, value);
  } else if (value) shown = make("span", {}, value);
  else if (isInLink) shown = make("span", { class: "pb-slot" }, gapOf(slot, gap));
  else {
    const page = isOfCountry(slot) && !country() ? pages.country : pages.workplace;
    shown = make("a", { class: "pb-slot", href: page }, gapOf(slot, gap));
  }
  Object.assign(shown.dataset, element.dataset);
  return shown;
}

/**
 * Fill the slots of a part of a page, or of all of it.
 * @param {ParentNode} root
 */
export function fillSlots(root = document) {
  for (const element of all("[data-slot]", root)) {
    const { slot = "", kind = "text", gap = "", own } = element.dataset;
    const value = fillingOf(slot, kind, own);
    const isGap = element.classList.contains("pb-slot");
    if (isGap === Boolean(value) || element.textContent !== (value || gapOf(slot, gap))) {
      element.replaceWith(painted(element, value));
    }
  }
}

/**
 * Show the facts of the country chosen in a box "Where you work", taken from the page of all countries.
 * @param {HTMLElement} box
 */
export async function showCountry(box) {
  const code = country();
  if (!code || box.dataset.country === code) return;
  const address = new URL(box.dataset.all ?? "", box.baseURI || location.href);
  const response = await fetch(address);
  if (!response.ok) throw new Error(response.statusText);
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  const facts = get(`section[data-country="${CSS.escape(code)}"]`, page);
  const groups = (box.dataset.groups ?? "").split(" ").map((name) => get(`[data-group="${CSS.escape(name)}"]`, facts));
  for (const group of groups) for (const source of all(".pb-source", group)) source.remove();
  const [contacts] = all(".pb-contacts", box);
  const shown = groups.map((group) => document.importNode(group, true));
  for (const group of shown) if (group instanceof HTMLDetailsElement) group.open = !("first" in box.dataset);
  get(".pb-place-facts", box).replaceChildren(...shown);
  const [calls] = all(".pb-calls", box);
  if (contacts && calls) calls.after(contacts);
  get("h2", box).textContent = facts.dataset.heading ?? "";
  box.dataset.country = code;
}
