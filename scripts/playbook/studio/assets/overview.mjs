// The start page: what is wrong is worked out after it is shown, as that takes seconds.

import { all } from "./parts.mjs";

for (const place of all("[data-from]")) {
  const answer = await fetch(place.dataset.from ?? "");
  if (answer.ok) place.innerHTML = await answer.text(); // made by our own template, in which every text is escaped
  place.removeAttribute("aria-busy");
}
