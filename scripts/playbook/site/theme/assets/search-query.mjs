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

const wordsOf = (text) => text.split(" ").filter(Boolean);

/** The words of one language's index. */
export class Vocabulary {
  /** From words.json: the rules, the words by the number of topics they stand in, those only typed, those only cut. */
  constructor({ rules, pages, words, typed, cut }, language) {
    this.language = language;
    this.size = pages.length;
    this.frequency = new Map();
    for (const [count, group] of Object.entries(words)) {
      for (const word of wordsOf(group)) this.frequency.set(word, Number(count));
    }
    this.vocabulary = [...this.frequency.keys()].sort();
    this.typed = wordsOf(typed);
    this.analyser = new Analyser(rules, [...this.vocabulary, ...wordsOf(cut)]);
  }

  /** How much a word of the index, or an unknown one, tells: rare words more. */
  weight(word) {
    const count = this.frequency.get(word) ?? 0;
    return Math.log(1 + (this.size - count + 0.5) / (count + 0.5));
  }

  /** What is looked for: for each word of the query, the words of the index that may be meant, each with a credit. */
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

  /** The words of a query that is written without spaces; what the dictionary does not explain is put together again. */
  #understood(query) {
    const found = [];
    for (const run of query.split(/\s+/u).filter(Boolean)) {
      const words = this.#joined(this.analyser.words(run), this.#boundaries(run));
      found.push(...words);
    }
    return found;
  }

  /** Where words end in a run as the browser itself cuts it, by folded letters; null where it cannot. */
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

  /** Short words that neither the dictionary nor the browser sees in a run are no words: they become one unknown word,
      or, with those beside them, the word that was meant with a typing error. */
  #joined(words, ends) {
    let place = 0;
    const doubtful = words.map((word) => {
      const [start, end] = [place, (place += word.length)];
      if (this.analyser.stop.has(word) || !this.analyser.dictionary.has(word))
        return !this.analyser.dictionary.has(word);
      return word.length < SURE && ends !== null && !(ends.has(start) && ends.has(end));
    });
    if (!doubtful.includes(true)) return words;
    for (let size = Math.min(words.length, 5); size > 0; size--) {
      for (let start = 0; start + size <= words.length; start++) {
        const piece = words.slice(start, start + size).join("");
        if (!doubtful.slice(start, start + size).includes(true) || piece.length < LEAST_TYPO) continue;
        if (!this.typed.some((typed) => isNear(typed, piece)) && !this.vocabulary.some((word) => isNear(word, piece)))
          continue;
        return [...this.#joined(words.slice(0, start), null), piece, ...this.#joined(words.slice(start + size), null)];
      }
    }
    return words.map((word, index) => (doubtful[index] ? UNKNOWABLE : word));
  }

  #variants(word, last) {
    const { rules } = this.analyser;
    if (word === UNKNOWABLE) return new Map();
    const stem = this.analyser.stem(word);
    const found = new Map();
    const add = (variant, credit) => {
      if (this.frequency.has(variant)) found.set(variant, Math.max(credit, found.get(variant) ?? 0));
    };
    add(stem, CREDIT.exact);
    for (const longer of stem.length >= LEAST_PART ? this.#beginning(stem) : []) {
      if (longer.length <= stem.length + 3) add(longer, CREDIT.begins);
    }
    for (const longer of rules.compounds && stem.length >= LEAST_PART ? this.vocabulary : []) {
      if (longer.endsWith(stem)) add(longer, CREDIT.inner);
    }
    if (rules.script) for (const part of this.#parts(stem)) add(part, CREDIT.inner);
    if (last && word.length >= (rules.script ? LEAST_PART : 2))
      for (const longer of this.#beginning(word)) add(longer, CREDIT.prefix);
    if (Math.max(0, ...found.values()) > CREDIT.inner) return this.#best(found);
    for (const longer of stem.length > 2 ? this.#beginning(stem) : []) add(longer, CREDIT.prefix);
    for (const part of this.#parts(stem)) add(part, CREDIT.parts);
    const mayErr = word.length >= LEAST_TYPO;
    for (const typed of mayErr ? this.typed : []) if (isNear(typed, word)) add(this.analyser.stem(typed), CREDIT.near);
    for (const variant of this.vocabulary) {
      if (mayErr && variant.length >= LEAST_TYPO && (isNear(variant, stem) || isNear(variant, word)))
        add(variant, CREDIT.near);
      else if (variant.length >= LEAST_PART && variant.length * 1.6 >= stem.length && stem.startsWith(variant))
        add(variant, CREDIT.shorter);
      else if (stem.length >= LEAST_PART && variant.includes(stem)) add(variant, CREDIT.inner);
    }
    return this.#best(found);
  }

  /** The variants worth asking for. */
  #best(found) {
    return new Map([...found].sort((one, other) => other[1] - one[1]).slice(0, MOST_VARIANTS));
  }

  /** The words of the index that begin so, the most frequent first. */
  #beginning(start) {
    const found = [];
    for (let place = firstAtLeast(this.vocabulary, start); this.vocabulary[place]?.startsWith(start); place++) {
      found.push(this.vocabulary[place]);
    }
    return found.sort((one, other) => this.frequency.get(other) - this.frequency.get(one)).slice(0, MOST_VARIANTS);
  }

  /** The parts of a word that is written together: two words of the index, or the shorter words in a Thai one. */
  #parts(stem) {
    if (this.analyser.dictionary.size) return this.analyser.cut(stem, false).filter((part) => part.length > 1);
    for (let place = LEAST_PART; place <= stem.length - LEAST_PART; place++) {
      const [left, right] = [stem.slice(0, place), stem.slice(place)];
      const first = [left, left.replace(/(s|e|n|en|in)$/u, "")].find((piece) => this.frequency.has(piece));
      if (first && this.frequency.has(right)) return [first, right];
    }
    return [];
  }
}

function firstAtLeast(sorted, value) {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle] < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
