// Looks after a page while somebody writes: shows it anew when a file was saved, and shows mistakes above it.

/**
 * A mistake as the server tells it in the page's language, or in English where that lacks its words; `shown` is
 * "everywhere" or "there", on the page of its file.
 * @typedef {{path: string, line: number, column: number, rule: string, message: string, hint: string, lang: string, shown: string}} Mistake
 */

const own = /** @type {HTMLElement} */ (document.querySelector('script[src="/serve/overlay.mjs"]')).dataset;
/** @type {Record<string, string>} */
const words = JSON.parse(own.words ?? "{}");
/** Rules whose mistakes keep a file from being read. */
const UNREAD = new Set(["load", "catalogue", "yaml", "front-matter", "schema", "build"]);

/** @type {EventSource | null} */
let events = null;
/** @type {HTMLElement | null} */
let shown = null;
let told = "";

// Where a page tells of the state of others, its links lead into the studio, which is there too.
for (const link of /** @type {NodeListOf<HTMLAnchorElement>} */ (document.querySelectorAll("a[data-edit]"))) {
  link.href = `/studio/pages/${link.dataset.edit}`;
}

document.addEventListener("visibilitychange", listen);
addEventListener("pageshow", listen);
listen();

/** Listen while the page can be seen: a browser keeps few connections to one server, and a tab behind needs none. */
function listen() {
  events?.close();
  events =
    document.visibilityState === "visible"
      ? new EventSource(`/serve/events?language=${document.documentElement.lang}`)
      : null;
  events?.addEventListener("state", ({ data }) => {
    const { version, problems } = JSON.parse(data);
    if (version !== own.version) location.reload();
    else show(problems.filter((/** @type {Mistake} */ one) => one.shown === "everywhere" || one.path === own.file));
  });
}

/**
 * Show mistakes above the page, or take away those that were shown. What somebody has hidden stays so until it changes.
 * @param {Mistake[]} mistakes
 */
function show(mistakes) {
  const now = JSON.stringify(mistakes);
  if (now === told) return;
  told = now;
  shown?.remove();
  shown = mistakes.length ? overlay(mistakes) : null;
  if (shown) document.body.prepend(shown);
}

/** @param {Mistake[]} mistakes */
function overlay(mistakes) {
  const host = make("div", "");
  host.lang = "en";
  const hide = make("button", words.hide ?? "");
  hide.addEventListener("click", () => host.remove());
  const look = document.createElement("link");
  look.rel = "stylesheet";
  look.href = "/serve/overlay.css";
  const panel = make("section", "");
  panel.setAttribute("role", "alert");
  const unread = mistakes.filter((one) => UNREAD.has(one.rule));
  const found = mistakes.filter((one) => !UNREAD.has(one.rule));
  panel.className = unread.length ? "unread" : "found";
  panel.append(hide, ...list(words.unread ?? "", unread), ...list(words.found ?? "", found));
  host.attachShadow({ mode: "open" }).append(look, panel);
  for (const text of panel.querySelectorAll("h2, button")) text.setAttribute("lang", document.documentElement.lang);
  return host;
}

/**
 * Mistakes below a heading; nothing where there are none.
 * @param {string} heading @param {Mistake[]} mistakes
 */
function list(heading, mistakes) {
  if (!mistakes.length) return [];
  const rows = make("ol", "");
  for (const { path, line, column, message, rule, hint, lang } of mistakes) {
    const row = make("li", "");
    row.lang = lang;
    row.append(make("code", line ? `${path}:${line}:${column}` : path), `: ${message} (${rule})`);
    if (hint) row.append(make("p", hint));
    rows.append(row);
  }
  return [make("h2", heading), rows];
}

/**
 * An element with a text.
 * @template {keyof HTMLElementTagNameMap} Name
 * @param {Name} name @param {string} text
 */
function make(name, text) {
  const element = document.createElement(name);
  element.textContent = text;
  return element;
}
