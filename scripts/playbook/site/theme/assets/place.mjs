// Where the reader works: the country is chosen once, numbers are typed once, and both fill every page on this device.

import { all, get, hit, make, words } from "./dom.mjs";
import { chooseCountry, clean, country, fillSlots, isOfCountry, isSaid, keep, showCountry, typed } from "./slots.mjs";

const boxes = () => all(".pb-place");

async function show() {
  fillSlots();
  for (const field of all("select.pb-country", document, HTMLSelectElement)) field.value = country();
  const outcomes = await Promise.allSettled(boxes().map(showCountry));
  for (const [number, { status }] of outcomes.entries()) {
    if (status === "rejected") get(".pb-place-facts", boxes()[number]).textContent = words.failed ?? "";
  }
  document.documentElement.dataset.place = country();
}

document.addEventListener("change", (event) => {
  const field = hit(event, "select.pb-country", HTMLSelectElement);
  if (!field?.value) return;
  chooseCountry(field.value);
  show();
  if (document.getElementById(field.value)) location.hash = field.value; // all countries, one below the other
});

const [style] = all('link[href$="/place.css"]', document, HTMLLinkElement);
if (!style) {
  document.head.append(make("link", { rel: "stylesheet", href: new URL("place.css", import.meta.url).href }));
}

/**
 * Ask for what belongs in a gap, in a window over the page.
 * @param {HTMLElement} gap
 */
export function ask({ dataset: { slot = "", kind = "text", gap = "", example = "" } }) {
  const label = gap.split(":")[0];
  const choosing = isOfCountry(slot) && !country();
  const [choice] = all(".pb-place-choice select", document, HTMLSelectElement);
  const field = choosing && choice ? /** @type {HTMLSelectElement} */ (choice.cloneNode(true)) : make("input", {});
  field.id = "pb-ask-field";
  if (field instanceof HTMLInputElement) {
    field.type = kind === "phone" ? "tel" : "text";
    field.maxLength = 200;
    field.autocomplete = "off";
    if (isSaid(kind)) field.value = clean(typed(kind === "said")[slot], kind);
  } else field.className = "";
  const fault = make("p", { role: "alert" });
  const name = make("label", { for: field.id }, choosing && choice ? words.chooseCountry : label);
  const cancel = make("button", { type: "button", class: "pb-button" }, words.cancel);
  const ready = make("button", { class: "pb-button pb-button--main" }, kind === "said" ? words.keepHere : words.keep);
  const form = make("form", { method: "dialog" }, make("p", {}, name), make("p", {}, field), fault, ready, " ", cancel);
  if (example) name.after(" ", make("small", { id: "pb-ask-example" }, words.asSaid.replace("{example}", example)));
  if (example) field.setAttribute("aria-describedby", "pb-ask-example");
  const dialog = make("dialog", { class: "pb-ask", "aria-labelledby": "pb-ask-name" }, form);
  dialog.lang = document.documentElement.lang;
  name.id = "pb-ask-name";
  form.addEventListener("submit", (event) => {
    const value = field instanceof HTMLSelectElement ? field.value : clean(field.value, kind);
    if (!value && !isSaid(kind)) {
      event.preventDefault();
      fault.textContent = kind === "phone" ? words.notPhone : "";
      field.focus();
    } else if (field instanceof HTMLSelectElement) chooseCountry(value);
    else keep(slot, value, kind);
    if (value || isSaid(kind)) show();
  });
  cancel.addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}

// Another tab of the same device has changed something.
addEventListener("storage", show);
// Parts that come later: a second language beside this one.
new MutationObserver(() => fillSlots()).observe(document.body, { childList: true, subtree: true });
// Somebody may have chosen before this script was there.
for (const field of all("select.pb-country", document, HTMLSelectElement)) {
  const given = [...field.options].find((option) => option.defaultSelected)?.value ?? "";
  if (field.value !== given) chooseCountry(field.value);
}
show();
