// The colour of text beside an organisation's colour: as it is, or as much darker as white takes to be read on.
// packs/organisation.py does the same; tests/site/test_press.py holds the two together.

const READABLE = 4.5; // contrast with white: WCAG 2.2, 1.4.3
const STEP = 0.94;

/** How much a part of a colour, from 0 to 1, gives of light. @param {number} part */
const light = (part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);

/** @param {number[]} parts */
function contrast([red, green, blue]) {
  return 1.05 / (0.2126 * light(red) + 0.7152 * light(green) + 0.0722 * light(blue) + 0.05);
}

/** @param {string} colour such as #14514b */
export function accentOf(colour) {
  let parts = [1, 3, 5].map((place) => Number.parseInt(colour.slice(place, place + 2), 16) / 255);
  while (contrast(parts) < READABLE) parts = parts.map((part) => part * STEP);
  return `#${parts
    .map((part) =>
      Math.round(part * 255)
        .toString(16)
        .padStart(2, "0"),
    )
    .join("")}`;
}
