// Set up a workplace: for this device, for others by a link or a code, and as a file for the whole site.
// A link carries what was typed behind its #, which no server gets to see; it is shown before anything is taken in.

import { all, get, make, words } from "./dom.mjs";
import { codeOf } from "./qr.mjs";
import { chooseCountry, clean, country, isCountry, keep, typed } from "./slots.mjs";
import { remember } from "./storage.mjs";

const form = get("#pb-workplace", document, HTMLFormElement);
const status = get("#pb-workplace-status");
const fields = all("input[data-kind]", form, HTMLInputElement);
const chosen = get("select.pb-country", form, HTMLSelectElement);
const KEY = "#take=";
const LONGEST = 4000;

/** What is typed in the form and differs from what the organisation has. @returns {Record<string, string>} */
function values() {
  const changed = fields.filter((field) => field.value.trim() !== field.dataset.default);
  return Object.fromEntries(changed.map((field) => [field.name, clean(field.value, field.dataset.kind ?? "")]));
}

/** Whether every field holds what it may; says so beside each that does not. */
function isRight() {
  let right = true;
  for (const field of fields) {
    const fault = field.value.trim() && !clean(field.value, field.dataset.kind ?? "") ? words.notPhone : "";
    get(`#fault-${field.name}`).textContent = fault;
    field.setAttribute("aria-invalid", String(Boolean(fault)));
    if (fault && right) field.focus();
    right &&= !fault;
  }
  return right;
}

function restore() {
  for (const field of fields) {
    field.value = clean(typed()[field.name], field.dataset.kind ?? "") || (field.dataset.default ?? "");
  }
}

/** @param {Record<string, string>} taken */
function keepAll(taken) {
  for (const field of fields) if (field.name in taken) keep(field.name, taken[field.name]);
  const name = Object.keys(taken).find((key) => taken[key]);
  status.textContent = name && typed()[name] !== taken[name] ? words.notKept : words.kept;
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  if (!isRight()) return;
  keepAll({ ...Object.fromEntries(fields.map((field) => [field.name, ""])), ...values() });
});
get("#pb-forget").addEventListener("click", () => {
  remember("values", undefined);
  remember("values", undefined, true);
  remember("country", undefined);
  location.reload();
});

/** @param {string} text */
const packed = (text) =>
  btoa(String.fromCharCode(...new TextEncoder().encode(text)))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");
/** @param {string} text */
const unpacked = (text) =>
  new TextDecoder("utf-8", { fatal: true }).decode(
    Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (sign) => sign.charCodeAt(0)),
  );

get("#pb-hand-over").addEventListener("click", () => {
  if (!isRight()) return;
  const filled = Object.fromEntries(Object.entries(values()).filter(([, value]) => value));
  const data = packed(JSON.stringify({ c: country(), v: filled }));
  const link = new URL(location.pathname, location.href).href + KEY + data;
  get("#pb-link", form, HTMLInputElement).value = link;
  get(".pb-code").replaceChildren(...codeOf(link));
  get(".pb-handed").hidden = false;
});
const copy = get("#pb-copy-link");
copy.addEventListener("click", async () => {
  await navigator.clipboard.writeText(get("#pb-link", form, HTMLInputElement).value);
  copy.textContent = words.copied;
});

/** What a link carries, as far as it can be used here. */
function received() {
  try {
    const data = JSON.parse(unpacked(location.hash.slice(KEY.length, KEY.length + LONGEST)));
    const given = fields.map((field) => [field.name, clean(data?.v?.[field.name], field.dataset.kind ?? "")]);
    return {
      code: isCountry(data?.c) ? data.c : "",
      taken: /** @type {Record<string, string>} */ (Object.fromEntries(given.filter(([, value]) => value))),
    };
  } catch {
    return { code: "", taken: {} }; // somebody else's link, or one cut short
  }
}

/** @param {string} name @param {string} value */
const row = (name, value) =>
  make(
    "tr",
    { role: "row" },
    make("th", { role: "rowheader", scope: "row" }, name),
    make("td", { role: "cell" }, value),
  );

function offer() {
  if (!location.hash.startsWith(KEY)) return;
  const { code, taken } = received();
  history.replaceState(null, "", location.pathname + location.search);
  const names = Object.keys(taken);
  if (!code && !names.length) {
    status.textContent = words.nothing;
    return;
  }
  const box = get(".pb-received");
  const option = [...chosen.options].find(({ value }) => value === code);
  const labels = names.map((name) => form.querySelector(`label[for="slot-${name}"]`)?.textContent ?? name);
  const shown = names.map((name, number) => row(labels[number], taken[name]));
  get("tbody", box).replaceChildren(...(option && code ? [row(words.country, option.text)] : []), ...shown);
  box.hidden = false;
  get("#pb-take").onclick = () => {
    if (code) chooseCountry(code);
    keepAll(taken);
    box.hidden = true;
    restore();
    chosen.value = country();
  };
  get("#pb-refuse").onclick = () => {
    box.hidden = true;
  };
}

/** The file for the site. Text stands in quotation marks as JSON has them, which YAML reads too. */
function file() {
  const slots = fields.map(({ name, value, dataset: { kind = "", label } }) => {
    const text = clean(value, kind);
    const isNumber = kind === "number" && /^[1-9]\d{0,8}$/.test(text);
    const written = isNumber ? text : text ? JSON.stringify(text) : "null";
    return `  - {name: ${name}, kind: ${kind}, label: ${JSON.stringify(label)}, value: ${written}}`;
  });
  const logo = form.dataset.logo ? JSON.stringify(form.dataset.logo) : "null";
  return [`logo: ${logo}`, `country: ${chosen.value || "null"}`, "slots:", ...slots, ""].join("\n");
}

const download = get("#pb-file", form, HTMLAnchorElement);
download.addEventListener("click", (event) => {
  if (!isRight()) event.preventDefault();
  else download.href = URL.createObjectURL(new Blob([file()], { type: "application/yaml" }));
});

restore();
form.hidden = false;
offer();
addEventListener("hashchange", offer);
