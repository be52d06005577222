// Text that copies: what scripts/playbook/packs/copying.py does with a finished PDF, which says why, in the browser.
// Typst for the browser writes a plain PDF: objects one behind the other, and one table of where they stand.

/**
 * An object of a PDF: what stands in it, one letter a byte, and the data behind it, if it has any.
 * @typedef {{text: string, data?: Uint8Array}} Part
 * A font: its ToUnicode map, what that says in hexadecimal digits by glyph, and the letters that its glyphs were seen
 * to stand for, with how often.
 * @typedef {{map: number, said: Map<number, string>, seen: Map<number, Map<string, number>>}} Font
 * A piece of a cluster: the cluster's text, the font, the numbers of the glyphs.
 * @typedef {{text: string, font?: Font, glyphs: number[]}} Span
 */

const PRIMER = /\nBT(?:(?!\nET).)*?\/f\d+ 1 Tf.*?\nET/gs;
const EMPTY = "/Span<</ActualText<FEFF>>>BDC";
const SPAN = /\/Span<<\/ActualText<([0-9A-Fa-f]+)>>>BDC(?:[^([<]*?\/(\S+) [\d.]+ Tf[^([]*?Tm)?(.*?)EMC/gs;
const BLOCK = /\nBT( (?:(?!\n(?:BT|ET)).)*)\nET/gs;
const STRING = /\(((?:\\.|[^\\()])*)\)/gs;
const ESCAPE = /\\([0-7]{1,3}|.)/gs;
const ONE_LETTER = 4; // hexadecimal digits
const MOST_ROWS = 100; // in a block of a ToUnicode map
const MAPPED = /^<([0-9A-Fa-f]{4})> <([0-9A-Fa-f]+)>$/gm;
/** @type {Record<string, string>} */
const NAMED = { n: "\n", r: "\r", t: "\t", b: "\b", f: "\f" };
const DEFLATE = "deflate"; // zlib's form, as PDF's FlateDecode has it

const decoder = new TextDecoder("x-user-defined"); // a letter a byte; those from 128 on have 0xF700 added

/** @param {string} letters */
function bytesOf(letters) {
  const bytes = new Uint8Array(letters.length);
  for (let place = 0; place < letters.length; place++) bytes[place] = letters.charCodeAt(place);
  return bytes;
}

/** @param {Uint8Array} bytes */
const lettersOf = (bytes) => decoder.decode(bytes);

/** @param {Uint8Array} bytes @param {GenericTransformStream} way */
async function through(bytes, way) {
  const stream = new Blob([/** @type {Uint8Array<ArrayBuffer>} */ (bytes)]).stream();
  return new Uint8Array(await new Response(stream.pipeThrough(/** @type {any} */ (way))).arrayBuffer());
}

/**
 * The same PDF with text that copies as it was written, which shows its title and is read in the order of its tags.
 * @param {Uint8Array} pdf
 */
export async function copyable(pdf) {
  const { parts, trailer } = partsOf(pdf);
  /** @type {Map<number, Font>} */
  const fonts = new Map();
  /** @type {Map<string, {spans: Span[], times: number}>} */
  const clusters = new Map();
  for (const part of parts.values()) {
    if (part.text.includes("/Type/Page/")) await mendPage(part, parts, fonts, clusters);
    else if (part.text.includes("/Type/Catalog")) {
      part.text = part.text.replace("/Suspects false", "").replace("/ViewerPreferences<<", "$&/DisplayDocTitle true");
    }
  }
  for (const { spans, times } of clusters.values()) learn(spans, times);
  for (const font of fonts.values()) {
    const part = partAt(parts, font.map);
    part.data = await packed(singleLetters(lettersOf(await dataOf(part)), font));
    part.text = packedHead(part);
  }
  const pages = [...parts.values()].filter(({ text }) => text.includes("/Type/Page/")).length;
  return { pdf: written(parts, trailer), pages };
}

/** @param {Map<number, Part>} parts @param {number} number */
function partAt(parts, number) {
  const part = parts.get(number);
  if (!part) throw new Error(`the PDF has no object ${number}`);
  return part;
}

/**
 * The objects of a PDF by their numbers, and what its trailer says.
 * @param {Uint8Array} pdf
 */
function partsOf(pdf) {
  const letters = lettersOf(pdf);
  const start = Number(/startxref\s+(\d+)/.exec(letters.slice(-64))?.[1]);
  const table = letters.slice(start);
  const trailer = /trailer\s*<<(.*?)>>\s*startxref/s.exec(table)?.[1] ?? "";
  /** @type {Map<number, Part>} */
  const parts = new Map();
  for (const [number, row] of [...table.matchAll(/(\d{10}) \d{5} ([nf])/g)].entries()) {
    if (row[2] === "n") parts.set(number, partFrom(pdf, letters, Number(row[1])));
  }
  return { parts, trailer };
}

/** @param {Uint8Array} pdf @param {string} letters @param {number} start @returns {Part} */
function partFrom(pdf, letters, start) {
  const from = letters.indexOf("\n", start) + 1;
  const end = letters.indexOf("\nendobj", from);
  const stream = letters.indexOf("\nstream\n", from);
  if (stream < 0 || stream > end) return { text: letters.slice(from, end) };
  const text = letters.slice(from, stream);
  const data = stream + "\nstream\n".length;
  return { text, data: pdf.subarray(data, data + Number(/\/Length (\d+)/.exec(text)?.[1])) };
}

/** What stands in a stream, unpacked. @param {Part} part */
async function dataOf({ text, data = new Uint8Array() }) {
  return text.includes("/FlateDecode") ? through(data, new DecompressionStream(DEFLATE)) : data;
}

/** @param {string} letters */
const packed = (letters) => through(bytesOf(letters), new CompressionStream(DEFLATE));

/** @param {Part} part */
function packedHead({ text, data }) {
  const plain = text.replace(/\/Filter(?:\/\w+|\[[^\]]*\])/, "").replace(/\/Length \d+/, "");
  return plain.replace("<<", `<</Length ${data?.length}/Filter/FlateDecode`);
}

/**
 * @param {Part} page @param {Map<number, Part>} parts @param {Map<number, Font>} fonts
 * @param {Map<string, {spans: Span[], times: number}>} clusters
 */
async function mendPage(page, parts, fonts, clusters) {
  if (!page.text.includes("/Tabs/S")) page.text = page.text.replace("/Type/Page/", "/Type/Page/Tabs/S/");
  const content = partAt(parts, Number(/\/Contents (\d+) 0 R/.exec(page.text)?.[1]));
  const letters = lettersOf(await dataOf(content));
  let mended = letters.replace(PRIMER, "");
  if (mended.includes("/ActualText")) {
    const resources = partAt(parts, Number(/\/Resources (\d+) 0 R/.exec(page.text)?.[1])).text;
    const rows = (/\/Font<<(.*?)>>/s.exec(resources)?.[1] ?? "").matchAll(/\/(\w+) (\d+) 0 R/gs);
    /** @type {Map<string, Font>} */
    const named = new Map();
    for (const [, name, number] of rows) named.set(name, await fontAt(parts, Number(number), fonts));
    mended = mendedContent(mended.replace(BLOCK, spanned(named)), named, clusters);
  }
  if (mended === letters) return;
  content.data = await packed(mended);
  content.text = packedHead(content);
}

/** @param {Map<number, Part>} parts @param {number} number @param {Map<number, Font>} fonts */
async function fontAt(parts, number, fonts) {
  const known = fonts.get(number);
  if (known) return known;
  const map = Number(/\/ToUnicode (\d+) 0 R/.exec(partAt(parts, number).text)?.[1]);
  const rows = lettersOf(await dataOf(partAt(parts, map))).matchAll(MAPPED);
  const said = new Map([...rows].map(([, glyph, letters]) => [Number.parseInt(glyph, 16), letters]));
  const font = { map, said, seen: new Map() };
  fonts.set(number, font);
  return font;
}

/**
 * Where a PDF is not to be PDF/UA, Typst gives no text to a piece of a cluster whose glyph has that of the cluster. Here
 * it gets one, as every other piece has.
 * @param {Map<string, Font>} fonts
 */
function spanned(fonts) {
  return (/** @type {string} */ block, /** @type {string} */ drawn) => {
    const [name, ...others] = [...drawn.matchAll(/\/(\w+) [\d.]+ Tf/g)].map((match) => match[1]);
    const glyphs = name && !others.length && !drawn.includes("/Span") ? glyphsOf(drawn) : [];
    const letters = glyphs.length === 1 ? (fonts.get(name)?.said.get(glyphs[0]) ?? "") : "";
    return letters.length > ONE_LETTER ? `\nBT/Span<</ActualText<FEFF${letters}>>>BDC${drawn}\nEMC\nET` : block;
  };
}

/**
 * The content of a page with every cluster's text given once, however many pieces it is drawn in.
 * @param {string} content @param {Map<string, Font>} fonts @param {Map<string, {spans: Span[], times: number}>} seen
 */
function mendedContent(content, fonts, seen) {
  const found = [...content.matchAll(SPAN)];
  const spans = found.map(([, text, font, drawn]) => ({
    text: utf16(text),
    font: fonts.get(font),
    glyphs: glyphsOf(drawn),
  }));
  const pieces = [];
  let done = 0;
  for (let start = 0; start < spans.length; ) {
    const end = clusterEnd(spans, start);
    count(seen, spans.slice(start, end));
    for (const match of found.slice(start + 1, end)) {
      pieces.push(content.slice(done, match.index), EMPTY);
      done = match.index + "/Span<</ActualText<".length + match[1].length + ">>>BDC".length;
    }
    start = end;
  }
  return [...pieces, content.slice(done)].join("");
}

/** @param {Span[]} spans @param {number} start */
function clusterEnd(spans, start) {
  const { text, glyphs } = spans[start];
  const all = glyphCount(text);
  let drawn = glyphs.length;
  let end = start + 1;
  while (drawn < all && end < spans.length && spans[end].text === text) drawn += spans[end++].glyphs.length;
  return end;
}

/** @param {Map<string, {spans: Span[], times: number}>} seen @param {Span[]} spans */
function count(seen, spans) {
  const key = spans.map(({ text, font, glyphs }) => `${text} ${font?.map} ${glyphs}`).join("|");
  const cluster = seen.get(key) ?? { spans, times: 0 };
  cluster.times += 1;
  seen.set(key, cluster);
}

/** @param {string} written */
function utf16(written) {
  const bytes = Uint8Array.from(written.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
  return new TextDecoder("utf-16be").decode(bytes);
}

/** The glyphs that a cluster is drawn with: a letter such as ำ is drawn as the two that it is made of. @param {string} text */
const glyphCount = (text) => [...text.normalize("NFKD")].length;

/** @param {string} drawn */
function glyphsOf(drawn) {
  const codes = [...drawn.matchAll(STRING)].map(([, string]) => string.replace(ESCAPE, unescaped)).join("");
  return Array.from(
    { length: codes.length / 2 },
    (_, at) => (codes.charCodeAt(2 * at) & 255) * 256 + (codes.charCodeAt(2 * at + 1) & 255),
  );
}

/** @param {string} _ @param {string} code */
function unescaped(_, code) {
  return /[0-7]/.test(code[0]) ? String.fromCharCode(Number.parseInt(code, 8)) : (NAMED[code] ?? code);
}

/**
 * Note which letters the glyphs of a cluster stand for, where each letter has one.
 * @param {Span[]} spans @param {number} times
 */
function learn(spans, times) {
  const whole = spans[0].text;
  const drawn = spans.reduce((sum, { glyphs }) => sum + glyphs.length, 0);
  const letters = [...whole];
  if (drawn !== glyphCount(whole) || drawn !== letters.length) return;
  for (const { font, glyphs } of spans) {
    for (const glyph of glyphs) {
      const letter = /** @type {string} */ (letters.shift());
      if (!font) continue;
      const seen = font.seen.get(glyph) ?? new Map();
      font.seen.set(glyph, seen.set(letter, (seen.get(letter) ?? 0) + times));
    }
  }
}

/**
 * A ToUnicode map with one letter where a glyph had a whole cluster, and where it had none: where a PDF is not to be
 * PDF/UA, Typst leaves out the glyphs that are drawn in clusters alone.
 * @param {string} map @param {Font} font
 */
function singleLetters(map, font) {
  const mended = map.replace(MAPPED, (row, glyph, letters) => {
    const letter = letters.length > ONE_LETTER ? letterOf(font, Number.parseInt(glyph, 16)) : "";
    return letter ? `<${glyph}> <${letter}>` : row;
  });
  const missing = [...font.seen.keys()].filter((glyph) => !font.said.has(glyph)).sort((one, other) => one - other);
  const blocks = [];
  for (let start = 0; start < missing.length; start += MOST_ROWS) {
    const rows = missing.slice(start, start + MOST_ROWS).map((glyph) => `<${hex(glyph)}> <${letterOf(font, glyph)}>\n`);
    blocks.push(`${rows.length} beginbfchar\n${rows.join("")}endbfchar\n`);
  }
  return mended.replace("endcmap", `${blocks.join("")}endcmap`);
}

/** @param {number} code */
const hex = (code) => code.toString(16).toUpperCase().padStart(4, "0");

/** The letter that a glyph was seen to stand for most often, in hexadecimal digits. @param {Font} font @param {number} glyph */
function letterOf(font, glyph) {
  const seen = [...(font.seen.get(glyph) ?? [])].sort(([one, n], [other, m]) => m - n || (one < other ? -1 : 1));
  return seen.length ? Array.from(seen[0][0], (_, at) => hex(seen[0][0].charCodeAt(at))).join("") : "";
}

/** @param {Map<number, Part>} parts @param {string} trailer */
function written(parts, trailer) {
  const size = Math.max(...parts.keys()) + 1;
  const pieces = [bytesOf("%PDF-1.7\n%\x80\x80\x80\x80\n")];
  let place = pieces[0].length;
  /** @param {Uint8Array} bytes */
  const put = (bytes) => {
    pieces.push(/** @type {Uint8Array<ArrayBuffer>} */ (bytes));
    place += bytes.length;
  };
  const table = Array(size).fill("0000000000 65535 f\r\n");
  for (const [number, { text, data }] of parts) {
    table[number] = `${String(place).padStart(10, "0")} 00000 n\r\n`;
    put(bytesOf(`${number} 0 obj\n${text}\n${data ? "stream\n" : ""}`));
    if (data) put(data);
    put(bytesOf(data ? "\nendstream\nendobj\n" : "endobj\n"));
  }
  const start = place;
  put(bytesOf(`xref\n0 ${size}\n${table.join("")}trailer\n<<${trailer}>>\nstartxref\n${start}\n%%EOF\n`));
  return new Blob(pieces, { type: "application/pdf" });
}
