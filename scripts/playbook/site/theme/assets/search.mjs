// The search box: opens the dialog, shows results as one types. The engine is loaded when the dialog is first opened.

import { make } from "./dom.mjs";

const MANY = 5; // results shown at first
const THIN = 3; // fewer results than this, and other languages are offered
const KEYS = ["/", "s", "f"]; // as in the theme's own search

const dialog = document.getElementById("pb-search");
const opener = document.querySelector(".pb-search-open");
if (new URLSearchParams(location.search).has("hit")) {
  import("./search-marks.mjs").then(({ markPage }) => markPage(dialog.dataset));
}

const find = (name) => dialog.querySelector(`.pb-search__${name}`);
const [input, status, list, more, others] = ["input", "status", "results", "more", "others"].map(find);
let engine;
let asked = 0;

/** The engine of the reader's language, made once. */
async function getEngine() {
  const { SearchEngine } = await import("./search-engine.mjs");
  const codes = languages().map(([code]) => code);
  engine ??= new SearchEngine(dialog.dataset.base, dialog.dataset.language, codes);
  await engine.load();
  return engine;
}

/** [code, name] of every language. */
const languages = () => dialog.dataset.languages.split(";").map((entry) => entry.split("="));

function open() {
  if (!dialog.open) dialog.showModal();
  input.select();
  getEngine().then(show).catch(fail);
}

function fail() {
  engine = undefined;
  status.textContent = dialog.dataset.failed;
}

/** Show what is found for the words in the box; an answer to earlier words is dropped. */
async function show() {
  const turn = ++asked;
  const query = input.value.trim();
  const results = query ? await engine.search(query) : [];
  const shown = await Promise.all(results.slice(0, MANY).map((result) => engine.present(result)));
  if (turn !== asked) return;
  list.replaceChildren(...shown.map((result) => entry(result, dialog.dataset.language)));
  status.textContent = query ? say(results.length) : "";
  more.hidden = results.length <= MANY;
  more.onclick = () => showRest(results.slice(MANY));
  others.hidden = !query || results.length >= THIN;
  if (others.open && !others.hidden) showOthers();
}

const say = (count) => (count ? dialog.dataset.count.replace("{count}", count) : dialog.dataset.none);

async function showRest(results) {
  more.hidden = true;
  const place = list.children.length;
  for (const result of await Promise.all(results.map((one) => engine.present(one)))) {
    list.append(entry(result, dialog.dataset.language));
  }
  list.children[place]?.querySelector("a").focus();
}

/** A result: title, the section that matched and its line, with the words marked. */
function entry({ address, title, heading, line, summary }, language) {
  const link = make("a", {
    class: "pb-search__link",
    href: new URL(address, new URL(dialog.dataset.root, document.baseURI)).href,
  });
  link.append(make("span", { class: "pb-search__title" }, ...marked(title)));
  link.append(make("span", { class: "pb-search__summary" }, ...marked(summary)));
  if (line) {
    const place = make("span", { class: "pb-search__place" }, make("b", {}, heading), " ", ...marked(line));
    link.append(place);
  }
  const item = make("li", {}, link);
  if (language !== document.documentElement.lang) item.lang = language;
  return item;
}

const marked = (pieces) => pieces.map(([text, hit]) => (hit ? make("mark", { class: "pb-hit" }, text) : text));

/** Hits from the other languages; loaded only when a reader opens the group. */
async function showOthers() {
  const turn = asked;
  const target = find("foreign");
  target.replaceChildren();
  for (const [code, name] of languages().filter(([code]) => code !== dialog.dataset.language)) {
    const other = engine.inLanguage(code);
    const results = await other.search(input.value.trim());
    const shown = await Promise.all(results.slice(0, THIN).map((result) => other.present(result)));
    if (turn !== asked) return;
    if (!shown.length) continue;
    target.append(make("h3", { lang: code }, name), make("ol", {}, ...shown.map((result) => entry(result, code))));
  }
  if (!target.children.length) target.append(make("p", {}, dialog.dataset.none));
}

/** Up and down go through the box and the results. */
function move(step) {
  const stops = [input, ...dialog.querySelectorAll("a.pb-search__link")].filter((stop) => stop.checkVisibility());
  const now = stops.indexOf(document.activeElement);
  stops[(now + step + stops.length) % stops.length].focus();
}

opener.setAttribute("role", "button");
opener.setAttribute("aria-haspopup", "dialog");
opener.addEventListener("click", (event) => {
  event.preventDefault();
  open();
});
opener.addEventListener("keydown", (event) => {
  if (event.key !== " ") return;
  event.preventDefault();
  open();
});
input.addEventListener("input", () => getEngine().then(show).catch(fail));
others.addEventListener("toggle", () => others.open && showOthers().catch(fail));
find("close").addEventListener("click", () => dialog.close());
find("form").addEventListener("submit", (event) => {
  event.preventDefault();
  list.querySelector("a")?.click();
});
dialog.addEventListener("click", (event) => {
  if (event.target === dialog || event.target.closest("a.pb-search__link")) dialog.close();
});
dialog.addEventListener("keydown", (event) => {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step) return;
  event.preventDefault();
  move(step);
});
document.addEventListener("keydown", (event) => {
  if (!KEYS.includes(event.key) || event.ctrlKey || event.metaKey || event.altKey) return;
  const field = event.target.closest?.("input, textarea, select, [contenteditable], dialog");
  if (field && !dialog.contains(field)) return; // a closed dialog may hold the focus for one moment more
  if (dialog.open) return;
  event.preventDefault();
  open();
});
