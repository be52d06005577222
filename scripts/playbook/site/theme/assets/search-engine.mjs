// Finding topics: the query's words become words of the index, their lists name the topics, and what is known of those
// decides the order. Nothing here touches the page.

import { ForeignWords, keywordsOf } from "./search-foreign.mjs";
import { split } from "./search-hits.mjs";
import { CREDIT, sureness, Vocabulary } from "./search-query.mjs";
import { otherLayouts } from "./search-typed.mjs";

const ENOUGH = 0.7; // of a query that is known, for it to have been typed in another layout
const REHEARSED = 4; // titles that are asked for ahead
const LEAST_FOREIGN = 3; // letters a word has for other languages to be asked
const SURE = 0.7; // how sure a word is, below which other languages and the texts of the pages are asked for it
const MOST_PHRASES = 8; // of a topic, that speak for it
const NEXT = 0.7; // how much each of them counts of the one before
const LEAST_OF_BEST = 0.25; // of the best result's score; what is below is noise
const MOST_TOLD = 8; // what a phrase may tell that speaks for a result
const MANY = 24; // phrases with a word, from which on it is one that the topics are about
const MOST_WORDS = 6; // beyond which more do not speak more for a result
const LITTLE = 0.3; // what little words count in how much of a query a topic explains
const MOST_MORE = 1.6; // times the score of the page for fear, beyond which another goes before it
const COVERED = 0.5; // of a score, which a topic has only as far as it explains the query
const REORDERED = 20; // the best topics, for which that is worked out
const MARKED = 0.65; // what a word is worth to be marked in a result
const FEW = 3; // words that tell, among which one of another matter weighs more
const MOST_LITTLE = 4;
const SPOKEN = 0.5; // of so many little words: a sentence
// How much each kind of evidence speaks for the best result being an answer; fitted to queries with and without one, by
// benchmarks/fit_search.mjs.
/** @type {Record<string, number>} */
const TRUST = {
  base: -5.5,
  score: 1.83,
  lead: 0.87,
  whole: 0.78,
  central: 2.11,
  words: 2.23,
  telling: 2.06,
  little: 1.44,
  people: 1.13,
  foreign: -0.25,
  danger: 0.39,
  fear: 0.41,
  found: 0.63,
  lone: 1.57,
  begun: 0,
  others: -0.64,
  otherThing: -1.49,
  otherShare: -1.77,
  otherAmongFew: -0.77,
  unanswered: -5.2,
  digits: -1.66,
  explained: 1.16,
};
const LEAST_RUN = 5; // letters of a phrase of fear that is looked for in a text without spaces
const LEAST_OF_FEAR = 0.6; // of the query, where the words of a phrase of fear stand apart

/**
 * A topic that was found; `coverage` is the share of the query that it answers, `stems` are the words to mark in it,
 * `near` says how near its nearest phrase is, `danger` that it is the safety page for words of fear.
 * @typedef {{topic: string, score: number, coverage: number, stems: string[], near?: number, danger?: boolean}} Result
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
    /** What the first result needs, and with the long phrases. @type {Map<"first" | "whole", Promise<Vocabulary>>} */
    this.vocabularies = new Map();
    /** @type {Map<string, Promise<import("./search-query.mjs").WordsFile>>} */
    this.files = new Map();
    /** The best of them that is there. @type {Vocabulary | undefined} */
    this.vocabulary = undefined;
    this.isComplete = false;
    /** @type {Map<string, Line[]>} */
    this.lines = new Map();
    /** @type {Map<string, SearchEngine>} */
    this.engines = new Map();
  }

  /** Load what every query needs, and give the best that is there; may be called early, and often. */
  async load() {
    const first = await once(this.vocabularies, "first", async () => this.#made(await this.#words()));
    return this.vocabulary ?? first;
  }

  /**
   * Load all that is typed. It is in two files, so that the first result need not wait for all.
   * @returns {Promise<Vocabulary>}
   */
  complete() {
    return once(this.vocabularies, "whole", async () => {
      const more = this.read(new URL(`${this.language}/more.json`, this.base));
      const [words, read] = await Promise.all([this.#words(), more, this.load()]);
      this.isComplete = true;
      return this.#made(words, read);
    });
  }

  /** What readers of other languages ask this one for, as keywords.json has it. */
  async keywords() {
    return keywordsOf(new Vocabulary(await this.#words(), this.language));
  }

  /** @returns {Promise<import("./search-query.mjs").WordsFile>} */
  #words() {
    return once(this.files, "words", () => this.read(new URL(`${this.language}/words.json`, this.base)));
  }

  /**
   * @param {import("./search-query.mjs").WordsFile} words
   * @param {import("./search-query.mjs").MoreFile} [more]
   */
  #made(words, more) {
    const made = new Vocabulary(words, this.language, more);
    this.vocabulary = made;
    globalThis.requestIdleCallback?.(() => this.#prepare(made).catch(() => undefined));
    return made;
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
    const [{ results, evidence }, { analyser }] = await Promise.all([this.rank(query), this.load()]);
    return isTrusted(evidence, analyser.rules.trust) ? results : [];
  }

  /**
   * Results, whether the first is an answer or not; and what speaks for that, and against it.
   * @param {string} query
   */
  async rank(query) {
    const vocabulary = await this.#knowing(query);
    const terms = await this.#withOthers(vocabulary, vocabulary.explain(query));
    const stems = terms.flatMap((term) => marked(vocabulary, term));
    const ranked = nearest(vocabulary, terms).map((found) => ({ ...found, stems }));
    const near = ranked.filter(({ score }) => score >= ranked[0].score * LEAST_OF_BEST);
    const results = safetyFirst(vocabulary, terms, near);
    return { results, evidence: results.length ? evidenceOf(vocabulary, terms, results) : undefined };
  }

  /**
   * The words that a query is asked with: all of them, where it has one that no short phrase has.
   * @param {string} query
   */
  async #knowing(query) {
    const first = await this.load();
    const isKnown = !first.explain(query).some((term) => isDoubtful(term, CREDIT.form));
    return isKnown || this.isComplete ? first : this.complete().catch(() => first);
  }

  /** The words of the other languages; of those that can be had: what is kept on no device is missing offline. */
  async #otherWords() {
    const loading = this.others.map((code) =>
      once(this.foreign, code, async () => {
        const own = this.inLanguage(code);
        const file = await this.read(new URL(`${code}/keywords.json`, this.base)).catch(() => own.keywords());
        return new ForeignWords(file, code);
      }).catch(() => undefined),
    );
    return (await Promise.all(loading)).filter((words) => words !== undefined);
  }

  /** The words of whole pages in this language. */
  async #text() {
    return once(this.foreign, this.language, async () => {
      const file = await this.read(new URL(`${this.language}/text.json`, this.base));
      return new ForeignWords(file, this.language);
    }).catch(() => undefined);
  }

  /**
   * The terms, with words that are typed for no topic looked up in the texts of the pages and among those of other
   * matters; and with what the rest say together in the language that knows most of them.
   * @param {Vocabulary} vocabulary @param {Term[]} terms
   */
  async #withOthers(vocabulary, terms) {
    const doubtful = terms.filter((term) => isDoubtful(term, CREDIT.form));
    if (!doubtful.length) return terms;
    const text = await this.#text();
    const found = terms.map((term) => (doubtful.includes(term) ? vocabulary.lookedUp(term, text) : term));
    const unsure = found.filter((term) => isDoubtful(term, SURE) && !term.elsewhere);
    if (!unsure.length) return found;
    const tried = await this.#otherWords();
    const known = tried.map((words) => unsure.filter((term) => words.knows(term.word)));
    const most = Math.max(0, ...known.map(({ length }) => length));
    if (!most) return found;
    const own = known.findIndex(({ length }) => length === most);
    const all = found.filter(
      (term) => known[own].includes(term) || (sureness(term) < SURE && tried[own].isLittle(term.word)),
    );
    return this.#translated(vocabulary, found, all, tried[own].language);
  }

  /**
   * The terms, those of another language as one that names the topics which they name there.
   * @param {Vocabulary} vocabulary @param {Term[]} terms @param {Term[]} foreign @param {string} language
   */
  async #translated(vocabulary, terms, foreign, language) {
    const other = await this.inLanguage(language).load();
    const word = foreign.map((term) => term.word).join(" ");
    const found = nearest(other, other.explain(`${word} `)).filter(({ topic }) => vocabulary.about.has(topic));
    const most = Math.max(1, ...found.map(({ score }) => score));
    const topics = new Map(found.map(({ topic, score }) => [topic, (CREDIT.foreign * score) / most]));
    const weight = Math.sqrt(sum(foreign.map((term) => term.weight ** 2)));
    return [
      ...terms.filter((term) => !foreign.includes(term)),
      { word, meanings: new Map(), topics, weight, isForeign: true },
    ];
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
 * Whether a word is less sure than that, and long enough to be looked up.
 * @param {Term} term @param {number} least
 */
const isDoubtful = (term, least) => !term.isLittle && term.word.length >= LEAST_FOREIGN && sureness(term) < least;

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
 * @param {Vocabulary} vocabulary @param {Term[]} terms
 */
function nearest(vocabulary, terms) {
  const found = [...nearness(vocabulary, terms)]
    .map(([topic, list]) => {
      list.sort((one, other) => other - one);
      const score = list.slice(0, MOST_PHRASES).reduce((all, one, index) => all + one * NEXT ** index, 0);
      return { topic, score, near: list[0] };
    })
    .sort((one, other) => other.score - one.score);
  return found
    .map((result, place) => {
      const covered = place < REORDERED ? coverage(vocabulary, terms, result.topic) : 0;
      return { ...result, coverage: covered, score: result.score * (1 - COVERED + COVERED * covered) };
    })
    .sort((one, other) => other.score - one.score);
}

/**
 * How near a query is to each phrase of each topic: the cosine between them, with words and pairs of words as
 * directions; and to what other languages and the texts of pages say.
 * @param {Vocabulary} vocabulary @param {Term[]} terms
 */
function nearness(vocabulary, terms) {
  const { dots, length } = products(vocabulary, terms);
  /** @type {Map<string, number[]>} */
  const near = new Map();
  for (const { topics, weight } of terms)
    for (const [topic, credit] of topics) near.set(topic, [...(near.get(topic) ?? []), (credit * weight) / length]);
  for (const [place, dot] of dots) {
    const { topic } = vocabulary.phrases[place];
    const list = near.get(topic) ?? [];
    list.push(dot / (length * vocabulary.lengths[place]));
    near.set(topic, list);
  }
  return near;
}

/**
 * The product of a query with each phrase that has a word of it, and how long it is.
 * @param {Vocabulary} vocabulary @param {Term[]} terms
 */
function products(vocabulary, terms) {
  /** @type {Map<number, number>} */
  const dots = new Map();
  /** @param {number} place @param {number} value */
  const add = (place, value) => dots.set(place, (dots.get(place) ?? 0) + value);
  let square = 0;
  for (const term of terms) {
    square += term.weight * term.weight;
    for (const [place, value] of hits(vocabulary, term)) add(place, value);
  }
  const stems = terms.map((term) => vocabulary.meant(term));
  for (let index = 1; index < terms.length; index++) {
    const value = (terms[index - 1].weight + terms[index].weight) / 2;
    square += value * value;
    for (const [place, own] of vocabulary.pairs.get(vocabulary.pair(stems[index - 1], stems[index])) ?? [])
      add(place, own * value);
  }
  return { dots, length: Math.sqrt(square) || 1 };
}

/**
 * The phrases with a word that a term may stand for, each with the best that it is worth there.
 * @param {Vocabulary} vocabulary @param {Term} term
 */
function hits({ places, weights }, { meanings, weight }) {
  /** @type {Map<number, number>} */
  const found = new Map();
  for (const [number, credit] of meanings) {
    const value = credit * weights[number] * weight;
    for (const place of places.get(number) ?? []) if (value > (found.get(place) ?? 0)) found.set(place, value);
  }
  return found;
}

/**
 * How much of a query a topic explains: of what its words tell, those that stand in its phrases.
 * @param {Vocabulary} vocabulary @param {Term[]} terms @param {string} topic
 */
function coverage(vocabulary, terms, topic) {
  const own = vocabulary.placesOf(topic);
  let [found, all] = [0, 0];
  for (const term of terms) {
    const tells = term.weight * (term.isLittle ? LITTLE : 1);
    found += tells * explained(own, term, topic);
    all += tells;
  }
  return found / (all || 1);
}

/**
 * How much of a term a topic with these words explains.
 * @param {Set<number>} own @param {Term} term @param {string} topic
 */
function explained(own, { meanings, topics }, topic) {
  let most = topics.get(topic) ?? 0;
  for (const [number, credit] of meanings) if (credit > most && own.has(number)) most = credit;
  return most;
}

/**
 * Whether a query is just what is typed for a topic, or the beginning of that.
 * @param {Record<string, number>} evidence
 */
const isPlain = ({ found, begun }) => found + begun > 0;

/**
 * Whether somebody is afraid: there are words of fear, and no word of another matter beside them, as in a knife
 * sharpener; or somebody speaks in sentences, or of people, as nobody does who looks for a thing.
 * @param {Record<string, number>} evidence
 */
const isFear = ({ fear, otherThing, people, little }) => fear > 0 && (!otherThing || people + little >= SPOKEN);

/**
 * Whether the first result is an answer: what speaks for it and against it, weighed. Fear is never weighed.
 * @param {Record<string, number> | undefined} evidence nothing where there is no result
 * @param {number} trust how much more it speaks for it in this language, which may be less than nothing
 */
function isTrusted(evidence, trust) {
  if (!evidence || isPlain(evidence) || isFear(evidence)) return evidence !== undefined;
  const told = sum(Object.entries(evidence).map(([name, value]) => TRUST[name] * value));
  return evidence.telling > 0 && told + TRUST.base + trust >= 0;
}

/**
 * What speaks for the first result, and against it.
 * @param {Vocabulary} vocabulary @param {Term[]} terms @param {Result[]} results
 */
function evidenceOf(vocabulary, terms, results) {
  const [best, second] = results;
  const telling = terms.filter(({ isLittle }) => !isLittle);
  const own = vocabulary.placesOf(best.topic);
  const whole = vocabulary.phrases.filter(({ topic, words }) => topic === best.topic && isAsked(terms, words));
  const tells = Math.max(0, ...whole.map(({ words }) => sum(words.map((word) => vocabulary.weights[word]))));
  const others = telling.filter(
    (term) => term.elsewhere && explained(own, term, best.topic) < (term.elsewhere === CREDIT.same ? 1 : CREDIT.plain),
  );
  const all = sum(telling.map(({ weight }) => weight)) || 1;
  /** @param {(term: Term) => number} part how much of a word's weight counts */
  const share = (part) => sum(telling.map((term) => term.weight * part(term))) / all;
  return {
    score: best.score,
    lead: best.score - (second?.score ?? 0),
    whole: Math.min(1, tells / MOST_TOLD),
    central: sum(telling.map((term) => centrality(vocabulary, term))) / (telling.length || 1),
    words: Math.min(MOST_WORDS, terms.length) / MOST_WORDS,
    telling: Math.min(MOST_WORDS, telling.length) / MOST_WORDS,
    little: Math.min(MOST_LITTLE, terms.length - telling.length) / MOST_LITTLE,
    people: Number(terms.some(({ word }) => vocabulary.people.has(word))),
    foreign: Number(terms.some(({ isForeign }) => isForeign)),
    danger: Number(best.danger ?? false),
    fear: Number(results.some(({ danger }) => danger)),
    found: Number(vocabulary.isTyped(terms)),
    lone: Number(terms.length === 1),
    begun: Number(terms.some(({ isBegun, topics }) => isBegun && topics.has(best.topic))),
    others: Math.min(2, others.length),
    otherThing: Number(others.some((term) => term.elsewhere === CREDIT.same)),
    otherShare: share((term) => Number(others.includes(term))),
    otherAmongFew: Number(others.length > 0 && telling.length <= FEW),
    unanswered: vocabulary.unanswered.likeness(terms),
    digits: Number(telling.some((term) => /\d/u.test(term.word) && sureness(term) < SURE)),
    explained: share((term) => explained(own, term, best.topic)),
  };
}

/**
 * Whether all words of a phrase are asked for, endings and typing errors forgiven.
 * @param {Term[]} terms @param {number[]} words
 */
const isAsked = (terms, words) => words.every((word) => terms.some((term) => isSame(term, word)));

/**
 * How much a word belongs to what the topics are about: the more of what is typed for them has it, up to 1.
 * @param {Vocabulary} vocabulary @param {Term} term
 */
function centrality(vocabulary, { meanings }) {
  const each = [...meanings].map(([number, credit]) => {
    const count = vocabulary.counts.get(vocabulary.stems[number]) ?? 0;
    return credit * Math.min(1, Math.log(1 + count) / Math.log(1 + MANY));
  });
  return Math.max(0, ...each);
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
    .map((phrase) => ({
      ...phrase,
      value: (stands(terms, phrase.words) ? 2 : 1) * (isTypedSo(terms, phrase.words) ? 2 : 1) * tells(phrase),
    }))
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
  const isLess = (found?.score ?? 0) * MOST_MORE < results[0]?.score;
  const score = Math.max(results[0]?.score ?? 0, found?.score ?? 0);
  const feared = { topic: worst.topic, coverage: 1, stems: results[0]?.stems ?? [], ...found, score, danger: true };
  const others = results.filter(({ topic }) => topic !== worst.topic);
  if (isLess && tells(worst) < LEAST_OF_FEAR * total) return [others[0], feared, ...others.slice(1)];
  return [feared, ...others];
}

/**
 * Whether words stand in a query word by word, endings and typing errors forgiven.
 * @param {Term[]} terms @param {number[]} words
 */
const stands = (terms, words) =>
  terms.some((_, place) => words.every((word, index) => isSame(terms[place + index], word)));

/**
 * Whether words were typed as they are.
 * @param {Term[]} terms @param {number[]} words
 */
const isTypedSo = (terms, words) =>
  words.every((word) => terms.some(({ meanings }) => meanings.get(word) === CREDIT.same));

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
  if (
    run.length >= LEAST_RUN &&
    terms
      .map(({ word }) => word)
      .join("")
      .includes(run)
  )
    return true;
  if (stems.size < 2 || tells < LEAST_OF_FEAR * total) return false;
  return words.every((word) => vocabulary.isLittle[word] || stands(terms, [word]));
}
