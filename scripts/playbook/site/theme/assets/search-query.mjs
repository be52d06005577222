// What a query may mean: its words, with endings, typing errors and parts of words allowed for, as words that are typed
// for topics.

import { greekSound, latinSounds } from "./search-typed.mjs";
import { UnansweredQueries } from "./search-unanswered.mjs";
import { Analyser, errors, isSwapped, listed, SIGNS } from "./search-words.mjs";

/** What a word is worth that stands for the one that was typed. */
export const CREDIT = {
  same: 1,
  plain: 0.95, // a letter with a mark was typed without it
  form: 0.9, // another ending
  long: 0.8, // one typing error in a long word
  sound: 0.8,
  near: 0.7,
  swapped: 0.88, // two letters changed round
  part: 0.7, // of a compound, or of a word that is written together
  stem: 0.65, // the same stem, though the words begin alike for few letters only
  begun: 0.65, // the beginning of a word that is being typed
  foreign: 0.65,
  far: 0.55, // two typing errors
  inner: 0.6, // a longer word has it in it
  alike: 0.7, // times how alike two words are, by the groups of letters that both have
};
const LEAST_TYPO = 5; // letters a word has for a typing error in it to be forgiven
const LEAST_TWO = 8; // the same for two
const LEAST_PART = 4; // letters a part of a word has
const LEAST_BEGUN = 2; // letters after which words that begin so are meant
const MOST_BEGUN = 8; // so many of them
const LEAST_ALIKE = 0.4; // how alike words are that may be meant
const LEAST_SHARED = 0.5; // of one word's groups of letters, which another has for it to be looked at
const GROUPS = [3, 4]; // letters in a group
const SURE = 4; // letters from which on a word of the dictionary is believed to be one
const UNKNOWN = 0.7; // how much an unknown word tells, of what a word tells that was typed once
const FIRST_LETTERS = 2; // by which words of other matters are found
const PREFIX_PLACES = [0.8, 0.6]; // what it is worth that a phrase, or a word in it, begins as the query ends
const MOST_ENDING = 4; // letters in which two forms of a word may differ at their ends
const LEAST_SURE = 0.7; // how sure a word is, below which the texts of the pages are asked for it
const UNKNOWABLE = "?";
const LEAST_WORD = 3; // letters of a word of a phrase that the dictionary has by that
const ONE_BYTE = 0x5e; // words of a topic with a sign of one byte
const LAST_SIGNS = 48; // signs that end a distance in a list
const THAI = /[\u0e00-\u0e7f]/u;

/**
 * What words.json and more.json hold: words that are typed for topics; for each topic which words it has, and its phrases as signs for
 * these. scripts/playbook/search/index.py says how they are written.
 * @typedef {{typed: string, own: string, phrases: string[], cut: string}} TypedFile
 * What more.json holds besides: queries that no topic answers.
 * @typedef {TypedFile & {unanswered: string}} MoreFile
 * What words.json holds besides: the rules, and phrases of fear.
 * @typedef {TypedFile & {rules: import("./search-words.mjs").Rules, topics: string, danger: string[],
 *   elsewhere: string}} WordsFile
 * A title, a keyword or what people type: its words by number, and their stems without those that say nothing.
 * @typedef {{topic: string, words: number[], stems: Set<string>}} Phrase
 * A word of the query: the numbers of the words that it may stand for, each with a credit; topics that it names by
 * itself, each with how well; how much it tells; whether it is known to another language alone, is a little word, or
 * is of a matter that no topic is about: the very word, or a form of one.
 * @typedef {{word: string, meanings: Map<number, number>, topics: Map<string, number>, weight: number,
 *   isForeign?: boolean, isBegun?: boolean, isLittle?: boolean, elsewhere?: number}} Term
 */

/** How sure it is what a term means. @param {Term} term */
export const sureness = ({ meanings, topics }) => Math.max(0, ...meanings.values(), ...topics.values());

/** The words of one language's index. */
export class Vocabulary {
  /**
   * `more` are the long phrases, where they have been read.
   * @param {WordsFile} file @param {string} language @param {MoreFile} [more]
   */
  constructor(file, language, more) {
    const { rules, topics, danger, elsewhere } = file;
    const files = more ? [file, more] : [file];
    this.language = language;
    this.topics = topics ? topics.split(" ") : [];
    this.words = files.flatMap(({ typed }) => listed(typed, rules));
    this.analyser = new Analyser(rules, [
      ...files.flatMap(({ cut }) => listed(cut, rules)),
      ...this.words.filter((word) => word.length >= LEAST_WORD),
    ]);
    this.numbers = new Map(this.words.map((word, number) => [word, number]));
    this.stems = this.words.map((word) => this.analyser.stem(word));
    this.isLittle = this.words.map((word) => this.analyser.stop.has(word));
    /** The words with each stem. */
    this.byStem = grouped(this.stems.map((stem, number) => pair(stem, number)));
    this.faint = new Set(rules.faint.map((word) => this.analyser.stem(word)));
    /** Words for people: who a query is about. */
    this.people = new Set([...rules.faint, ...rules.people]);
    /** Titles and keywords by topic, the title first. */
    this.about = this.#phrases(file.phrases, file.own);
    for (const [topic, phrases] of more ? this.#phrases(more.phrases, more.own) : [])
      this.about.get(topic)?.push(...phrases);
    /** What is typed in fear. */
    this.danger = [...this.#phrases(danger, file.own).values()].flat();
    this.phrases = [...[...this.about.values()].flat(), ...this.danger];
    /** The phrases with each word. */
    this.places = grouped(
      this.phrases.flatMap(({ words }, place) => [...new Set(words)].map((word) => pair(word, place))),
    );
    /** How many phrases there are with each stem. */
    this.counts = new Map(
      [...this.byStem].map(([stem, all]) => [stem, sum(all.map((one) => this.places.get(one)?.length ?? 0))]),
    );
    this.weights = this.stems.map((stem) => this.rarity(this.counts.get(stem) ?? 1));
    /** Numbers of stems, for pairs of them. */
    this.stemNumbers = new Map([...this.byStem.keys()].map((stem, number) => [stem, number]));
    this.lengths = new Float64Array(this.phrases.length);
    /** The phrases with each pair of words that stand side by side, each with what the pair tells. */
    this.pairs = this.#pairs();
    /** What an unknown word tells. */
    this.unknown = UNKNOWN * this.rarity(1.5);
    /** Words of matters that no topic is about, by their beginnings: those of which a form is typed for a topic too. */
    this.elsewhere = this.matters(elsewhere);
    /** All other words of such matters, when they were looked up. @type {Map<string, string[]> | undefined} */
    this.others = undefined;
    /** Queries that no topic answers. */
    this.unanswered = new UnansweredQueries(listed(more?.unanswered ?? "", rules), this);
    /** @type {Map<string, Map<number, number>>} */
    this.understood = new Map();
    /** @type {Set<string> | undefined} */
    this.whole = undefined;
    /** Phrases as they are written without spaces. @type {Set<string> | undefined} */
    this.written = undefined;
    /** @type {Map<string, number[]> | undefined} */
    this.plain = undefined;
    /** @type {string[] | undefined} */
    this.sounds = undefined;
    /** @type {number[] | undefined} */
    this.sorted = undefined;
    /** @type {{having: Map<string, number[]>, sizes: Float64Array} | undefined} */
    this.groups = undefined;
  }

  /**
   * Phrases by topic, from signs for the words of each topic.
   * @param {string[]} texts @param {string} own @returns {Map<string, Phrase[]>}
   */
  #phrases(texts, own) {
    const numbers = own.split(" ").map(numbersIn);
    return new Map(
      texts.map((text, place) => {
        const topic = this.topics[place];
        const phrases = text ? text.split(" ") : [];
        const words = phrases.map((signs) => [...signs].map((sign) => numbers[place][numberOf(sign)]));
        return [topic, words.map((some) => this.#phrase(topic, some))];
      }),
    );
  }

  /** @param {string} topic @param {number[]} words @returns {Phrase} */
  #phrase(topic, words) {
    const telling = words.filter((word) => !this.isLittle[word]);
    return { topic, words, stems: new Set(telling.map((word) => this.stems[word])) };
  }

  /** Find pairs of words; and work out how long each phrase is, as a vector of its words and pairs. */
  #pairs() {
    /** @type {Map<number, [number, number][]>} */
    const pairs = new Map();
    for (const [place, { words }] of this.phrases.entries()) {
      let square = sum([...new Set(words)].map((word) => this.weights[word] ** 2));
      for (let index = 1; index < words.length; index++) {
        const [one, other] = [words[index - 1], words[index]];
        const value = (this.weights[one] + this.weights[other]) / 2;
        square += value * value;
        const pair = this.pair(this.stems[one], this.stems[other]);
        const list = pairs.get(pair);
        if (list) list.push([place, value]);
        else pairs.set(pair, [[place, value]]);
      }
      this.lengths[place] = Math.sqrt(square) || 1;
    }
    return pairs;
  }

  /**
   * A number for two stems that stand side by side; none for one that is not known.
   * @param {string} one @param {string} other
   */
  pair(one, other) {
    return (this.stemNumbers.get(one) ?? NaN) * this.stemNumbers.size + (this.stemNumbers.get(other) ?? NaN);
  }

  /**
   * The stem that a term most likely stands for.
   * @param {Term} term
   */
  meant({ word, meanings }) {
    let [best, most] = [this.analyser.stem(word), 0];
    for (const [number, credit] of meanings) if (credit > most) [best, most] = [this.stems[number], credit];
    return best;
  }

  /**
   * The words of a list, by their first letters.
   * @param {string} list @returns {Map<string, string[]>}
   */
  matters(list) {
    return grouped(listed(list, this.analyser.rules).map((word) => pair(word.slice(0, FIRST_LETTERS), word)));
  }

  /**
   * How sure it is that a word is of a matter that no topic is about: one of these words, a form of one, or a compound
   * with one; zero where it is none.
   * @param {string} word @param {Map<string, string[]>} matters
   */
  ofOthers(word, matters) {
    const start = matters.get(word.slice(0, FIRST_LETTERS)) ?? [];
    if (start.includes(word)) return CREDIT.same;
    return this.#isForm(word, start, matters) ? CREDIT.form : 0;
  }

  /** @param {string} word @param {string[]} start @param {Map<string, string[]>} matters */
  #isForm(word, start, matters) {
    const { compounds, script } = this.analyser.rules;
    if (script) return false;
    const stem = this.analyser.stem(word);
    const isForm = (/** @type {string} */ other) =>
      this.analyser.isUnmarked(word, other) || (this.analyser.stem(other) === stem && isNear(word, other));
    if (start.some(isForm)) return true;
    if (!compounds || this.byStem.has(stem)) return false;
    const all = [...matters.values()].flat().filter((other) => other.length > LEAST_PART);
    return word.length > 2 * LEAST_PART && all.some((other) => word.startsWith(other) || word.endsWith(other));
  }

  /**
   * A term with what the texts of the pages say of it, if nothing else does, and whether it is of another matter.
   * @param {Term} term @param {import("./search-foreign.mjs").ForeignWords | undefined} text @returns {Term}
   */
  lookedUp(term, text) {
    if (!text) return term;
    this.others ??= this.matters(text.elsewhere);
    const isUnsure = sureness(term) < LEAST_SURE;
    return {
      ...term,
      topics: isUnsure ? text.places(term.word) : term.topics,
      elsewhere: Math.max(term.elsewhere ?? 0, this.ofOthers(term.word, this.others)),
    };
  }

  /** Whether a query is just what is typed for a topic. @param {Term[]} terms */
  isTyped(terms) {
    this.whole ??= new Set(this.phrases.map(({ words }) => words.map((word) => this.stems[word]).join(" ")));
    return (
      terms.every((term) => sureness(term) >= CREDIT.form) &&
      this.whole.has(terms.map((term) => this.meant(term)).join(" "))
    );
  }

  /** The words of a topic's phrases. @param {string} topic */
  placesOf(topic) {
    return new Set(this.phrases.flatMap((phrase) => (phrase.topic === topic ? phrase.words : [])));
  }

  /**
   * How much a word tells that stands in so many phrases.
   * @param {number} count
   */
  rarity(count) {
    return Math.log(Math.max(1, this.phrases.length / count));
  }

  /**
   * How much a stem tells.
   * @param {string} stem
   */
  weight(stem) {
    return this.rarity(this.counts.get(stem) ?? 1);
  }

  /**
   * What is looked for: for each word of the query, the words that may be meant, each with a credit.
   * @param {string} query @returns {Term[]}
   */
  explain(query) {
    const typing = /[\p{L}\p{M}\p{N}]$/u.test(query);
    const { words, begun } = this.analyser.rules.script
      ? this.#understood(query, typing)
      : { words: this.analyser.words(query), begun: [] };
    return [...words.map((word, index) => this.#term(word, typing && index === words.length - 1)), ...begun];
  }

  /** @param {string} word @param {boolean} last @returns {Term} */
  #term(word, last) {
    const meanings = this.#meanings(word, last);
    const own = this.numbers.get(word);
    const most = Math.max(0, ...meanings.values());
    const best = [...meanings].filter(([, credit]) => credit === most).map(([number]) => this.weights[number]);
    return {
      word,
      meanings,
      topics: new Map(),
      weight: own === undefined ? most * Math.max(0, ...best) + (1 - most) * this.unknown : this.weights[own],
      isLittle: this.analyser.stop.has(word),
      elsewhere: this.ofOthers(word, this.elsewhere),
    };
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
    if (this.byStem.has(end) || this.analyser.stop.has(end)) return [];
    const start = words.join("");
    /** @type {Map<string, number>} */
    const topics = new Map();
    for (const { topic, words: own } of start.length > 1 ? this.phrases : []) {
      const texts = own.map((number) => this.words[number]);
      const place = texts.findIndex((_, index) => texts.slice(index).join("").startsWith(start));
      if (place >= 0) topics.set(topic, Math.max(PREFIX_PLACES[Math.min(place, 1)], topics.get(topic) ?? 0));
    }
    const weight = this.rarity(topics.size);
    return topics.size ? [{ word: start, meanings: new Map(), topics, weight, isBegun: true }] : [];
  }

  /**
   * The words of a run; one word where the run is that with a typing error, and else falls into short ones.
   * @param {string} run
   */
  #wordsOf(run) {
    const words = this.analyser.words(run);
    const whole = words.join("");
    this.written ??= new Set(this.phrases.map((phrase) => phrase.words.map((word) => this.words[word]).join("")));
    if (this.written.has(whole)) return words;
    const isShort = words.length > 1 && words.every((word) => word.length < SURE);
    if (isShort && this.words.some((word) => errors(word, whole) <= 1)) return [whole];
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
    return piece.length >= LEAST_TYPO && this.words.some((word) => errors(word, piece) <= 1);
  }

  /** @param {string} word @param {boolean} last */
  #meanings(word, last) {
    const key = `${word} ${last}`;
    const kept = this.understood.get(key);
    if (kept) return kept;
    const found = this.#findMeanings(word, last);
    this.understood.set(key, found);
    return found;
  }

  /** @param {string} word @param {boolean} last @returns {Map<number, number>} */
  #findMeanings(word, last) {
    const found = new Found();
    if (word === UNKNOWABLE) return found.credits;
    const own = this.numbers.get(word);
    if (own !== undefined) found.add(own, CREDIT.same);
    if (this.analyser.stop.has(word)) return found.credits;
    for (const number of this.byStem.get(this.analyser.stem(word)) ?? [])
      found.add(number, isLike(word, this.words[number]) ? CREDIT.form : CREDIT.stem);
    found.addAll(this.#unmarked(word), CREDIT.plain);
    for (const part of this.#parts(word)) found.addAll(this.byStem.get(part) ?? [], CREDIT.part);
    if (last && own === undefined && word.length >= LEAST_BEGUN) found.addAll(this.#begunWith(word), CREDIT.begun);
    if (this.language === "el" && /^[a-z0-9]+$/u.test(word)) this.#addGreek(found, word, last);
    this.#addLikely(found, word);
    return found.credits;
  }

  /** @param {Found} found @param {string} word */
  #addLikely(found, word) {
    for (const [number, alike] of this.#likely(word)) found.add(number, alike);
    if (found.most >= CREDIT.form) return;
    for (const [number, meant] of this.words.entries()) found.add(number, this.#forgiven(meant, word));
  }

  /**
   * Words that have letters with marks where the query has none: a phone, or a hurry.
   * @param {string} word @returns {number[]}
   */
  #unmarked(word) {
    const { keep, spelt } = this.analyser.rules;
    if (!keep) return [];
    let full = word;
    for (const [two, letter] of Object.entries(spelt)) full = full.replaceAll(two, letter);
    // In capitals an I may have been meant as i.
    const texts = new Set([word, full, word.replaceAll("ı", "i")]);
    return [...texts].flatMap((text) =>
      (this.#plainly().get(this.analyser.unmarked(text)) ?? []).filter((number) => {
        const other = this.words[number];
        const isHalf = this.analyser.unmarked(text).length < text.length; // one of two, as in paälle
        return other !== word && (isHalf || [word, text].some((one) => this.analyser.isUnmarked(one, other)));
      }),
    );
  }

  /** The words by what they are without the marks of their letters; worked out once. */
  #plainly() {
    this.plain ??= grouped(this.words.map((word, number) => pair(this.analyser.unmarked(word), number)));
    return this.plain;
  }

  /** Work out ahead, while nobody types, what is needed by some queries only. */
  prepare() {
    if (this.language === "el") this.#greekSounds();
    this.#plainly();
    this.#groups();
    this.unanswered.prepare();
  }

  /** Greek words by how they sound, worked out once. */
  #greekSounds() {
    this.sounds ??= this.words.map(greekSound);
    return this.sounds;
  }

  /**
   * Greek words that sound like a word in Latin letters.
   * @param {Found} found @param {string} word @param {boolean} last
   */
  #addGreek(found, word, last) {
    const heard = latinSounds(word);
    for (const [number, sound] of this.#greekSounds().entries()) {
      if (heard.includes(sound)) found.add(number, CREDIT.sound);
      if (sound.length < LEAST_PART) continue;
      const isLonger = heard.some((one) => one.startsWith(sound) && one.length <= sound.length + 3);
      const isBegun = last && heard.some((one) => one.length >= LEAST_PART && sound.startsWith(one));
      const isMistyped =
        word.length > LEAST_TYPO && heard.some((one) => one[0] === sound[0] && errors(one, sound) <= 1);
      if (isLonger || isBegun || isMistyped) found.add(number, CREDIT.near);
    }
  }

  /**
   * Words that begin as a word that is being typed, the frequent ones.
   * @param {string} start
   */
  #begunWith(start) {
    this.sorted ??= [...this.words.keys()].sort((one, other) => (this.words[one] < this.words[other] ? -1 : 1));
    let [low, high] = [0, this.sorted.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.words[this.sorted[middle]] < start) low = middle + 1;
      else high = middle;
    }
    const found = [];
    while (this.words[this.sorted[low]]?.startsWith(start)) found.push(this.sorted[low++]);
    return found.sort((one, other) => this.weights[one] - this.weights[other]).slice(0, MOST_BEGUN);
  }

  /** The words that have each group of letters, and how much its groups weigh for each word; worked out once. */
  #groups() {
    if (!this.groups) {
      const own = this.words.map(groupsOf);
      const having = grouped(own.flatMap((groups, number) => [...groups].map((group) => pair(group, number))));
      this.groups = { having, sizes: new Float64Array(this.words.length) };
      for (const [number, groups] of own.entries())
        this.groups.sizes[number] = sum([...groups].map((group) => this.#groupWeight(group)));
    }
    return this.groups;
  }

  /** @param {string} group */
  #groupWeight(group) {
    return Math.log(this.words.length / (this.groups?.having.get(group)?.length ?? 1)) ** 2;
  }

  /**
   * Words that have many of a word's groups of letters, or whose groups it has, each with what it is worth for that.
   * @param {string} word @returns {[number, number][]}
   */
  #likely(word) {
    const { having, sizes } = this.#groups();
    /** @type {Map<number, number>} */
    const shared = new Map();
    let size = 0;
    for (const group of word.length >= SURE ? groupsOf(word) : []) {
      const weight = this.#groupWeight(group);
      size += weight;
      for (const number of having.get(group) ?? []) shared.set(number, (shared.get(number) ?? 0) + weight);
    }
    /** @type {[number, number][]} */
    const found = [];
    for (const [number, weight] of shared) {
      const most = weight / Math.min(size, sizes[number]);
      const alike = weight / Math.sqrt(size * sizes[number]);
      if (most < LEAST_SHARED && alike < LEAST_ALIKE) continue;
      const inner = this.words[number].includes(word) ? CREDIT.inner : 0;
      found.push([number, Math.max(inner, alike >= LEAST_ALIKE ? CREDIT.alike * alike : 0)]);
    }
    return found;
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
    if (isSwapped(word, meant)) return CREDIT.swapped;
    return word.length >= LEAST_TWO ? CREDIT.long : CREDIT.near;
  }

  /**
   * The stems of the parts of a word that is written together.
   * @param {string} word
   */
  #parts(word) {
    const { analyser } = this;
    if (analyser.rules.script) return analyser.cut(word, false).filter((part) => part.length > 1 && part !== word);
    if (!analyser.rules.compounds) return [];
    /** @param {string[]} pieces */
    const known = (...pieces) => pieces.find((piece) => this.byStem.has(piece));
    for (let place = LEAST_PART - 1; place <= word.length - LEAST_PART; place++) {
      const [left, right] = [word.slice(0, place), word.slice(place)];
      const first = known(left, analyser.stem(left), left.replace(/(s|e|n|en|in)$/u, ""));
      const second = first && known(right, analyser.stem(right));
      if (first && second) return [first, second];
    }
    return [];
  }
}

/** @param {number[]} numbers */
const sum = (numbers) => numbers.reduce((all, one) => all + one, 0);

/**
 * @template K, V @param {K} key @param {V} value @returns {[K, V]}
 */
const pair = (key, value) => [key, value];

/**
 * What belongs to each key.
 * @template K, V @param {[K, V][]} pairs @returns {Map<K, V[]>}
 */
function grouped(pairs) {
  /** @type {Map<K, V[]>} */
  const found = new Map();
  for (const [key, value] of pairs) {
    const list = found.get(key);
    if (list) list.push(value);
    else found.set(key, [value]);
  }
  return found;
}

/**
 * The groups of letters in a word, its beginning and its end marked.
 * @param {string} word
 */
function groupsOf(word) {
  const text = `^${word}$`;
  /** @type {Set<string>} */
  const found = new Set();
  for (const size of GROUPS)
    for (let place = 0; place + size <= text.length; place++) found.add(text.slice(place, place + size));
  return found;
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
 * The numbers that a list of distances names, in rising order.
 * @param {string} text
 */
function numbersIn(text) {
  const found = [];
  let [number, more] = [-1, 0];
  for (const sign of text) {
    const value = SIGNS.indexOf(sign);
    if (value >= LAST_SIGNS) {
      more = more * (SIGNS.length - LAST_SIGNS) + value - LAST_SIGNS + 1;
      continue;
    }
    number += more * LAST_SIGNS + value + 1;
    more = 0;
    found.push(number);
  }
  return found;
}

/**
 * The number that a sign stands for, as `_sign` in scripts/playbook/search/index.py gives it.
 * @param {string} sign
 */
function numberOf(sign) {
  const code = sign.charCodeAt(0);
  return code < 0xa1 ? code - 0x21 : code - 0xa1 + ONE_BYTE;
}

/** What a word may mean, as it is found. */
class Found {
  constructor() {
    /** @type {Map<number, number>} */
    this.credits = new Map();
  }

  /** @param {number} number @param {number} credit */
  add(number, credit) {
    if (credit > (this.credits.get(number) ?? 0)) this.credits.set(number, credit);
  }

  /** @param {number[]} numbers @param {number} credit */
  addAll(numbers, credit) {
    for (const number of numbers) this.add(number, credit);
  }

  get most() {
    return Math.max(0, ...this.credits.values());
  }
}
