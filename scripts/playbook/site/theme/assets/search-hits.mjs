// Where in a text the words are that are looked for.

/** @typedef {import("./search-words.mjs").Analyser} Analyser */

const LETTERS = /[\u0e01-\u0e7f][\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]*/gu; // one Thai letter with its signs
const WORDS = /[\u0e00-\u0e7f]+|(?:(?![\u0e00-\u0e7f])[\p{L}\p{M}\p{N}'’])+/gu;

/**
 * A text as [piece, whether it is one of the words that are looked for]; `wanted` is a set of stems.
 * @param {string} text @param {Analyser} analyser @param {Set<string>} wanted
 * @returns {[string, boolean][]}
 */
export function split(text, analyser, wanted) {
  /** @type {[string, boolean][]} */
  const found = [];
  let done = 0;
  for (const { 0: word, index } of wanted.size ? text.matchAll(WORDS) : []) {
    for (const [start, end] of hits(word, analyser, wanted)) {
      if (index + start > done) found.push([text.slice(done, index + start), false]);
      found.push([text.slice(index + start, index + end), true]);
      done = index + end;
    }
  }
  if (done < text.length) found.push([text.slice(done), false]);
  return found;
}

/**
 * [start, end] of each hit in one word or one run of Thai.
 * @param {string} word @param {Analyser} analyser @param {Set<string>} wanted
 * @returns {[number, number][]}
 */
function hits(word, analyser, wanted) {
  /** @param {string} folded */
  const isWanted = (folded) => wanted.has(analyser.stem(folded));
  if (!analyser.rules.script || !/^[\u0e00-\u0e7f]/u.test(word)) {
    return analyser.words(word).some(isWanted) ? [[0, word.length]] : [];
  }
  /** @type {number[]} */
  const places = [];
  // The cut is made in the folded run; it is carried back letter by letter, each with its signs.
  for (const { 0: letter, index } of word.matchAll(LETTERS)) {
    for (const _ of analyser.fold(letter)) places.push(index);
  }
  /** @type {[number, number][]} */
  const found = [];
  let place = 0;
  for (const piece of analyser.words(word)) {
    const [start, end] = [places[place], places[place + piece.length] ?? word.length];
    place += piece.length;
    if (isWanted(piece) || analyser.cut(piece, false).some((part) => part.length > 2 && wanted.has(part)))
      found.push([start, end]);
  }
  return found;
}
