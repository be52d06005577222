// What every page needs: the language switch keeps section and mode; open menus close.

const HEADINGS = "section.pb-section h2[id]";

/** The id of the section being read: the last heading scrolled past, or the one the address names while it is seen. */
export function currentSection() {
  const named = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const box = named?.getBoundingClientRect();
  if (named && box.bottom > 0 && box.top < innerHeight) return named.id;
  const line = innerHeight / 3;
  const seen = [...document.querySelectorAll(HEADINGS)].filter((heading) => heading.getClientRects().length);
  return seen.filter((heading) => heading.getBoundingClientRect().top < line).at(-1)?.id ?? "";
}

/** The query of this page for another language: the same mode; a second language changes places with the first. */
function keptQuery(language) {
  const query = new URLSearchParams(location.search);
  if (query.get("with") === language) query.set("with", document.documentElement.lang);
  return query.toString();
}

function keepPlace(event) {
  const link = event.target.closest?.("a[data-keep]");
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
  for (const menu of document.querySelectorAll(MENUS)) if (!menu.contains(event.target)) menu.open = false;
});
document.addEventListener("keydown", (event) => {
  const menu = event.key === "Escape" && document.activeElement?.closest(MENUS);
  if (!menu) return;
  menu.open = false;
  menu.querySelector("summary").focus();
});
