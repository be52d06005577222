// The playbook's search beside MiniSearch and Orama, which get the same texts, cut into the same words by the same rules.
//
//     node benchmarks/bench_engines.mjs SEARCH_FOLDER MODULES_FOLDER SCRIPTS_FOLDER
//
// A row a language and engine: golden queries answered among the first five and first, those without an answer that find
// nothing, bytes that a reader loads until results can be shown (zipped: program and index), and the time from a query
// to its results, median and slowest, when all is loaded.

import { readdirSync, readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";

const [folder, modules, scripts] = process.argv.slice(2);
const BOOST = { title: 6, keywords: 5, summary: 3, body: 1 };
const FIRST_FEW = 5;
const OURS = ["search.mjs", "search-start.mjs", "search-missing.mjs", "search-engine.mjs", "search-query.mjs"];
OURS.push("search-words.mjs", "search-typed.mjs", "search-foreign.mjs", "search-hits.mjs");

const load = (path) => import(pathToFileURL(path).href);
const { SearchEngine } = await load(`${scripts}/search-engine.mjs`);
const read = (path) => JSON.parse(readFileSync(path, "utf8"));
const zipped = (text) => gzipSync(text, { level: 6 }).length;
const fileSize = (path) => zipped(readFileSync(path));
const languages = readdirSync(folder);

/** The topics of a language as records, from the files that the site's own search has. */
function records(language, { about, danger, words }) {
  const text = (phrase) => phrase.words.map((word) => words[word]).join(" ");
  return [...about].map(([id, [, ...keywords]]) => {
    const { title, summary, parts } = read(`${folder}/${language}/topics/${id}.json`);
    const feared = danger.filter(({ topic }) => topic === id);
    const body = parts.flatMap(([, , ...lines]) => lines).join("\n");
    return { id, title, keywords: [...keywords, ...feared].map(text).join("\n"), summary, body };
  });
}

async function ours(language) {
  const engine = new SearchEngine(pathToFileURL(`${folder}/`), language, languages, async (url) => read(url));
  const [topic] = (await engine.complete()).topics;
  const bytes = OURS.reduce((sum, name) => sum + fileSize(`${scripts}/${name}`), 0);
  const files = ["words.json", "start.json", `topics/${topic}.json`].map((name) => `${folder}/${language}/${name}`);
  return {
    bytes: files.reduce((sum, file) => sum + fileSize(file), bytes),
    ask: async (query) => (await engine.search(query)).map((result) => result.topic),
  };
}

async function miniSearch(analyser, documents) {
  const { default: MiniSearch } = await load(`${modules}/minisearch/dist/es/index.js`);
  const index = new MiniSearch({
    fields: Object.keys(BOOST),
    tokenize: (text) => analyser.stems(text),
    processTerm: (word) => word,
    searchOptions: { boost: BOOST, prefix: true, fuzzy: 0.2 },
  });
  index.addAll(documents);
  return {
    bytes: fileSize(`${modules}/minisearch/dist/es/index.js`) + zipped(JSON.stringify(index)),
    ask: async (query) => index.search(query).map(({ id }) => id),
  };
}

async function orama(analyser, documents) {
  const { create, insertMultiple, save, search } = await load(`${modules}/@orama/orama/dist/esm/index.js`);
  const tokenizer = {
    language: "own",
    normalizationCache: new Map(),
    tokenize: (text) => [...new Set(analyser.stems(text))],
  };
  const schema = { id: "string", ...Object.fromEntries(Object.keys(BOOST).map((field) => [field, "string"])) };
  const database = await create({ schema, components: { tokenizer } });
  await insertMultiple(database, documents);
  const program = readdirSync(`${modules}/@orama/orama/dist/browser`).filter((name) => name.endsWith(".js"));
  const sizes = program.map((name) => fileSize(`${modules}/@orama/orama/dist/browser/${name}`));
  return {
    bytes: Math.max(...sizes) + zipped(JSON.stringify(await save(database))),
    ask: async (query) => {
      const properties = Object.keys(BOOST);
      const { hits } = await search(database, {
        term: query,
        properties,
        boost: BOOST,
        tolerance: 1,
        limit: FIRST_FEW,
      });
      return hits.map(({ document }) => document.id);
    },
  };
}

async function row(language, name, { bytes, ask }) {
  let [asked, five, first, none, nothing] = [0, 0, 0, 0, 0];
  const times = [];
  for (const [query, wanted] of read(`${folder}/${language}/golden.json`)) {
    const start = performance.now();
    const found = (await ask(query)).slice(0, FIRST_FEW);
    times.push(performance.now() - start);
    asked += Number(wanted.length > 0);
    none += Number(wanted.length === 0);
    five += Number(found.some((topic) => wanted.includes(topic)));
    first += Number(wanted.includes(found[0]));
    nothing += Number(!wanted.length && !found.length);
  }
  times.sort((one, other) => one - other);
  const share = (part) => `${((100 * part) / asked).toFixed(1)} %`.padStart(8);
  const [median, slowest] = [times[Math.floor(times.length / 2)], times.at(-1)].map((time) =>
    `${time.toFixed(1)} ms`.padStart(9),
  );
  const cells = [language.padEnd(4), name.padEnd(11), share(five), share(first), `${nothing} of ${none}`.padStart(9)];
  console.log(...cells, `${(bytes / 1000).toFixed(0)} kB`.padStart(8), median, slowest);
}

console.log("lang engine     first 5     first   nothing    loaded    median   slowest");
for (const language of languages) {
  if (!readdirSync(`${folder}/${language}`).includes("golden.json")) continue;
  const engine = new SearchEngine(pathToFileURL(`${folder}/`), language, [], async (url) => read(url));
  const vocabulary = await engine.complete();
  const { analyser } = vocabulary;
  const documents = records(language, vocabulary);
  await row(language, "playbook", await ours(language));
  await row(language, "MiniSearch", await miniSearch(analyser, documents));
  await row(language, "Orama", await orama(analyser, documents));
}
