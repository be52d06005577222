// The form of an article: what is typed stays in this browser until the article has been read.

import { all, get } from "./parts.mjs";

const STORE = "studio:new-article";
const SENT = "studio:new-article-sent";
const form = get("#article-form", document, HTMLFormElement);
const fields = [
  ...all("textarea", form, HTMLTextAreaElement),
  ...all("input:not([type=file])", form, HTMLInputElement),
];

/** @returns {Record<string, string>} */
function recall() {
  try {
    return JSON.parse(localStorage.getItem(STORE) ?? "{}");
  } catch {
    return {}; // storage is switched off, or full of something else
  }
}

const kept = isDone() ? {} : recall();
for (const field of fields) field.value ||= kept[field.name] ?? "";

/** Whether what was typed has been read into an article since: it was sent, and nothing is said against it. */
function isDone() {
  const done = sessionStorage.getItem(SENT) !== null && !document.querySelector(".card.wrong");
  sessionStorage.removeItem(SENT);
  if (done) localStorage.removeItem(STORE);
  return done;
}

form.addEventListener("submit", () => sessionStorage.setItem(SENT, ""));
form.addEventListener("input", () => {
  try {
    localStorage.setItem(STORE, JSON.stringify(Object.fromEntries(fields.map((field) => [field.name, field.value]))));
  } catch {
    // then the page alone has it
  }
});
