// The logo of a pack: looked into before it is printed, as packs/organisation.py does.

import { Failure } from "./press.mjs";

const LIMIT = 5 * 1024 * 1024; // bytes
const PIXELS = 50_000_000;
const PNG = [0x89, 0x50, 0x4e, 0x47];
const JPEG = [0xff, 0xd8, 0xff];

/**
 * The picture in a file. Rejects with a Failure where it is none, or too large.
 * @param {File} file
 */
export async function readLogo(file) {
  if (file.size > LIMIT) throw new Failure("logo-size");
  const data = new Uint8Array(await file.arrayBuffer());
  const begins = (/** @type {number[]} */ signs) => signs.every((sign, place) => data[place] === sign);
  if (begins(PNG) || begins(JPEG)) {
    await checkPixels(file);
    return { kind: begins(PNG) ? "png" : "jpg", data };
  }
  if (!isDrawing(new TextDecoder().decode(data))) throw new Failure("logo");
  return { kind: "svg", data };
}

/** @param {File} file */
async function checkPixels(file) {
  const picture = await createImageBitmap(file).catch(() => undefined);
  const isSmall = picture && picture.width * picture.height <= PIXELS;
  picture?.close();
  if (!isSmall) throw new Failure("logo");
}

/** Whether a text is an SVG; Typst draws what it can of it, runs nothing and reads nothing else. @param {string} text */
function isDrawing(text) {
  const isLikely = text.slice(0, 4096).includes("<svg");
  return isLikely && new DOMParser().parseFromString(text, "image/svg+xml").documentElement.localName === "svg";
}
