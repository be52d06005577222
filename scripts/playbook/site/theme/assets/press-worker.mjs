// Sets a pack with Typst, beside the page, so that the page stays quick and setting can be given up. The only place where
// the site's policy lets a program be compiled; see security.py. What is loaded once is kept on the device.
//
// Told {order, languages, logo, root}, it answers {loaded, of} in bytes, {setting: true}, and in the end {pdf, pages} or
// {failed, characters}: "letters" that no font has, "logo", "connection", "language", or what Typst said.

import { assemble } from "./press-assembly.mjs";
import { copyable } from "./press-copying.mjs";
import { modulesOf } from "./qr.mjs";

const LIST = "press/press.json";
const GLUE = "press/compiler.mjs";
const COMPILER = "press/compiler.bin";
const TEMPLATES = "press/templates.json";
const JSON_DIAGNOSTICS = 3;
const QUIET = 2; // modules around a code

/**
 * A font: its file, its family, whether it is slanted, and the characters it has, as ranges.
 * @typedef {{file: string, family: string, slanted: boolean, characters: [number, number][]}} Font
 * @typedef {{files: Record<string, {hash: string, size: number}>, fonts: Font[]}} List
 * @typedef {{kind: string, data: Uint8Array}} Logo
 * @typedef {{order: import("./press-assembly.mjs").Order, languages: string[], logo: Logo | null, root: string}} Task
 */

/** Why there is no pack; `characters` are those that cannot be printed. */
class Refusal extends Error {
  /** @param {string} reason @param {string[]} characters */
  constructor(reason, characters = []) {
    super(reason);
    this.characters = characters;
  }
}

// The compiler's glue makes these functions from text, which no policy of ours allows; they are all that it asks for.
/** @type {Record<string, Function>} */
const written = { "return 0": () => 0, "return true": () => true, "return path": (/** @type {string} */ path) => path };
globalThis.Function = /** @type {any} */ (functionOf);
/** @param {string[]} texts */
function functionOf(...texts) {
  return written[texts[texts.length - 1]] ?? nothing;
}
function nothing() {
  throw new Error("there is nothing else to read");
}

/** @type {Promise<any> | undefined} */
let compiler;
/** @type {Map<string, Uint8Array>} */
const inHand = new Map();

/** @param {any} message */
const tell = (message) => postMessage(message);

/**
 * The files of a pack, from the device or the server; says how far it is.
 * @param {string} root @param {(list: List) => string[]} wanted
 */
async function load(root, wanted) {
  const kept = await caches.open(`playbook ${new URL(root).pathname} press`);
  /** @type {List} */
  const list = JSON.parse(new TextDecoder().decode(await fetchList(root, kept)));
  const names = wanted(list);
  const addressOf = (/** @type {string} */ name) => `${root}${name}?${list.files[name].hash}`;
  if (names.some((name) => !list.files[name])) throw new Refusal("language");
  const of = names.reduce((sum, name) => sum + list.files[name].size, 0);
  let loaded = 0;
  const files = await Promise.all(
    names.map(async (name) => {
      const data = await fileAt(addressOf(name), kept, (bytes) => {
        loaded += bytes;
        tell({ loaded, of });
      });
      return /** @type {const} */ ([name, data]);
    }),
  );
  const current = new Set(Object.keys(list.files).map(addressOf));
  for (const { url } of await kept.keys()) if (url !== `${root}${LIST}` && !current.has(url)) await kept.delete(url);
  return { list, files: new Map(files) };
}

/** The list as the server has it, or the last one. @param {string} root @param {Cache} kept */
async function fetchList(root, kept) {
  try {
    const answer = await fetch(`${root}${LIST}`, { cache: "no-cache" });
    if (!answer.ok) throw new Error(answer.statusText);
    await kept.put(`${root}${LIST}`, answer.clone());
    return await answer.arrayBuffer();
  } catch {
    const last = await kept.match(`${root}${LIST}`);
    if (!last) throw new Refusal("connection");
    return last.arrayBuffer();
  }
}

/** @param {string} address @param {Cache} kept @param {(bytes: number) => void} told */
async function fileAt(address, kept, told) {
  const found =
    inHand.get(address) ?? (await read(await kept.match(address), told)) ?? (await download(address, kept, told));
  if (inHand.has(address)) told(found.length);
  inHand.set(address, found);
  return found;
}

/** @param {Response | undefined} answer @param {(bytes: number) => void} told */
async function read(answer, told) {
  if (!answer) return undefined;
  const data = new Uint8Array(await answer.arrayBuffer());
  told(data.length);
  return data;
}

/** @param {string} address @param {Cache} kept @param {(bytes: number) => void} told */
async function download(address, kept, told) {
  const answer = await fetch(address).catch(() => undefined);
  if (!answer?.ok || !answer.body) throw new Refusal("connection");
  /** @type {Uint8Array<ArrayBuffer>[]} */
  const pieces = [];
  const reader = answer.body.getReader();
  try {
    for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
      pieces.push(piece.value);
      told(piece.value.length);
    }
  } catch {
    throw new Refusal("connection");
  }
  const whole = new Blob(pieces);
  const headers = new Headers(answer.headers); // a script must say that it is one, and has a policy
  for (const header of ["content-encoding", "content-length"]) headers.delete(header);
  await kept.put(address, new Response(whole, { headers })).catch(() => undefined); // no room on the device: it is loaded again
  return new Uint8Array(await whole.arrayBuffer());
}

/** @param {string} glue @param {Uint8Array} packed */
async function start(glue, packed) {
  const typst = await import(glue);
  const stream = new Blob([/** @type {Uint8Array<ArrayBuffer>} */ (packed)]).stream();
  const wasm = await new Response(stream.pipeThrough(new DecompressionStream("gzip"))).arrayBuffer();
  await typst.default({ module_or_path: await WebAssembly.compile(wasm) });
  return typst;
}

/**
 * The families that print what was typed, behind those of the language. Throws where there is none for a character.
 * @param {string} typed @param {string[]} families @param {Font[]} fonts
 */
function familiesFor(typed, families, fonts) {
  const chosen = [...families];
  const missing = [];
  const has = (/** @type {Font} */ font, /** @type {number} */ code) =>
    font.characters.some(([first, last]) => first <= code && code <= last);
  for (const letter of new Set(typed)) {
    if (/\p{Cf}/u.test(letter)) continue;
    const code = letter.codePointAt(0) ?? 0;
    const able = fonts.filter((font) => has(font, code)).map((font) => font.family);
    if (!able.length) missing.push(letter);
    else if (!chosen.some((family) => able.includes(family))) chosen.push(able[0]);
  }
  if (missing.length) throw new Refusal("letters", missing);
  return chosen;
}

/** This script and its parts, which are to be there without a connection too. @param {List} list */
const scriptsIn = (list) => Object.keys(list.files).filter((name) => name.startsWith("assets/"));

/** @param {Task} task */
async function set({ order, languages, logo, root }) {
  const typed = [order.recipient, ...Object.values(order.values)].join("");
  /** @type {string[]} */
  let families = [];
  const stockOf = (/** @type {string} */ language) => `press/${language}.json`;
  const first = await load(root, () => [TEMPLATES, ...languages.map(stockOf)]);
  const text = (/** @type {Uint8Array | undefined} */ data) => JSON.parse(new TextDecoder().decode(data));
  const stocks = languages.map((language) => text(first.files.get(stockOf(language))));
  const isSlanted = stocks.some((stock) => JSON.stringify(stock.topics).includes('"i":true'));
  for (const stock of stocks) {
    stock.language.fonts = familiesFor(typed, stock.language.fonts, first.list.fonts);
    families = [...families, ...stock.language.fonts];
  }
  const fonts = first.list.fonts.filter(({ family, slanted }) => families.includes(family) && (isSlanted || !slanted));
  const { files, list } = await load(root, (all) => [
    GLUE,
    COMPILER,
    ...fonts.map((font) => font.file),
    ...scriptsIn(all),
  ]);
  tell({ setting: true });
  compiler ??= start(`${root}${GLUE}?${list.files[GLUE].hash}`, /** @type {Uint8Array} */ (files.get(COMPILER)));
  const typst = await compiler;
  const data = { ...(await assemble(stocks, order)), primer: stocks.map((stock) => stock.primer) };
  const pdf = await print(typst, { ...data, logo: logo ? `logo.${logo.kind}` : "" }, text(first.files.get(TEMPLATES)), {
    fonts: fonts.map((font) => /** @type {Uint8Array} */ (files.get(font.file))),
    logo,
  });
  return copyable(pdf);
}

/** A code as a picture, as packs/typesetting.py has it. @param {string} text */
function codeOf(text) {
  const dark = modulesOf(text);
  const side = dark.length + 2 * QUIET;
  const path = dark.flatMap((row, y) => row.map((isDark, x) => (isDark ? `M${x + QUIET} ${y + QUIET}h1v1h-1z` : "")));
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${side} ${side}"><path d="${path.join("")}"/></svg>`;
}

/**
 * @param {any} typst @param {any} data @param {Record<string, string>} templates
 * @param {{fonts: Uint8Array[], logo: Logo | null}} beside @returns {Promise<Uint8Array>}
 */
async function print(typst, data, templates, { fonts, logo }) {
  const resolver = new typst.TypstFontResolverBuilder();
  for (const font of fonts) resolver.add_raw_font(font);
  const press = await new typst.TypstCompilerBuilder().build();
  press.set_fonts(await resolver.build());
  for (const [name, template] of Object.entries(templates)) press.add_source(`/${name}`, template);
  for (const [name, address] of Object.entries(data.codes)) press.add_source(`/code-${name}.svg`, codeOf(address));
  if (logo) press.map_shadow(`/logo.${logo.kind}`, logo.data);
  press.add_source("/pack.json", JSON.stringify(data));
  const { result, diagnostics } = press.compile(`/${data.layout}.typ`, undefined, "pdf", JSON_DIAGNOSTICS);
  press.free();
  if (result) return result;
  const said = JSON.stringify(diagnostics);
  throw new Refusal(said.includes("logo.") ? "logo" : said);
}

addEventListener("message", async (/** @type {MessageEvent<Task>} */ { data }) => {
  try {
    tell(await set(data));
  } catch (error) {
    const { message, characters } = error instanceof Refusal ? error : { message: String(error), characters: [] };
    tell({ failed: message, characters });
  }
});
