// The pages for an address that is not there, and for what is not kept on the device: the reader's language comes first,
// also in the frame around them, and no link leads back here.

import { all, get, words } from "./dom.mjs";
import { recall } from "./storage.mjs";

const root = document.documentElement;
const parts = all(".pb-lost");
const base = new URL("..", import.meta.url).pathname;

/** The language that the address names, if it is one of this site. */
const [named] = location.pathname.startsWith(base) ? location.pathname.slice(base.length).split("/") : [""];

/**
 * A language as the site has it: readers of all Norwegian tags read Bokmål.
 * @param {string} tag
 */
const known = (tag) => tag.replace(/^(no|nn)\b/, "nb").split("-")[0];

const wanted = [named, recall("language"), ...navigator.languages.map(known)];
const first = wanted.map((code) => parts.find((part) => part.lang === code)).find(Boolean) ?? parts[0];

/** The address that the service worker could not open, from the site's root. */
const asked = new URLSearchParams(location.search).get("page");

/** Show the language first, and the others below their names. */
function putFirst() {
  const others = get(".pb-lost__others");
  others.before(first);
  others.append(...parts.filter((part) => part !== first));
  others.hidden = false;
  document.title = `${get("h2", first).textContent} – ${first.dataset.site}`;
  root.dataset.reads = first.lang;
  const title = get("h1");
  title.textContent = get("h2", first).textContent;
  title.lang = first.lang;
  get("h2", first).hidden = true;
}

/** @param {HTMLElement} part */
const homeOf = (part) => get("a.pb-lost__home", part, HTMLAnchorElement);

/** Without a connection only what is kept can be opened: other links would come back here. */
async function dropDeadEnds() {
  if (!window.caches) return;
  for (const link of all(".pb-lost a[href]:not(.pb-lost__again a)", document, HTMLAnchorElement)) {
    const page = new URL(link.href);
    page.hash = "";
    if (!(await caches.match(page.href))) link.closest("li")?.remove();
  }
}

/** Offer the page that was asked for, if it is one of this site. */
function offerAgain() {
  if (asked === null) return;
  const page = new URL(asked, location.href);
  if (page.origin !== location.origin || !page.pathname.startsWith(base)) return;
  for (const item of all(".pb-lost__again")) {
    get("a", item, HTMLAnchorElement).href = page.href;
    item.hidden = false;
  }
}

/** Take the bar, the menu and the foot from the start page of the language. */
async function frameIt() {
  const home = homeOf(first).href;
  const answer = await fetch(home);
  if (!answer.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const name of ["href", "src", "data-base", "data-root"]) {
    for (const part of all(`[${name}]`, page, Element)) {
      const value = part.getAttribute(name) ?? "";
      if (!value.startsWith("#")) part.setAttribute(name, new URL(value, home).href);
    }
  }
  for (const part of all("[aria-current]", page)) part.removeAttribute("aria-current");
  for (const beside of all(".md-footer .pb-beside, .md-footer .md-footer__inner", page)) beside.remove();
  for (const selector of [".md-header", "#pb-menu", ".md-footer"]) {
    get(selector, document, HTMLElement).replaceWith(document.importNode(get(selector, page, HTMLElement), true));
  }
  Object.assign(words, JSON.parse(get("#pb-words", page).textContent ?? "{}"));
  root.lang = first.lang;
  document.body.dir = first.dir;
}

putFirst();
offerAgain();
if (asked !== null) await dropDeadEnds();
await frameIt().catch(() => {}); // without it the bar is in English
for (const name of ["frame", "offline", "playbook", "search"]) await import(`./${name}.mjs`);
for (const button of all(".pb-lost__search button")) {
  button.addEventListener("click", () => get(".pb-search-open").click());
}
