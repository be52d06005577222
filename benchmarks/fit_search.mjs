// Fits the weights TRUST of search-engine.mjs: how much each kind of evidence speaks for the best result being an answer;
// and `trust` of each language in analysis.yml.
//
//     node benchmarks/fit_search.mjs SCRIPTS_FOLDER SEARCH_FOLDER=QUERIES_FOLDER …
//
// QUERIES_FOLDER has a file a language as tests/search has. SEARCH_FOLDER is the search folder of a site that was built
// before anything of these queries came into the tables: what was learned by heart says nothing of what is unseen. Every
// query gives one row: what the engine knows of its best result, and whether it has an answer at all. A logistic
// regression over these rows gives the weights, with one for each language; then the base is set so that of the queries
// without an answer no more than MOST_FALSE find something.

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const [scripts, ...given] = process.argv.slice(2);
const MOST_FALSE = 0.065;
const ROUNDS = 4000;
const RATE = 0.5;
const SMALL = 0.01; // how much large weights cost

const { SearchEngine } = await import(pathToFileURL(`${scripts}/search-engine.mjs`).href);
const files = new Map();
const read = async (url) => {
  const name = String(url);
  if (!files.has(name)) files.set(name, JSON.parse(readFileSync(url, "utf8")));
  return files.get(name);
};
const pairs = given.map((pair) => pair.split("="));
const [[first]] = pairs;
const languages = readdirSync(first).filter((code) => existsSync(`${first}/${code}/words.json`));

/** [query, whether it has an answer] of one language. */
function queries(folder, language) {
  const lines = readFileSync(`${folder}/${language}.tsv`, "utf8").split("\n").filter(Boolean);
  return lines.map((line) => line.split("\t")).map(([query, topics]) => [query, /\w/u.test(topics)]);
}

const rows = [];
let without = 0;
for (const [search, asked] of pairs) {
  for (const language of languages) {
    const engine = new SearchEngine(pathToFileURL(`${search}/`), language, languages, read);
    await engine.complete();
    for (const [query, isAnswered] of queries(asked, language)) {
      without += Number(!isAnswered);
      const { evidence } = await engine.rank(query);
      if (evidence) rows.push({ language, isAnswered, evidence });
    }
  }
}

const kinds = Object.keys(rows[0].evidence);
const names = [...kinds, ...languages];
const measured = ({ evidence, language }, name) => evidence[name] ?? Number(language === name);
const count = rows.length;
const average = (measure) => rows.reduce((sum, row) => sum + measure(row), 0) / count;
const means = names.map((name) => average((row) => measured(row, name)));
const spreads = names.map((name, index) => Math.sqrt(average((row) => (measured(row, name) - means[index]) ** 2)) || 1);
const points = rows.map((row) => names.map((name, index) => (measured(row, name) - means[index]) / spreads[index]));
const weights = names.map(() => 0);
let base = 0;
for (let round = 0; round < ROUNDS; round++) {
  const steps = names.map(() => 0);
  let shift = 0;
  for (const [place, point] of points.entries()) {
    const value = point.reduce((sum, one, index) => sum + one * weights[index], base);
    const error = Number(rows[place].isAnswered) - 1 / (1 + Math.exp(-value));
    shift += error;
    for (const [index, one] of point.entries()) steps[index] += error * one;
  }
  base += (RATE * shift) / count;
  for (const index of weights.keys()) weights[index] += RATE * (steps[index] / count - SMALL * weights[index]);
}
const plain = weights.map((weight, index) => weight / spreads[index]);
const value = (row) => names.reduce((sum, name, index) => sum + measured(row, name) * plain[index], 0);
const wrong = rows.filter(({ isAnswered }) => !isAnswered);
const allowed = Math.floor(MOST_FALSE * without);
const least = wrong.map(value).sort((one, other) => other - one)[allowed] + 1e-3;
const right = rows.filter(({ isAnswered }) => isAnswered);
const lost = right.filter((row) => value(row) < least);
console.log(`${right.length} with an answer, ${lost.length} lost; ${without} without, ${allowed} find something`);
console.log(`  base: ${(-least).toFixed(2)},`);
for (const [index, name] of kinds.entries()) console.log(`  ${name}: ${plain[index].toFixed(2)},`);
for (const [index, code] of languages.entries()) {
  console.log(`${code}: trust: ${plain[kinds.length + index].toFixed(2)}`);
}
