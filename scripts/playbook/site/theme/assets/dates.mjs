// Dates in words, as the pages have them (playbook/shown/dates.py).

/**
 * A day as a language writes it: "22 November 2026" in English, which is British.
 * @param {Date} day @param {string} language
 */
export const longDate = (day, language = document.documentElement.lang) =>
  new Intl.DateTimeFormat(language === "en" ? "en-GB" : language, { dateStyle: "long", calendar: "gregory" }).format(
    day,
  );
