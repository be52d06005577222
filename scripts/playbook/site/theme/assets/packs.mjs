// A pack of one's own: exactly the ticked topics, in one or two languages, as a PDF that is made on this device.

import { all, around, get, words } from "./dom.mjs";
import { accentOf } from "./pack-colour.mjs";
import { readLogo } from "./pack-logo.mjs";
import { canPrint, Failure, print, stop } from "./press.mjs";
import { country, fillingOf, isOfCountry, keep as keepValue, typed } from "./slots.mjs";
import { recall, remember } from "./storage.mjs";

const LONGEST = 200; // characters of a value, as packs/organisation.py has it
const TURNING = /[\u202a-\u202e\u2066-\u2069]/g; // characters that turn the direction of what follows
const MEGA = 1_000_000;

const form = get("#pb-pack", document, HTMLFormElement);
const status = get("#pb-pack-status");
const progress = get("#pb-pack-progress", document, HTMLProgressElement);
const cancel = get("#pb-pack-cancel");
const made = get("#pb-pack-made");
const boxes = all('input[name="topic"]', form, HTMLInputElement);
const fields = all(".pb-details input:is([type=text], [type=tel])", form, HTMLInputElement);
const slots = fields.filter((field) => "slotName" in field.dataset);
const [pack, first, second, speaker, paper, size] = ["pack", "first", "second", "speaker", "paper", "print"].map(
  (name) => get(`select[name="${name}"]`, form, HTMLSelectElement),
);
const recipient = get('input[name="recipient"]', form, HTMLInputElement);
const logo = get("#pb-logo", form, HTMLInputElement);
const colour = get("#pb-colour", form, HTMLInputElement);
const trainer = get('input[name="trainer"]', form, HTMLInputElement);
const topics = get(".pb-pack-topics", form, HTMLDetailsElement);

const ticked = () => boxes.filter((box) => box.checked);

/** The pack that was chosen, or the one whose topics are exactly the ticked ones, or "custom". */
function chosenPack() {
  if (!["", "booklet"].includes(pack.selectedOptions[0]?.dataset.layout ?? "")) return pack.value;
  const chosen = ticked()
    .map((box) => box.value)
    .sort()
    .join(" ");
  /** @param {HTMLOptionElement} option */
  const same = (option) =>
    option.dataset.layout === "booklet" && option.dataset.topics?.split(" ").sort().join(" ") === chosen;
  return [...pack.options].find(same)?.value ?? "custom";
}

/** Whether one of the languages is one in which speakers say what they are. */
const hasSpeaker = () => [first, second].some((field) => "speaks" in (field.selectedOptions[0]?.dataset ?? {}));

function refresh() {
  const count = ticked().length;
  get("#pb-pack-count").textContent = counted("", count);
  const layout = pack.selectedOptions[0]?.dataset.layout;
  for (const option of all("option[data-layout]", paper, HTMLOptionElement)) {
    option.hidden = option.disabled = option.dataset.layout !== layout;
    if (option.selected && option.disabled) paper.value = "a4";
  }
  for (const option of second.options) option.disabled = option.value === first.value;
  if (second.value === first.value) second.value = "";
  around(".pb-field", speaker).hidden = !hasSpeaker();
}

/** A message with a number, in the plural form that it takes. @param {string} kind @param {number} count */
function counted(kind, count) {
  const plural = new Intl.PluralRules(document.documentElement.lang).select(count);
  return (words[kind + plural] ?? words[`${kind}other`]).replace("{count}", String(count));
}

function keep() {
  // Numbers and contacts are kept for every page; the numbers of the country are not changed from here.
  for (const { name, value, dataset } of slots) {
    if (!isOfCountry(name)) keepValue(name, value === (dataset.default ?? "") ? "" : value.trim());
  }
  const details = fields.filter((field) => !("slotName" in field.dataset) || isOfCountry(field.name));
  remember("pack", {
    topics: ticked().map((box) => box.value),
    pack: pack.value,
    second: second.value,
    paper: paper.value,
    print: size.value,
    colour: colour.value,
    trainer: trainer.checked,
    details: Object.fromEntries(details.map((field) => [field.name, field.value])),
  });
}

function restore() {
  const kept = recall("pack") ?? {};
  for (const box of boxes) box.checked = Array.isArray(kept.topics) && kept.topics.includes(box.value);
  for (const field of fields) {
    const before = kept.details?.[field.name];
    const filled = fill(field);
    field.value = String(typed()[field.name] === undefined && before ? before : filled || field.value);
  }
  trainer.checked = kept.trainer === true;
  if (/^#[0-9a-f]{6}$/.test(kept.colour)) colour.value = kept.colour;
  for (const field of [pack, second, paper, size]) {
    if ([...field.options].some((option) => option.value === kept[field.name])) field.value = kept[field.name];
  }
}

/** What stands for a field on this device; a number of the country becomes what it has by default. @param {HTMLInputElement} field */
function fill(field) {
  const { kind = "text", own } = field.dataset;
  const filled = "slotName" in field.dataset ? fillingOf(field.name, kind, own) : "";
  if (isOfCountry(field.name)) field.dataset.default = filled;
  return filled;
}

/** Another country has other numbers; those that somebody typed stay. */
function fillCountry() {
  for (const field of slots.filter(({ name }) => isOfCountry(name))) {
    const before = field.dataset.default ?? "";
    const now = fill(field);
    if (field.value === before) field.value = now;
  }
}

function clear() {
  remember("pack", undefined);
  for (const box of boxes) box.checked = false;
  for (const field of fields) {
    if ("slotName" in field.dataset) keepValue(field.name, "");
    field.value = field.dataset.default ?? "";
  }
  pack.value = second.value = logo.value = "";
  colour.value = colour.dataset.default ?? "";
  trainer.checked = false;
  checkFields();
  refresh();
}

/** @param {HTMLInputElement} field @param {string} fault */
function tellFault(field, fault) {
  get(`#pb-fault-${field === logo ? "logo" : field.name}`).textContent = fault;
  field.toggleAttribute("aria-invalid", Boolean(fault));
  if (fault) field.setAttribute("aria-invalid", "true");
}

/** @param {HTMLInputElement} field */
const typedIn = (field) => field.value.replace(TURNING, "").replace(/\s+/g, " ").trim();

/** Says of each field whether it is too long; returns the first that is. */
function checkFields() {
  const long = fields.filter((field) => [...typedIn(field)].length > LONGEST);
  for (const field of fields) tellFault(field, long.includes(field) ? words.long : "");
  return long[0];
}

/** What is asked for, as press-worker.mjs takes it. */
async function taskOf() {
  const own = slots.filter(
    (field) =>
      typedIn(field) &&
      !(isOfCountry(field.name) && field.dataset.own === undefined && field.value === field.dataset.default),
  );
  const file = logo.files?.[0];
  return {
    order: {
      pack: chosenPack(),
      topics: ticked().map((box) => box.value),
      paper: paper.value,
      large: size.value === "large",
      country: country(),
      speaker: speaker.value,
      recipient: typedIn(recipient),
      site: form.dataset.site ?? "",
      trainer: trainer.checked,
      ...(colour.value === colour.dataset.default ? {} : { colour: colour.value, accent: accentOf(colour.value) }),
      values: Object.fromEntries(own.map((field) => [field.name, typedIn(field)])),
    },
    languages: [first.value, second.value].filter(Boolean),
    logo: file ? await readLogo(file) : null,
    root: new URL(form.dataset.root ?? "", location.href).href,
  };
}

/** @param {import("./press.mjs").Progress} progress */
function showProgress({ loaded = 0, of = 1, setting }) {
  progress.hidden = false;
  if (setting) progress.removeAttribute("value");
  else progress.value = (100 * loaded) / of;
  const percent = new Intl.NumberFormat(document.documentElement.lang, { style: "percent" });
  const text = setting ? words.setting : words.loading.replace("{percent}", percent.format(loaded / of));
  if (status.textContent !== text) status.textContent = text;
}

/** What went wrong, in the reader's words. @param {unknown} error */
function reasonOf(error) {
  if (!(error instanceof Failure)) return words.refused.replace("{reason}", String(error));
  if (error.message === "letters") return words.letters.replace("{characters}", error.characters.join(" "));
  const said = { connection: words.failed, language: words.language, logo: words.logo, "logo-size": words.logoSize };
  return said[/** @type {keyof typeof said} */ (error.message)] ?? words.refused.replace("{reason}", error.message);
}

/** @param {import("./press.mjs").Made} pack @param {string} name */
function offer({ pdf, pages }, name) {
  const link = get("a", made, HTMLAnchorElement);
  URL.revokeObjectURL(link.href);
  link.href = URL.createObjectURL(pdf);
  link.download = name;
  const megabytes = new Intl.NumberFormat(document.documentElement.lang, { maximumFractionDigits: 1 });
  link.textContent = `${name} (${counted("pages ", pages)}, ${megabytes.format(pdf.size / MEGA)} MB)`;
  made.hidden = false;
  status.textContent = words.ready;
  link.click();
}

/** @param {boolean} isAtWork */
function atWork(isAtWork) {
  get('button[type="submit"]', form, HTMLButtonElement).disabled = isAtWork;
  cancel.hidden = !isAtWork;
  progress.hidden = true;
}

/** @param {Event} event */
async function makePack(event) {
  event.preventDefault();
  made.hidden = true;
  const wrong = checkFields();
  if (!ticked().length) status.textContent = words.none;
  topics.open ||= !ticked().length;
  if (!ticked().length || wrong) return void (wrong ?? boxes[0]).focus();
  tellFault(logo, "");
  atWork(true);
  try {
    const task = await taskOf();
    const { pack: name, paper: sheet, large } = task.order;
    const forms = [trainer.checked ? "trainer" : "", large ? "large-print" : ""];
    const parts = [name, ...task.languages, sheet === "a4" ? "" : sheet, ...forms];
    offer(await print(task, showProgress), `${parts.filter(Boolean).join("-")}.pdf`);
  } catch (error) {
    const reason = reasonOf(error);
    const isLogo = error instanceof Failure && error.message.startsWith("logo");
    if (isLogo) tellFault(logo, reason);
    status.textContent = isLogo ? "" : reason;
    if (isLogo) logo.focus();
  }
  atWork(false);
}

form.addEventListener("submit", makePack);
form.addEventListener("input", () => {
  checkFields();
  keep();
  refresh();
});
logo.addEventListener("change", () => tellFault(logo, ""));
cancel.addEventListener("click", () => {
  stop();
  atWork(false);
  status.textContent = words.stopped;
});
pack.addEventListener("change", () => {
  const own = pack.selectedOptions[0].dataset.topics?.split(" ");
  if (own) for (const box of boxes) box.checked = own.includes(box.value);
  topics.open = !own;
  keep();
  refresh();
});
get("#pb-pack-clear").addEventListener("click", clear);
new MutationObserver(fillCountry).observe(document.documentElement, { attributeFilter: ["data-place"] });
restore();
topics.open = !pack.value;
form.hidden = !canPrint;
get("#pb-pack-unable").hidden = canPrint;
refresh();
