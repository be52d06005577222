// Fits the weights TRUST of search-engine.mjs: how much each kind of evidence speaks for the best result being an answer.
//
//     node benchmarks/fit_search.mjs SEARCH_FOLDER SCRIPTS_FOLDER [QUERIES_FOLDER …]
//
// SEARCH_FOLDER is that of a built site, with the golden queries of every language; folders of more queries, one file a
// language as in tests/search, may follow. Every query gives one row: what the engine knows of its best result, and
// whether it has an answer at all. A logistic regression over these rows gives the weights; then the base is set so that
// of the queries without an answer no more than MOST_FALSE find something.

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const [folder, scripts, ...more] = process.argv.slice(2);
const MOST_FALSE = 0.027;
const ROUNDS = 3000;
const RATE = 0.5;
const SMALL = 0.002; // how much large weights cost

const { SearchEngine } = await import(pathToFileURL(`${scripts}/search-engine.mjs`).href);
const files = new Map();
const read = async (url) => {
  const name = String(url);
  if (!files.has(name)) files.set(name, JSON.parse(readFileSync(url, "utf8")));
  return files.get(name);
};
const languages = readdirSync(folder).filter((code) => existsSync(`${folder}/${code}/golden.json`));

/** [query, whether it has an answer] of one language. */
function queries(language) {
  const golden = JSON.parse(readFileSync(`${folder}/${language}/golden.json`, "utf8"));
  const rows = golden.map(([query, topics]) => [query, topics.length > 0]);
  for (const name of more.map((one) => `${one}/${language}.tsv`)) {
    const lines = readFileSync(name, "utf8").split("\n").filter(Boolean);
    rows.push(...lines.map((line) => line.split("\t")).map(([query, topics]) => [query, /\w/.test(topics)]));
  }
  return rows;
}

const rows = [];
for (const language of languages) {
  const engine = new SearchEngine(pathToFileURL(`${folder}/`), language, languages, read);
  for (const [query, isAnswered] of queries(language)) {
    const { evidence } = await engine.rank(query);
    if (evidence) rows.push({ language, query, isAnswered, evidence });
  }
}

const names = Object.keys(rows[0].evidence);
const count = rows.length;
const means = names.map((name) => rows.reduce((sum, { evidence }) => sum + evidence[name], 0) / count);
const spreads = names.map(
  (name, index) =>
    Math.sqrt(rows.reduce((sum, { evidence }) => sum + (evidence[name] - means[index]) ** 2, 0) / count) || 1,
);
const points = rows.map(({ evidence }) => names.map((name, index) => (evidence[name] - means[index]) / spreads[index]));
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
const value = ({ evidence }) => names.reduce((sum, name, index) => sum + evidence[name] * plain[index], 0);
const wrong = rows
  .filter(({ isAnswered }) => !isAnswered)
  .map(value)
  .sort((one, other) => other - one);
const allowed = Math.floor(MOST_FALSE * wrong.length);
const least = wrong[allowed] + 1e-3;
const right = rows.filter(({ isAnswered }) => isAnswered);
const lost = right.filter((row) => value(row) < least);
console.log(
  `${right.length} queries with an answer, ${lost.length} lost; ${wrong.length} without, ${allowed} find something`,
);
console.log(`  base: ${(-least).toFixed(2)},`);
for (const [index, name] of names.entries()) console.log(`  ${name}: ${plain[index].toFixed(2)},`);
