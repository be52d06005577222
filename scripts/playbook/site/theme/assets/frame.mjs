// The bar on top: the menu on a narrow screen, and light or dark.

const drawer = document.getElementById("__drawer");
const menu = document.getElementById("pb-menu");
const menuButton = document.querySelector(".pb-menu-button");

function showMenu(open) {
  drawer.checked = open;
  menuButton.setAttribute("aria-expanded", String(open));
  if (open) menu.querySelector("[aria-current], a")?.focus();
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
    if (drawer.checked && event.relatedTarget && !menu.contains(event.relatedTarget)) showMenu(false);
  });
}

// What is folded is printed too; style sheets can say so in some browsers only.
const folded = new Set();
addEventListener("beforeprint", () => {
  for (const part of document.querySelectorAll("details.pb-answer:not([open])")) {
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
  const { key, paint } = window.playbookScheme;
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
