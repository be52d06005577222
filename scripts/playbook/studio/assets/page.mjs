// The screen of a page: what is typed is kept within a second, on disk or in this browser; nothing typed is ever lost.

import { Away, all, get, grow, hit, make, post, Refused, showProblems, tell, word } from "./parts.mjs";

/** @typedef {{ was: string, text: string }} Typed */

/** Milliseconds: after a key, before asking again where there was no answer. One question at a time goes to the server. */
const PAUSE = 20;
const AGAIN = 2000;

const desk = get(".desk");
const address = desk.dataset.page ?? "";
const store = `studio:${desk.dataset.path}`;
const form = get("#form");
const channel = new BroadcastChannel("studio");

/** What was typed and is not kept on disk yet, by the key of its field. @type {Map<string, Typed>} */
const typed = new Map(Object.entries(recall()));
/** What each field said when it was last kept. @type {Map<string, string>} */
const known = new Map();
/** @type {ReturnType<typeof setTimeout> | undefined} */
let timer;
let sending = false;
let acting = false;
let waiting = false;
let checking = false;
let again = false;
/** What the checks said last, by the id of what it is about. @type {Record<string, { message: string, hint: string }[]>} */
let found = {};
/** Why a text could not be kept, by the id of its field. @type {Map<string, { message: string, hint: string }[]>} */
const refused = new Map();
/** The field that was written in last. @type {HTMLTextAreaElement | null} */
let current = null;

/** @returns {Record<string, Typed>} */
function recall() {
  try {
    return JSON.parse(localStorage.getItem(store) ?? "{}");
  } catch {
    return {}; // storage is switched off, or full of something else
  }
}

function remember() {
  try {
    if (typed.size) localStorage.setItem(store, JSON.stringify(Object.fromEntries(typed)));
    else localStorage.removeItem(store);
  } catch {
    // then the disk alone keeps it
  }
}

/** @returns {HTMLTextAreaElement[]} */
const fields = () => all("textarea[data-key]", form, HTMLTextAreaElement);
/** @param {string} key */
const fieldOf = (key) => fields().find((field) => field.dataset.key === key);
/** @param {HTMLTextAreaElement} field */
const keyOf = (field) => field.dataset.key ?? "";

/** Take the form as it stands: what its fields say is what is kept; what was typed and not kept goes back in. */
function settle() {
  known.clear();
  for (const field of fields()) {
    known.set(keyOf(field), field.defaultValue);
    if (field.value !== field.defaultValue) {
      typed.set(keyOf(field), { was: field.defaultValue, text: field.value }); // typed before this script was here
    }
  }
  let back = false;
  for (const [key, { was, text }] of typed) {
    const field = fieldOf(key);
    if (!field || field.defaultValue === text) typed.delete(key);
    else {
      known.set(key, was);
      field.value = text;
      back = true;
    }
  }
  remember();
  grow(form);
  if (back) {
    tell("busy", word("restored"));
    soon();
  }
}

/** @param {HTMLTextAreaElement} field */
function noteTyping(field) {
  const key = keyOf(field);
  typed.set(key, { was: known.get(key) ?? "", text: field.value });
  remember();
  tell("busy", word("keeping"));
  soon();
}

function soon() {
  clearTimeout(timer);
  timer = setTimeout(send, PAUSE);
}

/** Bring what was typed to the server. @returns {Promise<void>} */
async function send() {
  if (sending || acting || !typed.size) return;
  sending = true;
  const batch = [...typed].map(([key, { was, text }]) => ({ key, was, text }));
  let answer;
  try {
    answer = await post(`${address}/text`, { fields: batch });
  } catch (error) {
    showFailure(error);
  } finally {
    sending = false;
  }
  if (answer) take(answer, batch);
  const more = [...typed].some(([key, { text }]) => !batch.some((row) => row.key === key && row.text === text));
  clearTimeout(timer);
  if (more && answer) soon();
  else if (!answer) timer = setTimeout(send, AGAIN);
  if (answer?.stale) await act({ act: "look" });
}

/** Say that something was not done. @param {unknown} error */
function showFailure(error) {
  if (error instanceof Away) tell("failed", word("away"));
  else if (error instanceof Refused) tell("failed", word("unkept", { reason: error.message }));
  else throw error;
}

/** Take what the server says of what was typed. @param {any} answer @param {{ key: string, text: string }[]} batch */
function take(answer, batch) {
  for (const { key, text } of answer.kept) keptNow(key, text, batch);
  for (const { key, theirs } of answer.clashing) showOther(key, theirs);
  for (const { key } of answer.refused) typed.delete(key);
  remember();
  showState(answer);
  refused.clear();
  for (const { key, message } of answer.refused) refused.set(idOf(key), [{ message, hint: "" }]);
  check();
  if (answer.kept.length) {
    channel.postMessage({ store, kept: answer.kept });
    showReal();
  }
}

/** @param {string} key @param {string} text @param {{ key: string, text: string }[]} batch */
function keptNow(key, text, batch) {
  known.set(key, text);
  const now = typed.get(key);
  if (!now) return;
  if (batch.some((row) => row.key === key && row.text === now.text)) typed.delete(key);
  else typed.set(key, { was: text, text: now.text });
}

/** @param {{ state: string, changed: boolean, undo: boolean, redo: boolean }} answer */
function showState({ state, changed, undo, redo }) {
  if (!typed.size) tell("kept", state);
  get("#save", document, HTMLButtonElement).disabled = !changed;
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
}

/** Show what the checks say of the page, each beside its field. @returns {Promise<void>} */
async function check() {
  again = checking;
  if (checking) return;
  checking = true;
  try {
    const answer = await fetch(`${address}/problems`);
    if (answer.ok) found = await answer.json();
    showFound();
  } catch {
    // the server went away: they are shown when it answers again
  } finally {
    checking = false;
  }
  if (again) await check();
}

/** What another window wrote into the same field, to choose from. @param {string} key @param {string} theirs */
function showOther(key, theirs) {
  const field = fieldOf(key);
  const box = field?.closest(".own");
  if (!field || !box || box.querySelector(".other")) return;
  const take = make("button", { type: "button" }, word("take-theirs"));
  const keep = make("button", { type: "button" }, word("keep-mine"));
  const other = make(
    "div",
    { class: "other card wrong", role: "alert" },
    make("p", {}, word("elsewhere")),
    make("blockquote", { lang: field.lang, dir: field.dir }, theirs),
    make("p", { class: "buttons" }, take, keep),
  );
  take.addEventListener("click", () => {
    field.value = theirs;
    known.set(key, theirs);
    typed.delete(key);
    remember();
    other.remove();
    field.focus();
    grow(form);
    soon();
  });
  keep.addEventListener("click", () => {
    typed.set(key, { was: theirs, text: field.value });
    known.set(key, theirs);
    other.remove();
    field.focus();
    soon();
  });
  box.append(other);
}

/** Do something to rows or the whole page, and show the form as it is then. @param {Record<string, unknown>} what */
async function act(what) {
  if (acting || waiting) return;
  waiting = true;
  await flushed();
  waiting = false;
  acting = true;
  try {
    const way = what.act === "save" ? "save" : "rows";
    if (way === "save") tell("busy", word("saving"));
    const answer = await post(`${address}/${way}`, what);
    renew(answer);
    channel.postMessage({ store, renewed: true });
  } catch (error) {
    if (error instanceof Refused) tell("failed", error.message);
    else showFailure(error);
  } finally {
    acting = false;
  }
  if (typed.size) soon();
}

/** Wait until what was typed is kept, so that nothing is done to rows that say something else. */
async function flushed() {
  clearTimeout(timer);
  for (let tries = 0; tries < 40 && (sending || typed.size); tries += 1) {
    if (sending) await new Promise((done) => setTimeout(done, 50));
    else await send();
  }
}

/** @param {any} answer */
function renew(answer) {
  const place = document.activeElement?.id ?? "";
  form.innerHTML = answer.form; // made by our own template, in which every text is escaped
  settle();
  showFound();
  showState(answer);
  check();
  const there = answer.focus ? document.getElementById(answer.focus) : null;
  const next = there?.querySelector("textarea") ?? document.getElementById(place);
  next?.focus({ preventScroll: !there });
  there?.scrollIntoView({ block: "center" });
  showReal();
}

form.addEventListener("input", (event) => {
  const field = hit(event, "textarea[data-key]", HTMLTextAreaElement);
  if (field) noteTyping(field);
});
form.addEventListener("focusin", (event) => {
  current = hit(event, "textarea[data-key]", HTMLTextAreaElement) ?? current;
  next = hit(event, ".row");
  if (!pressed) activate();
});

// The tools of a row appear where it is written in; never between pressing and letting go, or what is pressed would move.
let pressed = false;
/** @type {HTMLElement | null} */
let next = null;
function activate() {
  for (const row of all(".row.active", form)) row.classList.toggle("active", row === next);
  next?.classList.add("active");
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

// Buttons of a row leave the cursor where it is.
form.addEventListener("pointerdown", (event) => {
  if (hit(event, ".tools button")) event.preventDefault();
});

document.addEventListener("click", (event) => {
  const piece = hit(event, "[data-put]");
  if (piece) put(piece.dataset.put ?? "", piece.dataset.piece ?? "", piece.closest(".row"));
  const button = hit(event, "[data-act]", HTMLButtonElement);
  if (button) act({ ...button.dataset });
  if (hit(event, "#save")) act({ act: "save" });
});

document.addEventListener("keydown", (event) => {
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "s") {
    event.preventDefault();
    if (!get("#save", document, HTMLButtonElement).disabled || typed.size) act({ act: "save" });
  }
});

/**
 * Put a link, a gap or a term in at the cursor; a link takes the words that are marked.
 * @param {string} text @param {string} kind @param {Element | null} row
 */
function put(text, kind, row) {
  const inside = current && (!row || row.contains(current)) ? current : null;
  const field = inside ?? (row?.querySelector("textarea[data-key]") || current);
  if (!(field instanceof HTMLTextAreaElement)) return;
  const marked = field.value.slice(field.selectionStart, field.selectionEnd);
  const whole = kind === "link" && marked ? text.replace(/^\[[^\]]*\]/, () => `[${marked}]`) : text;
  field.focus();
  field.setRangeText(whole, field.selectionStart, field.selectionEnd, "end");
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

// Everything that can be put in.
/** @type {{ kind: string, label: string, text: string }[]} */
const pieces = JSON.parse(get("#pieces-data", document, HTMLScriptElement).textContent ?? "[]");
const search = get("#pieces-search", document, HTMLInputElement);
const list = get("#pieces-list", document, HTMLUListElement);

function listPieces() {
  const wanted = search.value.trim().toLocaleLowerCase();
  const found = pieces.filter((piece) => piece.label.toLocaleLowerCase().includes(wanted));
  list.replaceChildren(
    ...found.map((piece) => {
      const kind = make("span", { class: "quiet", lang: document.documentElement.lang }, ` ${word(piece.kind)}`);
      const button = make("button", { type: "button" }, piece.label, kind);
      button.addEventListener("click", () => {
        get("#pieces", document, HTMLDialogElement).close();
        put(piece.text, piece.kind, null);
      });
      return make("li", {}, button);
    }),
  );
}
search.addEventListener("input", listPieces);
listPieces();

// The real page beside it.
const real = get("#real");
const frame = get("iframe", real, HTMLIFrameElement);
const toggle = get("#real-toggle", document, HTMLButtonElement);

function showReal() {
  if (real.hidden) return;
  const window = frame.contentWindow;
  const top = window?.scrollY ?? 0;
  const part = current?.closest(".part")?.id.replace(/^part-/, "") ?? "";
  if (!frame.src) frame.src = `${frame.dataset.src}#${part}`;
  else {
    frame.addEventListener("load", () => frame.contentWindow?.scrollTo(0, top), { once: true });
    window?.location.replace(frame.dataset.src ?? "");
  }
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

// Other windows with the same page.
channel.addEventListener("message", ({ data }) => {
  if (data.store !== store) return;
  if (data.renewed) act({ act: "look" });
  for (const { key, text } of data.kept ?? []) {
    const field = fieldOf(key);
    if (!field || typed.has(key)) continue;
    field.value = text;
    known.set(key, text);
    grow(form);
  }
});

settle();
check();
if (!typed.size) tell("kept", form.dataset.state ?? "");
