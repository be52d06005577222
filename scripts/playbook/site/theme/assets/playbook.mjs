// What every page needs: the language switch keeps the section that is being read.

/** The id of the section at the top of the window: the address's own, or the last heading that was scrolled past. */
export function currentSection() {
  const fromAddress = decodeURIComponent(location.hash.slice(1));
  if (fromAddress && document.getElementById(fromAddress)) return fromAddress;
  const line = innerHeight / 3;
  const passed = [...document.querySelectorAll("section.pb-section > h2[id]")].filter(
    (heading) => heading.getBoundingClientRect().top < line,
  );
  return passed.at(-1)?.id ?? "";
}

function keepSection(event) {
  const link = event.target.closest("a.pb-language");
  if (!link) return;
  const url = new URL(link.href);
  const section = currentSection();
  if (section && scrollY > 0) url.hash = section;
  url.search = location.search;
  link.href = url.href;
}

for (const type of ["click", "auxclick", "focusin"]) document.addEventListener(type, keepSection, { capture: true });
