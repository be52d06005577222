// Is this copy current? The printed code holds a key and a hash for every topic; this page holds today's.
// The code stands behind the # of the address, so it never leaves the device.

const WIDTH = 3; // characters of a topic's key and of a page's hash in a code

/** What a printed code says: `1.<pack>.<languages>.<version>.<topics>`; undefined where it is none. */
export function readCode(text) {
  const [kind, pack, tongues, version, topics, ...rest] = text.split(".");
  const languages = tongues?.split("~") ?? [];
  const width = WIDTH * (1 + languages.length);
  if (!["1", "2"].includes(kind) || rest.length || !topics || topics.length % width) return undefined;
  if (!/^[\w-]+$/.test(pack) || !/^\d{4}-\d{2}-\d{2}-[0-9a-f]{6}$/.test(version) || !/^[\w-]+$/.test(topics))
    return undefined;
  const entries = topics.match(new RegExp(`.{${width}}`, "g")).map((entry) => {
    const [key, ...hashes] = entry.match(new RegExp(`.{${WIDTH}}`, "g"));
    return [key, Object.fromEntries(languages.map((language, place) => [language, hashes[place]]))];
  });
  return { whole: kind === "1", pack, languages, version, topics: new Map(entries) };
}

/** Compare a printed code with today's topics (key to hashes by language) and the keys that the pack has today. */
export function compareCode(printed, topics, packed) {
  const changed = [];
  let gone = 0;
  for (const [key, hashes] of printed.topics) {
    const today = topics.get(key);
    if (!today) gone += 1;
    else if (printed.languages.some((language) => today[language] !== hashes[language])) changed.push(key);
  }
  const added = printed.whole ? packed.filter((key) => !printed.topics.has(key)) : [];
  return { changed, gone, added };
}

function codeOf(hash) {
  try {
    return decodeURIComponent(hash);
  } catch {
    return hash; // not even a well-formed address
  }
}

const result = document.getElementById("pb-version-result");

function show(name, text) {
  const part = result.querySelector(`[data-when="${name}"]`);
  part.hidden = false;
  if (text !== undefined) part.textContent = text;
  return part;
}

function list(name, keys, items) {
  result.querySelector(`[data-list="${name}"]`).replaceChildren(...keys.map((key) => items.get(key).cloneNode(true)));
  show(name);
}

/** Today's topics: their list items, and their hashes by language, both by key. */
function currentTopics() {
  const items = new Map();
  const topics = new Map();
  for (const item of document.getElementById("pb-current").content.querySelectorAll("li")) {
    items.set(item.dataset.key, item);
    topics.set(item.dataset.key, Object.fromEntries(item.dataset.hashes.split(" ").map((pair) => pair.split(":"))));
  }
  return { items, topics };
}

function report() {
  for (const part of result.querySelectorAll("[data-when]")) part.hidden = true;
  const text = codeOf(location.hash.slice(1));
  if (!text) return;
  if (!navigator.onLine) show("offline");
  const printed = readCode(text);
  if (printed) reportOn(printed);
  else show("unreadable");
}

/** Show how what was printed compares with today. */
function reportOn(printed) {
  const { items, topics } = currentTopics();
  const row = document.querySelector(`tr[data-pack="${CSS.escape(printed.pack)}"]`);
  const found = compareCode(printed, topics, row?.dataset.topics.split(" ") ?? []);
  const outdated = found.changed.length + found.gone + found.added.length > 0;
  showDifferences(found, items);
  show(outdated ? "outdated" : "current");
  const own =
    printed.languages.length === 1 && printed.languages[0] === document.getElementById("pb-current").dataset.language;
  if (row && own && printed.whole) {
    result.querySelector('[data-fill="printed"]').textContent = printed.version;
    result.querySelector('[data-fill="current"]').textContent = outdated ? row.dataset.version : printed.version;
    show("read");
  }
}

function showDifferences({ changed, gone, added }, items) {
  const known = added.filter((key) => items.has(key));
  if (changed.length) list("changed", changed, items);
  if (gone) show("gone", result.querySelector('[data-when="gone"]').dataset.text.replace("{count}", gone));
  if (added.length) list("new", known, items);
}

if (result) {
  addEventListener("hashchange", report);
  report();
}
