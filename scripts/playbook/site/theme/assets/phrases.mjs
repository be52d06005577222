// The buttons of a phrase: copy its words, or show them to the customer, with what was filled in on this device, as its owner speaks.

import { all, around, hit, languageOf, make, words } from "./dom.mjs";
import { spokenBy } from "./speaker.mjs";
import { recall } from "./storage.mjs";

const DONE_MS = 2000;
const status = make("p", { class: "pb-hidden", role: "status" });
document.body.append(status);

const MARK = /\{\{ (\w+) \}\}/g;
const OPEN = "…";

/**
 * Make buttons of the gaps in what is said, which assets/playbook.mjs asks for when they are pressed.
 * @param {ParentNode} root
 */
export function openGaps(root) {
  for (const gap of all("span[data-example]", root)) {
    const button = make("button", { type: "button", class: "pb-said pb-slot" }, gap.textContent ?? "");
    Object.assign(button.dataset, gap.dataset);
    if (!gap.closest("a")) gap.replaceWith(button);
  }
  nameButtons(root);
}

/**
 * Say in the name of each button of a phrase which phrase it is for: screen readers list buttons without what is around.
 * @param {ParentNode} root
 */
export function nameButtons(root) {
  for (const row of all("[data-words]", root)) {
    const said = spoken(row.dataset.words ?? "", row);
    for (const button of all(".pb-row-tools button", row)) button.ariaLabel = `${button.textContent}: ${said}`;
  }
}

/**
 * Words as they are said here: their marks filled as the row shows them, and left open where nothing is known.
 * @param {string} text @param {HTMLElement} row
 */
export function spoken(text, row) {
  return spokenBy(text).replace(MARK, (_, slot) => {
    const shown = row.querySelector(`[data-slot="${slot}"]`);
    if (shown) return shown.matches(".pb-slot") ? OPEN : (shown.textContent ?? OPEN);
    return recall("values", true)?.[slot] ?? recall("values")?.[slot] ?? OPEN;
  });
}

/** @param {HTMLElement} button */
async function copy(button) {
  const row = around("[data-words]", button);
  const text = spoken(row.dataset.words ?? "", row);
  if (!(await toClipboard(text))) return;
  const label = button.dataset.label ?? button.textContent ?? "";
  button.dataset.label = label;
  button.textContent = status.textContent = words.copied;
  setTimeout(() => {
    button.textContent = label;
    status.textContent = "";
  }, DONE_MS);
}

/** @param {string} text */
async function toClipboard(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copySelected(text); // a site without https has no clipboard, but can still copy what is selected
  }
}

/** @param {string} text */
function copySelected(text) {
  const focused = document.activeElement;
  const field = make("textarea", { class: "pb-hidden", readonly: "" });
  field.value = text;
  document.body.append(field);
  field.select();
  const done = document.execCommand("copy");
  field.remove();
  if (focused instanceof HTMLElement) focused.focus();
  return done;
}

/** @param {HTMLElement} button */
async function show(button) {
  const row = around("[data-words]", button);
  const { showCustomer } = await import("./show.mjs");
  await showCustomer({
    topic: around("[data-topic]", row).dataset.topic ?? "",
    row: Number(row.dataset.topicRow),
    words: row.dataset.words ?? "",
    language: languageOf(row),
    spoken: (text) => spoken(text, row),
  });
}

openGaps(document);
document.addEventListener("click", (event) => {
  const button = hit(event, "button.pb-copy, button.pb-show-customer");
  if (button) (button.matches(".pb-copy") ? copy : show)(button);
});
