// Queries that no topic answers, such as one for a shift plan or a recipe: whatever is like one of them has no answer
// either, though a topic may have some of its words.

const JOINT = "_"; // between the words of a query

/** @typedef {import("./search-query.mjs").Term} Term */

/** The unanswered queries of one language; they are made ready when something is first held against them. */
export class UnansweredQueries {
  /**
   * `queries` are the words of each that tell, joined; `vocabulary` says which stems words have, and how many phrases of
   * topics have each.
   * @param {string[]} queries @param {import("./search-query.mjs").Vocabulary} vocabulary
   */
  constructor(queries, vocabulary) {
    this.queries = queries;
    this.vocabulary = vocabulary;
    /** @type {{places: Map<string, number[]>, lengths: number[]} | undefined} */
    this.ready = undefined;
  }

  /**
   * How like a query is to the nearest of these, from 0 to 1: the cosine of their stems, rare ones weighing more.
   * @param {Term[]} terms
   */
  likeness(terms) {
    const { places, lengths } = this.prepare();
    const telling = terms.filter(({ isLittle }) => !isLittle);
    const stems = new Set(telling.map((term) => this.#stem(term, places)));
    /** @type {Map<number, number>} */
    const dots = new Map();
    let square = 0;
    for (const stem of stems) {
      const value = this.#weight(stem, places) ** 2;
      square += value;
      for (const place of places.get(stem) ?? []) dots.set(place, (dots.get(place) ?? 0) + value);
    }
    const length = Math.sqrt(square) || 1;
    return Math.max(0, ...[...dots].map(([place, dot]) => dot / (length * lengths[place])));
  }

  /**
   * The stem of a word as it was typed, if a query has it; else of what it most likely stands for.
   * @param {Term} term @param {Map<string, number[]>} places
   */
  #stem(term, places) {
    const typed = this.vocabulary.analyser.stem(term.word);
    return places.has(typed) ? typed : this.vocabulary.meant(term);
  }

  /** The queries with each stem, and how long each query is. */
  prepare() {
    this.ready ??= this.#made();
    return this.ready;
  }

  #made() {
    const { analyser } = this.vocabulary;
    const queries = this.queries.map((query) => new Set(query.split(JOINT).map((word) => analyser.stem(word))));
    /** @type {Map<string, number[]>} */
    const places = new Map();
    for (const [place, stems] of queries.entries())
      for (const stem of stems) {
        const list = places.get(stem);
        if (list) list.push(place);
        else places.set(stem, [place]);
      }
    const lengths = queries.map((stems) => {
      const squares = [...stems].map((stem) => this.#weight(stem, places) ** 2);
      return Math.sqrt(squares.reduce((all, one) => all + one, 0)) || 1;
    });
    return { places, lengths };
  }

  /**
   * How much a stem tells: the fewer phrases and queries have it, the more.
   * @param {string} stem @param {Map<string, number[]>} places
   */
  #weight(stem, places) {
    const { phrases, counts } = this.vocabulary;
    const count = (counts.get(stem) ?? 0) + (places.get(stem)?.length ?? 0);
    return Math.log((phrases.length + this.queries.length) / (count + 0.5));
  }
}
