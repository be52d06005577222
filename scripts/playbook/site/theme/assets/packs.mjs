// A pack from the browser: exactly the ticked topics, in one or two languages, with cover, contents and sign-off.

import { all, around, get, words } from "./dom.mjs";
import { makePack } from "./pack-sheets.mjs";
import { country, fillingOf, isOfCountry, keep as keepValue, typed } from "./slots.mjs";
import { recall, remember } from "./storage.mjs";

const form = get("#pb-pack", document, HTMLFormElement);
const status = get("#pb-pack-status");
const boxes = all('input[name="topic"]', form, HTMLInputElement);
const fields = all(".pb-details input", form, HTMLInputElement);
const slots = fields.filter((field) => "slotName" in field.dataset);
const [pack, first, second] = ["pack", "first", "second"].map((name) =>
  get(`select[name="${name}"]`, form, HTMLSelectElement),
);
const speaker = get('select[name="speaker"]', form, HTMLSelectElement);
const recipient = get('input[name="recipient"]', form, HTMLInputElement);

const ticked = () => boxes.filter((box) => box.checked);
/** @param {string} text */
const quoted = (text) => (/^[\w.,:/@+-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`);

/** The pack whose topics are exactly the ticked ones, or "custom". */
function chosenPack() {
  const topics = ticked()
    .map((box) => box.value)
    .sort()
    .join(" ");
  /** @param {HTMLOptionElement} option */
  const same = (option) => option.dataset.topics?.split(" ").sort().join(" ") === topics;
  return [...pack.options].find(same)?.value ?? "custom";
}

/** Whether one of the languages is one in which speakers say what they are. */
const hasSpeaker = () => [first, second].some((field) => "speaks" in (field.selectedOptions[0]?.dataset ?? {}));

/** The command that makes the same pack as a PDF. */
function command() {
  const name = chosenPack();
  const parts = ["playbook pack", name, "--language", first.value];
  if (second.value) parts.push("--with", second.value);
  if (name === "custom")
    parts.push(
      "--topics",
      ticked()
        .map((box) => box.value)
        .join(",") || "…",
    );
  if (country()) parts.push("--country", country());
  if (hasSpeaker() && speaker.value !== "both") parts.push("--speaker", speaker.value);
  for (const slot of slots) {
    if (slot.value.trim() !== slot.dataset.default) parts.push("--set", quoted(`${slot.name}=${slot.value.trim()}`));
  }
  const reader = recipient.value.trim();
  if (reader) parts.push("--for", quoted(reader));
  return parts.join(" ");
}

function refresh() {
  const count = ticked().length;
  const output = get("#pb-pack-count");
  const plural = new Intl.PluralRules(document.documentElement.lang).select(count);
  output.textContent = (words[plural] ?? words.other).replace("{count}", String(count));
  for (const option of second.options) option.disabled = option.value === first.value;
  if (second.value === first.value) second.value = "";
  around(".pb-field", speaker).hidden = !hasSpeaker();
  get("#pb-command").textContent = command();
}

function keep() {
  // Numbers and contacts are kept for every page; the numbers of the country are not changed from here.
  for (const { name, value, dataset } of slots) {
    if (!isOfCountry(name)) keepValue(name, value === (dataset.default ?? "") ? "" : value.trim());
  }
  const details = fields.filter((field) => !("slotName" in field.dataset) || isOfCountry(field.name));
  remember("pack", {
    topics: ticked().map((box) => box.value),
    second: second.value,
    details: Object.fromEntries(details.map((field) => [field.name, field.value])),
  });
}

function restore() {
  const kept = recall("pack") ?? {};
  for (const box of boxes) box.checked = Array.isArray(kept.topics) && kept.topics.includes(box.value);
  for (const field of fields) {
    const { kind = "text", own } = field.dataset;
    const filled = "slotName" in field.dataset ? fillingOf(field.name, kind, own) : "";
    if (isOfCountry(field.name)) field.dataset.default = filled;
    const before = kept.details?.[field.name];
    field.value = String(typed()[field.name] === undefined && before ? before : filled || field.value);
  }
  if ([...second.options].some((option) => option.value === kept.second)) second.value = kept.second;
}

function clear() {
  remember("pack", undefined);
  for (const box of boxes) box.checked = false;
  for (const field of fields) {
    if ("slotName" in field.dataset) keepValue(field.name, "");
    field.value = field.dataset.default ?? "";
  }
  pack.value = second.value = "";
  refresh();
}

/** What is asked for, as pack-sheets.mjs takes it. */
function request() {
  const languages = [first, second].filter((field) => field.value);
  const [chosen] = all(`option[value="${CSS.escape(chosenPack())}"]`, pack, HTMLOptionElement);
  return {
    title: chosen?.value ? chosen.value : "",
    sources: ticked().map((box) => box.dataset.source ?? ""),
    languages: languages.map((field) => {
      const option = field.selectedOptions[0];
      return {
        code: option.value,
        name: option.textContent ?? "",
        root: new URL(option.dataset.root ?? "", location.href),
      };
    }),
    values: Object.fromEntries(fields.map((field) => [field.name, field.value.trim()])),
    speaker: speaker.value,
  };
}

/** @param {Event} event */
async function print(event) {
  event.preventDefault();
  status.textContent = ticked().length ? words.wait : words.none;
  if (!ticked().length) return void boxes[0].focus();
  const target = get("#pb-printed");
  try {
    target.replaceChildren(...(await makePack(request())));
  } catch {
    status.textContent = words.failed;
    return;
  }
  status.textContent = "";
  target.hidden = false;
  document.body.classList.add("pb-printing");
  // A phone's print() returns at once, so the sheets stay until the print view is closed.
  addEventListener("afterprint", () => document.body.classList.remove("pb-printing"), { once: true });
  window.print();
}

form.addEventListener("submit", print);
form.addEventListener("input", () => {
  keep();
  refresh();
});
pack.addEventListener("change", () => {
  const topics = pack.selectedOptions[0].dataset.topics?.split(" ");
  if (topics) for (const box of boxes) box.checked = topics.includes(box.value);
  keep();
  refresh();
});
get("#pb-pack-clear").addEventListener("click", clear);
const copyButton = get("#pb-copy");
copyButton.addEventListener("click", async () => {
  await navigator.clipboard.writeText(command());
  copyButton.textContent = words.copied;
});
restore();
form.hidden = false;
refresh();
