// The sheets of a pack from the browser, made of the site's own pages.

import { make } from "./dom.mjs";

const LEFT_OUT = ".pb-tools, .pb-notice, .pb-banner, .headerlink, button, script, template";

/** Make the sheets: cover, contents, topics, contact sheet, sign-off, in the first language's words. */
export async function makePack({ title, sources, languages, values }) {
  const [first] = languages;
  const own = await read(new URL("packs/", first.root));
  const frame = own.getElementById("pb-pack-frame").content;
  const pages = await Promise.all(
    sources.map((source) => Promise.all(languages.map((language) => topic(new URL(source, language.root), language)))),
  );
  const sheets = [...frame.children].map((part) => document.importNode(part, true));
  const name = named(title, own) ?? sheets[0].querySelector('[data-fill="title"]').dataset.default;
  const dates = new Intl.DateTimeFormat(first.code, { dateStyle: "long" });
  fill(sheets, {
    ...values,
    title: name,
    languages: languages.map((language) => language.name).join(" · "),
    date: dates.format(new Date()),
  });
  for (const text of sheets.flatMap((sheet) => [...sheet.querySelectorAll("[data-sign-off]")])) {
    text.textContent = text.dataset.signOff.replace("{title}", name).replace("{version}", dates.format(new Date()));
  }
  const contents = sheets[1].querySelector("ol");
  const topics = pages.map((sides) => {
    contents.append(make("li", {}, sides.map((side) => side.querySelector("h1")?.textContent).join(" – ")));
    return sheet(sides);
  });
  for (const place of topics.flatMap((part) => [...part.querySelectorAll("[data-slot]")])) {
    const value = values[place.dataset.slot];
    if (value) place.replaceWith(make("strong", {}, value));
  }
  const [cover, list, ...back] = sheets;
  const all = [cover, list, ...topics, ...back];
  for (const part of [cover, list, ...back]) part.lang = first.code;
  return all;
}

async function read(address) {
  const response = await fetch(address);
  if (!response.ok) throw new Error(response.statusText);
  return new DOMParser().parseFromString(await response.text(), "text/html");
}

/** The name of a ready-made pack, as the page in the pack's language lists it. */
function named(pack, page) {
  return pack ? page.querySelector(`#pb-pack-from option[value="${CSS.escape(pack)}"]`)?.textContent : undefined;
}

async function topic(address, language) {
  const page = document.importNode((await read(address)).querySelector(".pb-page"), true);
  page.lang ||= language.code;
  for (const element of page.querySelectorAll(LEFT_OUT)) element.remove();
  for (const answer of page.querySelectorAll("details")) answer.open = true;
  for (const link of page.querySelectorAll("a[href]")) link.removeAttribute("href");
  for (const element of page.querySelectorAll("[id]")) {
    element.dataset.id = element.id;
    element.removeAttribute("id");
  }
  for (const element of page.querySelectorAll("[aria-labelledby]")) element.removeAttribute("aria-labelledby");
  return page;
}

function fill(sheets, values) {
  for (const place of sheets.flatMap((sheet) => [...sheet.querySelectorAll("[data-fill]")])) {
    place.textContent = values[place.dataset.fill] ?? "";
  }
}

/** One topic: as it is in one language; in two, section beside section. */
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

/** The parts of a page by section id; what stands before the first section is under "". */
function sections(page) {
  const parts = new Map([["", []]]);
  for (const child of [...page.children]) {
    const name = child.matches("section") ? (child.querySelector("h2")?.dataset.id ?? child.className) : "";
    parts.set(name, [...(parts.get(name) ?? []), child]);
  }
  return parts;
}
