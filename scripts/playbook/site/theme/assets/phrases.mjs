// The buttons of a phrase: copy its words, show them to the customer or have them read aloud, with what was filled in on this device, as its owner speaks.

import { toClipboard } from "./clipboard.mjs";
import { all, around, get, hit, languageOf, make, words } from "./dom.mjs";
import { offerVoice, readAloud, stopReading } from "./listen.mjs";
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
  offerVoice(all("button.pb-listen", root), languageOf);
  nameButtons(root);
}

/**
 * Say in the name of each button of a phrase which phrase it is for: screen readers list buttons without what is around.
 * @param {ParentNode} root
 */
export function nameButtons(root) {
  for (const row of all("[data-words]", root)) {
    const said = spoken(row.dataset.words ?? "", row);
    for (const button of all(".pb-row-tools button", row))
      button.ariaLabel = `${button.title || button.textContent}: ${said}`;
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
  const word = get("span", button);
  const label = button.dataset.label ?? word.textContent ?? "";
  button.dataset.label = label;
  word.textContent = status.textContent = words.copied;
  setTimeout(() => {
    word.textContent = label;
    status.textContent = "";
  }, DONE_MS);
}

/** @param {HTMLElement} button */
async function show(button) {
  const row = around("[data-words]", button);
  const { showCustomer } = await import("./show.mjs");
  await showCustomer({
    topic: (row.dataset.book ?? "") + around("[data-topic]", row).dataset.topic,
    row: Number(row.dataset.topicRow),
    words: row.dataset.words ?? "",
    language: languageOf(row),
    spoken: (text) => spoken(text, row),
  });
}

/** @param {HTMLElement} button */
function listen(button) {
  const row = around("[data-words]", button);
  if (button.getAttribute("aria-pressed") === "true") stopReading();
  else
    readAloud(spoken(row.dataset.words ?? "", row), languageOf(row), (reads) =>
      button.setAttribute("aria-pressed", String(reads)),
    );
}

openGaps(document);
document.addEventListener("click", (event) => {
  const button = hit(event, "button.pb-copy, button.pb-show-customer, button.pb-listen");
  if (button) (button.matches(".pb-copy") ? copy : button.matches(".pb-listen") ? listen : show)(button);
});
