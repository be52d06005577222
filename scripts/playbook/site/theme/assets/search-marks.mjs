// Showing where the words are: in a result's lines, and on the page that a result leads to.

import { Analyser } from "./search-words.mjs";

const LETTERS = /[\u0e01-\u0e7f][\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]*/gu; // one Thai letter with its signs
const WORDS = /[\u0e00-\u0e7f]+|(?:(?![\u0e00-\u0e7f])[\p{L}\p{M}\p{N}'’])+/gu;

/** A text as [piece, whether it is one of the words that are looked for]; `wanted` is a set of stems. */
export function split(text, analyser, wanted) {
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

/** [start, end] of each hit in one word or one run of Thai. */
function hits(word, analyser, wanted) {
  const isWanted = (folded) => wanted.has(analyser.stem(folded));
  if (!analyser.rules.script || !/^[\u0e00-\u0e7f]/u.test(word)) {
    return analyser.words(word).some(isWanted) ? [[0, word.length]] : [];
  }
  // The cut is made in the folded run; it is carried back letter by letter, each with its signs.
  const places = [];
  for (const { 0: letter, index } of word.matchAll(LETTERS)) {
    for (const _ of analyser.fold(letter)) places.push(index);
  }
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

/** Mark on this page the stems that its address carries as `hit`, and take them out of the address. */
export async function markPage({ base, language }) {
  const address = new URL(location.href);
  const wanted = new Set(address.searchParams.get("hit").split(" ").filter(Boolean));
  address.searchParams.delete("hit");
  history.replaceState(history.state, "", address);
  const answer = await fetch(new URL(`${language}/words.json`, new URL(base, document.baseURI)));
  const { rules, words, cut } = await answer.json();
  const dictionary = [...Object.values(words), cut].join(" ").split(" ").filter(Boolean);
  markIn(document.querySelector("article") ?? document.body, new Analyser(rules, dictionary), wanted);
  const section = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  for (const folded of section?.closest("section")?.querySelectorAll("details:has(mark.pb-hit)") ?? [])
    folded.open = true;
  section?.scrollIntoView();
}

function markIn(root, analyser, wanted) {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT, (node) =>
    node.parentElement.closest("script, style, button, mark, input, dialog, nav, [aria-hidden='true']")
      ? NodeFilter.FILTER_REJECT
      : NodeFilter.FILTER_ACCEPT,
  );
  const nodes = [];
  while (walker.nextNode()) nodes.push(walker.currentNode);
  for (const node of nodes) {
    const pieces = split(node.data, analyser, wanted);
    if (!pieces.some(([, hit]) => hit)) continue;
    node.replaceWith(
      ...pieces.map(([text, hit]) => {
        if (!hit) return text;
        const mark = document.createElement("mark");
        mark.className = "pb-hit";
        mark.textContent = text;
        return mark;
      }),
    );
  }
}
