// Who speaks: in Thai women say ค่ะ, คะ and ดิฉัน where men say ครับ and ผม. It is chosen once on the device.
// Pages have the form of women, and both where the other does not follow: หนู/ผม. See playbook/shown/speaker.py.

import { all, hit } from "./dom.mjs";
import { recall, remember } from "./storage.mjs";

const FORM = /(?:หนู|ดิฉัน|ค่ะ|คะ)\/(?:ผม|ครับ)|ดิฉัน|ค่ะ|คะ(?!แนน|เน(?!ี่ย)|น้า)/g;
/** @type {Record<string, string>} */
const MEN = { ดิฉัน: "ผม", ค่ะ: "ครับ", คะ: "ครับ" };
const TOLD = ".pb-now, .pb-steps, .pb-phrases, .pb-escalate, .pb-afterwards, .pb-practice .pb-answer";
/** What stood in a text before a speaker was chosen. @type {WeakMap<Text, string>} */
const written = new WeakMap();

/** Who speaks on this device: "woman", "man", or nobody yet. @returns {string} */
export const speaker = () => ["woman", "man"].find((one) => one === recall("speaker")) ?? "";

/**
 * Something said in the form of a speaker, or of both beside each other; as it is written where nobody has chosen.
 * @param {string} text @param {string} who
 */
export function spokenBy(text, who = speaker()) {
  if (!who) return text;
  return text.replace(FORM, (said) => {
    const [woman, man = MEN[woman]] = said.split("/");
    return who === "woman" ? woman : who === "man" ? man : `${woman}/${man}`;
  });
}

/**
 * Put what a page tells staff to say into the form of a speaker.
 * @param {ParentNode} root @param {string} who
 */
export function sayAs(root = document, who = speaker()) {
  for (const told of all(TOLD, root)) for (const text of all("p, li, .pb-words", told)) sayText(text, who);
}

/** @param {Element} element @param {string} who */
function sayText(element, who) {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  let isSaid = false;
  while (walker.nextNode()) {
    const node = /** @type {Text} */ (walker.currentNode);
    const before = written.get(node) ?? node.data;
    const parts = before.split(/([“”])/);
    for (const [place, part] of parts.entries()) {
      if (part === "“" || part === "”") isSaid = part === "“";
      else if (isSaid) parts[place] = spokenBy(part, who);
    }
    const said = parts.join("");
    if (said === node.data) continue;
    written.set(node, before);
    node.data = said;
  }
}

function showChoice() {
  for (const button of all("button[data-speaker]")) {
    button.setAttribute("aria-pressed", String(button.dataset.speaker === speaker()));
  }
}

document.addEventListener("click", (event) => {
  const button = hit(event, "button[data-speaker]");
  if (!button) return;
  remember("speaker", button.dataset.speaker === speaker() ? undefined : button.dataset.speaker);
  showChoice();
  sayAs();
});
showChoice();
if (speaker()) sayAs();
