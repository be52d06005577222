// Which card comes next: what is due to be repeated, then what nobody has seen. Knows nothing of the screen.

/**
 * A card that was seen: how often in a row it was known, and the day on which it is due again.
 * @typedef {[known: number, due: number]} Seen
 */

const DAYS = [0, 1, 3, 7, 14, 30, 60]; // until a card comes again, by how often in a row it was known
const DAY_MS = 86_400_000;

/**
 * The number of a day, counted as the clock on the wall has it.
 * @param {Date} now
 */
export const dayOf = (now) => Math.floor((now.getTime() - now.getTimezoneOffset() * 60_000) / DAY_MS);

/**
 * The day that a number stands for.
 * @param {number} day
 */
export const dateOf = (day) => new Date(day * DAY_MS + DAY_MS / 2);

/**
 * What is due today, the longest due first, what nobody has seen, and the next day on which anything is due.
 * @param {string[]} cards @param {Record<string, Seen>} seen @param {number} today
 */
export function standing(cards, seen, today) {
  const known = cards.filter((card) => seen[card]);
  const due = known.filter((card) => seen[card][1] <= today).sort((one, other) => seen[one][1] - seen[other][1]);
  const fresh = cards.filter((card) => !seen[card]);
  return { due, fresh, next: Math.min(...known.map((card) => seen[card][1])) };
}

/**
 * The next card, not one of those seen just now while there are others; undefined where none is left for today.
 * @param {string[]} cards @param {Record<string, Seen>} seen @param {number} today @param {string[]} justNow
 * @param {() => number} random from 0 to below 1
 */
export function nextCard(cards, seen, today, justNow, random) {
  const { due, fresh } = standing(cards, seen, today);
  const waiting = due.filter((card) => !justNow.includes(card));
  return waiting[0] ?? fresh[Math.floor(random() * fresh.length)] ?? due[0];
}

/**
 * A card as it stands after somebody knew it, or did not.
 * @param {Seen | undefined} before @param {boolean} isKnown @param {number} today @returns {Seen}
 */
export function after(before, isKnown, today) {
  const known = isKnown ? Math.min((before?.[0] ?? 0) + 1, DAYS.length - 1) : 0;
  return [known, today + DAYS[known]];
}
