// Copying, with what each browser has for it.

import { make } from "./dom.mjs";

/**
 * Put a text into the clipboard; says whether that worked.
 * @param {string} text
 */
export async function toClipboard(text) {
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
