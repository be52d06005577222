// Finding topics: the query's words become words of the index, their lists name the topics, and what is known of those
// decides the order. Nothing here touches the page.

import { ForeignWords } from "./search-foreign.mjs";
import { split } from "./search-hits.mjs";
import { CREDIT, sureness, Vocabulary } from "./search-query.mjs";
import { otherLayouts } from "./search-typed.mjs";

const ENOUGH = 0.7; // of a query that is known, for it to have been typed in another layout
const REHEARSED = 4; // titles that are asked for ahead
const LEAST_FOREIGN = 3; // letters a word has for other languages to be asked
const SURE = 0.75; // how sure a word is, below which other languages and the texts of the pages are asked for it
const MOST_PHRASES = 8; // of a topic, that speak for it
const NEXT = 0.7; // how much each of them counts of the one before
const LEAST_OF_BEST = 0.25; // of the best result's score; what is below is noise
const MOST_WORDS = 6; // beyond which more do not speak more for a result
const MARKED = 0.65; // what a word is worth to be marked in a result
// How much each kind of evidence speaks for the best result being an answer; fitted to queries with and without one.
/** @type {Record<string, number>} */
export const TRUST = { base: 1 };
const LEAST_RUN = 5; // letters of a phrase of fear that is looked for in a text without spaces
const LEAST_OF_FEAR = 0.6; // of the query, where the words of a phrase of fear stand apart

/**
 * A topic that was found; `coverage` is the share of the query that it answers, `stems` are the words to mark in it,
 * `danger` says that it is the safety page for words of fear.
 * @typedef {{topic: string, score: number, coverage: number, stems: string[], danger?: boolean}} Result
 * What a topic's own file holds: texts to show, and each section's id, heading and lines.
 * @typedef {{address: string, title: string, summary: string, parts: [string, string, ...string[]][]}} TopicFile
 * A text in pieces, each with whether it is a hit.
 * @typedef {[string, boolean][]} Pieces
 * @typedef {{address: string, title: Pieces, summary: Pieces, heading?: string, line?: Pieces}} Shown
 * @typedef {[id: string, heading: string, text: string, stems: Set<string>]} Line
 * @typedef {import("./search-query.mjs").Term} Term
 * @typedef {import("./search-query.mjs").Phrase} Phrase
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
    /** @type {Map<string, Promise<ForeignWords>>} */
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
      const vocabulary = new Vocabulary(file, this.language);
      globalThis.requestIdleCallback?.(() => this.#prepare(vocabulary).catch(() => undefined));
      return vocabulary;
    });
  }

  /**
   * Work out ahead, while nobody types, what is needed by some queries only, and have the browser translate the scripts
   * by asking for some titles; without this the first key takes as long as ten later ones.
   * @param {Vocabulary} vocabulary
   */
  async #prepare(vocabulary) {
    vocabulary.prepare();
    const titles = [...vocabulary.about.values()]
      .slice(0, REHEARSED)
      .map(([title]) => title.words.map((word) => vocabulary.words[word]).join(" "));
    for (const title of titles) {
      await this.#search(title);
      await new Promise((done) => setTimeout(done));
    }
  }

  /**
   * Results for a query, best first; where nothing is found, for what the same keys give in another layout.
   * @param {string} query @returns {Promise<Result[]>}
   */
  async search(query) {
    const found = await this.#search(query);
    if (found.length) return found;
    for (const typed of otherLayouts(query, this.language)) {
      const again = await this.#search(typed);
      if ((again[0]?.coverage ?? 0) >= ENOUGH) return again;
    }
    return [];
  }

  /** @param {string} query @returns {Promise<Result[]>} */
  async #search(query) {
    const vocabulary = await this.load();
    const terms = await this.#withOthers(vocabulary, vocabulary.explain(query));
    const stems = terms.flatMap((term) => marked(vocabulary, term));
    const ranked = nearest(vocabulary, terms).map((found) => ({ ...found, stems }));
    const [best] = ranked;
    const results = ranked.filter(({ score }) => score >= best.score * LEAST_OF_BEST);
    const all = safetyFirst(vocabulary, terms, results);
    if (globalThis.TRACE && all.length) globalThis.TRACE.push(evidenceOf(vocabulary, terms, all));
    return globalThis.TRACE || isTrusted(vocabulary, terms, all) ? all : [];
  }

  /** The words of the other languages; of those that can be had: what is kept on no device is missing offline. */
  async #otherWords() {
    const loading = this.others.map((code) =>
      once(this.foreign, code, async () => {
        const file = await this.read(new URL(`${code}/keywords.json`, this.base));
        return new ForeignWords(file);
      }).catch(() => undefined),
    );
    return (await Promise.all(loading)).filter((words) => words !== undefined);
  }

  /** The words of whole pages in this language. */
  async #text() {
    return once(this.foreign, this.language, async () => {
      const file = await this.read(new URL(`${this.language}/text.json`, this.base));
      return new ForeignWords(file);
    }).catch(() => undefined);
  }

  /**
   * The terms, with words that are typed for no topic looked up in the other languages and in the texts of the pages.
   * @param {Vocabulary} vocabulary @param {Term[]} terms
   */
  async #withOthers(vocabulary, terms) {
    const unsure = terms.filter(
      (term) => !term.isLittle && term.word.length >= LEAST_FOREIGN && sureness(term) < SURE,
    );
    if (!unsure.length) return terms;
    const tried = (await this.#otherWords()).map((words) => ({
      words,
      known: known(unsure, (term) => here(vocabulary, words.places(term.word))),
    }));
    tried.sort((one, other) => other.known.size - one.known.size);
    const text = await this.#text();
    return terms.map((term) => {
      const isUnsure = unsure.includes(term);
      const foreign = tried.find(({ known }) => known.has(term));
      const topics = isUnsure ? (foreign?.known.get(term) ?? text?.places(term.word)) : undefined;
      if (topics?.size) return { ...term, topics, isForeign: Boolean(foreign) };
      return isUnsure && tried[0]?.known.size && tried[0].words.isLittle(term.word) ? { ...term, weight: 0 } : term;
    });
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
   * The section and the line in it that have most of the words, the rare ones before the common; where none has any,
   * the first line of the page, which says what to do now.
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
    let best = lines[0] ?? [];
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
 * The topics that are written in this language.
 * @param {Vocabulary} vocabulary @param {Map<string, number>} places
 */
const here = (vocabulary, places) => new Map([...places].filter(([topic]) => vocabulary.about.has(topic)));

/**
 * What is known of each term, without those of which nothing is.
 * @param {Term[]} terms @param {(term: Term) => Map<string, number>} find
 */
const known = (terms, find) =>
  new Map(terms.map((term) => /** @type {const} */ ([term, find(term)])).filter(([, found]) => found.size));

/**
 * The stems that a term marks in a result.
 * @param {Vocabulary} vocabulary @param {Term} term
 */
function marked(vocabulary, { word, meanings, topics, isLittle }) {
  if (isLittle) return [];
  const meant = [...meanings].filter(([, credit]) => credit >= MARKED).map(([number]) => vocabulary.stems[number]);
  return topics.size ? [...meant, vocabulary.analyser.stem(word)] : meant;
}

/**
 * The topics by how near the query is to what is typed for them: for each the nearest phrases, the next counting less.
 * How near a phrase is, is the cosine between it and the query, with words and pairs of words as directions.
 * @param {Vocabulary} vocabulary @param {Term[]} terms
 */
function nearest(vocabulary, terms) {
  const { phrases, places, weights } = vocabulary;
  /** @type {Map<number, number>} */
  const dots = new Map();
  let square = 0;
  for (const { meanings, weight } of terms) {
    square += weight * weight;
    /** @type {Map<number, number>} */
    const hits = new Map();
    for (const [number, credit] of meanings) {
      const value = credit * weights[number] * weight;
      for (const place of places.get(number) ?? []) if (value > (hits.get(place) ?? 0)) hits.set(place, value);
    }
    for (const [place, value] of hits) dots.set(place, (dots.get(place) ?? 0) + value);
  }
  const stems = terms.map((term) => vocabulary.meant(term));
  for (let index = 1; index < terms.length; index++) {
    const value = (terms[index - 1].weight + terms[index].weight) / 2;
    square += value * value;
    for (const [place, own] of vocabulary.pairs.get(vocabulary.pair(stems[index - 1], stems[index])) ?? [])
      dots.set(place, (dots.get(place) ?? 0) + own * value);
  }
  const length = Math.sqrt(square) || 1;
  /** @type {Map<string, number[]>} */
  const near = new Map();
  for (const { topics, weight } of terms)
    for (const [topic, credit] of topics) near.set(topic, [...(near.get(topic) ?? []), (credit * weight) / length]);
  for (const [place, dot] of dots) {
    const { topic } = phrases[place];
    const list = near.get(topic) ?? [];
    list.push(dot / (length * vocabulary.lengths[place]));
    near.set(topic, list);
  }
  return [...near]
    .map(([topic, list]) => {
      list.sort((one, other) => other - one);
      const score = list.slice(0, MOST_PHRASES).reduce((all, one, index) => all + one * NEXT ** index, 0);
      return { topic, score, near: list[0], coverage: 0 };
    })
    .sort((one, other) => other.score - one.score);
}
/**
 * How much of a query a topic explains: of what its words tell, those that stand in its phrases.
 * @param {Vocabulary} vocabulary @param {Term[]} terms @param {string} topic
 */
function coverage(vocabulary, terms, topic) {
  const own = vocabulary.placesOf(topic);
  let [found, all] = [0, 0];
  for (const { meanings, topics, weight } of terms) {
    let most = topics.get(topic) ?? 0;
    for (const [number, credit] of meanings) if (credit > most && own.has(number)) most = credit;
    found += weight * most;
    all += weight;
  }
  return found / (all || 1);
}

/**
 * Whether the first result is an answer: what speaks for it and against it, weighed.
 * @param {Vocabulary} vocabulary @param {Term[]} terms @param {Result[]} results
 */
function isTrusted(vocabulary, terms, results) {
  if (!results.length) return false;
  const evidence = Object.entries(evidenceOf(vocabulary, terms, results));
  return evidence.reduce((sum, [name, value]) => sum + TRUST[name] * value, TRUST.base) >= 0;
}

/**
 * What speaks for the first result, and against it.
 * @param {Vocabulary} vocabulary @param {Term[]} terms @param {Result[]} results
 */
export function evidenceOf(vocabulary, terms, results) {
  const telling = terms.filter(({ isLittle }) => !isLittle);
  const all = sum(terms.map(({ weight }) => weight)) || 1;
  const sure = sum(terms.map((term) => term.weight * sureness(term)));
  const [best, second] = results;
  return {
    near: best.near ?? 0,
    score: best.score,
    lead: best.score - (second?.score ?? 0),
    known: sure / all,
    covered: coverage(vocabulary, terms, best.topic),
    words: Math.min(MOST_WORDS, terms.length) / MOST_WORDS,
    telling: Math.min(MOST_WORDS, telling.length) / MOST_WORDS,
    people: Number(terms.some(({ word }) => vocabulary.people.has(word))),
    foreign: Number(terms.some(({ isForeign }) => isForeign)),
    elsewhere: Math.min(2, terms.filter(({ isElsewhere }) => isElsewhere).length),
    danger: Number(best.danger ?? false),
    lone: Number(terms.length === 1),
  };
}

/** @param {number[]} numbers */
const sum = (numbers) => numbers.reduce((all, one) => all + one, 0);

/**
 * The results, with the safety page first where the query has words of fear. A longer phrase of another topic that has
 * these words in it goes before: a knife to the throat is danger, a knife bought last week is not.
 * @param {Vocabulary} vocabulary @param {Term[]} terms @param {Result[]} results
 * @returns {Result[]}
 */
function safetyFirst(vocabulary, terms, results) {
  const total = sum(terms.map(({ isLittle, weight }) => (isLittle ? 0 : weight)));
  /** @param {Phrase} phrase */
  const tells = ({ stems }) => sum([...stems].map((stem) => vocabulary.weight(stem)));
  const [worst] = vocabulary.danger
    .filter((phrase) => stands(terms, phrase.words) || isApart(vocabulary, terms, phrase, tells(phrase), total))
    .map((phrase) => ({ ...phrase, value: (stands(terms, phrase.words) ? 2 : 1) * tells(phrase) }))
    .sort((one, other) => other.value - one.value || other.words.length - one.words.length);
  if (!worst) return results;
  // Words for the customer make no phrase longer: a drunk customer is as much danger as a drunk.
  /** @param {number[]} words */
  const size = (words) => words.filter((word) => !vocabulary.faint.has(vocabulary.stems[word])).length;
  /** @param {Phrase} phrase */
  const isMore = ({ topic, words, stems }) =>
    topic !== worst.topic &&
    [...worst.stems].every((stem) => stems.has(stem)) &&
    size(words) > size(worst.words) &&
    stands(terms, words);
  if ([...vocabulary.about.values()].flat().some(isMore)) return results;
  const found = results.find(({ topic }) => topic === worst.topic);
  const score = Math.max(results[0]?.score ?? 0, found?.score ?? 0);
  const first = { topic: worst.topic, coverage: 1, stems: results[0]?.stems ?? [], ...found, score, danger: true };
  return [first, ...results.filter(({ topic }) => topic !== worst.topic)];
}

/**
 * Whether words stand in a query word by word, endings and typing errors forgiven.
 * @param {Term[]} terms @param {number[]} words
 */
const stands = (terms, words) =>
  terms.some((_, place) => words.every((word, index) => isSame(terms[place + index], word)));

/**
 * Whether a term means a word, and nothing else more.
 * @param {Term | undefined} term @param {number} word
 */
function isSame(term, word) {
  const credit = term?.meanings.get(word) ?? 0;
  return credit >= CREDIT.form || (credit >= CREDIT.near && credit === sureness(/** @type {Term} */ (term)));
}

/**
 * Whether the words of a phrase of fear that tell stand apart in a query that has little else; or, where words are
 * written without spaces, were cut in another place.
 * @param {Vocabulary} vocabulary @param {Term[]} terms @param {Phrase} phrase @param {number} tells
 * @param {number} total
 */
function isApart(vocabulary, terms, { words, stems }, tells, total) {
  const run = vocabulary.analyser.rules.script ? words.map((word) => vocabulary.words[word]).join("") : "";
  if (run.length >= LEAST_RUN && terms.map(({ word }) => word).join("").includes(run)) return true;
  if (stems.size < 2 || tells < LEAST_OF_FEAR * total) return false;
  return words.every((word) => vocabulary.isLittle[word] || stands(terms, [word]));
}
