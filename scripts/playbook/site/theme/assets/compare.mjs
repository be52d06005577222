// Two languages side by side, aligned by section and by row: for mixed teams, and for checking a translation.

import { align } from "./align.mjs";
import { all, get, languages, make, words } from "./dom.mjs";
import { loadPage, loadSheet } from "./load.mjs";

const NOT_COMPARED = ".pb-tools, .pb-chips, .pb-index, .pb-filter, .pb-favourites, .pb-banner, .pb-notice, .pb-place";

/**
 * One comparable piece of a page: a step, a point, a row, a paragraph. What is folded away has a title, and is folded
 * away beside its counterpart too.
 * @typedef {{key: string, node: HTMLElement, title?: HTMLElement}} Part
 * @typedef {{key: string, parts: Part[], shell?: HTMLElement, title?: HTMLElement}} Section
 * @typedef {{lang: string, dir: string}} Side
 * @typedef {{count: number}} Gaps how many parts have no counterpart
 */

/**
 * Rebuild `page` so that each part, in language `own`, stands beside its counterpart in language `second`.
 * @param {HTMLElement} page @param {string} own @param {string} second
 */
export async function compare(page, own, second) {
  const [link] = all(`a.pb-language[hreflang="${CSS.escape(second)}"]`, document, HTMLAnchorElement);
  if (!link) return;
  const names = [nameOf(own), nameOf(second)];
  const banner = makeBanner([make("span", { lang: own }, names[0]), make("span", { lang: second }, names[1])]);
  page.prepend(banner);
  await loadSheet("compare");
  const other = await load(new URL(new URL(link.href).pathname, location.href)).catch(() => undefined);
  if (!other) {
    banner.status.textContent = words.failed;
    return;
  }
  const sides = [sideOf(page, own), sideOf(other, other.lang || second)];
  const rows = align(sectionsOf(page), sectionsOf(other));
  const gaps = { count: 0 };
  const shown = rows.map((row) => makeSection(row, sides, gaps));
  for (const child of [...page.children]) if (!child.matches(NOT_COMPARED)) child.remove();
  page.append(...shown);
  page.querySelector(".pb-tools")?.remove();
  banner.after(makeSwitch(page, sides, names));
  const [first] = all(".pb-compared:has(.pb-index-head, .pb-entry)", page);
  first?.before(...all(".pb-filter, .pb-index, .pb-favourites", page));
  document.body.classList.add("pb-comparing");
  banner.status.textContent = gaps.count ? words.gaps.replace("{count}", String(gaps.count)) : words.complete;
}

/** @param {string} language */
const nameOf = (language) => languages().find(({ code }) => code === language)?.name ?? language;

/** @param {HTMLElement} page @param {string} language @returns {Side} */
const sideOf = (page, language) => ({
  lang: language,
  dir: page.closest("[dir]")?.getAttribute("dir") || "ltr",
});

/** @param {URL} address */
async function load(address) {
  const page = await loadPage(address);
  for (const element of all("[id], [aria-labelledby]", page)) {
    if (element.id) element.dataset.id = element.id;
    element.removeAttribute("id");
    element.removeAttribute("aria-labelledby");
  }
  return page;
}

/** @param {HTMLElement[]} names */
function makeBanner([first, second]) {
  const url = new URL(location.href);
  url.searchParams.delete("with");
  const close = make("a", { class: "pb-button", href: url.href, "data-keep": "" }, words.closeCompare);
  const status = make("span", { role: "status" });
  const banner = make("aside", { class: "pb-banner", lang: document.documentElement.lang });
  banner.append(make("strong", {}, `${words.sideBySide}: `, first, " – ", second), " ", status, " ", close);
  return Object.assign(banner, { status });
}

/**
 * The sections of a page, each with its parts; what stands outside a section is a section of its own.
 * @param {HTMLElement} page @returns {Section[]}
 */
function sectionsOf(page) {
  return childrenOf(page)
    .filter((child) => !child.matches(NOT_COMPARED))
    .map((child) => {
      const shell = child.matches("section") ? child : undefined;
      const heading = shell?.querySelector("h2, h3") ?? child;
      const key = idOf(heading) || child.className || child.localName;
      const fold = shell?.querySelector(":scope > details.pb-entry");
      if (fold) return { key, shell, parts: partsOf(unfolded(fold)), title: titleOf(fold) };
      return { key, shell, parts: partsOf(child.matches("section, .pb-intro:not(p)") ? childrenOf(child) : [child]) };
    });
}

/** @param {Element} element */
const idOf = (element) => element.id || (element instanceof HTMLElement ? element.dataset.id : "") || "";
/** @param {Element} fold */
const unfolded = (fold) => childrenOf(fold).filter((child) => !child.matches("summary"));
/** @param {Element} fold */
const titleOf = (fold) => get("summary h3", fold);

/** @param {Element} element */
const childrenOf = (element) => /** @type {HTMLElement[]} */ ([...element.children]);

/**
 * The parts of a section: steps, points, phrase rows, paragraphs; each kind is counted, and the count is its key.
 * @param {HTMLElement[]} elements @returns {Part[]}
 */
function partsOf(elements) {
  /** @type {Record<string, number>} */
  const counts = {};
  /** @param {string} kind @param {HTMLElement} node */
  const part = (kind, node) => {
    counts[kind] = (counts[kind] ?? 0) + 1;
    return { key: `${kind}-${counts[kind]}`, node };
  };
  return elements.flatMap((element) => {
    if (element instanceof HTMLOListElement || element instanceof HTMLUListElement)
      return childrenOf(element).map((item, index) => part("li", listOf(element, item, index)));
    if (element.matches(".pb-glossary")) return all(":scope > details", element).map(entryOf);
    if (element instanceof HTMLTableElement)
      return [...element.tBodies[0].rows].map((row) => part("tr", tableOf(element, row)));
    return [part(element.localName, element)];
  });
}

/** @param {HTMLElement} list @param {HTMLElement} item @param {number} index */
function listOf(list, item, index) {
  const own = /** @type {HTMLElement} */ (list.cloneNode(false));
  if (own instanceof HTMLOListElement) own.start = index + 1;
  own.append(item);
  return own;
}

/**
 * An entry of a glossary: its id is its key, as every language has an order of its own.
 * @param {HTMLElement} entry @returns {Part}
 */
function entryOf(entry) {
  const node = make("div", { "data-filter": "" }, ...unfolded(entry));
  return { key: idOf(entry), node, title: titleOf(entry) };
}

/** @param {HTMLElement} table @param {HTMLElement} row */
function tableOf(table, row) {
  const own = /** @type {HTMLElement} */ (table.cloneNode(false));
  own.append(make("tbody", { role: "rowgroup" }, row));
  return own;
}

/**
 * @param {{key: string, left?: Section, right?: Section}} row
 * @param {Side[]} sides @param {Gaps} gaps
 */
function makeSection(row, sides, gaps) {
  const section = make("section", { class: "pb-compared" });
  const shell = row.left?.shell ?? row.right?.shell;
  if (shell) {
    section.classList.add(...shell.classList);
    if (shell.dataset.topic) section.dataset.topic = shell.dataset.topic;
  }
  if (row.left?.shell) section.setAttribute("aria-labelledby", row.key);
  if (row.left?.shell?.id) section.id = row.left.shell.id;
  const pairs = align(row.left?.parts ?? [], row.right?.parts ?? []).map((pair) => {
    const halves = makePair(pair, sides, gaps);
    return pair.left?.title ? makeFold([pair.left.title, pair.right?.title], sides, pair.key, [halves]) : halves;
  });
  section.append(...(row.left?.title ? [makeFold([row.left.title, row.right?.title], sides, "", pairs)] : pairs));
  return section;
}

/**
 * What is folded away in both languages, below both its titles.
 * @param {(HTMLElement | undefined)[]} titles @param {Side[]} sides @param {string} id @param {HTMLElement[]} inside
 */
function makeFold([own, second], sides, id, inside) {
  const summary = make("summary", {});
  if (own) summary.append(own);
  if (second) summary.append(make("span", { class: "pb-entry__second", ...sides[1] }, second.textContent ?? ""));
  const fold = make("details", { class: "pb-entry" }, summary, ...inside);
  if (id) fold.id = id;
  return fold;
}

/** @param {{key: string, left?: Part, right?: Part}} pair @param {Side[]} sides @param {Gaps} gaps */
function makePair(pair, sides, gaps) {
  const halves = [pair.left, pair.right].map((part, index) => {
    const half = make("div", { class: "pb-half", ...sides[index] });
    half.append(part?.node ?? make("p", { class: "pb-missing", lang: document.documentElement.lang }, words.missing));
    if (!part) gaps.count += 1;
    return half;
  });
  return make("div", { class: "pb-pair" }, ...halves);
}

/**
 * On a narrow screen one language is shown at a time: two buttons, always in sight, choose which on all of the page.
 * @param {HTMLElement} page @param {Side[]} sides @param {string[]} names
 */
function makeSwitch(page, sides, names) {
  page.dataset.side = "0";
  const group = make("div", { class: "pb-sides", role: "group", "aria-label": words.shownLanguage });
  const buttons = names.map((name, index) => {
    const attributes = { type: "button", class: "pb-button", lang: sides[index].lang, "aria-pressed": String(!index) };
    return make("button", attributes, name);
  });
  group.append(...buttons);
  group.addEventListener("click", (event) => {
    const side = buttons.indexOf(/** @type {HTMLButtonElement} */ (event.target));
    if (side < 0) return;
    const read = all(".pb-pair", page).find((pair) => pair.getBoundingClientRect().bottom > group.offsetHeight * 2);
    const top = read?.getBoundingClientRect().top ?? 0;
    page.dataset.side = String(side);
    for (const [index, button] of buttons.entries()) button.setAttribute("aria-pressed", String(index === side));
    if (read) scrollBy(0, read.getBoundingClientRect().top - top); // what was being read stays where it was
  });
  return group;
}
