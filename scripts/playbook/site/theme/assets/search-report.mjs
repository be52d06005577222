// The search report card: asks every golden query of every language and says how it went.

import { make } from "./dom.mjs";
import { SearchEngine } from "./search-engine.mjs";

const FIRST_FEW = 5;
const table = document.getElementById("report");
const state = document.getElementById("report-state");
const percent = (part, whole) => (whole ? `${((100 * part) / whole).toFixed(1)} %` : "–");
const median = (numbers) => numbers.sort((one, other) => one - other)[Math.floor(numbers.length / 2)] ?? 0;

/** Ask the queries of one language: [{language, query, kind, wanted, found, place, milliseconds}]. */
async function ask(language, all) {
  const answer = await fetch(new URL(`${language}/golden.json`, new URL(table.dataset.base, document.baseURI)));
  if (!answer.ok) return [];
  const engine = new SearchEngine(table.dataset.base, language, all);
  await engine.load();
  const rows = [];
  for (const [query, wanted, kind] of await answer.json()) {
    const start = performance.now();
    const found = (await engine.search(query)).slice(0, FIRST_FEW).map(({ topic }) => topic);
    const milliseconds = performance.now() - start;
    rows.push({
      language,
      query,
      kind,
      wanted,
      found,
      milliseconds,
      place: found.findIndex((topic) => wanted.includes(topic)),
    });
  }
  return rows;
}

/** What a list of answers comes to. */
function sum(rows) {
  const asked = rows.filter(({ wanted }) => wanted.length);
  const nothing = rows.filter(({ wanted }) => !wanted.length);
  return {
    queries: rows.length,
    asked: asked.length,
    five: asked.filter(({ place }) => place >= 0).length,
    first: asked.filter(({ place }) => place === 0).length,
    nothing: nothing.length,
    nothingFound: nothing.filter(({ found }) => !found.length).length,
    milliseconds: median(rows.map((row) => row.milliseconds)),
  };
}

function showLanguage(language, result) {
  const cells = table.querySelector(`tr[data-language="${language}"]`).querySelectorAll("td");
  const values = [
    result.queries,
    percent(result.five, result.asked),
    percent(result.first, result.asked),
    `${result.nothingFound} of ${result.nothing}`,
    `${result.milliseconds.toFixed(1)} ms`,
  ];
  values.forEach((value, index) => (cells[index].textContent = value));
}

const row = (...cells) => make("tr", {}, ...cells.map((cell) => make("td", {}, String(cell))));

function showKinds(rows) {
  const kinds = Map.groupBy ? Map.groupBy(rows, ({ kind }) => kind) : new Map();
  const body = document.querySelector("#report-kinds tbody");
  for (const [kind, list] of [...kinds].sort()) {
    const { asked, five, first } = sum(list);
    if (asked) body.append(row(kind, asked, percent(five, asked), percent(first, asked)));
  }
}

function showMissed(rows) {
  const body = document.querySelector("#report-missed tbody");
  for (const { language, query, kind, wanted, found, place } of rows) {
    if (wanted.length ? place === 0 : !found.length) continue;
    const line = row(language, query, kind, wanted.join(", ") || "nothing", found.join(", ") || "nothing");
    line.children[1].lang = language;
    body.append(line);
  }
}

const languages = table.dataset.languages.split(" ");
const rows = [];
const report = {};
for (const language of languages) {
  state.textContent = `Asking: ${language} …`;
  const answers = await ask(language, languages);
  report[language] = sum(answers);
  showLanguage(language, report[language]);
  rows.push(...answers);
}
showKinds(rows);
showMissed(rows);
state.textContent = rows.length ? `Asked ${rows.length} queries.` : "This site was built without golden queries.";
document.documentElement.dataset.searchReport = JSON.stringify(report);
