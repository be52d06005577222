// Forms that are sent without leaving the page: what is written in them stays in this browser until it has arrived.

import { showLater } from "./later.mjs";
import { Away, all, get, grow, hit, post, Refused, tell, word } from "./parts.mjs";

const renewed = get("#renewed");
const store = `studio:${location.pathname}`;

/** What is written and has not arrived yet, by the name of its field. @type {Map<string, string>} */
const written = new Map(Object.entries(recall()));

/** @returns {Record<string, string>} */
function recall() {
  try {
    return JSON.parse(localStorage.getItem(store) ?? "{}");
  } catch {
    return {}; // storage is switched off, or full of something else
  }
}

function remember() {
  try {
    if (written.size) localStorage.setItem(store, JSON.stringify(Object.fromEntries(written)));
    else localStorage.removeItem(store);
  } catch {
    // then the page alone keeps it
  }
}

/** What somebody writes into, within a form or all of them. @param {ParentNode} root */
const fields = (root) => [
  ...all("textarea[data-keep]", root, HTMLTextAreaElement),
  ...all("input[data-keep]", root, HTMLInputElement),
];

/** Put back what was written into fields, and show those. */
function settle() {
  for (const field of fields(renewed)) {
    const text = written.get(field.dataset.keep ?? "");
    if (text === undefined) continue;
    field.value = text;
    const fold = field.closest("details");
    if (fold) fold.open = true;
  }
  grow(renewed);
}

renewed.addEventListener("input", (event) => {
  const field = fields(renewed).find((found) => found === event.target);
  if (!field) return;
  if (field.value) written.set(field.dataset.keep ?? "", field.value);
  else written.delete(field.dataset.keep ?? "");
  remember();
});

renewed.addEventListener("submit", (event) => {
  const form = hit(event, "form[data-send]", HTMLFormElement);
  const pressed = /** @type {SubmitEvent} */ (event).submitter;
  if (!form) return;
  if (pressed?.hasAttribute("formaction")) {
    const told = document.getElementById("file-made");
    if (told) told.hidden = false;
    return; // a file is what the browser itself gets
  }
  event.preventDefault();
  send(form, pressed instanceof HTMLButtonElement ? pressed : null);
});

renewed.addEventListener(
  "invalid",
  (event) => {
    const side = event.target;
    if (!(side instanceof HTMLInputElement) || side.type !== "radio") return;
    event.preventDefault();
    tell("failed", word("choose-first"));
    all("input[type=radio]:invalid", renewed)[0]?.focus();
  },
  true,
);

let busy = false;

/** @param {HTMLFormElement} form @param {HTMLButtonElement | null} pressed */
async function send(form, pressed) {
  if (busy) return;
  busy = true;
  tell("busy", word("sending"));
  const data = /** @type {Record<string, string>} */ (Object.fromEntries(new FormData(form)));
  if (pressed?.name) data[pressed.name] = pressed.value;
  const place = form.closest("[id]")?.id ?? "";
  try {
    const answer = await post(form.action, data);
    for (const field of fields(form)) written.delete(field.dataset.keep ?? "");
    remember();
    renewed.innerHTML = answer.html; // made by our own template, in which every text is escaped
    settle();
    showLater(renewed);
    tell("kept", answer.state);
    const told = all("[data-jump]", renewed)[0];
    if (told) told.focus();
    else focusOn(document.getElementById(place) ?? get("#content"));
  } catch (error) {
    showRefusal(error);
  } finally {
    busy = false;
  }
}

/** Say why a form was not sent. @param {unknown} error */
function showRefusal(error) {
  if (error instanceof Away) tell("failed", error.message || word("away-form"));
  else if (error instanceof Refused) tell("failed", error.message);
  else throw error;
}

/** @param {HTMLElement} place */
function focusOn(place) {
  if (!place.hasAttribute("tabindex")) place.tabIndex = -1;
  place.focus({ preventScroll: true });
}

settle();
if (written.size) tell("busy", word("restored-form"));
