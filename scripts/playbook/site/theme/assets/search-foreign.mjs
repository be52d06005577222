// Words of other languages: what people type who do not have the word in the reader's language.

import { CREDIT } from "./search-query.mjs";
import { Analyser } from "./search-words.mjs";

const MOST_RANKS = 9;
const ALONE = 20; // as in playbook/search/index.py
const RANK_COST = 0.03; // of the credit, for each topic that says a word more often

/**
 * What keywords.json and text.json hold: from the stems of titles and keywords, or of whole pages, to the numbers of
 * topics; and words of matters that no topic is about.
 * @typedef {{rules: import("./search-words.mjs").Rules, topics: string[], words: Record<string, number[]>,
 *   elsewhere?: string}} KeywordsFile
 */

/**
 * What keywords.json of a language holds, from its first phrases: a device keeps these of the two languages of its
 * reader, and not what is made of them for readers of the others.
 * @param {import("./search-query.mjs").Vocabulary} vocabulary @returns {KeywordsFile}
 */
export function keywordsOf({ analyser, topics, phrases, faint }) {
  /** @type {Map<string, Map<number, number>>} */
  const counts = new Map();
  for (const { topic, stems } of phrases) {
    const number = topics.indexOf(topic);
    const worth = [...stems].filter((stem) => !faint.has(stem)).length > 1 ? 1 : ALONE;
    for (const stem of stems) {
      const places = counts.get(stem) ?? new Map();
      counts.set(stem, places.set(number, (places.get(number) ?? 0) + worth));
    }
  }
  const words = [...counts].map(([stem, places]) => {
    const ranked = [...places].sort(([one, most], [other, more]) => more - most || one - other);
    return [stem, ranked.map(([number]) => number)];
  });
  return { rules: analyser.rules, topics, words: Object.fromEntries(words) };
}

/** The words of one language that are looked up when none that is typed for a topic will do. */
export class ForeignWords {
  /** @param {KeywordsFile} file @param {string} language */
  constructor({ rules, topics, words, elsewhere = "" }, language) {
    this.language = language;
    this.elsewhere = elsewhere;
    this.analyser = new Analyser(rules, Object.keys(words));
    this.topics = topics;
    this.words = words;
    /** Words by what they are without the marks of their letters: who lacks the language lacks its keyboard. */
    this.plain = new Map(Object.keys(words).map((word) => [this.analyser.unmarked(word), word]));
  }

  /** @param {string} word */
  isLittle(word) {
    return this.analyser.words(word).every((one) => this.analyser.stop.has(one));
  }

  /**
   * The topics that a word names, each with how good a place it has there; nothing for a word that this language has not.
   * @param {string} word @returns {Map<string, number>}
   */
  places(word) {
    const stems = this.analyser.stems(word);
    /** @type {Map<string, number>} */
    const found = new Map();
    for (const stem of stems.length === 1 ? stems : []) {
      for (const [rank, number] of this.#numbers(stem).entries()) {
        found.set(this.topics[number], CREDIT.foreign - RANK_COST * Math.min(rank, MOST_RANKS));
      }
    }
    return found;
  }

  /**
   * Whether a word is known.
   * @param {string} word
   */
  knows(word) {
    return this.analyser.stems(word).some((stem) => this.#numbers(stem).length);
  }

  /** @param {string} stem */
  #numbers(stem) {
    if (Object.hasOwn(this.words, stem)) return this.words[stem];
    const other = this.plain.get(this.analyser.unmarked(stem));
    return other && this.analyser.isUnmarked(stem, other) ? this.words[other] : [];
  }
}
