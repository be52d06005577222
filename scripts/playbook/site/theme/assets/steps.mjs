// Steps that can be ticked. The ticks stay on this device and are the same in every language of the page.

import { make, words } from "./dom.mjs";
import { recall, remember } from "./storage.mjs";

/**
 * Give every step of a topic page a box to tick, and the list a button that clears them.
 * @param {HTMLElement} page
 */
export function tickable(page) {
  const list = page.querySelector(".pb-steps > ol");
  if (!list || !page.dataset.topic) return;
  const name = `steps.${page.dataset.topic}`;
  const kept = recall(name);
  const boxes = [...list.children].map((step, index) => addBox(step, index + 1));
  if (kept?.length === boxes.length) for (const [index, box] of boxes.entries()) box.checked = kept[index] === true;

  const clear = make("button", { type: "button", class: "pb-button" }, words.clearTicks);
  const foot = make("p", { class: "pb-ticks" }, make("span", {}, words.ticksStay), " ", clear);
  list.after(foot);

  function keep() {
    const ticks = boxes.map((box) => box.checked);
    const any = ticks.includes(true);
    foot.classList.toggle("pb-ticks--none", !any);
    remember(name, any ? ticks : undefined);
  }
  list.addEventListener("change", keep);
  clear.addEventListener("click", () => {
    for (const box of boxes) box.checked = false;
    keep();
    boxes[0].focus();
  });
  keep();
}

/** @param {Element} step @param {number} number */
function addBox(step, number) {
  const label = words.stepDone.replace("{number}", String(number));
  const box = make("input", { type: "checkbox", class: "pb-tick__box", "aria-label": label, autocomplete: "off" });
  const face = make("span", { class: "pb-tick__face", "aria-hidden": "true" });
  step.prepend(make("label", { class: "pb-tick" }, box, face));
  return box;
}
