// Making words alike: folding, cutting, stemming. The very same as scripts/playbook/search/analysis.py; a test compares.

const THAI = /[\u0e00-\u0e7f]/u;
const MARKS = /[\u0300-\u036f\u0e47-\u0e4b\u0e4e\u200b-\u200d\u2060\ufeff]/gu;
const SILENCED = /[\u0e01-\u0e2e][\u0e34-\u0e39]?\u0e4c|\u0e4c/gu;
const INITIAL = /(?<![a-z])([a-z])[-\u2010\u2011](?=[a-z])/gu;
const APOSTROPHES = /['\u2019\u02bc`\u00b4]/gu;
const REPEATED = /([^0-9\u0e00-\u0e7f])\1+|([\u0e00-\u0e7f])\2{2,}/gu;
const DEPENDENT = /[\u0e30-\u0e3a\u0e45\u0e47-\u0e4e]/u;
const LEADING = /[\u0e40-\u0e44]/u;

/**
 * The rules of a language, as `Rules.as_json` in analysis.py writes them.
 * @typedef {{letters: Record<string, string>, keep: string, plain: Record<string, string>,
 *   spelt: Record<string, string>, stop: string[], faint: string[], people: string[], rounds: number, suffixes: [string, number][],
 *   last: Record<string, string>, forms: Record<string, string>, compounds: boolean, script: string, block: number,
 *   trust: number}} Rules
 */

/**
 * Whether a word of Thai may end before this place: not between a letter and its signs or its vowel in front.
 * @param {string} run @param {number} place
 */
const breaks = (run, place) => !DEPENDENT.test(run[place]) && !LEADING.test(run[place - 1]);

/** The signs that numbers are written with in words.json, as in scripts/playbook/search/index.py. */
export const SIGNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/**
 * The words of a list in words.json, each of which says how many letters it has from the one before.
 * @param {string} text @param {Rules} rules
 */
export function listed(text, rules) {
  let word = "";
  const entries = text ? text.split(" ") : [];
  return entries.map((entry) => {
    word = word.slice(0, SIGNS.indexOf(entry[0])) + unshifted(entry.slice(1), rules);
    return word;
  });
}

/**
 * A text of words.json as it is read; `shifted` in scripts/playbook/search/index.py says how it is written there.
 * @param {string} text @param {Rules} rules
 */
export function unshifted(text, { block }) {
  /** @param {string} letter */
  const other = (letter) => {
    const code = letter.charCodeAt(0);
    if (code > 0x20 && code < 0x80) return String.fromCharCode(code - 0x20 + block);
    return code > block && code < block + 0x60 ? String.fromCharCode(code - block + 0x20) : letter;
  };
  return block ? text.replace(/[^ ]/gu, other) : text;
}

/**
 * Text without differences of case, accent, doubled letter and letters that sound alike.
 * The letters of `keep` stay what they are; who has an ı writes it I in capitals.
 * @param {string} text @param {Record<string, string>} letters
 */
export function fold(text, letters, keep = "") {
  const own = keep.includes("ı") ? text.replaceAll("I", "ı").replaceAll("İ", "i") : text;
  let plain = own.toLowerCase().normalize("NFKD").replace(APOSTROPHES, "").replace(INITIAL, "$1");
  for (const letter of keep) plain = plain.replaceAll(letter.normalize("NFKD"), letter);
  plain = plain.replace(SILENCED, "").replace(MARKS, "");
  for (const [source, target] of Object.entries(letters)) plain = plain.replaceAll(source, target);
  return plain.replace(REPEATED, "$1$2");
}

/**
 * The runs of letters, marks and digits in folded text.
 * @param {string} folded @returns {string[]}
 */
export const runs = (folded) => folded.match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];

/** Words of one language as they are indexed and looked for. */
export class Analyser {
  /**
   * `dictionary` are the words that cut runs without spaces.
   * @param {Rules} rules @param {Iterable<string>} dictionary
   */
  constructor(rules, dictionary = []) {
    this.rules = rules;
    this.stop = new Set(rules.stop);
    this.dictionary = new Set(rules.script ? dictionary : []);
    /** @type {Map<string, number[]>} */
    this.lengths = new Map();
    const sizes = new Set([...this.dictionary].map((word) => `${word.slice(0, 2)} ${word.length}`));
    for (const [start, size] of [...sizes].map((entry) => entry.split(" "))) {
      this.lengths.set(start, [...(this.lengths.get(start) ?? []), Number(size)]);
    }
    for (const lengths of this.lengths.values()) lengths.sort((one, other) => other - one);
    /** @type {Map<string, string>} */
    this.known = new Map();
  }

  /** @param {string} text */
  fold(text) {
    return fold(text, this.rules.letters, this.rules.keep);
  }

  /**
   * Folded text without the marks of the letters that keep them.
   * @param {string} text
   */
  unmarked(text) {
    if (!this.rules.keep) return text;
    return [...text]
      .map((letter) => this.rules.plain[letter] ?? letter)
      .join("")
      .replace(REPEATED, "$1$2");
  }

  /**
   * Whether a folded word is another one of which letters were typed without their marks, or in two letters.
   * @param {string} typed @param {string} word
   */
  isUnmarked(typed, word) {
    const { keep, plain, spelt } = this.rules;
    if (!keep) return false;
    if ([...typed].every((letter) => !keep.includes(letter)) && this.unmarked(word) === typed) return true;
    let full = typed;
    for (const [two, letter] of Object.entries(spelt)) full = full.replaceAll(two, letter);
    return [typed, full].some(
      (text) =>
        text.length === word.length &&
        [...text].every((letter, place) => letter === word[place] || letter === plain[word[place]]),
    );
  }

  /**
   * The folded words of a text in order, cut where they are written without spaces; not stemmed.
   * @param {string} text
   */
  words(text) {
    /** @type {string[]} */
    const found = [];
    for (const run of runs(this.fold(text))) {
      for (const piece of run.match(/[\u0e00-\u0e7f]+|[^\u0e00-\u0e7f]+/gu) ?? []) {
        if (THAI.test(piece) && this.dictionary.size) found.push(...this.cut(piece));
        else found.push(piece);
      }
    }
    return found;
  }

  /**
   * The stems of a text's words, stop words left out.
   * @param {string} text
   */
  stems(text) {
    return this.words(text)
      .filter((word) => !this.stop.has(word))
      .map((word) => this.stem(word));
  }

  /**
   * A folded word without its endings.
   * @param {string} word
   */
  stem(word) {
    let found = this.known.get(word);
    if (found === undefined) {
      found = this.#stem(Object.hasOwn(this.rules.forms, word) ? this.rules.forms[word] : word);
      this.known.set(word, found);
    }
    return found;
  }

  /** @param {string} word */
  #stem(word) {
    for (let round = 0; round < this.rules.rounds; round++) {
      const size = [...word].length;
      const hit = this.rules.suffixes.find(([suffix, least]) => size >= suffix.length + least && word.endsWith(suffix));
      if (!hit) break;
      word = word.slice(0, -hit[0].length);
    }
    const last = word.at(-1) ?? "";
    return Object.hasOwn(this.rules.last, last) ? word.slice(0, -1) + this.rules.last[last] : word;
  }

  /**
   * A run of Thai as the fewest dictionary words, the longest first; with `whole` false, the parts of the run itself.
   * @param {string} run
   */
  cut(run, whole = true) {
    const size = run.length;
    const cost = new Array(size + 1).fill(0);
    const ends = new Array(size + 1).fill(0);
    for (let start = size - 1; start >= 0; start--) {
      let step = start + 1;
      while (step < size && !breaks(run, step)) step++;
      cost[start] = cost[step] + 100 * (step - start);
      ends[start] = step;
      for (const end of this.#wordEnds(run, start)) {
        if ((end - start === size && !whole) || cost[end] + 10 >= cost[start]) continue;
        cost[start] = cost[end] + 10;
        ends[start] = end;
      }
    }
    return this.#merge(run, ends);
  }

  /**
   * Where the dictionary's words that begin at a place in a run end, the longest first.
   * @param {string} run @param {number} start
   */
  #wordEnds(run, start) {
    const lengths = this.lengths.get(run.slice(start, start + 2)) ?? [];
    return lengths
      .map((length) => start + length)
      .filter((end) => end <= run.length && (end === run.length || breaks(run, end)))
      .filter((end) => this.dictionary.has(run.slice(start, end)));
  }

  /** @param {string} run @param {number[]} ends */
  #merge(run, ends) {
    const found = [];
    let unknown = "";
    for (let start = 0; start < run.length; start = ends[start]) {
      const piece = run.slice(start, ends[start]);
      if (!this.dictionary.has(piece)) {
        unknown += piece;
        continue;
      }
      if (unknown) found.push(unknown);
      unknown = "";
      found.push(piece);
    }
    if (unknown) found.push(unknown);
    return found;
  }
}

/**
 * How many typing errors lie between two words, at most `most`, else Infinity: a letter wrong, missing, too many, two
 * changed round, or one that came too early or too late.
 * @param {string} one @param {string} other @param {number} most
 */
export function errors(one, other, most = 1) {
  if (one === other) return 0;
  if (Math.abs(one.length - other.length) > most) return Infinity;
  if (isOneError(one, other)) return 1;
  return most > 1 ? distance(one, other, most) : Infinity;
}

/**
 * Whether two letters that stand side by side have changed places, and nothing else.
 * @param {string} one @param {string} other
 */
export function isSwapped(one, other) {
  if (one.length !== other.length || one === other) return false;
  let start = 0;
  while (one[start] === other[start]) start++;
  return (
    one[start] === other[start + 1] &&
    one[start + 1] === other[start] &&
    one.slice(start + 2) === other.slice(start + 2)
  );
}

/** @param {string} one @param {string} other */
function isOneError(one, other) {
  let start = 0;
  while (start < one.length && one[start] === other[start]) start++;
  if (start === 0 && one.slice(0, 2) !== `${other[1]}${other[0]}`) return false; // hardly anybody errs at once
  const [left, right] = [one.slice(start), other.slice(start)];
  if (left.length > right.length) return left.slice(1) === right;
  if (left.length < right.length) return left === right.slice(1);
  if (left.slice(1) === right.slice(1)) return one.length >= LEAST_WRONG;
  if (left[0] === right[1] && left[1] === right[0] && left.slice(2) === right.slice(2)) return true;
  return left.length <= MOST_MOVED && (isMoved(left, right) || isMoved(right, left));
}

const MOST_MOVED = 6;
const LEAST_WRONG = 7; // letters a word has for one of them to be another: short words have too many neighbours

/**
 * Whether one letter of a word came too early: emphaty, empathy.
 * @param {string} left @param {string} right
 */
function isMoved(left, right) {
  const place = right.indexOf(left[0], 1);
  return place > 0 && place <= 3 && right.slice(0, place) + right.slice(place + 1) === left.slice(1);
}

/**
 * The letters to change, add, leave out or swap between two words; Infinity from more than `most`.
 * @param {string} one @param {string} other @param {number} most
 */
function distance(one, other, most) {
  /** @type {number[]} */
  let before = [];
  let last = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let row = 1; row <= one.length; row++) {
    const now = [row];
    for (let column = 1; column <= other.length; column++) {
      const same = one[row - 1] === other[column - 1] ? 0 : 1;
      let best = Math.min(last[column] + 1, now[column - 1] + 1, last[column - 1] + same);
      const swapped = row > 1 && column > 1 && one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1];
      if (swapped) best = Math.min(best, before[column - 2] + 1);
      now.push(best);
    }
    if (Math.min(...now) > most) return Infinity;
    [before, last] = [last, now];
  }
  return last[other.length] > most ? Infinity : last[other.length];
}
