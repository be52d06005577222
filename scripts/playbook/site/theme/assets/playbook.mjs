// What every page needs: the language switch keeps section and mode; open menus close.

import { all, anchor, around, get, hit } from "./dom.mjs";
import { recall, remember } from "./storage.mjs";

const HEADINGS = "section.pb-section h2[id]";

/** The id of the section being read: the last heading scrolled past, or the one the address names while it is seen. */
export function currentSection() {
  const named = document.getElementById(anchor());
  const box = named?.getBoundingClientRect();
  if (named && box && box.bottom > 0 && box.top < innerHeight) return named.id;
  const headings = all(HEADINGS).filter((heading) => heading.getClientRects().length);
  const isAtEnd = scrollY + innerHeight >= document.documentElement.scrollHeight - 2;
  const below = headings.find((heading) => heading.getBoundingClientRect().top > 0);
  if (isAtEnd && below && isFolded(below)) return below.id;
  const passed = (/** @type {HTMLElement} */ heading) =>
    heading.getBoundingClientRect().top < (isFolded(heading) ? innerHeight / 6 : innerHeight / 3);
  return headings.filter(passed).at(-1)?.id ?? "";
}

/**
 * Whether of a section no more is seen than its heading: those lie close together, and the first of them is meant.
 * @param {HTMLElement} heading
 */
const isFolded = (heading) => around("section", heading).offsetHeight < 2 * heading.offsetHeight;

/**
 * The query of this page for another language: the same mode; a second language changes places with the first.
 * @param {string} language
 */
function keptQuery(language) {
  const query = new URLSearchParams(location.search);
  if (query.get("with") === language) query.set("with", document.documentElement.lang);
  return query.toString();
}

/** @param {Event} event */
function keepPlace(event) {
  const link = hit(event, "a[data-keep]", HTMLAnchorElement);
  if (!link) return;
  const url = new URL(link.href);
  if (link.classList.contains("pb-language")) url.search = keptQuery(link.hreflang);
  url.hash = scrollY > 0 || location.hash ? currentSection() : "";
  link.href = url.href;
}

for (const type of ["click", "auxclick", "contextmenu", "focusin"]) {
  document.addEventListener(type, keepPlace, { capture: true });
}

const MENUS = "details.pb-languages, details.pb-pick";

document.addEventListener("click", (event) => {
  const target = /** @type {Node} */ (event.target);
  for (const menu of all(MENUS, document, HTMLDetailsElement)) if (!menu.contains(target)) menu.open = false;
});
// A menu low on the screen opens upwards, where there is more room, so that all of it can be seen and tapped at once.
document.addEventListener(
  "toggle",
  (event) => {
    const menu = event.target;
    if (!(menu instanceof HTMLDetailsElement) || !menu.open || !menu.matches("details.pb-pick")) return;
    const { top, bottom } = get("summary", menu).getBoundingClientRect();
    const list = get("ul", menu);
    menu.classList.toggle("pb-pick--up", bottom + list.offsetHeight > innerHeight && top > innerHeight - bottom);
    list.scrollIntoView({ block: "nearest" });
  },
  { capture: true },
);
document.addEventListener("keydown", (event) => {
  const menu = event.key === "Escape" && document.activeElement?.closest(MENUS);
  if (!(menu instanceof HTMLDetailsElement)) return;
  menu.open = false;
  get("summary", menu).focus();
});

// What is read here is what comes first where a page is missing: see lost.mjs.
if (!document.querySelector(".pb-lost")) remember("language", document.documentElement.lang);

// Slots and countries, for whoever has chosen or typed something, and where there is something to choose.
if (recall("country") || recall("values") || recall("values", true) || document.querySelector(".pb-place, .pb-country"))
  import("./place.mjs");
document.addEventListener("click", async (event) => {
  const gap = hit(event, "a.pb-slot, button.pb-said");
  if (!gap || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  const { ask } = await import("./place.mjs");
  ask(gap);
});
