// On a phone a section that is read later shows its heading until it is asked for; the row of sections says where one is.

import { all, anchor, get, make } from "./dom.mjs";
import { currentSection } from "./playbook.mjs";

const narrow = matchMedia("screen and (max-width: 44.9em)");

/**
 * Make a button of the heading of each section that waits, and follow the reader in the row of sections.
 * @param {HTMLElement} page
 */
export function foldLater(page) {
  const sections = all("section.pb-later", page);
  const dress = () => {
    for (const section of sections) dressed(section, narrow.matches);
  };
  const openNamed = () => {
    const named = document.getElementById(anchor())?.closest("section.pb-later");
    if (named instanceof HTMLElement) show(named, true);
  };
  narrow.addEventListener("change", dress);
  addEventListener("hashchange", openNamed);
  dress();
  openNamed();
  follow(page);
}

/** @param {HTMLElement} section @param {boolean} isNarrow */
function dressed(section, isNarrow) {
  const heading = get("h2", section);
  const own = heading.querySelector("button");
  if (own && !isNarrow) own.replaceWith(...own.childNodes);
  if (own || !isNarrow) return;
  const button = make("button", { type: "button", class: "pb-later__open" }, ...heading.childNodes);
  button.addEventListener("click", () => show(section, button.getAttribute("aria-expanded") !== "true"));
  heading.append(button);
  show(section, section.classList.contains("pb-opened"));
}

/** @param {HTMLElement} section @param {boolean} isOpen */
function show(section, isOpen) {
  section.classList.toggle("pb-opened", isOpen);
  section.classList.toggle("pb-shut", !isOpen);
  section.querySelector(".pb-later__open")?.setAttribute("aria-expanded", String(isOpen));
}

/** @param {HTMLElement} page */
function follow(page) {
  const links = all(".pb-chips a", page, HTMLAnchorElement);
  const row = page.querySelector(".pb-chips");
  if (!row) return;
  let waits = false;
  const mark = () => {
    waits = false;
    const here = currentSection();
    for (const link of links) {
      const isHere = link.hash === `#${here}`;
      if (isHere === link.hasAttribute("aria-current")) continue;
      link.toggleAttribute("aria-current", isHere);
      if (isHere) link.setAttribute("aria-current", "true");
      if (isHere) row.scrollLeft = link.offsetLeft - (row.clientWidth - link.offsetWidth) / 2;
    }
  };
  const soon = () => {
    if (!waits) requestAnimationFrame(mark);
    waits = true;
  };
  addEventListener("scroll", soon, { passive: true });
  soon();
}
