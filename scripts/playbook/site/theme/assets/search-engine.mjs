// Finding topics: the query's words become words of the index, their lists name the topics, and what is known of those
// decides the order. Nothing here touches the page.

import { ForeignWords } from "./search-foreign.mjs";
import { split } from "./search-hits.mjs";
import { CREDIT, isLike, isUnknown, Vocabulary } from "./search-query.mjs";
import { otherLayouts } from "./search-typed.mjs";
import { errors } from "./search-words.mjs";

const LEAST_COVERAGE = 0.45; // of the query's weight must be found, so that a query without an answer finds nothing
const LEAST_ABOUT = 0.2; // the same for a topic that is about one of the words
const LEAST_OF_BEST = 0.08; // of the best result's score; what is below is noise
const ENOUGH = 0.7; // a coverage below which the query may be in another language
const REHEARSED = 4; // titles that are asked for ahead
const LEAST_FOREIGN = 3; // letters a word has for other languages to be asked
const PLACE = 0.5; // a word in a summary or better says what a topic is about; a word in plain text counts less
const MOST_TOLD = 8; // what a phrase may tell that speaks for a result
const MOST_WORDS = 4; // words that tell, beyond which more do not speak more for a result
// How much each kind of evidence speaks for the best result being an answer; fitted to queries with and without one.
/** @type {Record<string, number>} */
const TRUST = {
  base: -6,
  covered: 2.5,
  like: 2,
  whole: 1.6,
  share: 1.5,
  named: 2.7,
  known: 1.1,
  terms: 0.8,
  words: 4,
  total: -1,
  central: 0.8,
  only: 1,
  people: 3.1,
  foreign: 0.9,
  elsewhere: -3.8,
};
const TELLING = 1; // the rarity from which one such word is an answer by itself
const REORDERED = 20;
const CLOSE = 1.8; // what it counts that a phrase of a topic was asked for
const TITLE_CLOSENESS = 1.8;
const WHOLE = 0.55; // how close a phrase of several words is that stands in the query as a whole, whatever else does
const ONE_WORD = 0.5; // the same for a phrase of one word
const VERBATIM = 0.9; // the same where it stands there word by word
const SAME = 1.6; // where the query is just that
const LEAST_MISTYPED = 5; // letters a word of fear has for a typing error in it to be forgiven
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
 * What the words of a query come to for a topic: `about` says whether it is about one of them, `named` about how many.
 * @typedef {{score: number, coverage: number, about: boolean, named: number}} Sum
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
    const titles = [...vocabulary.about.values()].slice(0, REHEARSED).map(([title]) => title.words.join(" "));
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
    const terms = await this.#withForeign(vocabulary, vocabulary.explain(query));
    const stems = terms.flatMap((term) => [...term.variants.keys()]);
    const typed = queryOf(vocabulary, terms, query);
    const sums = scored(vocabulary, terms);
    const found = [...sums]
      .filter(([, { coverage, about }]) => coverage >= (about ? LEAST_ABOUT : LEAST_COVERAGE))
      .map(([topic, { score, coverage }]) => ({ topic, coverage, score: score * Math.sqrt(coverage), stems }))
      .sort((one, other) => other.score - one.score);
    const ranked = closest(vocabulary, typed, found);
    const results = isTrusted(vocabulary, terms, typed, ranked[0], sums) ? ranked : [];
    const enough = results.some(({ coverage }) => coverage >= ENOUGH);
    const isElsewhere = terms.some((term) => term.isElsewhere);
    const foreign =
      enough || isElsewhere || query.trim().length < LEAST_FOREIGN ? [] : await this.#foreign(vocabulary, query);
    const also = new Set(foreign.map(({ topic }) => topic));
    const all = [...foreign, ...results.filter(({ topic }) => !also.has(topic))];
    return safetyFirst(vocabulary, typed, terms, foreign.length ? closest(vocabulary, typed, all) : all);
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

  /**
   * The terms, with words that nobody writes here looked up alone in the other languages.
   * @param {Vocabulary} vocabulary @param {Term[]} terms
   */
  async #withForeign(vocabulary, terms) {
    const unknown = terms.filter((term) => term.word.length >= LEAST_FOREIGN && (isUnknown(term) || isGuessed(term)));
    if (!unknown.length) return terms;
    /** @type {{known: Map<Term, Map<string, number>>, words: ForeignWords}[]} */
    const tried = (await this.#otherWords()).map((words) => ({
      words,
      known: new Map(
        unknown
          .map((term) => /** @type {const} */ ([term, here(vocabulary, words.places(term.word))]))
          .filter(([, found]) => found.size),
      ),
    }));
    tried.sort((one, other) => other.known.size - one.known.size);
    return terms.flatMap((term) => {
      const found = tried.find(({ known }) => known.has(term));
      if (found) return [named(vocabulary, term, found.known.get(term) ?? new Map())];
      if (isGuessed(term)) return [term];
      const isLittle = unknown.includes(term) && tried[0]?.known.size && tried[0].words.isLittle(term.word);
      return isLittle ? [] : [term];
    });
  }

  /**
   * Topics whose title or keywords in another language are asked for; the language that knows most words wins.
   * @param {Vocabulary} vocabulary @param {string} query @returns {Promise<Result[]>}
   */
  async #foreign(vocabulary, query) {
    const found = (await this.#otherWords()).map((words) =>
      words.search(query).filter(({ topic }) => vocabulary.about.has(topic)),
    );
    found.sort((one, other) => (other[0]?.coverage ?? 0) - (one[0]?.coverage ?? 0));
    return (found[0] ?? []).map((result) => ({ ...result, stems: [] }));
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
 * A term that names topics directly.
 * @param {Vocabulary} vocabulary @param {Term} term @param {Map<string, number>} topics @returns {Term}
 */
const named = (vocabulary, term, topics) => ({
  ...term,
  topics,
  weight: vocabulary.rarity(topics.size),
  isForeign: true,
});

/**
 * What the words of a query come to for each topic.
 * @param {Vocabulary} vocabulary @param {Term[]} terms
 */
function scored(vocabulary, terms) {
  const total = terms.reduce((sum, term) => sum + term.weight, 0);
  /** @type {Map<string, Sum>} */
  const scores = new Map();
  for (const term of terms) {
    for (const [topic, { value, share, about }] of bestPlaces(vocabulary, term)) {
      const sum = scores.get(topic) ?? { score: 0, coverage: 0, about: false, named: 0 };
      sum.about ||= about;
      sum.named += Number(about);
      sum.score += value;
      sum.coverage += (share * term.weight) / total;
      scores.set(topic, sum);
    }
  }
  return scores;
}

/**
 * Whether the best result is an answer: what speaks for it and against it, weighed. That somebody is spoken of, or the
 * reader speaks of himself, says that it is about people; a word of another matter that it is not.
 * @param {Vocabulary} vocabulary @param {Term[]} terms @param {Query} query @param {Result | undefined} best
 * @param {Map<string, Sum>} sums
 */
function isTrusted(vocabulary, terms, query, best, sums) {
  if (!best) return false;
  // A phrase that is being typed, or one of little words, names its topic.
  if (terms.some(({ topics, isForeign }) => !isForeign && topics.has(best.topic))) return true;
  const evidence = Object.entries(evidenceOf(vocabulary, terms, query, best, sums));
  return evidence.reduce((sum, [name, value]) => sum + TRUST[name] * value, TRUST.base) >= 0;
}

/**
 * What speaks for a result, and against it.
 * @param {Vocabulary} vocabulary @param {Term[]} terms @param {Query} query @param {Result} best
 * @param {Map<string, Sum>} sums
 */
function evidenceOf(vocabulary, terms, query, best, sums) {
  const phrases = vocabulary.about.get(best.topic) ?? [];
  const whole = phrases.filter((phrase) => isWhole(vocabulary, query, phrase));
  const tells = Math.max(0, ...whole.map((phrase) => tell(vocabulary, phrase)));
  const known = terms.filter((term) => !isUnknown(term)).length;
  return {
    covered: best.coverage,
    like: Math.max(0, ...phrases.map((phrase) => likeness(vocabulary, query, phrase))),
    whole: Math.min(1, tells / MOST_TOLD),
    share: Math.min(1, tells / (query.total || 1)),
    named: Math.min(MOST_WORDS, sums.get(best.topic)?.named ?? 0) / MOST_WORDS,
    known: known / terms.length,
    terms: Math.min(MOST_WORDS, terms.length) / MOST_WORDS,
    words: Math.min(2 * MOST_WORDS, query.words.length) / (2 * MOST_WORDS),
    total: Math.log(query.total + 1),
    central: centrality(vocabulary, terms),
    only: Number(terms.length === 1 && whole.length > 0),
    people: Number(query.words.some((word) => vocabulary.people.has(word))),
    foreign: Number(terms.some(({ isForeign }) => isForeign)),
    elsewhere: Math.min(2, terms.filter(({ isElsewhere }) => isElsewhere).length),
  };
}

/**
 * How much the words of a query belong to what the topics are about, on average.
 * @param {Vocabulary} vocabulary @param {Term[]} terms
 */
function centrality(vocabulary, terms) {
  const each = terms
    .filter(({ word }) => !vocabulary.faint.has(vocabulary.analyser.stem(word)))
    .map(({ variants, isElsewhere }) =>
      isElsewhere ? 0 : Math.max(0, ...[...variants].map(([word, credit]) => credit * vocabulary.centrality(word))),
    );
  return each.reduce((sum, one) => sum + one, 0) / (each.length || 1);
}

/**
 * Whether all that a phrase says was asked for; of one with a single word that tells, the little ones too.
 * @param {Vocabulary} vocabulary @param {Query} query @param {Phrase} phrase
 */
function isWhole({ analyser }, { asked, plain }, phrase) {
  const little = phrase.words.filter((word) => analyser.stop.has(word)).map((word) => analyser.unmarked(word));
  return isAskedWhole(asked, phrase) && (phrase.stems.size > 1 || little.every((word) => plain.has(word)));
}

/**
 * The topics in which one of a term's variants stands, each with the best that it is worth there.
 * @param {Vocabulary} vocabulary @param {Term} term
 */
function bestPlaces(vocabulary, { variants, topics, weight }) {
  /** @type {Map<string, {value: number, share: number, about: boolean}>} */
  const best = new Map();
  for (const [topic, place] of topics) best.set(topic, { value: place * weight, share: 1, about: true });
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
 * A query as it is compared with phrases: the words of the index that are asked for, each with its credit; the words as
 * they were typed, also as one text; and the weight of all.
 * @typedef {{asked: Map<string, number>, words: string[], typed: Set<string>, plain: Set<string>,
 *   text: string, total: number}} Query
 */

/**
 * @param {Vocabulary} vocabulary @param {Term[]} terms @param {string} text
 * @returns {Query}
 */
function queryOf(vocabulary, terms, text) {
  const words = vocabulary.analyser.words(text);
  const total = terms.reduce((sum, { weight }) => sum + weight, 0);
  const plain = new Set(words.map((word) => vocabulary.analyser.unmarked(word)));
  return { asked: askedStems(terms), words, typed: new Set(words), plain, text: ` ${words.join(" ")} `, total };
}

/**
 * The best results once more, those first whose title or a keyword says just what was asked.
 * @param {Vocabulary} vocabulary @param {Query} query @param {Result[]} results
 */
function closest(vocabulary, query, results) {
  const top = results.slice(0, REORDERED).map((result) => {
    const [title, ...keywords] = vocabulary.about.get(result.topic) ?? [];
    const closeness = isAskedWhole(query.asked, title) ? TITLE_CLOSENESS : 1;
    const close = keywords.map((phrase) => likeness(vocabulary, query, phrase));
    const most = Math.max(closeness * likeness(vocabulary, query, title), ...close);
    return { ...result, score: result.score * (1 + CLOSE * most) };
  });
  top.sort((one, other) => other.score - one.score);
  return [...top, ...results.slice(REORDERED)].filter(({ score }) => score >= top[0].score * LEAST_OF_BEST);
}

/**
 * The words of the index that are asked for, each with its credit.
 * @param {Term[]} terms
 */
function askedStems(terms) {
  /** @type {Map<string, number>} */
  const asked = new Map();
  for (const { variants } of terms) {
    for (const [word, credit] of variants) asked.set(word, Math.max(credit, asked.get(word) ?? 0));
  }
  return asked;
}

/**
 * How likely a phrase of a topic is what was asked for: 0 where nothing of it was; the more, the more of it and the
 * less else was asked; most where it stands in the query word by word.
 * @param {Vocabulary} vocabulary @param {Query} query @param {Phrase} phrase
 */
function likeness(vocabulary, { asked, typed, text, total }, { words, stems }) {
  let [common, all] = [0, 0];
  for (const stem of stems) {
    const weight = vocabulary.weight(stem);
    all += weight;
    common += weight * (asked.get(stem) ?? 0);
  }
  if (!common) return 0;
  const own = ` ${words.join(" ")} `;
  if (own === text) return SAME;
  const telling = words.filter((word) => !vocabulary.analyser.stop.has(word));
  const exactly = telling.filter((word) => typed.has(word)).length / telling.length;
  const whole = isAskedWhole(asked, { stems })
    ? stems.size === 1
      ? ONE_WORD
      : text.includes(own)
        ? VERBATIM
        : WHOLE
    : 0;
  return (0.8 + 0.2 * exactly) * Math.max(common / Math.max(all, total), whole);
}

/**
 * How much a phrase tells.
 * @param {Vocabulary} vocabulary @param {{stems: Set<string>}} phrase
 */
const tell = (vocabulary, { stems }) => [...stems].reduce((sum, stem) => sum + vocabulary.weight(stem), 0);

/**
 * Whether all that a phrase says was asked for, typing errors forgiven.
 * @param {Map<string, number>} asked @param {{stems: Set<string>}} phrase
 */
const isAskedWhole = (asked, { stems }) =>
  stems.size > 0 && [...stems].every((stem) => (asked.get(stem) ?? 0) >= CREDIT.near);

/**
 * The results, with the safety page first where the query has words of fear. A longer phrase of another topic that has
 * these words in it goes before: a knife to the throat is danger, a knife bought last week is not.
 * One word of fear beside a word of another matter is none: a knife sharpener.
 * @param {Vocabulary} vocabulary @param {Query} query @param {Term[]} terms @param {Result[]} results
 * @returns {Result[]}
 */
function safetyFirst(vocabulary, query, terms, results) {
  const isElsewhere = terms.some((term) => term.isElsewhere);
  /** @param {Phrase} phrase */
  const stands = ({ words }) => query.text.includes(` ${words.join(" ")} `);
  const [worst] = vocabulary.danger
    .filter((phrase) => isFeared(vocabulary, query, phrase) && !(isElsewhere && phrase.words.length === 1))
    .map((phrase) => ({ ...phrase, value: (stands(phrase) ? 2 : 1) * tell(vocabulary, phrase) }))
    .sort((one, other) => other.value - one.value || other.words.length - one.words.length);
  if (!worst) return results;
  // Words for the customer make no phrase longer: a drunk customer is as much danger as a drunk.
  /** @param {string[]} words */
  const size = (words) => words.filter((word) => !vocabulary.faint.has(vocabulary.analyser.stem(word))).length;
  /** @param {Phrase} phrase */
  const isMore = ({ topic, words, stems }) =>
    topic !== worst.topic &&
    (stands({ topic, words, stems })
      ? size(words) > size(worst.words)
      : stems.size > worst.stems.size && isAskedWhole(query.asked, { stems })) &&
    [...worst.stems].every((stem) => stems.has(stem));
  if ([...vocabulary.about.values()].flat().some(isMore)) return results;
  const found = results.find(({ topic }) => topic === worst.topic);
  const stems = [...query.asked.keys()];
  const first = { topic: worst.topic, score: Infinity, coverage: 1, stems, ...found, danger: true };
  return [first, ...results.filter(({ topic }) => topic !== worst.topic)];
}

/**
 * Whether a phrase of fear is in a query: word by word, endings and typing errors forgiven; or, where it has several
 * words that tell, these words, if the query has little else.
 * @param {Vocabulary} vocabulary @param {Query} query @param {Phrase} phrase
 */
function isFeared(vocabulary, { words, total }, phrase) {
  /** @param {string} one @param {string} other */
  const isSame = (one, other) => one === other || isFormOf(vocabulary, one, other);
  /** @param {string[]} some */
  const stands = (some) =>
    words.some((_, place) => some.every((word, index) => isSame(words[place + index] ?? "", word)));
  if (stands(phrase.words)) return true;
  // Where words are written without spaces, two may be cut in another place.
  const run = phrase.words.join("");
  if (vocabulary.analyser.rules.script && run.length >= LEAST_RUN && words.join("").includes(run)) return true;
  const telling = phrase.words.filter((word) => !vocabulary.analyser.stop.has(word));
  if (phrase.stems.size < 2 || !telling.every((word) => stands([word]))) return false;
  return tell(vocabulary, phrase) >= LEAST_OF_FEAR * total;
}

/**
 * Whether a typed word is another form of a word of fear, or that word with a typing error.
 * @param {Vocabulary} vocabulary @param {string} typed @param {string} word
 */
function isFormOf({ analyser, known }, typed, word) {
  if (typed.length < 3 || analyser.stop.has(word)) return false;
  const [stem, own] = [analyser.stem(typed), analyser.stem(word)];
  if (stem === own) return isLike(typed, word);
  if (analyser.isUnmarked(typed, word)) return true;
  return word.length >= LEAST_MISTYPED && !known.has(stem) && errors(typed, word) <= 1;
}

/** @param {Term} term */
const isGuessed = ({ variants }) => variants.size > 0 && Math.max(...variants.values()) <= CREDIT.near;
