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
const PLACE = 0.5; // a word in a summary or better says what a topic is about; a word in plain text counts less
const TELLING = 1; // the rarity from which one such word is an answer by itself
const SENTENCE = 4; // words that tell, from which a query is a sentence
const TITLED = 0.9; // how good a place a title is, at the least
const RARE = 2; // what a word tells that is an answer by itself, though no title or keyword is just that
const LEAST_SURE_PHRASE = 0.3; // of the query's weight, for a phrase of it to be an answer
const LEAST_PHRASE = 0.5; // of the query's weight, where much of it is guessed
const FEW = 3; // words that tell
const FEW_PIECES = 5; // the same where words are written without spaces, and fall into smaller ones
const MOST_OF_IT = 0.62; // of the weight of a query of few words
const PART_OF_IT = 0.4; // of the weight of one of more words, nearly all of them known
const LITTLE_DOUBT = 0.25;
const MOST_DOUBT = 0.34; // of the query's weight; above it a topic must have a whole phrase that was asked for
const REORDERED = 20;
const TITLE_CLOSENESS = 1.8;
const WHOLE = 0.7; // how close a phrase of several words is that stands in the query as a whole, whatever else does
const ONE_WORD = 0.5; // the same for a phrase of one word
const VERBATIM = 0.9; // the same where it stands there word by word
const SAME = 1.2; // where the query is just that
const LEAST_MISTYPED = 6; // letters a word of fear has for a typing error in it to be forgiven
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
      globalThis.requestIdleCallback?.(() => vocabulary.prepare());
      return vocabulary;
    });
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
    const results = believable(vocabulary, terms, typed, scored(vocabulary, terms))
      .map(([topic, { score, coverage }]) => ({ topic, coverage, score: score * Math.sqrt(coverage), stems }))
      .sort((one, other) => other.score - one.score);
    const enough = results.some(({ coverage }) => coverage >= ENOUGH);
    const foreign = enough ? [] : await this.#foreign(vocabulary, query);
    const also = new Set(foreign.map(({ topic }) => topic));
    const all = [...foreign, ...results.filter(({ topic }) => !also.has(topic))];
    return safetyFirst(vocabulary, typed, closest(vocabulary, typed, all));
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
    const unknown = terms.filter((term) => isUnknown(term) || isGuessed(term));
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
 * Those sums that are an answer. One topic at least must have most of the query, or a whole phrase of it; where much of
 * the query is guessed, each must have such a phrase.
 * @param {Vocabulary} vocabulary @param {Term[]} terms @param {Query} query @param {Map<string, Sum>} sums
 */
function believable(vocabulary, terms, query, sums) {
  const found = [...sums].filter(([, { coverage, about }]) => coverage >= (about ? LEAST_ABOUT : LEAST_COVERAGE));
  const doubted = doubt(terms);
  const isDoubtful = doubted > MOST_DOUBT;
  const least = (isDoubtful ? LEAST_PHRASE : LEAST_SURE_PHRASE) * query.total;
  const whole = found.filter(([topic]) => hasWholePhrase(vocabulary, terms, query, topic, least));
  if (terms.length === 1 && !isDoubtful) {
    const isTitled = () =>
      [...terms[0].variants.keys()].some((word) => vocabulary.places(word).some(([, place]) => place >= TITLED));
    return whole.length || query.total >= RARE || isTitled() ? found : [];
  }
  const { script } = vocabulary.analyser.rules;
  if (isDoubtful && (whole.length || script || terms.length < SENTENCE)) return whole;
  // A sentence is the reader's own: two of its words that a topic is about will do.
  if (isDoubtful) return found.filter(([, { named }]) => named >= 2);
  const few = script ? FEW_PIECES : FEW;
  const most = terms.length < few || doubted > LITTLE_DOUBT ? MOST_OF_IT : PART_OF_IT;
  return whole.length || found.some(([, { coverage }]) => coverage >= most) ? found : [];
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
 * @typedef {{asked: Map<string, number>, words: string[], typed: Set<string>, text: string, total: number}} Query
 */

/**
 * @param {Vocabulary} vocabulary @param {Term[]} terms @param {string} text
 * @returns {Query}
 */
function queryOf(vocabulary, terms, text) {
  const words = vocabulary.analyser.words(text);
  const total = terms.reduce((sum, { weight }) => sum + weight, 0);
  return { asked: askedStems(terms), words, typed: new Set(words), text: ` ${words.join(" ")} `, total };
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
    return { ...result, score: result.score * (1 + most) };
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
 * The share of a query of which it is only guessed what is meant, or not known at all.
 * @param {Term[]} terms
 */
function doubt(terms) {
  const sum = (/** @type {Term[]} */ some) => some.reduce((total, { weight }) => total + weight, 0);
  const sure = (/** @type {Term} */ { variants, topics }) =>
    topics.size > 0 || [...variants.values()].some((credit) => credit > CREDIT.near || credit === CREDIT.short);
  return sum(terms.filter((term) => !sure(term))) / (sum(terms) || 1);
}

/**
 * Whether all that a title or keyword of a topic says was asked for, typing errors forgiven, and tells `least` or more.
 * @param {Vocabulary} vocabulary @param {Term[]} terms @param {Query} query @param {string} topic @param {number} least
 */
function hasWholePhrase(vocabulary, terms, { asked, text }, topic, least) {
  if (terms.some(({ topics, isForeign }) => !isForeign && topics.has(topic))) return true;
  const phrases = [
    ...(vocabulary.about.get(topic) ?? []),
    ...vocabulary.danger.filter((phrase) => phrase.topic === topic),
  ];
  // Of a phrase with one word that tells, the little ones must be there too.
  return phrases.some(
    (phrase) =>
      isAskedWhole(asked, phrase) &&
      tell(vocabulary, phrase) >= least &&
      (phrase.stems.size > 1 || phrase.words.length === 1 || text.includes(` ${phrase.words.join(" ")} `)),
  );
}

/**
 * The results, with the safety page first where the query has words of fear. A longer phrase of another topic that has
 * these words in it goes before: a knife to the throat is danger, a knife bought last week is not.
 * @param {Vocabulary} vocabulary @param {Query} query @param {Result[]} results @returns {Result[]}
 */
function safetyFirst(vocabulary, query, results) {
  /** @param {Phrase} phrase */
  const stands = ({ words }) => query.text.includes(` ${words.join(" ")} `);
  const [worst] = vocabulary.danger
    .filter((phrase) => isFeared(vocabulary, query, phrase))
    .map((phrase) => ({ ...phrase, value: (stands(phrase) ? 2 : 1) * tell(vocabulary, phrase) }))
    .sort((one, other) => other.value - one.value || other.words.length - one.words.length);
  if (!worst) return results;
  /** @param {Phrase} phrase */
  const isMore = ({ topic, words, stems }) =>
    topic !== worst.topic &&
    (stands({ topic, words, stems })
      ? words.length > worst.words.length
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
  if (analyser.unmarked(typed) === analyser.unmarked(word)) return typed === analyser.unmarked(typed);
  return word.length >= LEAST_MISTYPED && !known.has(stem) && errors(typed, word) <= 1;
}

/** @param {Term} term */
const isGuessed = ({ variants }) => variants.size > 0 && Math.max(...variants.values()) <= CREDIT.near;
