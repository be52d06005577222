// Finding topics: the query's words become words of the index, Pagefind finds their topics, and what is known of those
// decides the order. Nothing here touches the page.

import { split } from "./search-marks.mjs";
import { CREDIT, Vocabulary } from "./search-query.mjs";
import { Analyser } from "./search-words.mjs";

const LEAST_COVERAGE = 0.45; // of the query's weight must be found, so that a query without an answer finds nothing
const LEAST_ABOUT = 0.2; // the same for a topic that is about one of the words
const LEAST_OF_BEST = 0.08; // of the best result's score; what is below is noise
const ENOUGH = 0.7; // a coverage below which the query may be in another language
const LEAST_FOREIGN = 0.6;
const END = "0"; // stands behind every word of the index, so that the engine never takes a longer word for it
const TITLE_SCORE = 3; // the engine's score of a word in a title, over the word's rarity
const PLACE = 0.5; // a word in a summary or better says what a topic is about; a word in plain text counts less
const TELLING = 1; // the rarity from which one such word is an answer by itself
const REORDERED = 5;
const TITLE_CLOSENESS = 1.5;

const json = async (url) => {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`${url}: ${answer.status}`);
  return answer.json();
};

/** What was loaded under this name, or is loaded now; what failed is tried again the next time. */
function once(store, name, load) {
  if (!store.has(name)) {
    const loading = load();
    store.set(name, loading);
    loading.catch(() => store.delete(name));
  }
  return store.get(name);
}

/** Search in one language. `base` is the address of the search folder, `languages` the codes of all languages. */
export class SearchEngine {
  constructor(base, language, languages = []) {
    this.base = new URL(base, document.baseURI);
    this.language = language;
    this.others = languages.filter((code) => code !== language);
    this.topics = new Map();
    this.found = new Map();
    this.foreign = new Map();
    this.lines = new Map();
    this.engines = new Map();
  }

  /** Load what every query needs; called once, may be called early. */
  load() {
    this.loading ??= this.#load();
    return this.loading;
  }

  async #load() {
    const folder = new URL(`${this.language}/`, this.base);
    const [words, { createInstance }] = await Promise.all([
      json(new URL("words.json", folder)),
      import(new URL("pagefind.js", this.base)),
    ]);
    this.vocabulary = new Vocabulary(words, this.language);
    this.analyser = this.vocabulary.analyser;
    this.pages = new Map(words.pages);
    // A worker would load the engine's 12 kB once more; a query takes a millisecond or two.
    this.pagefind = createInstance({
      basePath: folder.href,
      noWorker: true,
      ranking: { pageLength: 0, termFrequency: 1, termSaturation: 2, termSimilarity: 10 },
    });
    await this.pagefind.init();
  }

  /** The topics in which a word of the index stands: [topic, how good the place is], 1 for a word in the title. */
  #ask(word) {
    return once(this.found, word, () => this.#askPagefind(word));
  }

  async #askPagefind(word) {
    const { results } = await this.pagefind.search(stored(word));
    const rarity = this.vocabulary.weight(word);
    return results.map(({ id, score }) => [this.pages.get(id), score / rarity / TITLE_SCORE]);
  }

  /** Results for a query, best first: `{topic, score, coverage, stems}`. */
  async search(query) {
    await this.load();
    const terms = this.vocabulary.explain(query);
    const total = terms.reduce((sum, term) => sum + term.weight, 0);
    const scores = new Map();
    for (const term of terms) await this.#score(term, total, scores);
    const stems = terms.flatMap((term) => [...term.variants.keys()]);
    let results = [...scores]
      .filter(([, { coverage, about }]) => coverage >= (about ? LEAST_ABOUT : LEAST_COVERAGE))
      .map(([topic, { score, coverage }]) => ({ topic, coverage, score: score * coverage, stems }))
      .sort((one, other) => other.score - one.score);
    if (Math.max(0, ...results.map(({ coverage }) => coverage)) < ENOUGH) {
      const foreign = await this.#foreign(query);
      const also = new Set(foreign.map(({ topic }) => topic));
      results = [...foreign, ...results.filter(({ topic }) => !also.has(topic))];
    }
    return this.#closest(results, stems, query);
  }

  async #score(term, total, scores) {
    const best = new Map();
    const lists = await Promise.all([...term.variants].map(async ([word, credit]) => [credit, await this.#ask(word)]));
    for (const [credit, results] of lists) {
      for (const [topic, place] of results) {
        const value = place * term.weight * credit;
        const about = credit >= CREDIT.parts && place >= PLACE && term.weight >= TELLING;
        if (value > (best.get(topic)?.value ?? 0))
          best.set(topic, { value, share: credit * Math.min(1, place / PLACE), about });
      }
    }
    for (const [topic, { value, share, about }] of best) {
      const sum = scores.get(topic) ?? { score: 0, coverage: 0, about: false };
      sum.about ||= about;
      sum.score += value;
      sum.coverage += (share * term.weight) / total;
      scores.set(topic, sum);
    }
  }

  /** The best results once more, those first whose title or a keyword says just what was asked. */
  async #closest(results, stems, query) {
    const asked = new Set(stems);
    const typed = new Set(this.analyser.words(query));
    const top = results.slice(0, REORDERED);
    await Promise.all(
      top.map(async (result) => {
        const { title, keywords } = await this.topic(result.topic);
        const keyword = Math.max(0, ...keywords.map((phrase) => this.#likeness(asked, typed, phrase)));
        result.score *= 1 + Math.max(keyword, TITLE_CLOSENESS * this.#likeness(asked, typed, title));
      }),
    );
    const ordered = [...top.sort((one, other) => other.score - one.score), ...results.slice(REORDERED)];
    return ordered.filter(({ score }) => score >= ordered[0].score * LEAST_OF_BEST);
  }

  /** How much of a phrase was asked for, and how little else: 0 to 1; words typed as they stand there count most. */
  #likeness(asked, typed, phrase) {
    const words = this.analyser.words(phrase).filter((word) => !this.analyser.stop.has(word));
    const stems = new Set(words.map((word) => this.analyser.stem(word)));
    const sum = (list) => list.reduce((total, word) => total + this.vocabulary.weight(word), 0);
    const common = sum([...stems].filter((stem) => asked.has(stem)));
    if (!common) return 0;
    const exactly = words.filter((word) => typed.has(word)).length / words.length;
    return (0.8 + 0.2 * exactly) * (common / Math.max(sum([...stems]), sum([...asked])));
  }

  /** Topics whose title or keywords in another language are asked for; the language that knows most words wins. */
  async #foreign(query) {
    let best = [];
    for (const code of this.others) {
      const found = await this.#foreignIn(code, query).catch(() => []); // kept on no device: nothing without a connection
      if ((found[0]?.coverage ?? 0) > (best[0]?.coverage ?? 0)) best = found;
      if (best[0]?.coverage === 1) break;
    }
    return best;
  }

  async #foreignIn(code, query) {
    const { analyser, topics, words } = await once(this.foreign, code, () =>
      loadForeign(new URL(`${code}/keywords.json`, this.base)),
    );
    const stems = analyser.stems(query);
    const scores = new Map();
    for (const stem of stems) {
      const numbers = Object.hasOwn(words, stem) ? words[stem] : [];
      for (const [rank, number] of numbers.entries()) {
        const sum = scores.get(topics[number]) ?? { score: 0, found: 0 };
        sum.score += (CREDIT.foreign - 0.03 * Math.min(rank, 9)) * (1 + Math.log(topics.length / numbers.length));
        sum.found += 1;
        scores.set(topics[number], sum);
      }
    }
    const here = new Set(this.pages.values());
    return [...scores]
      .filter(([topic, { found }]) => here.has(topic) && found / stems.length >= LEAST_FOREIGN)
      .map(([topic, { score, found }]) => ({ topic, score, coverage: found / stems.length, stems: [] }))
      .sort((one, other) => other.score - one.score);
  }

  /** What is known of a topic, loaded once. */
  topic(name) {
    return once(this.topics, name, () => json(new URL(`${this.language}/topics/${name}.json`, this.base)));
  }

  /** What is shown of a result: texts as [piece, whether it is a hit], and the address of the section that matched. */
  async present({ topic, stems }) {
    const { address, title, summary, parts } = await this.topic(topic);
    const wanted = new Set(stems);
    const [section, heading, line] = this.#place(topic, parts, wanted);
    const query = stems.length ? `?hit=${encodeURIComponent([...wanted].join(" "))}` : "";
    const pieces = (text) => split(text, this.analyser, wanted);
    return {
      address: `${address || "."}${query}${section ? `#${section}` : ""}`,
      title: pieces(title),
      summary: pieces(summary),
      heading,
      line: line && pieces(line),
    };
  }

  /** The section and the line in it that have most of the words, the rare ones before the common. */
  #place(topic, parts, wanted) {
    if (!this.lines.has(topic)) {
      const lines = parts.flatMap(([id, heading, ...texts]) =>
        texts.map((text) => [id, heading, text, new Set(this.analyser.stems(text))]),
      );
      this.lines.set(topic, lines);
    }
    let [best, most] = [[], 0];
    for (const [id, heading, text, stems] of this.lines.get(topic)) {
      let sum = 0;
      for (const stem of stems) if (wanted.has(stem)) sum += this.vocabulary.weight(stem);
      if (sum > most) [best, most] = [[id, heading, text], sum];
    }
    return best;
  }

  /** The engine of another language, made once. */
  inLanguage(code) {
    if (!this.engines.has(code)) this.engines.set(code, new SearchEngine(this.base, code));
    return this.engines.get(code);
  }
}

/** A word as it stands in the index; the same as `stored` in scripts/playbook/search/index.py. */
function stored(word) {
  const latin = (letter) => {
    const number = letter.codePointAt(0) - 0x0e00;
    return "z".repeat(Math.floor(number / 25)) + String.fromCodePoint(97 + (number % 25));
  };
  return word.replace(/[\u0e00-\u0e7f]/gu, latin) + END;
}

async function loadForeign(url) {
  const { rules, topics, words } = await json(url);
  return { analyser: new Analyser(rules, Object.keys(words)), topics, words };
}
