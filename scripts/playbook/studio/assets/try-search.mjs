// Trying the search while its words are being typed: the site's own engine, on the files that these words would make.

import { SearchEngine } from "/assets/search-engine.mjs";
import { get, make, word } from "./parts.mjs";

const MANY = 5;
const box = get("#try", document, HTMLInputElement);
const list = get("#try-list");
const state = get("#try-state");
const language = box.dataset.language ?? "";

/** @type {SearchEngine | undefined} */
let engine;
let asked = 0;

/** Find what is in the box, with what has been typed and kept until now. */
async function find() {
  const turn = ++asked;
  const query = box.value.trim();
  engine ??= new SearchEngine(box.dataset.from ?? "", language, (box.dataset.languages ?? "").split(" "));
  const own = engine;
  const results = query ? await own.search(query) : [];
  const shown = await Promise.all(results.slice(0, MANY).map((result) => own.present(result)));
  if (turn !== asked) return;
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
  state.textContent = query ? (results.length ? word("found", { count: results.length }) : word("nothing")) : "";
}

box.addEventListener("input", find);
for (const event of ["kept", "saved"]) {
  document.addEventListener(event, () => {
    engine = undefined;
    if (box.value.trim()) find();
  });
}
