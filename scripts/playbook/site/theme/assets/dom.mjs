// Elements in few words.

/** Make an element: `make("button", { class: "pb-button", type: "button" }, "Copy")`. */
export function make(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
}

/** The words that the page's template gives to its scripts. */
export const words = document.getElementById("pb-words")?.dataset ?? {};

/** The language of an element's text. */
export function languageOf(element) {
  return element.closest("[lang]")?.lang ?? document.documentElement.lang;
}

/** Scroll to the section that the address names, after the page was rebuilt around it. */
export function returnToSection() {
  const id = decodeURIComponent(location.hash.slice(1));
  if (id) document.getElementById(id)?.scrollIntoView();
}
