// A pack put together from what its languages have to print, as scripts/playbook/packs/assembly.py does it:
// tests/site/test_press.py holds the two to the same document. Nothing in it is markup.

/**
 * What a language has to print, see packs/stock.py, and a unit of a page, see packs/units.py: plain data.
 * @typedef {any} Stock
 * @typedef {any} Unit
 * What is asked for, see `Order` in packs/assembly.py.
 * @typedef {{pack: string, topics: string[], paper: string, large: boolean, country: string, speaker: string,
 *   recipient: string, site: string, values: Record<string, string>, trainer?: boolean, colour?: string,
 *   accent?: string}} Order
 */

const NAME = "organisation_name";
const SECTION = "where-you-work";
const OPEN = "…";
const [BODY, LARGE] = [10, 16];
const SIZES = ["h", "ha", "title-h"]; // what a stock has once for each sheet
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
      pictogram: group.pictogram,
    }))
    .filter((/** @type {any} */ chapter) => chapter.topics.length);
  /** @type {Record<string, string>} */
  const codes = order.site ? { cover: addressOf(stocks, order, topics, version) } : {};
  const contents = topicsOf(stocks, order, topics, values);
  const traits = traitsOf(order, contents);
  const sheet = first.sheets.indexOf(sheetName(order));
  return {
    layout: pack.layout,
    paper: order.paper === "letter" ? "us-letter" : order.paper,
    size: order.large ? LARGE : BODY,
    large: order.large,
    trainer: order.trainer ?? false,
    colour: order.colour ?? first.colour,
    accent: order.accent ?? first.accent,
    title: stocks.map((stock) => stock.packs[order.pack].title),
    audience: stocks.map((stock) => stock.packs[order.pack].audience),
    organisation: values[NAME] ?? "",
    recipient: order.recipient,
    version,
    address: (codes.cover ?? "").split("#")[0].replace(/^.*?\/\//, ""),
    codes,
    day,
    dates: stocks.map((stock) => stock.dates[day]),
    languages: stocks.map((stock) => stock.language),
    words: stocks.map((stock) => stock.words),
    how: stocks.map((stock) =>
      stock.how.flatMap((/** @type {[string, string]} */ [needed, step]) =>
        !needed || traits.includes(needed) ? [step] : [],
      ),
    ),
    chapters,
    topics: contents,
    heads: Object.fromEntries(
      [...topics]
        .sort((one, other) => first.topics[one].urgency - first.topics[other].urgency)
        .map((topic) => [topic, stocks.map((stock) => stock.topics[topic].head)]),
    ),
    pictograms: first.pictograms,
    columns: stocks.map((stock) => stock.columns),
    warnings: stocks.map((stock) => stock.warnings),
    contacts: contactsOf(stocks, values),
    glossary: rows.map((row) => ({
      terms: row.map((one) => one.term),
      definitions: row.map((one) => one.definition),
      h: Math.max(...row.map((one) => one.h[sheet])),
    })),
    sources: sourcesOf(stocks, topics, sheet),
    guidance: stocks.map((stock) =>
      stock.guidance
        .filter((/** @type {any} */ item) => anyOf(item.topics, topics))
        .map((/** @type {any} */ { topics: _, ...item }) => sized(item, sheet)),
    ),
    index: stocks.map((stock) => indexOf(stock, topics, sheet)),
  };
}

/** @param {Stock[]} stocks @param {Order} order @param {string[]} topics @param {Record<string, string>} values */
function topicsOf(stocks, order, topics, values) {
  const pack = stocks[0].packs[order.pack];
  const sheet = stocks[0].sheets.indexOf(sheetName(order));
  const printed = pack.layout === "booklet" ? topics : []; // only a booklet has pages to refer to
  const allUnits = topics.map((topic) =>
    stocks.map((stock) => {
      const units = [...stock.topics[topic].units, ...unitsOfCountry(stock.places, topic, order.country, order.values)];
      const slots = Object.fromEntries(stock.slots.map((/** @type {any} */ slot) => [slot.name, slot]));
      const printable = filled(units, { slots, values, printed, speaker: order.speaker });
      return printable.map((/** @type {Unit} */ unit) => sized(unit, sheet));
    }),
  );
  return Object.fromEntries(
    topics.map((topic, place) => [
      topic,
      {
        titles: stocks.map((stock) => stock.topics[topic].title),
        "title-h": Math.max(...stocks.map((stock) => stock.topics[topic]["title-h"][sheet])),
        units: stocks.length === 2 ? aligned(allUnits[place][0], allUnits[place][1]) : allUnits[place],
        form: pack.short.includes(topic) ? "short" : pack.form,
        pictogram: stocks[0].topics[topic].pictogram,
        ink: stocks[0].topics[topic].ink,
      },
    ]),
  );
}

/** What there is in a pack of which its "how to use" speaks. @param {Order} order @param {any} topics */
function traitsOf(order, topics) {
  const whole = Object.values(topics).filter((topic) => topic.form === "full");
  const isPractised = whole.some((topic) => topic.units[0].some((/** @type {Unit} */ unit) => unit.s === "practice"));
  return [...(isPractised ? ["practice", order.trainer ? "trainer" : "answers"] : []), ...(order.site ? ["code"] : [])];
}

/** What heights are named by. @param {Order} order */
function sheetName({ paper, large }) {
  return `${paper === "a3" ? "a4" : paper}${large ? " large" : ""}`;
}

/** A part of a stock with the heights that it has on one sheet. @param {any} row @param {number} sheet */
function sized(row, sheet) {
  return Object.fromEntries(
    Object.entries(row).map(([key, value]) => [key, SIZES.includes(key) ? value[sheet] : value]),
  );
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

/** @param {Stock[]} stocks @param {Order} order @param {string[]} topics @param {string} version */
function addressOf(stocks, { site, pack }, topics, version) {
  const codes = topics.map(
    (topic) => stocks[0].topics[topic].key + stocks.map((one) => one.topics[topic].hash).join(""),
  );
  const languages = stocks.map((stock) => stock.language.code);
  const code = ["1", pack, languages.join("~"), version, codes.join("")].join(".");
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

/**
 * The articles behind the pages, in the words of each language.
 * @param {Stock[]} stocks @param {string[]} topics @param {number} sheet
 */
function sourcesOf(stocks, topics, sheet) {
  const names = new Set(stocks.flatMap((stock) => topics.flatMap((topic) => stock.topics[topic].sources)));
  const sorted = [...names].sort(inOrder);
  return stocks.map((stock) =>
    sorted.filter((name) => name in stock.sources).map((name) => sized(stock.sources[name], sheet)),
  );
}

/** What leads to the topics, by letter. @param {Stock} stock @param {string[]} topics @param {number} sheet */
function indexOf(stock, topics, sheet) {
  /** @type {Map<string, any[]>} */
  const groups = new Map();
  for (const { letter, ...row } of stock.index) {
    const own = row.topics.filter((/** @type {string} */ topic) => topics.includes(topic));
    if (own.length) groups.set(letter, [...(groups.get(letter) ?? []), { ...sized(row, sheet), topics: own }]);
  }
  return [...groups].map(([letter, rows]) => ({ letter, rows }));
}
