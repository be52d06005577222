// A QR code (ISO/IEC 18004) as an SVG: bytes, error correction L, versions 1 to 25, which hold 1273 letters.

const SVG = "http://www.w3.org/2000/svg";
const LARGEST = 25;
const CHECKS = [0, 7, 10, 15, 20, 26, 18, 20, 24, 30, 18, 20, 24, 26, 30, 22, 24, 28, 30, 28, 28, 28, 28, 30, 30, 26];
const BLOCKS = [0, 1, 1, 1, 1, 1, 2, 2, 2, 2, 4, 4, 4, 4, 4, 6, 6, 6, 6, 7, 8, 8, 9, 9, 10, 12];

/** The bytes for data and checks in a version. @param {number} version */
function capacity(version) {
  const marks = version > 1 ? Math.floor(version / 7) + 2 : 0;
  const alignment = marks ? (25 * marks - 10) * marks - 55 : 0;
  return Math.floor(((16 * version + 128) * version + 64 - alignment - (version > 6 ? 36 : 0)) / 8);
}

/** @param {number} version */
const room = (version) => capacity(version) - CHECKS[version] * BLOCKS[version];

/** @param {number} value @param {number} length */
const bitsOf = (value, length) => Array.from({ length }, (_, place) => (value >>> (length - 1 - place)) & 1);

/** Product in the field of 256 elements in which the checks are reckoned. @param {number} a @param {number} b */
function times(a, b) {
  let product = 0;
  for (let bit = 7; bit >= 0; bit--) {
    product = (product << 1) ^ ((product >>> 7) * 0x11d);
    product ^= ((b >>> bit) & 1) * a;
  }
  return product;
}

/** @param {number} degree */
function divisorOf(degree) {
  const divisor = [...Array(degree - 1).fill(0), 1];
  let root = 1;
  for (let step = 0; step < degree; step++) {
    for (let place = 0; place < degree; place++) {
      divisor[place] = times(divisor[place], root) ^ (divisor[place + 1] ?? 0);
    }
    root = times(root, 2);
  }
  return divisor;
}

/** @param {number[]} data @param {number[]} divisor */
function checksOf(data, divisor) {
  const rest = divisor.map(() => 0);
  for (const byte of data) {
    const factor = byte ^ (rest.shift() ?? 0);
    rest.push(0);
    for (const [place, part] of divisor.entries()) rest[place] ^= times(part, factor);
  }
  return rest;
}

/** All bytes of a code in their order. @param {Uint8Array} bytes @param {number} version */
function wordsOf(bytes, version) {
  const all = room(version) * 8;
  const bits = [...bitsOf(4, 4), ...bitsOf(bytes.length, version > 9 ? 16 : 8)];
  bits.push(...[...bytes].flatMap((byte) => bitsOf(byte, 8)));
  bits.push(...Array(Math.min(4, all - bits.length)).fill(0));
  bits.push(...Array(-bits.length & 7).fill(0));
  for (let pad = 0xec; bits.length < all; pad ^= 0xec ^ 0x11) bits.push(...bitsOf(pad, 8));
  const byteAt = (/** @type {number} */ place) => Number.parseInt(bits.slice(place * 8, place * 8 + 8).join(""), 2);
  const data = Array.from({ length: all / 8 }, (_, place) => byteAt(place));
  const count = BLOCKS[version];
  const short = Math.floor(data.length / count);
  const longer = data.length % count;
  const divisor = divisorOf(CHECKS[version]);
  let start = 0;
  const blocks = Array.from({ length: count }, (_, place) => {
    const part = data.slice(start, start + short + (place < count - longer ? 0 : 1));
    start += part.length;
    return { part, checks: checksOf(part, divisor) };
  });
  /** @type {number[]} */
  const words = [];
  for (let place = 0; place <= short; place++) {
    for (const { part } of blocks) if (place < part.length) words.push(part[place]);
  }
  for (let place = 0; place < CHECKS[version]; place++) for (const { checks } of blocks) words.push(checks[place]);
  return words;
}

/** Rows and columns of the alignment marks. @param {number} version */
function marksOf(version) {
  if (version === 1) return [];
  const count = Math.floor(version / 7) + 2;
  const step = Math.floor((version * 8 + count * 3 + 5) / (count * 4 - 4)) * 2;
  const found = [6];
  for (let place = version * 4 + 10; found.length < count; place -= step) found.splice(1, 0, place);
  return found;
}

/** Which modules the mask in use, number 2 of the standard, turns over. @param {number} x */
const isTurned = (x) => x % 3 === 0;
const MASK = 2;

/** @param {number} value @param {number} divisor @param {number} degree */
function remainder(value, divisor, degree) {
  let rest = value;
  for (let step = 0; step < degree; step++) rest = (rest << 1) ^ ((rest >>> (degree - 1)) * divisor);
  return rest;
}

/** A code being drawn: what is dark, and what no data may be written over. */
class Grid {
  /** @param {number} version */
  constructor(version) {
    this.version = version;
    this.size = version * 4 + 17;
    /** @type {boolean[][]} */
    this.dark = Array.from({ length: this.size }, () => Array(this.size).fill(false));
    /** @type {boolean[][]} */
    this.fixed = Array.from({ length: this.size }, () => Array(this.size).fill(false));
  }

  /** @param {number} x @param {number} y @param {boolean | number} isDark */
  set(x, y, isDark) {
    if (x < 0 || y < 0 || x >= this.size || y >= this.size) return;
    this.dark[y][x] = Boolean(isDark);
    this.fixed[y][x] = true;
  }

  /** A square around a place, of rings that are dark or light. @param {number} x @param {number} y @param {number[]} rings */
  mark(x, y, rings) {
    const reach = rings.length - 1;
    for (let dy = -reach; dy <= reach; dy++) {
      for (let dx = -reach; dx <= reach; dx++) this.set(x + dx, y + dy, rings[Math.max(Math.abs(dx), Math.abs(dy))]);
    }
  }

  marks() {
    const far = this.size - 4;
    for (let place = 0; place < this.size; place++) {
      this.set(6, place, place % 2 === 0);
      this.set(place, 6, place % 2 === 0);
    }
    for (const [x, y] of [
      [3, 3],
      [far, 3],
      [3, far],
    ])
      this.mark(x, y, [1, 1, 0, 1, 0]);
    const places = marksOf(this.version).flatMap((y, _, all) => all.map((x) => [x, y]));
    const corners = [`6 6`, `${this.size - 7} 6`, `6 ${this.size - 7}`];
    for (const [x, y] of places) if (!corners.includes(`${x} ${y}`)) this.mark(x, y, [1, 0, 1]);
  }

  /** Which correction and mask are in use, twice, and the version of a large code. */
  facts() {
    const form = (1 << 3) | MASK;
    const format = bitsOf(((form << 10) | remainder(form, 0x537, 10)) ^ 0x5412, 15).reverse();
    const column = [0, 1, 2, 3, 4, 5, 7, 8];
    for (const [place, y] of column.entries()) this.set(8, y, format[place]);
    for (const [place, x] of [7, 5, 4, 3, 2, 1, 0].entries()) this.set(x, 8, format[place + 8]);
    for (let place = 0; place < 8; place++) this.set(this.size - 1 - place, 8, format[place]);
    for (let place = 8; place < 15; place++) this.set(8, this.size - 15 + place, format[place]);
    this.set(8, this.size - 8, true);
    if (this.version < 7) return;
    const bits = bitsOf((this.version << 12) | remainder(this.version, 0x1f25, 12), 18).reverse();
    for (const [place, bit] of bits.entries()) {
      const [far, near] = [this.size - 11 + (place % 3), Math.floor(place / 3)];
      this.set(far, near, bit);
      this.set(near, far, bit);
    }
  }

  /** The places for data in their order: two columns at a time, up and down. */
  *places() {
    for (let right = this.size - 1; right >= 1; right -= right === 8 ? 3 : 2) {
      const isUpward = ((right + 1) & 2) === 0;
      for (let step = 0; step < this.size; step++) {
        const y = isUpward ? this.size - 1 - step : step;
        for (const x of [right, right - 1]) if (!this.fixed[y][x]) yield [x, y];
      }
    }
  }

  /** @param {number[]} bits */
  pour(bits) {
    let next = 0;
    for (const [x, y] of this.places()) this.dark[y][x] = Boolean(bits[next++] ?? 0) !== isTurned(x);
  }
}

/**
 * The dark modules of a code, by row; none for text that is too long.
 * @param {string} text @returns {boolean[][]}
 */
export function modulesOf(text) {
  const bytes = new TextEncoder().encode(text);
  let version = 1;
  while (version <= LARGEST && bytes.length + (version > 9 ? 3 : 2) > room(version)) version++;
  if (version > LARGEST) return [];
  const grid = new Grid(version);
  grid.marks();
  grid.facts();
  grid.pour(wordsOf(bytes, version).flatMap((word) => bitsOf(word, 8)));
  return grid.dark;
}

/**
 * The code as a picture; nothing for text that is too long.
 * @param {string} text
 */
export function codeOf(text) {
  const dark = modulesOf(text);
  if (!dark.length) return [];
  const side = dark.length + 8;
  const path = dark.flatMap((row, y) => row.map((isDark, x) => (isDark ? `M${x + 4} ${y + 4}h1v1h-1z` : "")));
  /** @param {string} name @param {Record<string, string>} attributes @param {Element[]} children */
  const shape = (name, attributes, ...children) => {
    const element = document.createElementNS(SVG, name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    element.append(...children);
    return element;
  };
  const paper = shape("rect", { width: String(side), height: String(side), fill: "#fff" });
  const ink = shape("path", { d: path.join(""), fill: "#000" });
  return [shape("svg", { viewBox: `0 0 ${side} ${side}`, role: "img", "aria-label": "QR" }, paper, ink)];
}
