// The pages for an address that is not there, and for what is not kept on the device: the reader's language comes first.

import { all, get } from "./dom.mjs";
import { recall } from "./storage.mjs";

const root = document.documentElement;
const parts = all(".pb-lost");
const base = new URL("..", import.meta.url).pathname;

/** The language that the address names, if it is one of this site. */
const [named] = location.pathname.startsWith(base) ? location.pathname.slice(base.length).split("/") : [""];

/**
 * A language as the site has it: readers of all Norwegian tags read Bokmål.
 * @param {string} tag
 */
const known = (tag) => tag.replace(/^(no|nn)\b/, "nb").split("-")[0];

const wanted = [named, recall("language"), ...navigator.languages.map(known)];
const first = wanted.map((code) => parts.find((part) => part.lang === code)).find(Boolean);
if (first) {
  if (first !== parts[0]) parts[0].before(first);
  document.title = `${get("h2", first).textContent} – ${first.dataset.site}`;
  root.dataset.reads = first.lang;
}
