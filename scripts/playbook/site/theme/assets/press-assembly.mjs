// A pack put together from what its languages have to print, as scripts/playbook/packs/assembly.py does it:
// tests/site/test_press.py holds the two to the same document. Nothing in it is markup.

/**
 * What a language has to print, see packs/stock.py, and a unit of a page, see packs/units.py: plain data.
 * @typedef {any} Stock
 * @typedef {any} Unit
 * What is asked for, see `Order` in packs/assembly.py.
 * @typedef {{pack: string, topics: string[], paper: string, large: boolean, country: string, speaker: string,
 *   recipient: string, site: string, values: Record<string, string>}} Order
 */

const NAME = "organisation_name";
const SECTION = "where-you-work";
const OPEN = "…";
const [BODY, LARGE] = [12, 16];
const MARK = /\{\{ ([^{} ]+) \}\}/g;
const WHOLE = /^\{\{ ([^{} ]+) \}\}$/;

/** @param {any[]} named @param {string[]} topics */
const anyOf = (named, topics) => named.some((topic) => topics.includes(topic));

/** @param {string} text */
async function digest(text) {
  const bytes = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text)));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** By code points, as Python has it. @param {string} one @param {string} other */
const inOrder = (one, other) => (one < other ? -1 : Number(one > other));

/**
 * The document: everything a template needs. `stocks` are those of the pack's languages.
 * @param {Stock[]} stocks @param {Order} order
 */
export async function assemble(stocks, order) {
  const [first] = stocks;
  const pack = first.packs[order.pack];
  const topics = Object.keys(first.topics).filter((topic) => order.topics.includes(topic));
  const values = { ...first.places.numbers[order.country], ...order.values };
  const reviews = stocks.flatMap((stock) => topics.map((topic) => stock.topics[topic].reviewed));
  const day = reviews.sort(inOrder)[reviews.length - 1];
  const rows = glossaryOf(stocks, topics);
  const version = await versionOf(stocks, order.pack, topics, day, rows);
  const chapters = first.groups
    .map((/** @type {any} */ group) => ({
      id: group.id,
      names: stocks.map((stock) => stock.groups.find((/** @type {any} */ other) => other.id === group.id).name),
      topics: topics.filter((topic) => first.topics[topic].group === group.id),
    }))
    .filter((/** @type {any} */ chapter) => chapter.topics.length);
  /** @type {Record<string, string>} */
  const codes = { cover: addressOf(stocks, order, topics, version, "1") };
  for (const chapter of chapters) codes[chapter.id] = addressOf(stocks, order, chapter.topics, version, "2");
  return {
    layout: pack.layout,
    paper: order.paper === "letter" ? "us-letter" : "a4",
    size: order.large ? LARGE : BODY,
    title: stocks.map((stock) => stock.packs[order.pack].title),
    audience: stocks.map((stock) => stock.packs[order.pack].audience),
    organisation: values[NAME] ?? "",
    "organisation-label": first.slots.find((/** @type {any} */ slot) => slot.name === NAME)?.label ?? "",
    recipient: order.recipient,
    version,
    address: codes.cover.split("#")[0].replace(/^.*?\/\//, ""),
    codes,
    day,
    dates: stocks.map((stock) => stock.dates[day]),
    languages: stocks.map((stock) => stock.language),
    words: stocks.map((stock) => stock.words),
    how: stocks.map((stock) => stock.how),
    chapters,
    topics: topicsOf(stocks, order, topics, values, pack.layout),
    heads: Object.fromEntries(topics.map((topic) => [topic, stocks.map((stock) => stock.topics[topic].head)])),
    columns: stocks.map((stock) => stock.columns),
    warnings: stocks.map((stock) => stock.warnings),
    contacts: contactsOf(stocks, values),
    glossary: rows.map((row) => ({
      terms: row.map((one) => one.term),
      definitions: row.map((one) => one.definition),
    })),
    sources: sourcesOf(stocks, topics),
    guidance: first.guidance
      .filter((/** @type {any} */ item) => anyOf(item.topics, topics))
      .map((/** @type {any} */ { topics: _, ...item }) => item),
    index: stocks.map((stock) => indexOf(stock, topics)),
  };
}

/**
 * @param {Stock[]} stocks @param {Order} order @param {string[]} topics @param {Record<string, string>} values
 * @param {string} layout
 */
function topicsOf(stocks, order, topics, values, layout) {
  const printed = layout === "booklet" ? topics : []; // only a booklet has pages to refer to
  const allUnits = topics.map((topic) =>
    stocks.map((stock) => {
      const units = [...stock.topics[topic].units, ...unitsOfCountry(stock.places, topic, order.country, order.values)];
      const slots = Object.fromEntries(stock.slots.map((/** @type {any} */ slot) => [slot.name, slot]));
      return filled(units, { slots, values, printed, speaker: order.speaker });
    }),
  );
  numberScenes(allUnits);
  return Object.fromEntries(
    topics.map((topic, place) => [
      topic,
      {
        titles: stocks.map((stock) => stock.topics[topic].title),
        units: stocks.length === 2 ? aligned(allUnits[place][0], allUnits[place][1]) : allUnits[place],
        lines: stocks[0].topics[topic].lines[sheetName(stocks[0], topic, order)],
      },
    ]),
  );
}

/** @param {Stock} stock @param {string} topic @param {Order} order */
function sheetName(stock, topic, { paper, country, large }) {
  return [paper, large ? "large" : "", topic in stock.places.groups ? country : ""].filter(Boolean).join(" ");
}

/**
 * A part of a page with its slots filled or open to write in, and with references to what is printed.
 * @typedef {{slots: Record<string, any>, values: Record<string, string>, printed: string[], speaker: string}} Filling
 * @param {any} part @param {Filling} filling @returns {any}
 */
function filled(part, filling) {
  if (typeof part === "string") return part.includes("{{") ? part.replace(MARK, textOf(filling)) : part;
  if (Array.isArray(part)) {
    return part
      .filter((item) => !(item?.to && !filling.printed.includes(item.to)))
      .map((item) => filled(item, filling));
  }
  if (part === null || typeof part !== "object") return part;
  if ("t" in part) return filledRun(part, filling);
  return Object.fromEntries(Object.entries(part).map(([key, value]) => [key, filled(value, filling)]));
}

/** @param {any} run @param {Filling} filling */
function filledRun(run, { slots, values, speaker }) {
  const { t, woman: _woman, man: _man, both: _both, ...style } = run;
  const slot = slots[WHOLE.exec(t)?.[1] ?? ""];
  if (!slot) return { ...style, t: run[speaker] ?? t };
  const value = values[slot.name];
  return value ? { t: value, b: true } : { gap: style.bare ? "" : slot.label, kind: slot.kind };
}

/** @param {Filling} filling */
function textOf({ slots, values }) {
  return (/** @type {string} */ mark, /** @type {string} */ name) => {
    const slot = slots[name];
    if (!slot) return mark;
    return values[name] || (slot.said ? OPEN : `[${slot.label}]`);
  };
}

/**
 * The box "Where you work" of a topic, as packs/places.py has it.
 * @param {any} places @param {string} topic @param {string} country @param {Record<string, string>} own
 * @returns {Unit[]}
 */
function unitsOfCountry(places, topic, country, own) {
  const groups = places.groups[topic];
  if (!groups || !country) return [];
  const facts = places.countries[country];
  const units = groups.flatMap((/** @type {string} */ name) => {
    const group = facts.groups[name];
    const contacts = name === "emergency" ? places.contacts : [];
    return [
      { k: "subheading", s: SECTION, text: group.heading },
      ...callsOf(group.calls, own),
      ...group.units,
      ...contacts,
    ];
  });
  const note = { k: "p", s: SECTION, runs: [{ t: places.note }] };
  return [{ k: "heading", s: SECTION, text: facts.heading }, ...units, note];
}

/** @param {any[]} calls @param {Record<string, string>} own */
function callsOf(calls, own) {
  const numbers = calls.map((call) => own[call.slot] || call.number);
  const others = numbers.filter((_, place) => !calls[place].general);
  /** @type {Map<string, string[]>} */
  const labels = new Map();
  for (const [place, number] of numbers.entries()) {
    if (!number || (calls[place].general && others.includes(number))) continue;
    labels.set(number, [...(labels.get(number) ?? []), calls[place].label]);
  }
  return [...labels].map(([number, names]) => ({
    k: "item",
    s: SECTION,
    n: 0,
    runs: [{ t: `${names.join(", ")}: ` }, { t: number, b: true }],
    more: [],
  }));
}

/** Number the exercises through, the same in every language. @param {Unit[][][]} topics */
function numberScenes(topics) {
  let number = 0;
  for (const languages of topics) {
    const found = languages.map((units) => units.filter((unit) => unit.k === "scene"));
    for (let place = 0; place < Math.max(...found.map((scenes) => scenes.length)); place++) {
      number += 1;
      for (const scenes of found) if (scenes[place]) scenes[place].number = number;
    }
  }
}

/**
 * Two languages' units so that equal places belong together: section by section, gaps filled with blanks.
 * @param {Unit[]} first @param {Unit[]} second
 */
function aligned(first, second) {
  /** @type {Unit[]} */
  const left = [];
  /** @type {Unit[]} */
  const right = [];
  for (const name of new Set([...first, ...second].map((unit) => unit.s))) {
    const [one, other] = [first, second].map((units) => units.filter((unit) => unit.s === name));
    for (let place = 0; place < Math.max(one.length, other.length); place++) {
      left.push(one[place] ?? { k: "blank", s: name });
      right.push(other[place] ?? { k: "blank", s: name });
    }
  }
  return [left, right];
}

/**
 * The concepts that the topics explain and that every language has, in the first one's order.
 * @param {Stock[]} stocks @param {string[]} topics @returns {any[][]}
 */
function glossaryOf([first, ...others], topics) {
  const byId = others.map((stock) => new Map(stock.glossary.map((/** @type {any} */ row) => [row.id, row])));
  return first.glossary
    .filter((/** @type {any} */ row) => anyOf(row.topics, topics) && byId.every((rows) => rows.has(row.id)))
    .map((/** @type {any} */ row) => [row, ...byId.map((rows) => rows.get(row.id))]);
}

/** @param {Stock[]} stocks @param {string} pack @param {string[]} topics @param {string} day @param {any[][]} glossary */
async function versionOf(stocks, pack, topics, day, glossary) {
  const languages = stocks.map((stock) => stock.language.code);
  const pages = topics.map((topic) => stocks.map((stock) => stock.topics[topic].printed));
  const rows = glossary.map((row) => [row[0].id, ...row.map((one) => one.printed)]);
  rows.sort((one, other) => inOrder(one[0], other[0]));
  const hash = (await digest(JSON.stringify([pack, languages, pages, rows]))).slice(0, 6);
  return day ? `${day}-${hash}` : hash;
}

/** @param {Stock[]} stocks @param {Order} order @param {string[]} topics @param {string} version @param {string} kind */
function addressOf(stocks, { site, pack }, topics, version, kind) {
  const codes = topics.map(
    (topic) => stocks[0].topics[topic].key + stocks.map((one) => one.topics[topic].hash).join(""),
  );
  const languages = stocks.map((stock) => stock.language.code);
  const code = [kind, pack, languages.join("~"), version, codes.join("")].join(".");
  return `${site.replace(/\/+$/, "")}/${stocks[0].version}#${code}`;
}

/** @param {Stock[]} stocks @param {Record<string, string>} values */
function contactsOf(stocks, values) {
  return stocks[0].slots.flatMap((/** @type {any} */ { name, kind, said }, /** @type {number} */ place) =>
    name === NAME || said
      ? []
      : [{ name, labels: stocks.map((stock) => stock.slots[place].label), value: values[name] ?? "", kind }],
  );
}

/** The articles behind the pages, in the words of each language. @param {Stock[]} stocks @param {string[]} topics */
function sourcesOf(stocks, topics) {
  const names = new Set(stocks.flatMap((stock) => topics.flatMap((topic) => stock.topics[topic].sources)));
  const sorted = [...names].sort(inOrder);
  return stocks.map((stock) => sorted.filter((name) => name in stock.sources).map((name) => stock.sources[name]));
}

/** @param {Stock} stock @param {string[]} topics */
function indexOf(stock, topics) {
  return stock.index.flatMap((/** @type {any} */ { titles, ...entry }) => {
    const own = entry.topics.filter((/** @type {string} */ topic) => topics.includes(topic));
    return own.length ? [{ ...entry, title: anyOf(titles, topics), topics: own }] : [];
  });
}
