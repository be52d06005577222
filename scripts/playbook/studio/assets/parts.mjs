// What the scripts of all screens share: words, questions to the server, the state line, fields, windows; and elements in
// few words, as the site's scripts have them.

import { all, get, hit, make } from "/assets/dom.mjs";

export { all, get, hit, make };

/** @type {Record<string, string>} */
const words = JSON.parse(document.getElementById("words")?.textContent ?? "{}");

/**
 * What the screen's Python side calls this in the editor's language, with its {places} filled.
 * @param {string} name @param {Record<string, string | number>} values
 */
export function word(name, values = {}) {
  return (words[name] ?? name).replace(/\{(\w+)\}/g, (place, key) => String(values[key] ?? place));
}

/** The server said no; its message says why, in words for the editor. */
export class Refused extends Error {}

/** The server cannot be reached, or not with the key that this page was opened with; its message then says so. */
export class Away extends Error {}

/**
 * Ask the server for something that changes something, and return its answer. Throws Refused or Away.
 * @param {string} address @param {unknown} data @returns {Promise<any>}
 */
export async function post(address, data) {
  let answer;
  try {
    answer = await fetch(address, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(data),
    });
  } catch {
    throw new Away();
  }
  if (answer.status === 403) throw new Away(word("anew"));
  const isData = answer.headers.get("Content-Type")?.startsWith("application/json");
  const content = isData ? await answer.json() : await answer.text();
  if (answer.ok) return content;
  throw new Refused(isData ? content.message : content);
}

/**
 * Write into the state line: "busy", "kept", "failed", or "quiet" for what is no news.
 * @param {"busy" | "kept" | "failed" | "quiet"} state @param {string} text
 */
export function tell(state, text) {
  const line = get("#state");
  line.dataset.state = state;
  if (line.textContent !== text) line.textContent = text;
}

/** @typedef {{ kind: string, label: string, text: string }} Piece What can be put into a text: a link, a gap, a term. */
/** @typedef {{ message: string, hint: string, lang?: string, dir?: string, put?: Piece | null }} Told What is wrong, and in which language that is said; the studio's where it is not told. What mends it is put in by a button. */

/**
 * Show what is wrong beside a field or a part; nothing where nothing is.
 * @param {string} id of the field @param {Told[]} problems
 */
export function showProblems(id, problems) {
  const list = document.getElementById(`${id}-problems`);
  if (!list) return;
  const own = document.documentElement;
  const items = problems.map(({ message, hint, lang = own.lang, dir = own.dir, put }) =>
    make(
      "li",
      { lang, dir },
      message,
      ...(hint ? [make("span", { class: "hint" }, hint)] : []),
      ...(put
        ? [
            make(
              "button",
              { type: "button", "data-put": put.text, "data-piece": put.kind, "data-into": id },
              word("put-in"),
            ),
          ]
        : []),
    ),
  );
  const before = list.textContent;
  if (before !== items.map((item) => item.textContent).join("")) list.replaceChildren(...items);
  const field = document.getElementById(id);
  if (problems.length) field?.setAttribute("aria-invalid", "true");
  else field?.removeAttribute("aria-invalid");
}

/**
 * Give fields the height of their text.
 * @param {ParentNode} root
 */
export function grow(root = document) {
  if (CSS.supports("field-sizing", "content")) return;
  for (const field of all("textarea[data-grows]", root, HTMLTextAreaElement)) fit(field);
}

/** @param {HTMLTextAreaElement} field */
function fit(field) {
  field.style.height = "auto";
  field.style.height = `${field.scrollHeight + 2}px`;
}

document.addEventListener("input", (event) => {
  const field = hit(event, "textarea[data-grows]", HTMLTextAreaElement);
  if (field && !CSS.supports("field-sizing", "content")) fit(field);
});

document.addEventListener("click", (event) => {
  const opener = hit(event, "[data-opens]");
  if (opener) get(`#${opener.dataset.opens}`, document, HTMLDialogElement).showModal();
  for (const menu of all("details.languages[open]", document, HTMLDetailsElement)) {
    if (!hit(event, "details.languages")) menu.open = false;
  }
});

// What a form does that the browser sends by itself may take seconds: that is said at once, and it is sent once.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || !(form instanceof HTMLFormElement) || form.method !== "post") return;
  if (event.submitter?.hasAttribute("formaction")) return; // a file is what the browser gets, and the page stays
  if (form.hasAttribute("aria-busy")) {
    event.preventDefault();
    return;
  }
  form.setAttribute("aria-busy", "true");
  const line = make("p", { class: "state", role: "status", "data-state": "busy" });
  form.append(line);
  setTimeout(() => line.append(word("working"))); // said, as the line was there before
});
addEventListener("pageshow", () => {
  for (const form of all("form[aria-busy]")) {
    form.removeAttribute("aria-busy");
    form.querySelector(":scope > .state")?.remove();
  }
});

// A list that a field with data-filters="ID" narrows to what has its words; one that is folded away opens.
document.addEventListener("input", (event) => {
  const field = hit(event, "[data-filters]", HTMLInputElement);
  if (!field) return;
  const wanted = field.value.trim().toLocaleLowerCase();
  const list = get(`#${field.dataset.filters}`);
  for (const item of all("li", list)) item.hidden = !(item.textContent ?? "").toLocaleLowerCase().includes(wanted);
  const fold = list.closest("details");
  if (fold) fold.open = Boolean(wanted);
});

// The file that was chosen, by its name.
document.addEventListener("change", (event) => {
  const field = hit(event, "input[type=file]", HTMLInputElement);
  const told = field && document.querySelector(`output[for="${field.id}"]`);
  if (told) told.textContent = [...(field.files ?? [])].map(({ name }) => name).join(", ");
});

grow();
