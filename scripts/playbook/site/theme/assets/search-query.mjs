// What a query may mean: its words, with endings, typing errors and parts of words allowed for, as words of the index.

import { Analyser, isNear } from "./search-words.mjs";

export const CREDIT = {
  exact: 1,
  prefix: 0.9,
  parts: 0.8,
  near: 0.75,
  shorter: 0.7,
  foreign: 0.7,
  inner: 0.6,
  begins: 0.5,
};
const LEAST_TYPO = 5; // letters a word has for a typing error in it to be forgiven
const LEAST_PART = 4; // letters a part of a word has
const SURE = 4; // letters from which a word of the dictionary is believed to be one
const UNKNOWN = 3; // what a word counts that no topic has
const UNKNOWABLE = "?";
const MOST_VARIANTS = 6;

/**
 * What words.json holds; `posted` in scripts/playbook/search/index.py says how lists are written.
 * @typedef {{rules: import("./search-words.mjs").Rules, topics: Record<string, string[]>, steps: number[],
 *   words: string, lists: string, cut: string}} WordsFile
 * A word of the query: the words of the index that it may stand for, each with a credit; and how much it tells.
 * @typedef {{word: string, variants: Map<string, number>, weight: number}} Term
 */

/** @param {string} text */
const wordsOf = (text) => text.split(" ").filter(Boolean);

/** The words of one language's index. */
export class Vocabulary {
  /** @param {WordsFile} file @param {string} language */
  constructor({ rules, topics, steps, words, lists, cut }, language) {
    this.language = language;
    this.topics = Object.keys(topics);
    this.steps = steps.map((step) => step / steps[TITLE_STEP]);
    this.sorted = wordsOf(words);
    const written = wordsOf(lists);
    this.lists = new Map(this.sorted.map((word, index) => [word, written[index]]));
    this.analyser = new Analyser(rules, [...this.sorted, ...wordsOf(cut)]);
    /** Titles and keywords by topic, cut into words. */
    this.about = new Map(
      Object.entries(topics).map(([topic, phrases]) => [topic, phrases.map((phrase) => this.analyser.words(phrase))]),
    );
    const typed = new Set([...this.about.values()].flat(2));
    this.typed = [...typed].filter((word) => !this.lists.has(word)).sort();
  }

  /**
   * How many topics a word stands in.
   * @param {string} word
   */
  frequency(word) {
    return this.lists.get(word)?.match(/[A-Z]/g)?.length ?? 0;
  }

  /**
   * The topics in which a word stands: [topic, how good the place is], 1 for a word in the title.
   * @param {string} word @returns {[string, number][]}
   */
  places(word) {
    let number = -1;
    return [...(this.lists.get(word) ?? "").matchAll(/([0-9a-z]*)([A-Z])/g)].map(([, gap, letter]) => {
      number += gap ? Number.parseInt(gap, 36) : 1;
      return [this.topics[number], this.steps[letter.charCodeAt(0) - 65]];
    });
  }

  /**
   * How much a word of the index, or an unknown one, tells: rare words more.
   * @param {string} word
   */
  weight(word) {
    const count = this.frequency(word);
    return Math.log(1 + (this.topics.length - count + 0.5) / (count + 0.5));
  }

  /**
   * What is looked for: for each word of the query, the words of the index that may be meant, each with a credit.
   * @param {string} query @returns {Term[]}
   */
  explain(query) {
    const { analyser } = this;
    const words = analyser.rules.script ? this.#understood(query) : analyser.words(query);
    const asked = words.filter((word) => !analyser.stop.has(word));
    const typing = /[\p{L}\p{M}\p{N}]$/u.test(query);
    return (asked.length ? asked : words).map((word, index, all) => {
      const variants = this.#variants(word, typing && index === all.length - 1);
      const most = Math.max(0, ...variants.values());
      const known = [...variants].filter(([, credit]) => credit === most).map(([variant]) => this.weight(variant));
      return { word, variants, weight: known.length ? Math.min(...known) : UNKNOWN };
    });
  }

  /**
   * The words of a query that is written without spaces; what the dictionary does not explain is put together again.
   * @param {string} query
   */
  #understood(query) {
    return query
      .split(/\s+/u)
      .filter(Boolean)
      .flatMap((run) => this.#joined(this.analyser.words(run), this.#boundaries(run)));
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
      if (!this.analyser.dictionary.has(word)) return true;
      if (this.analyser.stop.has(word) || word.length >= SURE || ends === null) return false;
      return !(ends.has(start) && ends.has(end));
    });
  }

  /** @param {string} piece */
  #isNearAny(piece) {
    if (piece.length < LEAST_TYPO) return false;
    return this.typed.some((word) => isNear(word, piece)) || this.sorted.some((word) => isNear(word, piece));
  }

  /** @param {string} word @param {boolean} last */
  #variants(word, last) {
    if (word === UNKNOWABLE) return new Map();
    const found = new Found(this.lists);
    const stem = this.analyser.stem(word);
    this.#addSure(found, word, stem, last);
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
    found.add(stem, CREDIT.exact);
    const longer = isLong ? this.#beginning(stem).filter((other) => other.length <= stem.length + 3) : [];
    found.addAll(longer, CREDIT.begins);
    if (isLong && compounds) {
      found.addAll(
        this.sorted.filter((other) => other.endsWith(stem)),
        CREDIT.inner,
      );
    }
    if (script) found.addAll(this.#parts(stem), CREDIT.inner);
    if (last && word.length >= (script ? LEAST_PART : 2)) found.addAll(this.#beginning(word), CREDIT.prefix);
  }

  /** @param {Found} found @param {string} word @param {string} stem */
  #addLikely(found, word, stem) {
    if (stem.length > 2) found.addAll(this.#beginning(stem), CREDIT.prefix);
    found.addAll(this.#parts(stem), CREDIT.parts);
    if (word.length < LEAST_TYPO) return;
    for (const typed of this.typed) if (isNear(typed, word)) found.add(this.analyser.stem(typed), CREDIT.near);
  }

  /**
   * What a word of the index is worth for a word that is none.
   * @param {string} variant @param {string} word @param {string} stem
   */
  #likeness(variant, word, stem) {
    const mayErr = word.length >= LEAST_TYPO && variant.length >= LEAST_TYPO;
    if (mayErr && (isNear(variant, stem) || isNear(variant, word))) return CREDIT.near;
    const isBeginning = variant.length >= LEAST_PART && variant.length * 1.6 >= stem.length && stem.startsWith(variant);
    if (isBeginning) return CREDIT.shorter;
    return stem.length >= LEAST_PART && variant.includes(stem) ? CREDIT.inner : 0;
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
   * @param {string} stem
   */
  #parts(stem) {
    if (this.analyser.dictionary.size) return this.analyser.cut(stem, false).filter((part) => part.length > 1);
    for (let place = LEAST_PART; place <= stem.length - LEAST_PART; place++) {
      const [left, right] = [stem.slice(0, place), stem.slice(place)];
      const first = [left, left.replace(/(s|e|n|en|in)$/u, "")].find((piece) => this.lists.has(piece));
      if (first && this.lists.has(right)) return [first, right];
    }
    return [];
  }
}

const TITLE_STEP = 4;

/** Words of the index that a word may stand for, as they are found. */
class Found {
  /** @param {Map<string, string>} known */
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
