// Trying the search while its words are being typed: the site's own engine, on the files that these words would make.
// Making those takes seconds; until then the rows are shown in which the words stand as they are typed now.

import { SearchEngine } from "/assets/search-engine.mjs";
import { all, get, make, word } from "./parts.mjs";

const MANY = 5;
/** Milliseconds after which it is said that the search is under way. */
const SOON = 100;
const box = get("#try", document, HTMLInputElement);
const list = get("#try-list");
const state = get("#try-state");
const language = box.dataset.language ?? "";

/** @type {SearchEngine | undefined} */
let engine;
let running = false;
let again = false;
/** What the list answers. */
let answered = "";

/** Find what is in the box, with what has been typed and kept until now: one search at a time, then the newest. */
async function find() {
  again = true;
  if (running) return;
  running = true;
  while (again) {
    again = false;
    await search(box.value.trim()).catch(() => {}); // the server went away, or words were kept meanwhile
  }
  running = false;
}

/** @param {string} query */
async function search(query) {
  engine ??= new SearchEngine(box.dataset.from ?? "", language, (box.dataset.languages ?? "").split(" "));
  const own = engine;
  await own.complete();
  const results = query ? await own.search(query) : [];
  const shown = await Promise.all(results.slice(0, MANY).map((result) => own.present(result)));
  if (again || own !== engine) return;
  answered = query;
  list.replaceChildren(
    ...shown.map(({ title, summary }, number) =>
      make(
        "li",
        {},
        make("a", { href: `#topic-${results[number].topic}` }, title.map(([text]) => text).join("")),
        make("span", { class: "quiet" }, ` ${summary.map(([text]) => text).join("")}`),
      ),
    ),
  );
  state.removeAttribute("aria-busy");
  state.textContent = query ? (results.length ? word("found", { count: results.length }) : word("nothing")) : "";
}

/** The rows in one of whose typed phrases all words of a query stand. @param {string} query */
function typedRows(query) {
  const words = query.toLocaleLowerCase().split(/\s+/);
  return all("#form [data-row][id]").filter((row) =>
    all("textarea[data-key]", row, HTMLTextAreaElement).some((field) =>
      field.value.split(/[\n,]/).some((phrase) => words.every((found) => phrase.toLocaleLowerCase().includes(found))),
    ),
  );
}

/** Say that the search is under way, with what is known before it has an answer. */
function showTyped() {
  const query = box.value.trim();
  if (!query || answered === query) return;
  const rows = typedRows(query);
  list.replaceChildren(
    ...rows.slice(0, MANY).map((row) => {
      const title = get("h2", row);
      return make("li", { lang: title.lang }, make("a", { href: `#${row.id}` }, title.textContent ?? ""));
    }),
  );
  state.setAttribute("aria-busy", "true");
  state.textContent = rows.length ? word("typed", { count: rows.length }) : word("searching");
}

/** @type {ReturnType<typeof setTimeout> | undefined} */
let soon;

function start() {
  find();
  clearTimeout(soon);
  soon = setTimeout(showTyped, SOON);
}

box.addEventListener("input", start);
for (const event of ["kept", "saved"]) {
  document.addEventListener(event, () => {
    engine = undefined;
    answered = "";
    if (box.value.trim()) start();
  });
}
if (box.value.trim()) start();
