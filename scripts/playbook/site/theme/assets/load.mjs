// What is fetched when it is asked for: the content of another page of the site, and style sheets.

import { all, get, make, words } from "./dom.mjs";

/**
 * The content of the page at an address; its links lead where they led. Throws without a connection.
 * @param {URL} address
 */
export async function loadPage(address) {
  const response = await fetch(address);
  if (!response.ok) throw new Error(response.statusText);
  const page = get(".pb-page", new DOMParser().parseFromString(await response.text(), "text/html"));
  for (const drawn of all("use", page, SVGUseElement)) {
    drawn.setAttribute("href", new URL(drawn.getAttribute("href") ?? "", address).href);
  }
  for (const link of all("a[href]", page, HTMLAnchorElement)) {
    link.href = new URL(link.getAttribute("href") ?? "", address).href;
  }
  return page;
}

/**
 * Have the words that the ways of reading a page need (playbook/site/views/page.py) beside those of every page. Throws
 * without a connection.
 */
export async function loadWords() {
  const response = await fetch(new URL(`words/${document.documentElement.lang}.json`, import.meta.url));
  if (!response.ok) throw new Error(response.statusText);
  Object.assign(words, await response.json());
}

/**
 * Have a style sheet of the site's take effect.
 * @param {string} name
 */
export async function loadSheet(name) {
  const href = new URL(`${name}.css`, import.meta.url).href;
  if (all("link[rel=stylesheet]", document, HTMLLinkElement).some((link) => link.href === href)) return;
  const sheet = make("link", { rel: "stylesheet", href });
  const taken = new Promise((done) => {
    for (const end of ["load", "error"]) sheet.addEventListener(end, done);
  });
  document.head.append(sheet);
  await taken;
}
