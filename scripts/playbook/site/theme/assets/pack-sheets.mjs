// The sheets of a pack from the browser, made of the site's own pages.

import { longDate } from "./dates.mjs";
import { all, get, make } from "./dom.mjs";
import { fillSlots, showCountry } from "./slots.mjs";
import { sayAs } from "./speaker.mjs";

const LEFT_OUT =
  ".pb-tools, .pb-notice, .pb-banner, .headerlink, .pb-place-choice, .pb-place-list, link, button, script, template";

/**
 * @typedef {{code: string, name: string, root: URL}} Language `root` is the address of the site in it
 * What is asked for: a ready-made pack or "", the pages of the topics below the root, what to fill in by name, and who
 * says what is said.
 * @typedef {{title: string, sources: string[], languages: Language[], values: Record<string, string>, speaker: string}} Request
 */

/**
 * Make the sheets: cover, contents, topics, contact sheet, sign-off, in the first language's words.
 * @param {Request} request
 */
export async function makePack({ title, sources, languages, values, speaker }) {
  const [first] = languages;
  const own = await read(new URL("packs/", first.root));
  const frame = get("#pb-pack-frame", own, HTMLTemplateElement).content;
  const pages = await Promise.all(
    sources.map((source) => Promise.all(languages.map((language) => topic(new URL(source, language.root), language)))),
  );
  const sheets = all("*", document.importNode(frame, true)).filter((part) => !part.parentElement);
  const name = named(title, own) ?? get('[data-fill="title"]', sheets[0]).dataset.default ?? "";
  const today = longDate(new Date(), first.code);
  fill(sheets, {
    ...values,
    title: name,
    languages: languages.map((language) => language.name).join(" · "),
    date: today,
  });
  for (const text of sheets.flatMap((sheet) => all("[data-sign-off]", sheet))) {
    text.textContent = (text.dataset.signOff ?? "").replace("{title}", name).replace("{version}", today);
  }
  const contents = get("ol", sheets[1]);
  for (const page of pages.flat()) sayAs(page, speaker);
  const topics = pages.map((sides) => {
    contents.append(make("li", {}, sides.map((side) => side.querySelector("h1")?.textContent).join(" – ")));
    return sheet(sides);
  });
  for (const place of topics.flatMap((part) => all("[data-slot]", part))) {
    const value = values[place.dataset.slot ?? ""];
    if (value) place.replaceWith(make("strong", {}, value));
  }
  const [cover, list, ...back] = sheets;
  for (const part of [cover, list, ...back]) part.lang = first.code;
  return [cover, list, ...topics, ...back];
}

/** @param {URL} address */
async function read(address) {
  const response = await fetch(address);
  if (!response.ok) throw new Error(response.statusText);
  return new DOMParser().parseFromString(await response.text(), "text/html");
}

/**
 * The name of a ready-made pack, as the page in the pack's language lists it.
 * @param {string} pack @param {Document} page
 */
function named(pack, page) {
  return pack ? page.querySelector(`#pb-pack-from option[value="${CSS.escape(pack)}"]`)?.textContent : undefined;
}

/** @param {URL} address @param {Language} language */
async function topic(address, language) {
  const page = document.importNode(get(".pb-page", await read(address)), true);
  page.lang ||= language.code;
  for (const box of all(".pb-place", page)) {
    box.dataset.all = new URL(box.dataset.all ?? "", address).href;
    await showCountry(box);
  }
  fillSlots(page);
  for (const element of page.querySelectorAll(LEFT_OUT)) element.remove();
  for (const answer of all("details", page, HTMLDetailsElement)) answer.open = true;
  for (const link of page.querySelectorAll("a[href]")) link.removeAttribute("href");
  for (const element of all("[id]", page)) {
    element.dataset.id = element.id;
    element.removeAttribute("id");
  }
  for (const element of page.querySelectorAll("[aria-labelledby]")) element.removeAttribute("aria-labelledby");
  return page;
}

/** @param {HTMLElement[]} sheets @param {Record<string, string>} values */
function fill(sheets, values) {
  for (const place of sheets.flatMap((sheet) => all("[data-fill]", sheet))) {
    place.textContent = values[place.dataset.fill ?? ""] ?? "";
  }
}

/**
 * One topic: as it is in one language; in two, section beside section.
 * @param {HTMLElement[]} sides
 */
function sheet(sides) {
  if (sides.length === 1) return make("article", { class: "pb-sheet" }, sides[0]);
  const parts = sides.map(sections);
  const names = [...new Set(parts.flatMap((side) => [...side.keys()]))];
  const rows = names.map((name) => {
    const cells = parts.map((side, place) => make("div", { lang: sides[place].lang }, ...(side.get(name) ?? [])));
    return make("div", { class: "pb-row" }, ...cells);
  });
  return make("article", { class: "pb-sheet pb-two" }, ...rows);
}

/**
 * The parts of a page by section id; what stands before the first section is under "".
 * @param {HTMLElement} page
 */
function sections(page) {
  /** @type {Map<string, Element[]>} */
  const parts = new Map([["", []]]);
  for (const child of [...page.children]) {
    const name = child.matches("section") ? (child.querySelector("h2")?.dataset.id ?? child.className) : "";
    parts.set(name, [...(parts.get(name) ?? []), child]);
  }
  return parts;
}
