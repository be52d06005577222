// What a query may mean: its words, with endings, typing errors and parts of words allowed for, as words of the index.

import { greekSound, latinSounds } from "./search-typed.mjs";
import { Analyser, errors, isSwapped, listed, SIGNS, unshifted } from "./search-words.mjs";

export const CREDIT = {
  exact: 1,
  plain: 0.95, // a letter with a mark was typed without it
  prefix: 0.7,
  sound: 0.85,
  parts: 0.6,
  long: 0.85, // one typing error in a long word
  near: 0.75,
  short: 0.72, // a short stem, of which no title or keyword has such a form
  begun: 0.7, // the beginning of a word that is not being typed any more
  shorter: 0.7,
  foreign: 0.7,
  far: 0.6, // two typing errors
  inner: 0.8,
  begins: 0.5,
  beside: 0.4, // parts of a word that is known as a whole
};
const LEAST_TYPO = 5; // letters a word has for a typing error in it to be forgiven
const LEAST_TWO = 8; // the same for two
const MANY_ROWS = 24; // phrases with a word, from which on it is one that the topics are about
const FIRST_LETTERS = 2; // by which words of other matters are found
const LEAST_PART = 4; // letters a part of a word has
const SURE = 4; // letters from which a word of the dictionary is believed to be one
const UNKNOWN = 3; // what a word counts that no topic has
const UNKNOWN_IN_SENTENCE = 1.5; // the same among at least MANY words, where one may well be left out
const MANY = 3;
const FAINT = 0.4; // what a word for the customer counts beside others
const LITTLE = 3; // what a phrase made of little words counts
const PREFIX_PLACES = [0.8, 0.6]; // what it is worth that a phrase, or a word in it, begins as the query ends
const MOST_ENDING = 4; // letters in which two forms of a word may differ at their ends
const LITTLE_LESS = 0.25; // of credit, by which a word that tells goes before one for the customer
const UNKNOWABLE = "?";
const MOST_VARIANTS = 6;
const LEAST_WORD = 3; // letters of a word of a phrase that the dictionary has by that
const ONE_BYTE = 0x5e; // words with a sign of one byte
const LAST_SIGNS = 48; // signs that end a distance in a list
const STEP_SIGNS = "!#$%&*"; // the weights from the second on
const TITLE_STEP = 4; // the step that a word in a title has

/**
 * What counts how much: a word in a title, in a keyword, as a part of one, said again; and how often that counts.
 * @typedef {{title: number, keywords: number, part: number, again: number, most: number}} Weights
 * What words.json holds: each word of titles, keywords and what people type, and these phrases as signs for such words;
 * `posted` in scripts/playbook/search/index.py says how lists are written.
 * @typedef {{rules: import("./search-words.mjs").Rules, typed: string, topics: Record<string, string>,
 *   danger: Record<string, string>, steps: number[], weights: Weights,
 *   words: string, lists: string, cut: string, elsewhere: string}} WordsFile
 * A title, a keyword or what people type: its folded words, and the stems of those that say something.
 * @typedef {{topic: string, words: string[], stems: Set<string>}} Phrase
 * A word of the query: the words of the index that it may stand for, each with a credit; topics that it names directly,
 * each with how good the place is, and whether by a word of another language; how much it tells; and whether it is of a
 * matter that no topic is about.
 * @typedef {{word: string, variants: Map<string, number>, topics: Map<string, number>, weight: number,
 *   isForeign?: boolean, isElsewhere?: boolean}} Term
 */

/** @param {Term} term */
export const isUnknown = ({ word, variants, topics }) => !variants.size && !topics.size && word !== UNKNOWABLE;

/** The words of one language's index. */
export class Vocabulary {
  /** @param {WordsFile} file @param {string} language */
  constructor({ rules, typed, topics, danger, steps, weights, words, lists, cut, elsewhere }, language) {
    this.language = language;
    this.topics = Object.keys(topics);
    this.unit = steps[TITLE_STEP];
    this.steps = steps.map((step) => step / this.unit);
    const unsaid = listed(words, rules);
    const written = lists.split(" ");
    this.lists = new Map(unsaid.map((word, index) => [word, written[index]]));
    const all = listed(typed, rules);
    const long = all.filter((word) => word.length >= LEAST_WORD);
    this.analyser = new Analyser(rules, [...unsaid, ...listed(cut, rules), ...long]);
    this.faint = new Set(rules.faint.map((word) => this.analyser.stem(word)));
    /** Words for people: who a query is about. */
    this.people = new Set([...rules.faint, ...rules.people]);
    /** Titles and keywords by topic, the title first. */
    this.about = this.#phrases(topics, all);
    /** What is typed in fear. */
    this.danger = [...this.#phrases(danger, all).values()].flat();
    const phrases = [...[...this.about.values()].flat(), ...this.danger];
    /** Words of titles and keywords, with the topics that they name, each with how good the place is. */
    this.named = this.#named(phrases, weights);
    this.sorted = [...new Set([...unsaid, ...this.named.keys()])].sort();
    this.known = new Set(this.sorted);
    /** Words of matters that no topic is about, by their beginnings. */
    this.elsewhere = this.#elsewhere(elsewhere, phrases);
    this.little = phrases.filter(({ words: all, stems }) => all.length > 1 && !stems.size);
    this.typed = [...new Set(phrases.flatMap((phrase) => phrase.words))].filter(
      (word) => !this.analyser.stop.has(word),
    );
    /** @type {Map<string, Map<string, number>>} */
    this.understood = new Map();
    /** @type {Map<string, [string, number][]>} */
    this.placed = new Map();
    /** @type {Map<string, string> | undefined} */
    this.sounds = undefined;
    /** @type {Map<string, string[]> | undefined} */
    this.plain = undefined;
    /** @type {Map<string, string[]> | undefined} */
    this.stemmed = undefined;
    /** @type {Map<string, number> | undefined} */
    this.rows = undefined;
  }

  /**
   * Phrases by topic, from signs for the words in `all`.
   * @param {Record<string, string>} topics @param {string[]} all @returns {Map<string, Phrase[]>}
   */
  #phrases(topics, all) {
    /** @param {string} topic @param {string} signs */
    const phrase = (topic, signs) => {
      const words = [...signs].map((sign) => all[numberOf(sign)]);
      const telling = words.filter((word) => !this.analyser.stop.has(word));
      return { topic, words, stems: new Set(telling.map((word) => this.analyser.stem(word))) };
    };
    return new Map(
      Object.entries(topics).map(([topic, text]) => [topic, text.split(" ").map((signs) => phrase(topic, signs))]),
    );
  }

  /**
   * The words of other matters, without those that are a title or keyword by themselves; by their first letters.
   * @param {string} text @param {Phrase[]} phrases @returns {Map<string, string[]>}
   */
  #elsewhere(text, phrases) {
    const alone = new Set(phrases.filter(({ words }) => words.length === 1).map(({ words }) => words[0]));
    /** @type {Map<string, string[]>} */
    const found = new Map();
    for (const word of text ? unshifted(text, this.analyser.rules).split(" ") : []) {
      const folded = this.analyser.fold(word);
      const start = folded.slice(0, FIRST_LETTERS);
      if (!alone.has(folded)) found.set(start, [...(found.get(start) ?? []), folded]);
    }
    return found;
  }

  /**
   * Whether a word is of a matter that no topic is about: one of these words, a form of one, or a compound with one.
   * @param {string} word
   */
  #isElsewhere(word) {
    const { compounds, script } = this.analyser.rules;
    const start = this.elsewhere.get(word.slice(0, FIRST_LETTERS)) ?? [];
    if (script) return start.includes(word);
    const stem = this.analyser.stem(word);
    const isForm = (/** @type {string} */ other) =>
      word === other ||
      this.analyser.isUnmarked(word, other) ||
      (this.analyser.stem(other) === stem && isNear(word, other));
    if (start.some(isForm)) return true;
    if (!compounds || this.known.has(stem)) return false;
    const all = [...this.elsewhere.values()].flat().filter((other) => other.length > LEAST_PART);
    return word.length > 2 * LEAST_PART && all.some((other) => word.startsWith(other) || word.endsWith(other));
  }

  /**
   * How much a word of the index belongs to what the topics are about: the more of their titles, keywords and synonyms
   * have it, up to 1.
   * @param {string} word
   */
  centrality(word) {
    this.rows ??= this.#rows();
    return Math.min(1, Math.log(1 + (this.rows.get(word) ?? 0)) / Math.log(1 + MANY_ROWS));
  }

  /** In how many phrases each word stands. */
  #rows() {
    /** @type {Map<string, number>} */
    const rows = new Map();
    for (const { stems } of [...this.about.values()].flat())
      for (const stem of stems) rows.set(stem, (rows.get(stem) ?? 0) + 1);
    return rows;
  }

  /**
   * How many topics a word stands in.
   * @param {string} word
   */
  frequency(word) {
    return this.places(word).length;
  }

  /**
   * The topics in which a word stands: [topic, how good the place is], 1 for a word in the title.
   * @param {string} word @returns {[string, number][]}
   */
  places(word) {
    const kept = this.placed.get(word);
    if (kept) return kept;
    let number = -1;
    /** @type {[string, number][]} */
    const found = [...(this.named.get(word) ?? [])];
    let more = 0;
    for (const [, sign, step] of (this.lists.get(word) ?? "").matchAll(/([\w-])([!#$%&*]?)/g)) {
      const value = SIGNS.indexOf(sign);
      if (value >= LAST_SIGNS) {
        more = more * (SIGNS.length - LAST_SIGNS) + value - LAST_SIGNS + 1;
        continue;
      }
      number += more * LAST_SIGNS + value + 1;
      more = 0;
      found.push([this.topics[number], this.steps[step ? STEP_SIGNS.indexOf(step) + 1 : 0]]);
    }
    this.placed.set(word, found);
    return found;
  }

  /**
   * What words count for being in titles and keywords: the best place, and more for being said again.
   * @param {Phrase[]} phrases @param {Weights} weights
   */
  #named(phrases, { title, keywords, part, again, most }) {
    const titles = new Set([...this.about.values()].map(([first]) => first));
    /** @type {Map<string, Map<string, number>>} */
    const found = new Map();
    for (const phrase of phrases) {
      for (const stem of phrase.stems) {
        const topics = found.get(stem) ?? new Map();
        found.set(stem, topics);
        const own = (titles.has(phrase) ? title : keywords) / this.unit;
        const before = topics.get(phrase.topic);
        const more = Math.min((before ?? 0) + again * own, own * (1 + again * most));
        topics.set(phrase.topic, before === undefined ? own : Math.max(own, more));
      }
    }
    if (this.analyser.rules.script) for (const [stem, topics] of [...found]) this.#addParts(found, stem, topics, part);
    return found;
  }

  /**
   * Words within a Thai word, each a share of it where it counts no more by itself.
   * @param {Map<string, Map<string, number>>} found @param {string} stem @param {Map<string, number>} topics
   * @param {number} share
   */
  #addParts(found, stem, topics, share) {
    for (const part of this.analyser.cut(stem, false)) {
      if (part.length < 2 || part === stem || !this.analyser.dictionary.has(part)) continue;
      const own = found.get(part) ?? new Map();
      found.set(part, own);
      for (const [topic, value] of topics) own.set(topic, Math.max(share * value, own.get(topic) ?? 0));
    }
  }

  /**
   * How much a word of the index, or an unknown one, tells: rare words more, words for the customer little.
   * @param {string} word
   */
  weight(word) {
    return this.rarity(this.frequency(word)) * (this.faint.has(word) ? FAINT : 1);
  }

  /**
   * How much a word tells that stands in so many topics.
   * @param {number} count
   */
  rarity(count) {
    return Math.log(1 + (this.topics.length - count + 0.5) / (count + 0.5));
  }

  /**
   * What is looked for: for each word of the query, the words of the index that may be meant, each with a credit.
   * @param {string} query @returns {Term[]}
   */
  explain(query) {
    const { analyser } = this;
    const typing = /[\p{L}\p{M}\p{N}]$/u.test(query);
    const { words, begun } = analyser.rules.script
      ? this.#understood(query, typing)
      : { words: analyser.words(query), begun: [] };
    const little = this.#littlePhrase(words);
    const asked = words.filter((word) => !analyser.stop.has(word));
    const searched = asked.length || little || begun.length ? asked : words;
    const terms = searched.map((word, index) => this.#term(word, typing && index === searched.length - 1));
    return weighed([...terms, ...(little ? [little] : []), ...begun], this.faint, analyser);
  }

  /** @param {string} word @param {boolean} last @returns {Term} */
  #term(word, last) {
    const stem = this.analyser.stem(word);
    if (this.#isElsewhere(word)) {
      const known = this.known.has(stem) ? /** @type {[string, number][]} */ ([[stem, CREDIT.exact]]) : [];
      return { word, variants: new Map(known), topics: new Map(), weight: UNKNOWN, isElsewhere: true };
    }
    const variants = this.#variants(word, last);
    const most = Math.max(0, ...variants.values());
    /** @param {number} least */
    const worth = (least) => [...variants].filter(([, credit]) => credit >= least);
    const telling = worth(most - LITTLE_LESS).filter(([variant]) => !this.faint.has(variant));
    const best = worth(most).filter(([variant]) => !this.faint.has(variant));
    const meant = [best, telling].find((some) => some.length) ?? worth(most);
    const known = meant.map(([variant]) => this.rarity(this.frequency(variant)));
    const unknown = word === UNKNOWABLE ? UNKNOWN_IN_SENTENCE : UNKNOWN;
    return { word, variants, topics: new Map(), weight: known.length ? Math.min(...known) : unknown };
  }

  /**
   * What a phrase says that is made of little words only, where the query has it; undefined where it has none.
   * @param {string[]} words @returns {Term | undefined}
   */
  #littlePhrase(words) {
    const asked = ` ${words.join(" ")} `;
    const found = this.little.filter((phrase) => asked.includes(` ${phrase.words.join(" ")} `));
    const topics = new Map(found.map(({ topic }) => [topic, CREDIT.exact]));
    return found.length ? { word: found[0].words.join(" "), variants: new Map(), topics, weight: LITTLE } : undefined;
  }

  /**
   * The words of a query that is written without spaces; what the dictionary does not explain is put together again,
   * and what is still being typed is taken as the beginning of a phrase.
   * @param {string} query @param {boolean} typing
   * @returns {{words: string[], begun: Term[]}}
   */
  #understood(query, typing) {
    const runs = query.split(/\s+/u).filter(Boolean);
    const last = runs.at(-1) ?? "";
    const begun = typing ? this.#begun(last) : [];
    const whole = begun.length ? runs.slice(0, -1) : runs;
    return { words: whole.flatMap((run) => this.#wordsOf(run)), begun };
  }

  /**
   * A run that ends in the middle of a word, as the beginning of phrases.
   * @param {string} run @returns {Term[]}
   */
  #begun(run) {
    const words = this.analyser.words(run);
    const end = words.at(-1) ?? "";
    if (this.known.has(this.analyser.stem(end)) || this.analyser.stop.has(end)) return [];
    const start = words.join("");
    /** @type {Map<string, number>} */
    const topics = new Map();
    for (const phrase of start.length > 1 ? [...this.about.values()].flat() : []) {
      const place = phrase.words.findIndex((_, index) => phrase.words.slice(index).join("").startsWith(start));
      if (place < 0) continue;
      topics.set(phrase.topic, Math.max(PREFIX_PLACES[Math.min(place, 1)], topics.get(phrase.topic) ?? 0));
    }
    return topics.size ? [{ word: start, variants: new Map(), topics, weight: this.rarity(topics.size) }] : [];
  }

  /**
   * The words of a run; one word where the run is that with a typing error, and else falls into short ones.
   * @param {string} run
   */
  #wordsOf(run) {
    const words = this.analyser.words(run);
    const whole = words.join("");
    if (
      words.length > 1 &&
      words.every((word) => word.length < SURE) &&
      this.typed.some((word) => errors(word, whole) <= 1)
    ) {
      return [whole];
    }
    return this.#joined(words, this.#boundaries(run));
  }

  /**
   * Where words end in a run as the browser itself cuts it, by folded letters; null where it cannot.
   * @param {string} run
   */
  #boundaries(run) {
    if (!("Segmenter" in Intl)) return null;
    const ends = new Set([0]);
    let end = 0;
    for (const { segment } of new Intl.Segmenter(this.language, { granularity: "word" }).segment(run)) {
      end += this.analyser.fold(segment).length;
      ends.add(end);
    }
    return ends;
  }

  /**
   * Short words that neither the dictionary nor the browser sees in a run are no words: they become one unknown word,
   * or, with those beside them, the word that was meant with a typing error.
   * @param {string[]} words @param {Set<number> | null} ends @returns {string[]}
   */
  #joined(words, ends) {
    const doubtful = this.#doubtful(words, ends);
    if (!doubtful.includes(true)) return words;
    for (let size = Math.min(words.length, 5); size > 0; size--) {
      for (let start = 0; start + size <= words.length; start++) {
        const piece = words.slice(start, start + size).join("");
        if (!doubtful.slice(start, start + size).includes(true) || !this.#isNearAny(piece)) continue;
        const [before, after] = [words.slice(0, start), words.slice(start + size)];
        return [...this.#joined(before, null), piece, ...this.#joined(after, null)];
      }
    }
    return words.map((word, index) => (doubtful[index] ? UNKNOWABLE : word));
  }

  /** @param {string[]} words @param {Set<number> | null} ends */
  #doubtful(words, ends) {
    let end = 0;
    return words.map((word) => {
      const start = end;
      end += word.length;
      if (!this.analyser.dictionary.has(word)) return THAI.test(word);
      if (this.analyser.stop.has(word) || word.length >= SURE || ends === null) return false;
      return !(ends.has(start) && ends.has(end));
    });
  }

  /** @param {string} piece */
  #isNearAny(piece) {
    if (piece.length < LEAST_TYPO) return false;
    return this.typed.some((word) => errors(word, piece) <= 1) || this.sorted.some((word) => errors(word, piece) <= 1);
  }

  /** @param {string} word @param {boolean} last */
  #variants(word, last) {
    const key = `${word} ${last}`;
    const kept = this.understood.get(key);
    if (kept) return kept;
    const found = this.#findVariants(word, last);
    this.understood.set(key, found);
    return found;
  }

  /** @param {string} word @param {boolean} last @returns {Map<string, number>} */
  #findVariants(word, last) {
    if (word === UNKNOWABLE) return new Map();
    const found = new Found(this.known);
    const stem = this.analyser.stem(word);
    this.#addSure(found, word, stem, last);
    if (found.most <= CREDIT.inner) {
      this.#addUnmarked(found, word, stem);
      if (this.language === "el" && /^[a-z0-9]+$/u.test(word)) this.#addGreek(found, word, last);
    }
    if (found.most <= CREDIT.inner) {
      this.#addLikely(found, word, stem);
      for (const variant of this.sorted) found.add(variant, this.#likeness(variant, word, stem));
    }
    return found.best();
  }

  /** @param {Found} found @param {string} word @param {string} stem @param {boolean} last */
  #addSure(found, word, stem, last) {
    const { script, compounds } = this.analyser.rules;
    const isLong = stem.length >= LEAST_PART;
    found.add(stem, this.#isFormOfAny(word, stem) ? CREDIT.exact : CREDIT.short);
    const longer = isLong ? this.#beginning(stem).filter((other) => other.length <= stem.length + 3) : [];
    found.addAll(longer, CREDIT.begins);
    if (isLong && compounds) {
      const inner = this.sorted.filter((other) => other.endsWith(stem));
      found.addAll(inner, CREDIT.inner);
      found.addAll(this.#parts(word), CREDIT.beside);
    }
    if (script) found.addAll(this.#parts(stem), CREDIT.inner);
    if (last && word.length >= (script ? LEAST_PART : 2) && !this.faint.has(stem))
      found.addAll(this.#beginning(word), CREDIT.prefix);
  }

  /**
   * Whether a word is really a form of a word in a title or keyword that has its stem: many words have a short one. Of
   * words in plain text only the stem is known, which must be long enough to tell.
   * @param {string} word @param {string} stem
   */
  #isFormOfAny(word, stem) {
    if (word.length <= stem.length + 1) return true;
    const others = this.#byStem().get(stem);
    return others ? others.some((other) => isLike(word, other)) : stem.length >= LEAST_PART;
  }

  /** The words of titles and keywords by their stems, worked out once. */
  #byStem() {
    if (!this.stemmed) {
      this.stemmed = new Map();
      for (const word of this.typed) {
        const stem = this.analyser.stem(word);
        this.stemmed.set(stem, [...(this.stemmed.get(stem) ?? []), word]);
      }
    }
    return this.stemmed;
  }

  /**
   * Words that have letters with marks where the query has none: a phone, or a hurry.
   * @param {Found} found @param {string} word @param {string} stem
   */
  #addUnmarked(found, word, stem) {
    const { keep, spelt } = this.analyser.rules;
    if (!keep) return;
    let full = word;
    for (const [two, letter] of Object.entries(spelt)) full = full.replaceAll(two, letter);
    // In capitals an I may have been meant as i.
    const dotted = word.replaceAll("ı", "i");
    if (dotted !== word) found.add(this.analyser.stem(dotted), CREDIT.plain);
    for (const text of new Set([word, full])) {
      for (const other of this.#plainly().get(this.analyser.unmarked(text)) ?? [])
        if (this.analyser.isUnmarked(word, other)) found.add(this.analyser.stem(other), CREDIT.plain);
    }
    for (const other of this.#plainly().get(this.analyser.unmarked(stem)) ?? [])
      if (this.analyser.isUnmarked(stem, other)) found.add(other, CREDIT.plain);
  }

  /** The words that have letters with marks, by what they are without; worked out once. */
  #plainly() {
    if (!this.plain) {
      this.plain = new Map();
      for (const word of new Set([...this.typed, ...this.sorted])) {
        const plain = this.analyser.unmarked(word);
        if (plain !== word) this.plain.set(plain, [...(this.plain.get(plain) ?? []), word]);
      }
    }
    return this.plain;
  }

  /** Work out ahead, while nobody types, what is needed by some queries only. */
  prepare() {
    if (this.language === "el") this.#greekSounds();
    this.#plainly();
    this.#byStem();
  }

  /** Greek words by how they sound, worked out once. */
  #greekSounds() {
    this.sounds ??= new Map([...this.typed, ...this.sorted].map((other) => [other, greekSound(other)]));
    return this.sounds;
  }

  /**
   * Greek words that sound like a word in Latin letters.
   * @param {Found} found @param {string} word @param {boolean} last
   */
  #addGreek(found, word, last) {
    const heard = latinSounds(word);
    for (const [other, sound] of this.#greekSounds()) {
      const stem = this.analyser.stem(other);
      if (heard.includes(sound)) found.add(stem, CREDIT.sound);
      if (sound.length < LEAST_PART) continue;
      const isLike = heard.some((one) => one.startsWith(sound) && one.length <= sound.length + 3);
      const isBegun = last && heard.some((one) => one.length >= LEAST_PART && sound.startsWith(one));
      const isMistyped =
        word.length > LEAST_TYPO && heard.some((one) => one[0] === sound[0] && errors(one, sound) <= 1);
      if (isLike || isBegun || isMistyped) found.add(stem, CREDIT.near);
    }
  }

  /** @param {Found} found @param {string} word @param {string} stem */
  #addLikely(found, word, stem) {
    const { script, compounds } = this.analyser.rules;
    if (stem.length > 2) found.addAll(this.#beginning(stem), stem.length < LEAST_PART ? CREDIT.begins : CREDIT.begun);
    found.addAll(this.#parts(compounds ? word : stem), compounds && !script ? CREDIT.parts : CREDIT.inner);
    for (const typed of this.typed) found.add(this.analyser.stem(typed), this.#forgiven(typed, word));
  }

  /**
   * What a word is worth that differs by typing errors.
   * @param {string} meant @param {string} word
   */
  #forgiven(meant, word) {
    if (word.length === LEAST_TYPO - 1) return isSwapped(word, meant) ? CREDIT.near : 0;
    if (word.length < LEAST_TYPO || meant.length < LEAST_TYPO - 1) return 0;
    const most = word.length >= LEAST_TWO && meant[0] === word[0] ? 2 : 1;
    const found = errors(meant, word, most);
    if (found > most) return 0;
    if (found > 1) return CREDIT.far;
    return word.length >= LEAST_TWO ? CREDIT.long : CREDIT.near;
  }

  /**
   * What a word of the index is worth for a word that is none.
   * @param {string} variant @param {string} word @param {string} stem
   */
  #likeness(variant, word, stem) {
    const forgiven = Math.max(
      stem.length > LEAST_TYPO ? this.#forgiven(variant, stem) : 0,
      this.#forgiven(variant, word),
    );
    if (forgiven) return forgiven;
    const isBeginning = variant.length >= LEAST_PART && variant.length * 1.6 >= stem.length && stem.startsWith(variant);
    if (isBeginning) return CREDIT.shorter;
    if (stem.length < LEAST_PART) return 0;
    const { compounds } = this.analyser.rules;
    const isEnd = compounds && variant.length > LEAST_PART && (stem.endsWith(variant) || stem.startsWith(variant));
    if (isEnd) return CREDIT.parts;
    return variant.includes(stem) ? CREDIT.inner : 0;
  }

  /**
   * The words of the index that begin so, the most frequent first.
   * @param {string} start
   */
  #beginning(start) {
    const found = [];
    for (let place = firstAtLeast(this.sorted, start); this.sorted[place]?.startsWith(start); place++) {
      found.push(this.sorted[place]);
    }
    return found.sort((one, other) => this.frequency(other) - this.frequency(one)).slice(0, MOST_VARIANTS);
  }

  /**
   * The parts of a word that is written together: two words of the index, or the shorter words in a Thai one.
   * @param {string} word
   */
  #parts(word) {
    if (this.analyser.dictionary.size) return this.analyser.cut(word, false).filter((part) => part.length > 1);
    /** @param {string[]} pieces */
    const known = (...pieces) => pieces.find((piece) => this.known.has(piece));
    for (let place = LEAST_PART - 1; place <= word.length - LEAST_PART; place++) {
      const [left, right] = [word.slice(0, place), word.slice(place)];
      const first = known(left, this.analyser.stem(left), left.replace(/(s|e|n|en|in)$/u, ""));
      const second = first && known(right, this.analyser.stem(right));
      if (first && second) return [first, second];
    }
    return [];
  }
}

/**
 * Whether one of two words is the other with an ending of two letters or less.
 * @param {string} one @param {string} other
 */
function isNear(one, other) {
  let same = 0;
  while (same < one.length && one[same] === other[same]) same++;
  return same >= SURE && same === Math.min(one.length, other.length) && Math.max(one.length, other.length) - same <= 2;
}

/**
 * Whether two words with one stem begin alike so far that they may be forms of one word.
 * @param {string} one @param {string} other
 */
export function isLike(one, other) {
  let same = 0;
  while (same < one.length && one[same] === other[same]) same++;
  return Math.max(one.length, other.length) - same <= Math.min(MOST_ENDING, same - 1);
}

/**
 * The number of the word that a sign stands for, as `_sign` in scripts/playbook/search/index.py gives it.
 * @param {string} sign
 */
function numberOf(sign) {
  const code = sign.charCodeAt(0);
  if (code < 0xa1) return code - 0x21;
  return (code < 0xe000 ? code : code - 0x800) - 0xa1 + ONE_BYTE;
}

const THAI = /[\u0e00-\u0e7f]/u;

/**
 * The terms, with words for the customer counted less beside others, and unknown words less in a sentence.
 * @param {Term[]} terms @param {Set<string>} faint @param {Analyser} analyser
 */
function weighed(terms, faint, analyser) {
  /** @param {Term} term */
  const isFaint = ({ word, variants }) =>
    faint.has(analyser.stem(word)) ||
    (variants.size > 0 && [...variants.keys()].every((variant) => faint.has(variant)));
  const known = terms.filter((term) => !isUnknown(term) && !isFaint(term)).length;
  return terms.map((term) => {
    if (isFaint(term) && terms.some((other) => !isFaint(other))) return { ...term, weight: term.weight * FAINT };
    const isLost = (isUnknown(term) || term.word === UNKNOWABLE) && known && terms.length >= MANY;
    return isLost ? { ...term, weight: UNKNOWN_IN_SENTENCE } : term;
  });
}

/** Words of the index that a word may stand for, as they are found. */
class Found {
  /** @param {Set<string>} known */
  constructor(known) {
    this.known = known;
    /** @type {Map<string, number>} */
    this.credits = new Map();
  }

  /** @param {string} word @param {number} credit */
  add(word, credit) {
    if (credit && this.known.has(word)) this.credits.set(word, Math.max(credit, this.credits.get(word) ?? 0));
  }

  /** @param {string[]} words @param {number} credit */
  addAll(words, credit) {
    for (const word of words) this.add(word, credit);
  }

  get most() {
    return Math.max(0, ...this.credits.values());
  }

  /** Those worth asking for. */
  best() {
    return new Map([...this.credits].sort((one, other) => other[1] - one[1]).slice(0, MOST_VARIANTS));
  }
}

/** @param {string[]} sorted @param {string} value */
function firstAtLeast(sorted, value) {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle] < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
