// Finding topics: the query's words become words of the index, their lists name the topics, and what is known of those
// decides the order. Nothing here touches the page.

import { split } from "./search-hits.mjs";
import { CREDIT, Vocabulary } from "./search-query.mjs";
import { Analyser } from "./search-words.mjs";

const LEAST_COVERAGE = 0.45; // of the query's weight must be found, so that a query without an answer finds nothing
const LEAST_ABOUT = 0.2; // the same for a topic that is about one of the words
const LEAST_OF_BEST = 0.08; // of the best result's score; what is below is noise
const ENOUGH = 0.7; // a coverage below which the query may be in another language
const LEAST_FOREIGN = 0.6;
const PLACE = 0.5; // a word in a summary or better says what a topic is about; a word in plain text counts less
const TELLING = 1; // the rarity from which one such word is an answer by itself
const REORDERED = 5;
const TITLE_CLOSENESS = 1.5;

/**
 * A topic that was found; `coverage` is the share of the query that it answers, `stems` are the words to mark in it.
 * @typedef {{topic: string, score: number, coverage: number, stems: string[]}} Result
 * What a topic's own file holds: texts to show, and each section's id, heading and lines.
 * @typedef {{address: string, title: string, summary: string, parts: [string, string, ...string[]][]}} TopicFile
 * A text in pieces, each with whether it is a hit.
 * @typedef {[string, boolean][]} Pieces
 * @typedef {{address: string, title: Pieces, summary: Pieces, heading?: string, line?: Pieces}} Shown
 * @typedef {{score: number, coverage: number, about: boolean}} Sum
 * @typedef {[id: string, heading: string, text: string, stems: Set<string>]} Line
 * @typedef {{analyser: Analyser, topics: string[], words: Record<string, number[]>}} Foreign
 */

/** @param {URL} url */
const json = async (url) => {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`${url}: ${answer.status}`);
  return answer.json();
};

/**
 * What was loaded under this name, or is loaded now; what failed is tried again the next time.
 * @template T @param {Map<string, Promise<T>>} store @param {string} name @param {() => Promise<T>} load
 * @returns {Promise<T>}
 */
function once(store, name, load) {
  const kept = store.get(name);
  if (kept) return kept;
  const loading = load();
  store.set(name, loading);
  loading.catch(() => store.delete(name));
  return loading;
}

/** Search in one language. */
export class SearchEngine {
  /**
   * `base` is the address of the search folder, `languages` are the codes of all languages; `load` reads a JSON file.
   * @param {string | URL} base @param {string} language @param {string[]} languages
   * @param {(url: URL) => Promise<any>} load
   */
  constructor(base, language, languages = [], load = json) {
    this.base = new URL(base, globalThis.document?.baseURI);
    this.language = language;
    this.others = languages.filter((code) => code !== language);
    this.read = load;
    /** @type {Map<string, Promise<TopicFile>>} */
    this.topics = new Map();
    /** @type {Map<string, Promise<Foreign>>} */
    this.foreign = new Map();
    /** @type {Map<string, Promise<Vocabulary>>} */
    this.vocabularies = new Map();
    /** @type {Map<string, Line[]>} */
    this.lines = new Map();
    /** @type {Map<string, SearchEngine>} */
    this.engines = new Map();
  }

  /** Load what every query needs; called once, may be called early. */
  load() {
    return once(this.vocabularies, this.language, async () => {
      const file = await this.read(new URL(`${this.language}/words.json`, this.base));
      return new Vocabulary(file, this.language);
    });
  }

  /**
   * Results for a query, best first.
   * @param {string} query @returns {Promise<Result[]>}
   */
  async search(query) {
    const vocabulary = await this.load();
    const terms = vocabulary.explain(query);
    const stems = terms.flatMap((term) => [...term.variants.keys()]);
    const results = [...this.#scored(vocabulary, terms)]
      .filter(([, { coverage, about }]) => coverage >= (about ? LEAST_ABOUT : LEAST_COVERAGE))
      .map(([topic, { score, coverage }]) => ({ topic, coverage, score: score * coverage, stems }))
      .sort((one, other) => other.score - one.score);
    const enough = results.some(({ coverage }) => coverage >= ENOUGH);
    const foreign = enough ? [] : await this.#foreign(vocabulary, query);
    const also = new Set(foreign.map(({ topic }) => topic));
    const all = [...foreign, ...results.filter(({ topic }) => !also.has(topic))];
    return this.#closest(vocabulary, all, query);
  }

  /**
   * What the words of a query come to for each topic.
   * @param {Vocabulary} vocabulary @param {import("./search-query.mjs").Term[]} terms
   */
  #scored(vocabulary, terms) {
    const total = terms.reduce((sum, term) => sum + term.weight, 0);
    /** @type {Map<string, Sum>} */
    const scores = new Map();
    for (const term of terms) {
      for (const [topic, { value, share, about }] of bestPlaces(vocabulary, term)) {
        const sum = scores.get(topic) ?? { score: 0, coverage: 0, about: false };
        sum.about ||= about;
        sum.score += value;
        sum.coverage += (share * term.weight) / total;
        scores.set(topic, sum);
      }
    }
    return scores;
  }

  /**
   * The best results once more, those first whose title or a keyword says just what was asked.
   * @param {Vocabulary} vocabulary @param {Result[]} results @param {string} query
   */
  #closest(vocabulary, results, query) {
    const typed = new Set(vocabulary.analyser.words(query));
    const top = results.slice(0, REORDERED).map((result) => {
      const asked = new Set(result.stems);
      const [title, ...keywords] = (vocabulary.about.get(result.topic) ?? []).map((phrase) =>
        likeness(vocabulary, asked, typed, phrase),
      );
      return { ...result, score: result.score * (1 + Math.max(0, TITLE_CLOSENESS * title, ...keywords)) };
    });
    top.sort((one, other) => other.score - one.score);
    return [...top, ...results.slice(REORDERED)].filter(({ score }) => score >= top[0].score * LEAST_OF_BEST);
  }

  /**
   * Topics whose title or keywords in another language are asked for; the language that knows most words wins.
   * @param {Vocabulary} vocabulary @param {string} query
   */
  async #foreign(vocabulary, query) {
    /** @type {Result[]} */
    let best = [];
    for (const code of this.others) {
      // What is kept on no device: nothing without a connection.
      const found = await this.#foreignIn(vocabulary, code, query).catch(() => []);
      if ((found[0]?.coverage ?? 0) > (best[0]?.coverage ?? 0)) best = found;
      if (best[0]?.coverage === 1) break;
    }
    return best;
  }

  /** @param {Vocabulary} vocabulary @param {string} code @param {string} query */
  async #foreignIn(vocabulary, code, query) {
    const { analyser, topics, words } = await once(this.foreign, code, async () => {
      const file = await this.read(new URL(`${code}/keywords.json`, this.base));
      return { ...file, analyser: new Analyser(file.rules, Object.keys(file.words)) };
    });
    const stems = analyser.stems(query);
    /** @type {Map<string, {score: number, found: number}>} */
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
    return [...scores]
      .filter(([topic, { found }]) => vocabulary.about.has(topic) && found / stems.length >= LEAST_FOREIGN)
      .map(([topic, { score, found }]) => ({ topic, score, coverage: found / stems.length, stems: [] }))
      .sort((one, other) => other.score - one.score);
  }

  /**
   * What is shown of a topic, loaded once.
   * @param {string} name
   */
  topic(name) {
    return once(this.topics, name, () => this.read(new URL(`${this.language}/topics/${name}.json`, this.base)));
  }

  /**
   * What is shown of a result, and the address of the section that matched.
   * @param {Result} result @returns {Promise<Shown>}
   */
  async present({ topic, stems }) {
    const vocabulary = await this.load();
    const { address, title, summary, parts } = await this.topic(topic);
    const wanted = new Set(stems);
    const [section, heading, line] = this.#place(vocabulary, topic, parts, wanted);
    const query = stems.length ? `?hit=${encodeURIComponent([...wanted].join(" "))}` : "";
    /** @param {string} text */
    const pieces = (text) => split(text, vocabulary.analyser, wanted);
    return {
      address: `${address || "."}${query}${section ? `#${section}` : ""}`,
      title: pieces(title),
      summary: pieces(summary),
      heading,
      line: line === undefined ? undefined : pieces(line),
    };
  }

  /**
   * The section and the line in it that have most of the words, the rare ones before the common.
   * @param {Vocabulary} vocabulary @param {string} topic @param {TopicFile["parts"]} parts @param {Set<string>} wanted
   * @returns {Line | []}
   */
  #place(vocabulary, topic, parts, wanted) {
    /** @type {Line[]} */
    const lines =
      this.lines.get(topic) ??
      parts.flatMap(([id, heading, ...texts]) =>
        texts.map((text) => /** @type {Line} */ ([id, heading, text, new Set(vocabulary.analyser.stems(text))])),
      );
    this.lines.set(topic, lines);
    /** @type {Line | []} */
    let best = [];
    let most = 0;
    for (const line of lines) {
      let sum = 0;
      for (const stem of line[3]) if (wanted.has(stem)) sum += vocabulary.weight(stem);
      if (sum > most) [best, most] = [line, sum];
    }
    return best;
  }

  /**
   * The engine of another language, made once.
   * @param {string} code
   */
  inLanguage(code) {
    const made = this.engines.get(code) ?? new SearchEngine(this.base, code, [], this.read);
    this.engines.set(code, made);
    return made;
  }
}

/**
 * The topics in which one of a term's variants stands, each with the best that it is worth there.
 * @param {Vocabulary} vocabulary @param {import("./search-query.mjs").Term} term
 */
function bestPlaces(vocabulary, { variants, weight }) {
  /** @type {Map<string, {value: number, share: number, about: boolean}>} */
  const best = new Map();
  for (const [word, credit] of variants) {
    for (const [topic, place] of vocabulary.places(word)) {
      const value = place * weight * credit;
      if (value <= (best.get(topic)?.value ?? 0)) continue;
      const about = credit >= CREDIT.parts && place >= PLACE && weight >= TELLING;
      best.set(topic, { value, share: credit * Math.min(1, place / PLACE), about });
    }
  }
  return best;
}

/**
 * How much of a phrase was asked for, and how little else: 0 to 1; words typed as they stand there count most.
 * @param {Vocabulary} vocabulary @param {Set<string>} asked @param {Set<string>} typed @param {string[]} phrase
 */
function likeness(vocabulary, asked, typed, phrase) {
  const { analyser } = vocabulary;
  const words = phrase.filter((word) => !analyser.stop.has(word));
  const stems = new Set(words.map((word) => analyser.stem(word)));
  /** @param {Iterable<string>} list */
  const sum = (list) => [...list].reduce((total, word) => total + vocabulary.weight(word), 0);
  const common = sum([...stems].filter((stem) => asked.has(stem)));
  if (!common) return 0;
  const exactly = words.filter((word) => typed.has(word)).length / words.length;
  return (0.8 + 0.2 * exactly) * (common / Math.max(sum(stems), sum(asked)));
}
