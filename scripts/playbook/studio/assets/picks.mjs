// Picking from a list, for fields that hold ids: what was picked stands there as chips with names, never as ids.

import { all, get, hit, make, tell, word } from "./parts.mjs";
import { keeper } from "./sheet.mjs";

/** [id, name] of everything that can be picked. @type {[string, string][]} */
const picks = JSON.parse(get("#picks-data", document, HTMLScriptElement).textContent ?? "[]");
const names = new Map(picks);
const dialog = get("#picks", document, HTMLDialogElement);
const search = get("#picks-search", document, HTMLInputElement);
const list = get("#picks-list", document, HTMLUListElement);
/** The field that is being picked for. @type {HTMLElement | null} */
let current = null;

/** @param {Element} box */
const fieldOf = (box) => get("textarea[data-key]", box, HTMLTextAreaElement);
/** @param {HTMLTextAreaElement} field */
const idsOf = (field) =>
  field.value
    .split(",")
    .map((id) => id.trim())
    .filter(Boolean);

/** Show what was picked. @param {Element} box */
function showChips(box) {
  const ids = idsOf(fieldOf(box));
  get(".chips", box).replaceChildren(
    ...ids.map((id) => {
      const name = names.get(id) ?? id;
      const out = make("button", { type: "button", "data-out": id, "aria-label": word("take-out", { name }) }, "×");
      return make("li", {}, name, out);
    }),
  );
  for (const button of all("[data-pick]", box)) button.hidden = ids.includes(button.dataset.pick ?? "");
}

/** @param {HTMLElement} box @param {string[]} ids */
function set(box, ids) {
  const field = fieldOf(box);
  field.value = ids.join(", ");
  keeper.note(field);
  showChips(box);
  document.dispatchEvent(new CustomEvent("picked"));
}

/** @param {HTMLElement} box @param {string} id */
function pick(box, id) {
  const ids = idsOf(fieldOf(box));
  if (!ids.includes(id)) set(box, [...ids, id]);
  tell("busy", word("picked", { name: names.get(id) ?? id }));
}

function listPicks() {
  const wanted = search.value.trim().toLocaleLowerCase();
  const taken = current ? idsOf(fieldOf(current)) : [];
  const near = (current?.dataset.near ?? "").split(" ").filter(Boolean);
  /** @param {string} id */
  const isNear = (id) => near.some((start) => id.startsWith(`${start}#`));
  const found = picks
    .filter(([id, name]) => !taken.includes(id) && name.toLocaleLowerCase().includes(wanted))
    .sort(([one], [other]) => Number(isNear(other)) - Number(isNear(one)));
  list.replaceChildren(
    ...found.map(([id, name]) => make("li", {}, make("button", { type: "button", "data-chosen": id }, name))),
  );
}

document.addEventListener("click", (event) => {
  const box = hit(event, ".picked");
  const opener = hit(event, "[data-picks]");
  const likely = hit(event, "[data-pick]");
  const out = hit(event, "[data-out]");
  const chosen = hit(event, "[data-chosen]");
  if (opener && box) {
    current = box;
    search.value = "";
    listPicks();
    dialog.showModal();
    search.focus();
  }
  if (likely && box) {
    pick(box, likely.dataset.pick ?? "");
    get("[data-picks]", box).focus();
  }
  if (out && box) {
    set(
      box,
      idsOf(fieldOf(box)).filter((id) => id !== out.dataset.out),
    );
    get("[data-picks]", box).focus();
  }
  if (chosen && current) {
    pick(current, chosen.dataset.chosen ?? "");
    dialog.close();
    get("[data-picks]", current).focus();
  }
});
search.addEventListener("input", listPicks);
keeper.channel.addEventListener("message", () => setTimeout(showAll));
document.addEventListener("kept", showAll);

function showAll() {
  for (const box of all(".picked")) showChips(box);
}
showAll();
