// The box that keeps only the phrases or terms with its words in them.

const box = document.getElementById("pb-filter");
const count = document.querySelector(".pb-filter__count");
const texts = new WeakMap();

/** What is shown or hidden as one: a row, or side by side both rows of a pair. */
function units() {
  return new Set([...document.querySelectorAll("[data-filter]")].map((row) => row.closest(".pb-pair") ?? row));
}

function textOf(unit) {
  if (!texts.has(unit)) {
    const headings = unit.closest("section")?.querySelectorAll("h2") ?? [];
    const own = unit.querySelectorAll(".pb-words, .pb-aside, dt, dd > p, dd [lang]");
    texts.set(unit, fold([...headings, ...own].map((part) => part.textContent).join(" ")));
  }
  return texts.get(unit);
}

/** Text without capitals and accents, so that a hurried hand finds it. Vowel and tone marks of Thai stay. */
function fold(text) {
  const plain = text
    .toLowerCase()
    .normalize("NFD")
    .replace(/[\u0300-\u036f]/g, "");
  return plain.replaceAll("ı", "i").replaceAll("ø", "o").replaceAll("æ", "ae").replaceAll("ς", "σ");
}

function filter() {
  const asked = fold(box.value).split(/\s+/).filter(Boolean);
  let shown = 0;
  for (const unit of units()) {
    unit.hidden = !asked.every((word) => textOf(unit).includes(word));
    shown += unit.hidden ? 0 : 1;
  }
  for (const section of document.querySelectorAll("section.pb-section")) {
    section.hidden = false;
    section.hidden = [...section.querySelectorAll("[data-filter]")].every((row) => row.closest("[hidden]"));
  }
  const { shown: some, none } = count.dataset;
  count.textContent = asked.length ? (shown ? some.replace("{count}", shown) : none) : "";
}

box.addEventListener("input", filter);
if (box.value) filter();
