// The search report card: asks every golden query of every language and says how it went.

import { all, get, make } from "./dom.mjs";
import { SearchEngine } from "./search-engine.mjs";
import { isNoting, missing, setNoting } from "./search-missing.mjs";

const FIRST_FEW = 5;
const table = get("#report");
const state = get("#report-state");

/**
 * A golden query and what was found for it; `place` counts from 0, -1 where no wanted topic was found.
 * @typedef {{language: string, query: string, kind: string, wanted: string[], found: string[], place: number,
 *   milliseconds: number}} Answer
 */

/** @param {number} part @param {number} whole */
const percent = (part, whole) => (whole ? `${((100 * part) / whole).toFixed(1)} %` : "–");
/** @param {number[]} numbers */
const median = (numbers) => numbers.sort((one, other) => one - other)[Math.floor(numbers.length / 2)] ?? 0;

/**
 * Ask the queries of one language.
 * @param {string} language @param {string[]} languages
 */
async function ask(language, languages) {
  const base = table.dataset.base ?? "";
  const answer = await fetch(new URL(`${language}/golden.json`, new URL(base, document.baseURI)));
  if (!answer.ok) return [];
  const engine = new SearchEngine(base, language, languages);
  await engine.complete();
  /** @type {Answer[]} */
  const rows = [];
  for (const [query, wanted, kind] of await answer.json()) {
    const start = performance.now();
    const found = (await engine.search(query)).slice(0, FIRST_FEW).map(({ topic }) => topic);
    const milliseconds = performance.now() - start;
    const place = found.findIndex((topic) => wanted.includes(topic));
    rows.push({ language, query, kind, wanted, found, milliseconds, place });
  }
  return rows;
}

/**
 * What a list of answers comes to.
 * @param {Answer[]} rows
 */
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

/** @param {string} language @param {ReturnType<typeof sum>} result */
function showLanguage(language, result) {
  const values = [
    result.queries,
    percent(result.five, result.asked),
    percent(result.first, result.asked),
    `${result.nothingFound} of ${result.nothing}`,
    `${result.milliseconds.toFixed(1)} ms`,
  ];
  const cells = all("td", get(`tr[data-language="${language}"]`, table));
  for (const [index, cell] of cells.entries()) cell.textContent = String(values[index]);
}

/** @param {(string | number)[]} cells */
const row = (...cells) => make("tr", {}, ...cells.map((cell) => make("td", {}, String(cell))));

/** @param {Answer[]} rows */
function showKinds(rows) {
  const body = get("#report-kinds tbody");
  for (const kind of [...new Set(rows.map((one) => one.kind))].sort()) {
    const { asked, five, first } = sum(rows.filter((one) => one.kind === kind));
    if (asked) body.append(row(kind, asked, percent(five, asked), percent(first, asked)));
  }
}

/** @param {Answer[]} rows */
function showMissed(rows) {
  const body = get("#report-missed tbody");
  for (const { language, query, kind, wanted, found, place } of rows) {
    if (wanted.length ? place === 0 : !found.length) continue;
    const line = row(language, query, kind, wanted.join(", ") || "nothing", found.join(", ") || "nothing");
    all("td", line)[1].lang = language;
    body.append(line);
  }
}

/** The queries that found nothing in this browser. */
function showNoted() {
  const lines = missing().map(([query, language, count]) =>
    make("li", { lang: language }, `${query} (${language}, ${count})`),
  );
  get("#report-nothing").replaceChildren(...lines);
}

const note = get("#report-note", document, HTMLInputElement);
note.checked = isNoting();
note.addEventListener("change", () => {
  setNoting(note.checked);
  showNoted();
});
showNoted();

const languages = (table.dataset.languages ?? "").split(" ");
/** @type {Answer[]} */
const rows = [];
/** @type {Record<string, ReturnType<typeof sum>>} */
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
