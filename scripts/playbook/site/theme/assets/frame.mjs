// The bar on top: the menu on a narrow screen, and light or dark.

import { all } from "./dom.mjs";

const [drawer] = all("#__drawer", document, HTMLInputElement);
const [menu] = all("#pb-menu");
const [menuButton] = all(".pb-menu-button");

/** @param {boolean} open */
function showMenu(open) {
  drawer.checked = open;
  menuButton.setAttribute("aria-expanded", String(open));
  if (open) all("[aria-current], a", menu)[0]?.focus();
}

if (drawer && menu && menuButton) {
  menuButton.addEventListener("click", () => showMenu(!drawer.checked));
  drawer.addEventListener("change", () => showMenu(drawer.checked));
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !drawer.checked) return;
    showMenu(false);
    menuButton.focus();
  });
  menu.addEventListener("focusout", (event) => {
    const next = event.relatedTarget;
    if (drawer.checked && next instanceof Node && !menu.contains(next)) showMenu(false);
  });
}

// What is folded is printed too; style sheets can say so in some browsers only.
/** @type {Set<HTMLDetailsElement>} */
const folded = new Set();
addEventListener("beforeprint", () => {
  for (const part of all("details:is(.pb-answer, .pb-entry):not([open])", document, HTMLDetailsElement)) {
    folded.add(part);
    part.open = true;
  }
});
addEventListener("afterprint", () => {
  for (const part of folded) part.open = false;
  folded.clear();
});

const schemeButton = document.querySelector(".pb-scheme-button");
if (schemeButton) {
  const { key, paint } = /** @type {any} */ (window).playbookScheme;
  const show = () => schemeButton.setAttribute("aria-pressed", String(paint() === "slate"));
  schemeButton.addEventListener("click", () => {
    try {
      localStorage.setItem(key, paint() === "slate" ? "default" : "slate");
    } catch {
      return; // nowhere to keep the choice
    }
    show();
  });
  show();
}
