// The screen of a page: what is typed is kept within a second, on disk or in this browser; nothing typed is ever lost.

import { Keeper, showFailure } from "./keeping.mjs";
import { all, get, hit, make, post, Refused, showProblems, tell, word } from "./parts.mjs";

const desk = get(".desk");
const address = desk.dataset.page ?? "";
const form = get("#form");
const amiss = get("#amiss", document, HTMLButtonElement);
const keeper = new Keeper(address, desk.dataset.path ?? "", form, taken);

/** Which text of the page's file the form has been made from. */
let base = form.dataset.base;
let waiting = false;
/** What is done next, where it was asked for while something else was being done. */
let next = "";
let checking = false;
let again = false;
/** What the checks said last, by the id of what it is about. @type {Record<string, import("./parts.mjs").Told[]>} */
let found = {};
/** Whether they have looked at all. */
let looked = false;
/** Why a text could not be kept, by the id of its field. @type {Map<string, import("./parts.mjs").Told[]>} */
const refused = new Map();
/** The field that was written in last. @type {HTMLTextAreaElement | null} */
let current = null;

/** What the server says of what was typed. @param {any} answer */
function taken(answer) {
  showState(answer);
  const stuck = new Set([...keeper.stuck.keys()].map(idOf));
  for (const id of [...refused.keys()]) if (!stuck.has(id)) refused.delete(id);
  for (const { key, message } of answer.refused) refused.set(idOf(key), [{ message, hint: "" }]);
  showFound();
  check();
  if (answer.kept.length) showReal();
  if (answer.base !== base) act({ act: "look" });
}

/** @param {{ state: string, changed: boolean, undo: boolean, redo: boolean }} answer */
function showState({ state, changed, undo, redo }) {
  keeper.tellState(state);
  get("#save", document, HTMLButtonElement).disabled = !changed && !keeper.unplaced.length;
  get("#undo", document, HTMLButtonElement).disabled = !undo;
  get("#redo", document, HTMLButtonElement).disabled = !redo;
}

/** @param {string} key */
const idOf = (key) => `f-${key.replaceAll("/", "-")}`;

function showFound() {
  for (const list of all(".problems", form)) {
    const id = list.id.replace(/-problems$/, "");
    showProblems(id, refused.get(id) ?? found[id] ?? []);
  }
  const count = amissPlaces().length;
  amiss.hidden = !count;
  const text = count ? word("to-mend", { count }) : "";
  if (amiss.textContent !== text) amiss.textContent = text;
  for (const done of all(".done", form)) done.hidden = !looked || count > 0;
}

/** What is to be mended, in the order of the page: what the checks say, and texts to choose from. */
const amissPlaces = () => all(".problems li, .other, .clash", form);

/** Go to what is to be mended next, behind the field that is written in. */
function goToAmiss() {
  const targets = amissPlaces().map(
    (place) => place.closest(".own")?.querySelector("textarea") ?? place.querySelector("button") ?? place,
  );
  const isBehind = (/** @type {Element} */ target) =>
    current && target !== current && current.compareDocumentPosition(target) & Node.DOCUMENT_POSITION_FOLLOWING;
  const next = targets.find(isBehind) ?? targets[0];
  next?.focus({ preventScroll: true });
  next?.scrollIntoView({ block: "center" });
}
amiss.addEventListener("click", goToAmiss);

/** Show what the checks say of the page, each beside its field. @returns {Promise<void>} */
async function check() {
  again = checking;
  if (checking) return;
  checking = true;
  try {
    const answer = await fetch(`${address}/problems`);
    if (answer.ok) {
      const said = await answer.json();
      found = said.found;
      looked = true;
      if (said.base !== base) act({ act: "look" });
    }
    showFound();
  } catch {
    // the server went away: they are shown when it answers again
  } finally {
    checking = false;
  }
  if (again) await check();
}

/** Do something to rows or the whole page, and show the form as it is then. @param {Record<string, unknown>} what */
async function act(what) {
  if (waiting) {
    if (what.act === "save" || what.act === "look") next = what.act; // the others are about rows as they were shown
    return;
  }
  waiting = true;
  try {
    await keeper.whole(async () => {
      const way = what.act === "save" ? "save" : "rows";
      if (way === "save") tell("busy", word("saving"));
      const answer = await post(`${address}/${way}`, what);
      if (what.act === "remove") keeper.forget(`${what.part}/${what.kind}-${what.number}/`);
      if (what.act === "remove-section") keeper.forget(`${what.part}/`);
      renew(answer);
      if (what.act !== "look") keeper.channel.postMessage({ store: keeper.store, renewed: true });
    });
  } catch (error) {
    if (error instanceof Refused) tell("failed", error.message);
    else showFailure(error);
  } finally {
    waiting = false;
  }
  if (!next) return;
  const following = next;
  next = "";
  await act({ act: following });
}

/** @param {any} answer */
function renew(answer) {
  const before = document.activeElement;
  const behind = before instanceof HTMLTextAreaElement ? before.value.slice(before.selectionEnd) : "";
  steady(() => {
    base = answer.base;
    form.innerHTML = answer.form; // made by our own template, in which every text is escaped
    keeper.settle();
    showFound();
    showState(answer);
    const there = answer.focus ? document.getElementById(answer.focus) : null;
    const field = there?.querySelector("textarea") ?? document.getElementById(before?.id || "none");
    field?.focus({ preventScroll: true });
    if (field instanceof HTMLTextAreaElement && field.id === before?.id && field.value.endsWith(behind)) {
      field.setSelectionRange(field.value.length - behind.length, field.value.length - behind.length);
    }
  });
  const there = answer.focus ? document.getElementById(answer.focus) : null;
  there?.scrollIntoView({ block: "nearest" });
  check();
  showReal();
}

/** Do something to the form, and leave what is written in, or else what is read, where it stands. @param {() => void} work */
function steady(work) {
  const top = get(".keeping").getBoundingClientRect().bottom;
  const inside = form.contains(document.activeElement) ? document.activeElement : null;
  /** @param {Element | null} place */
  const isSeen = (place) => {
    const { top: start = 0, bottom: end = 0 } = place?.getBoundingClientRect() ?? {};
    return end > top && start < innerHeight;
  };
  const anchor = isSeen(inside) ? inside : (all(".row textarea, .row", form).find(isSeen) ?? null);
  const id = anchor?.id || anchor?.closest("[id]")?.id || "";
  const was = document.getElementById(id)?.getBoundingClientRect().top ?? 0;
  work();
  const now = document.getElementById(id)?.getBoundingClientRect().top;
  if (id && now !== undefined) scrollBy({ top: now - was, behavior: "instant" });
}

form.addEventListener("focusin", (event) => {
  current = hit(event, "textarea[data-key]", HTMLTextAreaElement) ?? current;
  followReal();
  written = hit(event, ".row");
  if (!pressed) activate();
});

// The tools of a row appear where it is written in; never between pressing and letting go, or what is pressed would move.
let pressed = false;
/** @type {HTMLElement | null} */
let written = null;
function activate() {
  for (const row of all(".row.active", form)) row.classList.toggle("active", row === written);
  written?.classList.add("active");
}
addEventListener("pointerdown", () => {
  pressed = true;
});
for (const end of ["pointerup", "pointercancel"]) {
  addEventListener(end, () =>
    setTimeout(() => {
      pressed = false;
      activate();
    }),
  );
}

// Buttons of a row, and those that take back and bring back, leave the cursor where it is.
desk.addEventListener("pointerdown", (event) => {
  if (hit(event, ".tools button, .problems button, .keeping button")) event.preventDefault();
});

document.addEventListener("click", (event) => {
  const piece = hit(event, "[data-put]");
  if (piece) {
    const into = document.getElementById(piece.dataset.into ?? "");
    put(piece.dataset.put ?? "", piece.dataset.piece ?? "", into ?? piece.closest(".row"));
  }
  const button = hit(event, "[data-act]", HTMLButtonElement);
  if (button) act({ ...button.dataset });
  if (hit(event, "#save")) act({ act: "save" });
});

document.addEventListener("keydown", (event) => {
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "s") {
    event.preventDefault();
    if (!get("#save", document, HTMLButtonElement).disabled || keeper.typed.size) act({ act: "save" });
  }
});

/**
 * Put a link, a gap or a term in: at the cursor, or where brackets stand empty; a link takes the words that are marked.
 * It is a step of its own, for the browser, too.
 * @param {string} text @param {string} kind @param {Element | null} place the row or the field it is for
 */
function put(text, kind, place) {
  const inside = current && (!place || place.contains(current)) ? current : null;
  const field = inside ?? (place instanceof HTMLTextAreaElement ? place : place?.querySelector("textarea[data-key]"));
  if (!(field instanceof HTMLTextAreaElement)) return;
  const hollow = kind === "slot" ? /[(（]\s*(?=[)）])/.exec(field.value) : null;
  const written = document.activeElement === field || field === current;
  field.focus();
  if (hollow) field.setSelectionRange(hollow.index + 1, hollow.index + hollow[0].length);
  else if (!written) field.setSelectionRange(field.value.length, field.value.length);
  const marked = field.value.slice(field.selectionStart, field.selectionEnd);
  const whole = kind === "link" && marked ? text.replace(/^\[[^\]]*\]/, () => `[${marked}]`) : text;
  keeper.apart(field);
  if (document.execCommand("insertText", false, whole)) return; // the one way that the browser can take back
  field.setRangeText(whole, field.selectionStart, field.selectionEnd, "end");
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

// Everything that can be put in.
/** @type {import("./parts.mjs").Piece[]} */
const pieces = JSON.parse(get("#pieces-data", document, HTMLScriptElement).textContent ?? "[]");
const search = get("#pieces-search", document, HTMLInputElement);
const list = get("#pieces-list", document, HTMLUListElement);

function listPieces() {
  const wanted = search.value.trim().toLocaleLowerCase();
  const found = pieces.filter((piece) => piece.label.toLocaleLowerCase().includes(wanted));
  get("#pieces-none").textContent = found.length ? "" : word("nothing");
  list.replaceChildren(
    ...found.map((piece) => {
      const kind = make("span", { class: "quiet", lang: document.documentElement.lang }, ` ${word(piece.kind)}`);
      const button = make("button", { type: "button" }, piece.label, kind);
      button.addEventListener("click", () => {
        chosen = piece;
        get("#pieces", document, HTMLDialogElement).close();
      });
      return make("li", {}, button);
    }),
  );
}
search.addEventListener("input", listPieces);
listPieces();

// Behind a window nothing has a cursor, and the browser forgets where it was: it is put in once the window is gone.
/** @type {import("./parts.mjs").Piece | null} */
let chosen = null;
/** Where the cursor was in the field that was left last. @type {[number, number]} */
let cursor = [0, 0];
form.addEventListener("focusout", (event) => {
  const field = hit(event, "textarea[data-key]", HTMLTextAreaElement);
  if (field) cursor = [field.selectionStart, field.selectionEnd];
});
get("#pieces", document, HTMLDialogElement).addEventListener("close", () => {
  const piece = chosen;
  chosen = null;
  const place = cursor;
  search.value = "";
  listPieces();
  if (!piece || !current?.isConnected) return;
  current.focus();
  current.setSelectionRange(...place);
  put(piece.text, piece.kind, null);
});

// The real page beside it.
const real = get("#real");
const frame = get("iframe", real, HTMLIFrameElement);
const toggle = get("#real-toggle", document, HTMLButtonElement);

/** How far down it has been read; a page that is still loading says nothing of that. */
let down = 0;
/** Where each kind of row stands in its section there. @type {Record<string, string>} */
const PLACES = { item: "li:not(li li)", cells: "tbody tr", scene: "h3", card: "blockquote" };

function showReal() {
  if (real.hidden) return;
  if (frame.src) frame.contentWindow?.location.replace(frame.dataset.src ?? "");
  else frame.src = frame.dataset.src ?? "";
}

frame.addEventListener("load", () => {
  const there = frame.contentWindow;
  if (!frame.src || !there) return;
  there.scrollTo({ top: down, behavior: "instant" });
  followReal();
  there.addEventListener("scroll", () => {
    down = there.scrollY;
  });
});

/** Show there what is written in here. */
function followReal() {
  const page = frame.contentDocument;
  const [part = "", row = ""] = (current?.dataset.key ?? "").split("/");
  const head = page?.getElementById(part === "front" || part === "intro" ? "content" : part);
  if (real.hidden || !page || !head) return;
  const [kind = "", number] = row.split("-");
  const section = head.closest("section") ?? page;
  /** @type {HTMLElement | null} */ (section.querySelector('h2 [aria-expanded="false"]'))?.click(); // folded on a phone
  const rows = PLACES[kind] ? section.querySelectorAll(PLACES[kind]) : [];
  const place = rows[Number(number) - 1] ?? head;
  const { top, bottom } = place.getBoundingClientRect();
  if (top < 0 || bottom > page.documentElement.clientHeight)
    place.scrollIntoView({ block: "center", behavior: "instant" });
  down = frame.contentWindow?.scrollY ?? down;
}

/** @param {boolean} open */
function openReal(open) {
  real.hidden = !open;
  desk.classList.toggle("with-real", open);
  toggle.setAttribute("aria-expanded", String(open));
  if (open) {
    showReal();
    fitReal();
  } else toggle.focus();
}

/** Show the page as wide as a phone or a computer is, made smaller where there is less room. */
function fitReal() {
  const pressed = get('[data-width][aria-pressed="true"]', real);
  const box = get(".real-frame", real);
  const wanted = Number(pressed.dataset.width);
  const width = desk.classList.contains("real-wide") ? Math.max(wanted, box.clientWidth) : wanted;
  const scale = Math.min(1, box.clientWidth / width);
  frame.style.width = `${width}px`;
  frame.style.height = `${box.clientHeight / scale}px`;
  frame.style.transform = `scale(${scale})`;
}

toggle.addEventListener("click", () => openReal(Boolean(real.hidden)));
get("#real-close").addEventListener("click", () => openReal(false));
for (const button of all("[data-width]", real)) {
  button.addEventListener("click", () => {
    for (const other of all("[data-width]", real)) other.setAttribute("aria-pressed", String(other === button));
    desk.classList.toggle("real-wide", button.dataset.width === "1280");
    fitReal();
  });
}
addEventListener("resize", () => {
  if (!real.hidden) fitReal();
});

// Somebody else may have written meanwhile, here or in English: it is looked at once the page is looked at again.
addEventListener("focus", check);
document.addEventListener("visibilitychange", listen);
/** @type {EventSource | null} */
let events = null;

/** Listen while the page can be seen: a browser keeps few connections to one server, and a tab behind needs none. */
function listen() {
  events?.close();
  events = document.visibilityState === "visible" ? new EventSource("/serve/events") : null;
  events?.addEventListener("state", () => check());
}
listen();

// Other windows with the same page.
keeper.channel.addEventListener("message", ({ data }) => {
  if (data.store === keeper.store && data.renewed) act({ act: "look" });
});

keeper.settle();
check();
keeper.tellState(form.dataset.state ?? "");
