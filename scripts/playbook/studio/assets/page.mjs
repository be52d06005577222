// The screen of a page: what is typed is kept within a second, on disk or in this browser; nothing typed is ever lost.

import { Keeper, showFailure } from "./keeping.mjs";
import { all, get, hit, make, post, Refused, showProblems, tell, word } from "./parts.mjs";

const desk = get(".desk");
const address = desk.dataset.page ?? "";
const form = get("#form");
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
  const place = document.activeElement?.id ?? "";
  base = answer.base;
  form.innerHTML = answer.form; // made by our own template, in which every text is escaped
  keeper.settle();
  showFound();
  showState(answer);
  check();
  const there = answer.focus ? document.getElementById(answer.focus) : null;
  const field = there?.querySelector("textarea") ?? document.getElementById(place);
  field?.focus({ preventScroll: !there });
  there?.scrollIntoView({ block: "center" });
  showReal();
}

form.addEventListener("focusin", (event) => {
  current = hit(event, "textarea[data-key]", HTMLTextAreaElement) ?? current;
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
    if (!get("#save", document, HTMLButtonElement).disabled || keeper.typed.size) act({ act: "save" });
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
keeper.channel.addEventListener("message", ({ data }) => {
  if (data.store === keeper.store && data.renewed) act({ act: "look" });
});

keeper.settle();
check();
keeper.tellState(form.dataset.state ?? "");
