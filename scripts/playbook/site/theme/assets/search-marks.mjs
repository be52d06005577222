// Showing, on the page that a result leads to, where the words are.

import { all, anchor, make } from "./dom.mjs";
import { split } from "./search-hits.mjs";
import { Analyser, listed } from "./search-words.mjs";

/**
 * Mark on this page the stems that its address carries as `hit`, and take them out of the address.
 * @param {DOMStringMap} data the language, and the address of the search folder
 */
export async function markPage({ base, language }) {
  const address = new URL(location.href);
  const wanted = new Set((address.searchParams.get("hit") ?? "").split(" ").filter(Boolean));
  address.searchParams.delete("hit");
  history.replaceState(history.state, "", address);
  const answer = await fetch(new URL(`${language}/words.json`, new URL(base ?? "", document.baseURI)));
  const { rules, typed, cut } = await answer.json();
  const dictionary = [cut, typed].flatMap((list) => listed(list, rules)).filter((word) => word.length > 1);
  const analyser = new Analyser(rules, [...dictionary, ...wanted]); // some stand in long phrases alone
  markIn(document.querySelector("article") ?? document.body, analyser, wanted);
  const section = document.getElementById(anchor());
  const folded = all("details:has(mark.pb-hit)", section?.closest("section") ?? make("div"), HTMLDetailsElement);
  for (const part of folded) part.open = true;
  section?.scrollIntoView();
}

/** @param {Element} root @param {Analyser} analyser @param {Set<string>} wanted */
function markIn(root, analyser, wanted) {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT, (node) =>
    node.parentElement?.closest("script, style, button, mark, input, dialog, nav, [aria-hidden='true']")
      ? NodeFilter.FILTER_REJECT
      : NodeFilter.FILTER_ACCEPT,
  );
  /** @type {Text[]} */
  const nodes = [];
  while (walker.nextNode()) nodes.push(/** @type {Text} */ (walker.currentNode));
  for (const node of nodes) {
    const pieces = split(node.data, analyser, wanted);
    if (!pieces.some(([, hit]) => hit)) continue;
    node.replaceWith(...pieces.map(([text, hit]) => (hit ? make("mark", { class: "pb-hit" }, text) : text)));
  }
}
