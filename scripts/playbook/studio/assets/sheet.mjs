// A sheet of many short texts: typing is kept, problems stand beside their field, rows are found by their words.

import { Keeper, showFailure } from "./keeping.mjs";
import { all, get, hit, post, Refused, showProblems, tell, word } from "./parts.mjs";

const form = get("#form");
const here = form.dataset.here ?? "";
const save = get("#save", document, HTMLButtonElement);
export const keeper = new Keeper(here, form.dataset.name ?? here, form, taken);

/** Fields that had a problem when the checks were last asked. @type {Set<string>} */
let wrong = new Set();
let checking = false;
let again = false;

/** How what is typed stands. */
let state = form.dataset.state ?? "";

let saving = false;

/** Say how things stand, and that something is to be mended where it is. */
function showState() {
  if (saving) return;
  if (keeper.waiting.length || keeper.stuck.size || !wrong.size) keeper.tellState(state);
  else tell("failed", `${state} ${word("to-mend", { count: wrong.size })}`);
}

/** What the server says of what was typed. @param {any} answer */
function taken(answer) {
  state = answer.state;
  showState();
  save.disabled = !answer.changed;
  check();
  document.dispatchEvent(new CustomEvent("kept"));
}

/** Show what is wrong with what was typed, each beside its field. @returns {Promise<void>} */
async function check() {
  again = checking;
  if (checking) return;
  checking = true;
  try {
    const answer = await fetch(`${here}/problems`);
    if (answer.ok) showFound(await answer.json());
  } catch {
    // the server went away: they are shown when it answers again
  } finally {
    checking = false;
  }
  if (again) await check();
}

/** @param {Record<string, { message: string, hint: string }[]>} found */
function showFound(found) {
  for (const id of wrong) if (!found[id]) showProblems(id, []);
  for (const [id, problems] of Object.entries(found)) showProblems(id, problems);
  wrong = new Set(Object.keys(found));
  showState();
}

async function saveAll() {
  if (saving) return;
  saving = true;
  tell("busy", word("saving"));
  try {
    await keeper.whole(async () => {
      const answer = await post(`${here}/save`, {});
      for (const { key, text } of answer.kept) {
        const field = keeper.fieldOf(key);
        if (field) field.defaultValue = text;
        if (field && !keeper.typed.has(key)) field.value = text;
        keeper.known.set(key, text);
      }
      saving = false;
      state = answer.state;
      showState();
      save.disabled = !answer.changed;
      document.dispatchEvent(new CustomEvent("saved"));
      if (answer.next) location.assign(answer.next);
    });
  } catch (error) {
    if (error instanceof Refused) tell("failed", error.message);
    else showFailure(error);
  } finally {
    saving = false;
  }
}

save.addEventListener("click", saveAll);
document.addEventListener("keydown", (event) => {
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "s") {
    event.preventDefault();
    if (!save.disabled || keeper.typed.size) saveAll();
  }
});

// Rows by their words, and those in which something is still empty.
const filter = document.querySelector("#sheet-filter");
const open = document.querySelector("#sheet-open");

/** Whether something is still to be written in a row. @param {HTMLElement} row */
function isEmpty(row) {
  const says = all("textarea[data-key], input[data-key]", row).map((field) => Boolean(textOf(field).trim()));
  if (!("settles" in row.dataset)) return !says.every(Boolean);
  const [gist, to, left] = says; // a line of an article: it went somewhere, or is left out
  return !left && !(gist && to);
}

/** @param {Element} field */
const textOf = (field) =>
  field instanceof HTMLTextAreaElement || field instanceof HTMLInputElement ? field.value : "";

function showProgress() {
  const bar = document.querySelector("#sheet-progress");
  if (!(bar instanceof HTMLProgressElement)) return;
  bar.value = all("[data-settles]", form).filter((row) => !isEmpty(row)).length;
  get("#sheet-progress-count").textContent = String(bar.value);
}

/** @param {HTMLInputElement} filter @param {HTMLInputElement} open */
function showRows(filter, open) {
  const wanted = filter.value.trim().toLocaleLowerCase();
  let shown = 0;
  for (const row of all("[data-row]", form)) {
    const values = all("[data-key]", row).map(textOf);
    const text = `${row.textContent} ${values.join(" ")}`.toLocaleLowerCase();
    row.hidden = !text.includes(wanted) || (open.checked && !isEmpty(row));
    shown += Number(!row.hidden);
  }
  get("#sheet-none").hidden = shown > 0;
}

if (filter instanceof HTMLInputElement && open instanceof HTMLInputElement) {
  filter.addEventListener("input", () => showRows(filter, open));
  open.addEventListener("change", () => showRows(filter, open));
  showRows(filter, open); // by what was typed there before this script was here
}

form.addEventListener("input", showProgress);
document.addEventListener("picked", showProgress);

// Choices: a button that is chosen writes its value into the field that it is for; a button may fill a field, too.
form.addEventListener("change", (event) => {
  const choice = hit(event, "[data-sets]", HTMLInputElement);
  const field = choice && keeper.fieldOf(choice.dataset.sets ?? "");
  if (!choice || !field) return;
  field.value = choice.value;
  keeper.note(field);
});
form.addEventListener("click", (event) => {
  const button = hit(event, "[data-fills]");
  const field = button && document.getElementById(button.dataset.fills ?? "");
  if (!button || !(field instanceof HTMLTextAreaElement || field instanceof HTMLInputElement)) return;
  field.value = button.dataset.text ?? "";
  field.dispatchEvent(new Event("input", { bubbles: true }));
  field.focus();
});

keeper.settle();
for (const choice of all("[data-sets]", form, HTMLInputElement)) {
  choice.checked = keeper.fieldOf(choice.dataset.sets ?? "")?.value === choice.value;
}
showProgress();
check();
showState();
keeper.fields.find((field) => `#${field.id}` === location.hash)?.focus();
