// The press: makes a pack on the device, in a worker that is there from the first pack on.

/**
 * How far a pack is: what is loaded, in bytes of all, or `setting`.
 * @typedef {{loaded?: number, of?: number, setting?: boolean}} Progress
 * A finished pack.
 * @typedef {{pdf: Blob, pages: number}} Made
 */

/** Why there is no pack: a reason that press-worker.mjs names, and the characters that cannot be printed. */
export class Failure extends Error {
  /** @param {string} reason @param {string[]} characters */
  constructor(reason, characters = []) {
    super(reason);
    this.characters = characters;
  }
}

/** Whether this browser can make packs; without a safe connection none lets anything be kept. */
export const canPrint = ["WebAssembly", "Worker", "CompressionStream", "DecompressionStream", "caches"].every(
  (name) => name in globalThis,
);

/** @type {Worker | undefined} */
let worker;

/** Give up what is being made. */
export function stop() {
  worker?.terminate();
  worker = undefined;
}

/**
 * Make a pack. Rejects with a Failure.
 * @param {import("./press-worker.mjs").Task} task @param {(progress: Progress) => void} told
 * @returns {Promise<Made>}
 */
export function print(task, told) {
  worker ??= new Worker(new URL("press-worker.mjs", import.meta.url), { type: "module" });
  const press = worker;
  return new Promise((resolve, reject) => {
    press.onmessage = ({ data }) => {
      if (data.pdf) resolve(data);
      else if (data.failed) reject(new Failure(data.failed, data.characters));
      else told(data);
    };
    press.onerror = (event) => {
      stop();
      reject(new Failure(event.message || "connection"));
    };
    press.postMessage(task);
  });
}
