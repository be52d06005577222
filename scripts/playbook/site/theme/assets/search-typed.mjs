// How else something may have been typed: Greek in Latin letters, and any language with the keyboard left in another.

const LATIN = "qwertyuiopasdfghjklzxcvbnm";
/** What the same keys give in other layouts, without and with the shift key. */
const KEYBOARDS = {
  el: [[LATIN, ";ςερτυθιοπασδφγηξκλζχψωβνμ"]],
  th: [
    ["qwertyuiop[]asdfghjkl;'zxcvbnm,./-=1234567890", "ๆไำพะัีรนยบลฟหกดเ้่าสวงผปแอิืทมใฝขชๅ/_ภถุึคตจ"],
    ["QWERTYUIOP{ASDFGHJKL:ZXCVBNM<>?", '๐"ฎฑธํ๊ณฯญฐฤฆฏโฌ็๋ษศซ()ฉฮฺ์?ฒฬฦ'],
  ],
};

/**
 * The query as it reads with the keyboard in the other layout, both ways; nothing where a language has one layout.
 * @param {string} query @param {string} language
 */
export function otherLayouts(query, language) {
  if (language !== "el" && language !== "th") return [];
  const found = [];
  for (const [from, to] of [
    [0, 1],
    [1, 0],
  ]) {
    /** @type {Map<string, string>} */
    const keys = new Map();
    for (const rows of KEYBOARDS[language])
      for (const [index, key] of [...rows[from]].entries()) keys.set(key, [...rows[to]][index]);
    const text = language === "el" ? query.toLowerCase() : query;
    const typed = [...text].map((letter) => keys.get(letter) ?? letter).join("");
    if (typed !== text) found.push(typed);
  }
  return found;
}

/** Greek letters and pairs of them by how they sound; letters that Latin spellings mix up share a sound. */
const GREEK = [
  ["ου", "u"],
  ["αι", "e"],
  ["ει", "i"],
  ["οι", "i"],
  ["υι", "i"],
  ["αυ", "af"],
  ["ευ", "ef"],
  ["ηυ", "if"],
  ["μπ", "f"],
  ["ντ", "d"],
  ["γκ", "g"],
  ["γγ", "g"],
  ["ψ", "ps"],
];
const GREEK_LETTERS = "αβγδεζηθικλμνξοπρσςτυφχω";
const GREEK_SOUNDS = "afgdeziqiklmnxoprsstifho";

/** Latin spellings, the longer first, each with the sounds that it may stand for. */
const SPELLINGS = [
  ["th", "q", "ti"],
  ["ou", "u"],
  ["ei", "i"],
  ["oi", "i"],
  ["ai", "e", "ai"],
  ["ay", "af", "ai"],
  ["au", "af"],
  ["av", "af"],
  ["eu", "ef"],
  ["ev", "ef"],
  ["mp", "f"],
  ["nt", "d"],
  ["gk", "g"],
  ["ng", "g"],
  ["ch", "h"],
  ["ph", "f"],
  ["ps", "ps"],
  ["ks", "x"],
  ["8", "q"],
  ["9", "q"],
  ["3", "x", "e"],
  ["4", "ps"],
  ["w", "o"],
  ["h", "i", "h"],
  ["x", "h", "x"],
  ["y", "i"],
  ["u", "i", "u"],
  ["c", "k"],
  ["q", "k"],
  ["j", "x"],
  ["b", "f"],
  ["v", "f"],
];
const MOST_READINGS = 16;

/**
 * How a folded Greek word sounds, in the letters that readings of Latin spellings use.
 * @param {string} word
 */
export function greekSound(word) {
  let sound = word;
  for (const [letters, heard] of GREEK) sound = sound.replaceAll(letters, heard);
  sound = [...sound].map((letter) => GREEK_SOUNDS[GREEK_LETTERS.indexOf(letter)] ?? letter).join("");
  return sound.replace(/(.)\1+/gu, "$1");
}

/**
 * The sounds that a word in Latin letters may stand for, if it is Greek.
 * @param {string} word
 */
export function latinSounds(word) {
  /** @type {string[]} */
  let readings = [""];
  for (let place = 0; place < word.length; ) {
    const spelling = SPELLINGS.find(([letters]) => word.startsWith(letters, place)) ?? [word[place], word[place]];
    const [letters, ...sounds] = spelling;
    readings = readings.flatMap((start) => sounds.map((sound) => start + sound)).slice(0, MOST_READINGS);
    place += letters.length;
  }
  return readings.map((reading) => reading.replace(/(.)\1+/gu, "$1"));
}
