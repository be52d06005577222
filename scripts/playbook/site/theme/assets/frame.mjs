// The frame around every page: the menu on a narrow screen, the page's title in the bar, light or dark, sharing and printing.

import { toClipboard } from "./clipboard.mjs";
import { all, get, hit } from "./dom.mjs";

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

// The bar tells the page's title once its heading is out of sight.
const [bar] = all(".pb-bar");
const [title] = all("h1");
if (bar && title) {
  const margin = `-${bar.offsetHeight}px 0px 0px`;
  const watch = new IntersectionObserver(
    ([seen]) =>
      bar.classList.toggle("pb-bar--titled", !seen.isIntersecting && seen.boundingClientRect.top < innerHeight / 2),
    { rootMargin: margin },
  );
  watch.observe(title);
}

document.addEventListener("click", async (event) => {
  if (hit(event, ".pb-print")) print();
  if (hit(event, "a.pb-search-field")) {
    event.preventDefault();
    get(".pb-search-open").click();
  }
  const share = hit(event, ".pb-share");
  if (!share) return;
  if (navigator.share)
    navigator.share({ title: document.title, url: location.href }).catch(() => {}); // called off
  else if (await toClipboard(location.href)) get("span", share).textContent = share.dataset.copied ?? "";
});

// What is folded is printed too; style sheets can say so in some browsers only.
/** @type {Set<HTMLDetailsElement>} */
const folded = new Set();
addEventListener("beforeprint", () => {
  for (const line of all("[data-printed]")) {
    const day = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "long" }).format(new Date());
    line.textContent = (line.dataset.printed ?? "").replace("{date}", day);
  }
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
