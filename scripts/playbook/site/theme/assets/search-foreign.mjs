// Words of other languages: what people type who do not have the word in the reader's language.

import { CREDIT } from "./search-query.mjs";
import { Analyser } from "./search-words.mjs";

const MOST_RANKS = 9;
const RANK_COST = 0.03; // of the credit, for each topic that says a word more often

/**
 * What keywords.json holds: from the stems of titles and keywords to the numbers of topics.
 * @typedef {{rules: import("./search-words.mjs").Rules, topics: string[], words: Record<string, number[]>}} KeywordsFile
 */

/** The titles and keywords of one language, for readers of another. */
export class ForeignWords {
  /** @param {KeywordsFile} file @param {string} language */
  constructor({ rules, topics, words }, language) {
    this.language = language;
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
